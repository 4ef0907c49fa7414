// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { today } from "../../calendar.ts";
import { keepAcknowledgeTask } from "../policy-task.ts";
import { versionById } from "../policy-version.ts";
import { sha256Hex } from "./shapes.ts";

export const acknowledgePolicies = operation({
  name: "program.policy.acknowledge",
  cites: ["164.308(a)(5)(i)", "164.316(b)(2)(ii)", "164.530(b)(1)"],
  says: "Acknowledged policies",
  groups: ["program.list"],
  route: { method: "POST", path: "/v1/policies/acknowledge" },
  input: z.object({
    path: nothing,
    query: nothing,
    body: z.strictObject({
      versions: z
        .array(z.strictObject({ id: anId, sha256: sha256Hex }))
        .min(1)
        .max(60)
        .meta({ description: "Each with the hash of the text that was read." }),
    }),
  }),
  output: z.object({ acknowledged: z.number() }),
  effect: "write",
  log: "organization",
  prepare: async ({ parts }) => ({ day: await today(parts) }),
  async run({ parts, actor, db, input: { body } }, _loaded, { day }) {
    if (actor.kind !== "user") throw new Fault("not_yours_to_do", { detail: "Each person acknowledges for themselves." });
    const known: { policy: string; version: string; sha256: string }[] = [];
    for (const { id, sha256 } of body.versions) {
      const row = await versionById(db, id);
      if (row === undefined) throw new Fault("not_found");
      const isInForce = row.state === "approved" && (row.effective_on ?? day) <= day && (row.ended_on === null || row.ended_on >= day);
      if (!isInForce)
        throw new Fault("move_not_possible", { detail: `“${row.title}” ${row.version} is not in force. Read the one that is.` });
      if (Buffer.from(row.sha256).toString("hex") !== sha256) throw new Fault("version_conflict");
      await db.run(sql`
        insert into program.acknowledgement (version, member, sha256, at) values (${id}, ${actor.id}, ${row.sha256}, ${parts.clock.now()})
        on conflict (version, member) do nothing`);
      known.push({ policy: row.policy, version: row.version, sha256 });
    }
    const until = new Date(parts.clock.now().getTime() + 1);
    await keepAcknowledgeTask(parts, db, { member: actor.id, day, until });
    return { output: { acknowledged: known.length }, detail: { acknowledged: known } };
  },
});

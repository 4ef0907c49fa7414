// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { keepApproveTask } from "../policy-task.ts";
import { rejectVersion, versionById } from "../policy-version.ts";
import { byOf } from "./shapes.ts";

export const rejectPolicy = operation({
  name: "program.policy.reject",
  cites: ["164.316(a)"],
  says: "Rejected a policy",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/policy-versions/{version}/reject" },
  input: z.object({
    path: z.strictObject({ version: anId }),
    query: nothing,
    body: z.strictObject({ reason: z.string().trim().min(3).max(2000) }),
  }),
  output: z.undefined(),
  effect: "write",
  log: "organization",
  prepare: async ({ parts }) => ({ day: await today(parts) }),
  async run({ parts, actor, db, input: { path, body } }, _loaded, { day }) {
    const row = await versionById(db, path.version);
    if (row === undefined) throw new Fault("not_found");
    const isRejected = await rejectVersion(parts, db, path.version, { by: byOf(actor), day, reason: body.reason });
    if (!isRejected) throw new Fault("move_not_possible", { detail: `It is ${row.state}.` });
    await keepApproveTask(parts, db, { day, by: byOf(actor) });
    return { output: undefined, detail: { policy: row.policy, commit: row.commit, sha256: Buffer.from(row.sha256).toString("hex") } };
  },
});

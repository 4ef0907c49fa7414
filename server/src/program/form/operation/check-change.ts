// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";

/** States in which an approved change may reach production, again too; and those of an emergency, which is looked at after. */
const GOES = ["approved", "deployed", "open"];
const GOES_AT_ONCE = ["emergency", "deployed"];
const FORMS = ["change-request", "network-rule-change"];

export const checkChange = operation({
  name: "program.change.check",
  cites: ["164.308(a)(1)(ii)(A)", "164.308(a)(8)"],
  says: "Asked whether a change may reach production",
  groups: ["program.read", "program.pipeline"],
  route: { method: "GET", path: "/v1/changes/check" },
  input: z.object({
    path: nothing,
    query: z.strictObject({
      emergency: z
        .enum(["counts"])
        .optional()
        .meta({ description: "Whether a declared emergency, which nobody has approved, may be deployed as well." }),
      reference: z.string().min(1).max(200).meta({ description: "As the change request names it: a commit, a pull request, a release." }),
    }),
    body: noBody,
  }),
  output: z.object({
    mayDeploy: z.boolean(),
    changes: z.array(z.object({ id: z.string(), form: z.string(), state: z.string(), approved: z.boolean() })),
  }),
  effect: "read",
  log: "organization",
  async run({ db, input: { query } }) {
    const changes = await db.rows<{ id: string; form: string; state: string; approved: boolean }>(sql`
      select id, form, state, exists (select from program.submission_version v where v.submission = s.id and v.state = 'approved') as approved
        from program.submission s where form = any(${FORMS}::text[]) and about = ${query.reference} order by id desc limit 20`);
    const isAllowed = changes.some(({ state, approved }) => approved && GOES.includes(state));
    const isEmergency = query.emergency === "counts" && changes.some(({ state }) => GOES_AT_ONCE.includes(state));
    const detail = { mayDeploy: isAllowed || isEmergency, isEmergency: isEmergency && !isAllowed, changes: changes.map(({ id }) => id) };
    return { output: { mayDeploy: detail.mayDeploy, changes }, detail };
  },
});

// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";

/** States in which a change may reach production: approved, or an emergency that is looked at after. */
const MAY_DEPLOY = ["approved", "emergency", "deployed", "open"];
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
      reference: z.string().min(1).max(200).meta({ description: "As the change request names it: a commit, a pull request, a release." }),
    }),
    body: noBody,
  }),
  output: z.object({ mayDeploy: z.boolean(), changes: z.array(z.object({ id: z.string(), form: z.string(), state: z.string() })) }),
  effect: "read",
  log: "organization",
  async run({ db, input: { query } }) {
    const changes = await db.rows<{ id: string; form: string; state: string }>(sql`
      select id, form, state from program.submission where form = any(${FORMS}::text[]) and about = ${query.reference} order by id desc limit 20`);
    const mayDeploy = changes.some(({ state }) => MAY_DEPLOY.includes(state));
    return { output: { mayDeploy, changes }, detail: { mayDeploy, changes: changes.map(({ id }) => id) } };
  },
});

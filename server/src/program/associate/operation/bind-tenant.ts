// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { today } from "../../calendar.ts";
import { openContent, submissionById } from "../../form/submission.ts";
import { entityOf } from "../../incident/breach.ts";

/** Says whose PHI a tenant holds: a customer's, with whom a contract is in force; or one's own patients'. */
export const bindTenant = operation({
  name: "program.tenant.bind",
  cites: ["164.308(b)(1)", "164.502(e)(1)", "164.502(e)(2)"],
  says: "Named whose records a tenant holds",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/tenants/{tenant}/party" },
  input: z.object({
    path: z.strictObject({ tenant: anId }),
    query: nothing,
    body: z.strictObject({
      /** As it was read: of two people who say so at once the second is told. */
      was: anId.nullable(),
      party: anId.nullable().meta({ description: "A customer in the chain. Null: our own patients’ or members’." }),
    }),
  }),
  output: z.object({ id: z.string(), name: z.string(), party: z.string().nullable() }),
  effect: "write",
  log: "organization",
  async prepare({ parts, input: { body } }) {
    const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
    const row = body.party === null ? undefined : await submissionById(db, body.party);
    const role = row?.form === "party" && row.state === "in use" ? (await openContent(parts, row)).answers["role"] : undefined;
    return { role, day: await today(parts) };
  },
  load: ({ input: { path } }, db) =>
    db.maybe<{ id: string; name: string; party: string | null }>(
      sql`select id, name, party from part164.tenant where id = ${path.tenant} for update`,
    ),
  about: ({ input: { path } }, tenant) => ({
    collection: "form-for-officials",
    relation: "organization",
    isMissing: tenant === undefined,
    record: { type: "part164.tenant", id: path.tenant, version: null },
  }),
  async run({ db, input: { path, body } }, tenant, { role, day }) {
    const { party, was } = body;
    if (tenant?.party !== was) throw new Fault("version_conflict");
    const refuse = (says: string): never => {
      throw new Fault("malformed_input", { detail: says, fields: [{ at: "/party", says }] });
    };
    if (party === null && (await entityOf(db)) === "business-associate")
      refuse("You are a business associate and have no patients of your own: name the customer.");
    if (party !== null && role !== "customer") refuse("Is not a customer in the chain that is in use.");
    if (party !== null && !(await db.one<{ may: boolean }>(sql`select program.may_pass(${party}, ${day}::date) as may`)).may)
      refuse("No contract with this customer is in force: no PHI is held for it before one is [164.502(e), 164.308(b)].");
    await db.run(sql`update part164.tenant set party = ${party} where id = ${path.tenant}`);
    return { output: { id: path.tenant, name: tenant?.name ?? "", party }, detail: { tenant: path.tenant, party } };
  },
});

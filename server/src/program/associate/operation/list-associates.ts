// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { entityOf } from "../../incident/breach.ts";
import { associatesIn, readParties } from "../parties.ts";
import { AssociateView, viewAssociate } from "./shapes.ts";

export const listAssociates = operation({
  name: "program.associate.list",
  cites: ["164.308(b)(1)", "164.308(b)(2)", "164.502(e)(1)"],
  says: "Looked at the chain of associates",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/associates" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.object({
    items: z.array(AssociateView),
    next: z.null(),
    /** Null until the organization's profile is adopted. */
    entity: z.string().nullable(),
    /** Tenants with the customer whose PHI they hold; null: nobody said, or one's own patients. */
    tenants: z.array(z.object({ id: z.string(), name: z.string(), party: z.string().nullable() })),
  }),
  effect: "read",
  log: "organization",
  about: () => ({ collection: "form-for-officials", relation: "organization" }),
  async run({ parts, db }) {
    const found = await readParties(parts, db);
    const output = {
      items: associatesIn(found).map(viewAssociate),
      next: null,
      entity: await entityOf(db),
      tenants: found.tenants.map(({ id, name, party }) => ({ id, name, party })),
    };
    return { output };
  },
});

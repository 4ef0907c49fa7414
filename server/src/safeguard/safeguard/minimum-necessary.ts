// SPDX-License-Identifier: Apache-2.0
import type { Actor } from "#access/actor.ts";
import { permittedFields } from "#access/decide/field-profile.ts";
import { ROLES, type Role } from "#access/role.ts";
import { DAILY, fail, pass, safeguard } from "../safeguard.ts";

const OPENING_ROLES: readonly Role[] = ["clinician", "billing", "privacy-official", "records-officer"];
const SENSITIVE = ["photo", "contact", "communication", "generalPractitioner", "extension", "text"];

export const minimumNecessary = safeguard({
  name: "minimum-necessary",
  title: "No more than the work needs",
  says: "Roles that need no PHI open none, and a role that needs part of a record is given that part.",
  proves: [
    { cite: "164.502(b)", aspect: "mechanism" },
    { cite: "164.514(d)(2)", aspect: "mechanism" },
  ],
  checks: [
    {
      name: "roles-open-what-their-work-needs",
      says: "Only the roles that need PHI may open records, and payment sees no clinical detail.",
      advice: {
        title: "Take records from the roles that do not need them",
        how: "A policy in server/src/access/decide/policies permits too much: this installation does not run the released code. Put the release back.",
      },
      ...DAILY,
      async look({ decider }) {
        const actor = (role: Role): Actor => ({
          kind: "user",
          id: "probe" as never,
          session: "probe" as never,
          factor: "password+totp",
          roles: [role],
          tenant: null,
        }); // Asked about, never signed in.
        const opening = (Object.keys(ROLES) as Role[]).filter((role) => decider.mayAtAll(actor(role), "phi.record.read"));
        const extra = opening.filter((role) => !OPENING_ROLES.includes(role));
        if (extra.length > 0) return fail(`These roles open records without need: ${extra.join(", ")}.`);
        const billing = decider.decide(actor("billing"), {
          action: "phi.record.read",
          collection: "Patient",
          purpose: "HPAYMT",
          relation: "own-tenant",
          letter: "r",
        });
        const shown = billing.permits ? permittedFields(billing.fields, "Patient", SENSITIVE) : [];
        return shown.length === 0
          ? pass(`Records open to: ${opening.join(", ")}. Payment is shown demographics and claims.`)
          : fail(`Payment is shown: ${shown.join(", ")}.`);
      },
    },
  ],
});

// SPDX-License-Identifier: Apache-2.0
import type { Actor } from "#access/actor.ts";
import { PURPOSES, type Purpose } from "#access/purpose.ts";
import { DAILY, fail, pass, safeguard } from "../safeguard.ts";

const WITHOUT_ROLES: Actor = {
  kind: "user",
  id: "probe" as never,
  session: "probe" as never,
  factor: "password+totp",
  roles: [],
  tenant: null,
}; // Asked about, never signed in.
const OWN_SESSION = /^access\.session\./;

export const accessControl = safeguard({
  name: "access-control",
  title: "Access defaults to none",
  says: "Every operation goes through one door, which asks the policies each time. Without a policy that permits, nothing is allowed.",
  proves: [
    { cite: "164.312(a)(1)", aspect: "mechanism" },
    { cite: "164.308(a)(4)(ii)(B)", aspect: "mechanism" },
  ],
  checks: [
    {
      name: "access-defaults-to-none",
      says: "A person without a role may do nothing but see and end the own session, whatever the purpose.",
      advice: {
        title: "Take back what everybody may do",
        how: "A policy in server/src/access/decide/policies permits it: this installation does not run the released code. Put the release back.",
      },
      ...DAILY,
      async look({ decider }) {
        const allowed = decider.mayEver(WITHOUT_ROLES).filter((name) => !OWN_SESSION.test(name));
        return allowed.length === 0
          ? pass("A person without a role is refused everything.")
          : fail(`A person without a role may: ${allowed.join(", ")}.`);
      },
    },
    {
      name: "policies-refuse-unknown-purposes",
      says: "A clinician's role opens records for treatment only.",
      advice: {
        title: "Let clinicians open records for treatment only",
        how: "A policy in server/src/access/decide/policies says otherwise: this installation does not run the released code. Put the release back.",
      },
      ...DAILY,
      async look({ decider }) {
        const clinician: Actor = { ...WITHOUT_ROLES, roles: ["clinician"] };
        const opens = (purpose: Purpose): boolean =>
          decider.decide(clinician, { action: "phi.record.read", collection: "Observation", purpose, relation: "own-tenant", letter: "r" })
            .permits;
        const open = (Object.keys(PURPOSES) as Purpose[]).filter(opens);
        return open.sort().join() === "ETREAT,TREAT"
          ? pass("Treatment only.")
          : fail(`A clinician opens records for: ${open.join(", ") || "nothing"}.`);
      },
    },
  ],
});

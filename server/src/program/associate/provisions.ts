// SPDX-License-Identifier: Apache-2.0
// What a contract has to say, provision by provision, in plain words, each with the paragraph that asks for it.
import type { Option } from "../form/field.ts";

export type Provision = { readonly name: string; readonly says: string; readonly cite: string };

const provision = (name: string, says: string, cite: string): Provision => ({ name, says, cite });

/** Asked of every contract with a business associate [164.504(e)(2), 164.314(a)(2)(i)]. */
export const REQUIRED: readonly Provision[] = [
  provision("uses", "Says which uses and disclosures are permitted and required", "164.504(e)(2)(i)"),
  provision("no-further", "Allows none that the covered entity could not make itself, but for those below", "164.504(e)(2)(i)"),
  provision("no-other-use", "PHI is used or disclosed only as the contract or the law says", "164.504(e)(2)(ii)(A)"),
  provision("safeguards", "Safeguards against any other use, and the Security Rule kept for ePHI", "164.504(e)(2)(ii)(B)"),
  provision("security-rule", "The associate complies with subpart C", "164.314(a)(2)(i)(A)"),
  provision("report-use", "Any use or disclosure outside of the contract is reported", "164.504(e)(2)(ii)(C)"),
  provision("report-incident", "Security incidents and breaches are reported", "164.314(a)(2)(i)(C)"),
  provision("subcontractors", "Subcontractors agree to the same restrictions and conditions", "164.504(e)(2)(ii)(D)"),
  provision("subcontractor-security", "Subcontractors agree by contract to comply with subpart C", "164.314(a)(2)(i)(B)"),
  provision("access", "Individuals get access to their PHI", "164.504(e)(2)(ii)(E)"),
  provision("amendment", "PHI is made available for amendment, and amendments are taken in", "164.504(e)(2)(ii)(F)"),
  provision("accounting", "What an accounting of disclosures needs is made available", "164.504(e)(2)(ii)(G)"),
  provision("delegated", "What is done in the covered entity's place is done as the rule binds it", "164.504(e)(2)(ii)(H)"),
  provision("books", "Practices, books and records are open to the Secretary", "164.504(e)(2)(ii)(I)"),
  provision("return", "At the end PHI is returned or destroyed, or protected for as long as it is kept", "164.504(e)(2)(ii)(J)"),
  provision("termination", "It may be ended for a material violation", "164.504(e)(2)(iii)"),
];

/** Asked over and above of a contract between an associate and its subcontractor. */
export const OF_SUBCONTRACTORS: readonly Provision[] = [
  provision("same-chain", "All of the above binds the subcontractor as it binds us to those whom we serve", "164.504(e)(5)"),
  provision("same-security", "So do the provisions on security", "164.314(a)(2)(iii)"),
];

/** What a contract may allow besides; none of it has to stand there. */
export const ALLOWED: readonly Provision[] = [
  provision("management", "Use for the associate's own management and legal duties", "164.504(e)(4)(i)"),
  provision("management-disclosure", "Disclosure for that, by law or with assurances", "164.504(e)(4)(ii)"),
  provision("aggregation", "Data aggregation for the covered entity's health care operations", "164.504(e)(2)(i)(B)"),
  provision("de-identification", "De-identification", "164.502(d)(1)"),
];

/** What a data use agreement for a limited data set says. */
export const OF_DATA_USE: readonly Provision[] = [
  provision("set-uses", "Says which uses and disclosures of the limited data set are permitted", "164.514(e)(4)(ii)(C)"),
  provision("set-who", "Says who may use or receive it", "164.514(e)(4)(ii)(C)"),
  provision("set-no-other", "No other use or disclosure", "164.514(e)(4)(ii)(C)"),
  provision("set-safeguards", "Safeguards against any other", "164.514(e)(4)(ii)(C)"),
  provision("set-report", "Any other is reported", "164.514(e)(4)(ii)(C)"),
  provision("set-agents", "Agents agree to the same", "164.514(e)(4)(ii)(C)"),
  provision("set-identity", "Nobody is identified or contacted", "164.514(e)(4)(ii)(C)"),
];

/** The same, as points of a form. */
export const points = (provisions: readonly Provision[]): Option[] =>
  provisions.map(({ name, says, cite }) => ({ value: name, label: says, help: cite }));

/** May say that nothing of it happens: nothing is delegated [164.504(e)(2)(ii)(H)]; no set of records is kept there [(E), (F)]. */
const MAY_BE_NONE = ["delegated", "access", "amendment"];

type Said = Readonly<Record<string, { readonly is: string; readonly note?: string }>>;

/** The provisions that a contract of this kind has to have, and that these answers do not show. */
export function missingProvisions(answers: Readonly<Record<string, unknown>>): Provision[] {
  const kind = answers["kind"];
  const isIn = (field: string) => (one: Provision) => {
    const is = ((answers[field] ?? {}) as Said)[one.name]?.is; // A field of type points.
    // An arrangement between government bodies may leave out ending it, where the law does [164.504(e)(3)(iii)].
    const mayBeNone = MAY_BE_NONE.includes(one.name) || (kind === "other-arrangement" && one.name === "termination");
    return is === "yes" || (is === "none" && mayBeNone);
  };
  if (kind === "data-use") return OF_DATA_USE.filter((one) => !isIn("dataUse")(one));
  const passedOn = kind === "subcontractor" ? OF_SUBCONTRACTORS.filter((one) => !isIn("passedOn")(one)) : [];
  return [...REQUIRED.filter((one) => !isIn("provisions")(one)), ...passedOn];
}

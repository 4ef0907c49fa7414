// SPDX-License-Identifier: Apache-2.0
// What makes an authorization defective [164.508(b)(2)]: pure, from what was found in the paper.
import type { Answers, Option } from "../form/field.ts";
import type { Day } from "../calendar.ts";

/** The core elements [164.508(c)(1)], one by one. */
export const ELEMENTS: readonly Option[] = [
  { value: "information", label: "What information, in a specific and meaningful way [164.508(c)(1)(i)]" },
  { value: "from", label: "Who may use or disclose it [164.508(c)(1)(ii)]" },
  { value: "to", label: "To whom [164.508(c)(1)(iii)]" },
  { value: "purpose", label: "Each purpose, or “at the request of the individual” [164.508(c)(1)(iv)]" },
  { value: "end", label: "A day or an event at which it ends [164.508(c)(1)(v)]" },
  { value: "signature", label: "Signature and date [164.508(c)(1)(vi)]" },
  { value: "authority", label: "By a representative: the authority to act [164.508(c)(1)(vi)]" },
];

/** The required statements [164.508(c)(2)], the plain language [164.508(c)(3)], and those on payment [164.508(a)(3)(ii), (a)(4)(ii)]. */
export const STATEMENTS: readonly Option[] = [
  { value: "revoke", label: "It may be revoked in writing, how, and what that does not undo [164.508(c)(2)(i)]" },
  { value: "condition", label: "Whether anything depends on signing, and what [164.508(c)(2)(ii)]" },
  { value: "redisclosure", label: "Whoever receives it may pass it on, no longer protected [164.508(c)(2)(iii)]" },
  { value: "plain", label: "All of it in plain language [164.508(c)(3)]" },
  { value: "marketing-paid", label: "Marketing: that we are paid for it [164.508(a)(3)(ii)]" },
  { value: "sale-paid", label: "Sale: that we are paid for it [164.508(a)(4)(ii)]" },
];

export type Defect = {
  /** The answer that it is about. */
  readonly at: string;
  readonly says: string;
  readonly cite: string;
};

const CITES: Readonly<Record<string, string>> = {
  information: "164.508(c)(1)(i)",
  from: "164.508(c)(1)(ii)",
  to: "164.508(c)(1)(iii)",
  purpose: "164.508(c)(1)(iv)",
  end: "164.508(c)(1)(v)",
  signature: "164.508(c)(1)(vi)",
  authority: "164.508(c)(1)(vi)",
  revoke: "164.508(c)(2)(i)",
  condition: "164.508(c)(2)(ii)",
  redisclosure: "164.508(c)(2)(iii)",
  plain: "164.508(c)(3)",
  "marketing-paid": "164.508(a)(3)(ii)",
  "sale-paid": "164.508(a)(4)(ii)",
};

/** Every defect that the answers show on a day; none: the authorization is valid. */
export function defectsOf(answers: Answers, today: Day): Defect[] {
  return [
    ...missingFrom(answers, "elements", elementsFor(answers), ELEMENTS),
    ...missingFrom(answers, "statements", statementsFor(answers), STATEMENTS),
    ...others(answers, today),
  ];
}

const elementsFor = ({ isByRepresentative }: Answers): string[] =>
  ELEMENTS.map(({ value }) => value).filter((value) => value !== "authority" || isByRepresentative === "yes");

function statementsFor({ purpose, isPaid }: Answers): string[] {
  const paid = [...(purpose === "marketing" && isPaid === "yes" ? ["marketing-paid"] : []), ...(purpose === "sale" ? ["sale-paid"] : [])];
  return ["revoke", "condition", "redisclosure", "plain", ...paid];
}

function missingFrom(answers: Answers, at: string, wanted: readonly string[], options: readonly Option[]): Defect[] {
  const given = answers[at];
  const has = (value: string): boolean => Array.isArray(given) && given.includes(value);
  return wanted
    .filter((value) => !has(value))
    .map((value) => ({
      at,
      says: `Is missing: ${(options.find((one) => one.value === value)?.label ?? value).replace(/ \[.*$/, "")}.`,
      cite: CITES[value] ?? "164.508(c)",
    }));
}

function others({ purpose, combined, conditioned, knownFalse, ends, endDay }: Answers, today: Day): Defect[] {
  const found: Defect[] = [];
  if (typeof endDay === "string" && endDay < today)
    found.push({ at: "endDay", says: "Its last day has passed.", cite: "164.508(b)(2)(i)" });
  if (ends === "research-end" && purpose !== "research")
    found.push({ at: "ends", says: "Only one for research may end so.", cite: "164.508(c)(1)(v)" });
  if (combined === "other" || (combined === "research" && purpose !== "research"))
    found.push({ at: "combined", says: "May not be combined with that.", cite: "164.508(b)(3)" });
  if (combined === "same-kind" && conditioned !== "no")
    found.push({ at: "combined", says: "May not be combined while something depends on one of them.", cite: "164.508(b)(3)(iii)" });
  if (conditioned === "other" || (conditioned === "research-treatment" && purpose !== "research"))
    found.push({ at: "conditioned", says: "Nothing of that may depend on it.", cite: "164.508(b)(4)" });
  if (conditioned === "plan-enrollment" && purpose === "psychotherapy-notes")
    found.push({ at: "conditioned", says: "Psychotherapy notes may not be asked for so.", cite: "164.508(b)(4)(ii)(B)" });
  if (knownFalse === "yes")
    found.push({ at: "knownFalse", says: "Something material in it is known to be false.", cite: "164.508(b)(2)(v)" });
  return found;
}

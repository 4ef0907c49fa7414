// SPDX-License-Identifier: Apache-2.0
import { load, once, type Definition } from "./data.ts";

const byTerm = once(() => new Map(load("definitions").map((each) => [each.term.toLowerCase(), each])));

/** What the rule means by a term, in any case: "Breach", "protected health information". */
export function definition(term: string): Definition | undefined {
  return byTerm().get(term.toLowerCase());
}

/** Every definition of 160.103, 160.202, 160.401, 160.502, 164.103, 164.304, 164.402 and 164.501, by section as printed. */
export function definitions(): readonly Definition[] {
  return [...byTerm().values()];
}

// SPDX-License-Identifier: Apache-2.0
// Citations of 45 CFR Parts 160 and 164 without "45 CFR": a section and paragraph designators, as 164.312(a)(2)(iii).

const CITE = /^(\d{3}\.\d{3})((?:\([A-Za-z0-9]+\))*)$/;

/** What stands at each depth: (a), (1), (i), (A), italic (1), italic (i). In 164.404(c)(1) the third is (A). */
const LEVELS = [/^([a-z])\1*$/, /^[1-9]\d*$/, /^(?:[ivxl]+|[A-Z])$/, /^([A-Z])\1*$/, /^[1-9]\d*$/, /^[ivxl]+$/] as const;

export type CiteParts = {
  /** "164.312" */
  readonly section: string;
  /** ["a", "2", "iii"] */
  readonly designators: readonly string[];
};

/** The parts of a cite, or undefined if the text is not one. */
export function parseCite(text: string): CiteParts | undefined {
  const match = CITE.exec(text);
  const [, section, tail] = match ?? [];
  if (section === undefined || tail === undefined) return undefined;
  const designators = tail === "" ? [] : tail.slice(1, -1).split(")(");
  const fits = designators.length <= LEVELS.length && designators.every((each, depth) => LEVELS[depth]?.test(each));
  return fits ? { section, designators } : undefined;
}

/** True if `text` is a cite of a section or paragraph; it need not exist in the rule. */
export function isCite(text: string): boolean {
  return parseCite(text) !== undefined;
}

/** The cite one level up, or undefined for a section. */
export function enclosingCite(cite: string): string | undefined {
  const at = cite.lastIndexOf("(");
  return at < 0 ? undefined : cite.slice(0, at);
}

/** True if `inner` is `outer` or one of its paragraphs. */
export function containsCite(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}(`);
}

/** Order of the printed rule, for Array.prototype.sort. What is no cite comes last, by code point. */
export function compareCites(a: string, b: string): number {
  const [one, two] = [parseCite(a), parseCite(b)];
  if (!one || !two) return one ? -1 : two ? 1 : Number(a > b) - Number(a < b);
  if (one.section !== two.section) return one.section < two.section ? -1 : 1;
  const depths = Math.min(one.designators.length, two.designators.length);
  for (let depth = 0; depth < depths; depth++) {
    const order = rank(one.designators[depth] ?? "", depth) - rank(two.designators[depth] ?? "", depth);
    if (order !== 0) return order;
  }
  return one.designators.length - two.designators.length;
}

function rank(designator: string, depth: number): number {
  if (depth === 1 || depth === 4) return Number(designator);
  if ((depth === 2 || depth === 5) && designator === designator.toLowerCase()) return roman(designator);
  return designator.length * 26 + (designator.toLowerCase().codePointAt(0) ?? 0); // "aa" follows "z".
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 };

function roman(numeral: string): number {
  let value = 0;
  let before = 0;
  for (const letter of numeral.split("").toReversed()) {
    const one = ROMAN[letter] ?? 0;
    value += one < before ? -one : one;
    before = Math.max(before, one);
  }
  return value;
}

// SPDX-License-Identifier: Apache-2.0
import { load, once, type Paragraph, type Section } from "./data.ts";

const bySection = once(() => Map.groupBy(load("paragraphs"), ({ cite }) => cite.slice(0, "164.312".length)));
const byCite = once(() => new Map([...bySection().values()].flat().map((paragraph) => [paragraph.cite, paragraph])));
const sectionRows = once(() => load("sections"));

/** One paragraph, or a section's introduction. */
export function paragraph(cite: string): Paragraph | undefined {
  return byCite().get(cite);
}

/** Every paragraph of a section ("164.312") as printed. */
export function paragraphsOf(section: string): readonly Paragraph[] {
  return bySection().get(section) ?? [];
}

/** The sections of subparts C, D and E, as printed. */
export function sections(): readonly Section[] {
  return sectionRows();
}

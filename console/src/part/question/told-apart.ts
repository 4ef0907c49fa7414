// SPDX-License-Identifier: Apache-2.0
// What can be chosen, each by a name of its own: of two that are called the same a list of names says nothing.

export type Choice = { readonly value: string; readonly label: string };

type Named = {
  readonly id: string;
  readonly title: string;
  /** What tells it from another of its name: its two ends, the day on which it was filed. The first that is known and does, is said. */
  readonly apart?: readonly (string | undefined)[];
};

/** The last characters of an id differ where nothing else does. */
const TAIL = 4;

/** Choices in their order, no two of them called alike. */
export function toldApart(rows: readonly Named[]): Choice[] {
  const byTitle = Map.groupBy(rows, ({ title }) => title);
  const labelled = rows.map((row) => ({ value: row.id, label: longer(row, byTitle.get(row.title) ?? []) }));
  const often = Map.groupBy(labelled, ({ label }) => label);
  return labelled.map(({ value, label }) => ({
    value,
    label: often.get(label)?.length === 1 ? label : `${label} · ${value.slice(-TAIL)}`,
  }));
}

function longer({ title, apart = [] }: Named, alike: readonly Named[]): string {
  if (alike.length === 1) return title;
  const known = apart.map((says, n) => ({ says, n })).filter(({ says }) => says !== undefined);
  const differs = known.find(({ says, n }) => alike.filter((one) => one.apart?.[n] === says).length === 1) ?? known[0];
  if (differs?.says === undefined) return title;
  return differs.n === 0 && apart.length > 1 ? `${differs.says} · ${title}` : `${title}, ${differs.says}`;
}

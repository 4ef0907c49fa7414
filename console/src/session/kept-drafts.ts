// SPDX-License-Identifier: Apache-2.0
// What somebody had typed when their session ended: in memory only, shown again to the same person, gone with the page.

type Values = Readonly<Record<string, unknown>>;

const kept = new Map<string, { readonly user: string; readonly values: Values }>();

export function keepDraft(place: string, user: string, values: Values): void {
  kept.set(place, { user, values });
}

/** What this person had typed in that place, or null. */
export function keptDraft(place: string, user: string): Values | null {
  const found = kept.get(place);
  return found?.user === user ? found.values : null;
}

export function dropDraft(place: string): void {
  kept.delete(place);
}

// SPDX-License-Identifier: Apache-2.0
// Acts that are looked at each time, whoever did them: exports, changes of access, of applications, of keys and recordings.
import { BY_KIND } from "./class.ts";
import { countOf, type Found, itemOf, kindsLike, type Looking } from "./found.ts";

/** For each of these classes, one item for each actor and kind of act. */
export async function actsByKind(looking: Looking): Promise<Found[]> {
  const { reader, tenant, span, kinds } = looking;
  const found: Found[] = [];
  for (const [name, is] of Object.entries(BY_KIND)) {
    const own = name as keyof typeof BY_KIND; // Its own keys.
    const groups = await reader.byActor(tenant, span, kindsLike(kinds, is));
    const items = groups.map(({ term, kind, count, sample }) => itemOf(looking, own, { term, act: kind, count, evidence: sample }));
    found.push({ class: own, looked: countOf(kinds, ({ kind, outcome }) => outcome === "done" && is(kind)), items });
  }
  return found;
}

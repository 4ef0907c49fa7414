// SPDX-License-Identifier: Apache-2.0
// What is unusual only beside what is usual: many records, much opened individuals, work at night.
import { isOfItself, median, opensRecords, RULES } from "./class.ts";
import { countOf, type Found, type FoundItem, itemOf, kindsLike, type Looking } from "./found.ts";
import { nightsOf, periodsBefore } from "./period.ts";

/** The records that many open, or that are opened often: of whom is for the entries to say, to those who may read them. */
export async function mostOpened({ reader, tenant, span, kinds, actors }: Looking): Promise<Found> {
  const opening = kindsLike(kinds, opensRecords);
  const touched = await reader.mostTouched(tenant, span, { kinds: opening, limit: RULES.openedTop });
  const items = touched.flatMap(({ count, actors: terms, sample }): FoundItem[] => {
    const those = terms ?? []; // SQL has no list of none.
    if (those.length < RULES.openedActorsMin && count < RULES.openedCountMin) return [];
    const concerned = those.flatMap((term) => actors.get(term)?.id ?? []);
    return [{ class: "opened", act: null, subject: null, concerned, count, usual: null, evidence: sample }];
  });
  return { class: "opened", looked: countOf(kinds, ({ kind, outcome }) => outcome === "done" && opensRecords(kind)), items };
}

/** What stands out by no rule may be wrong all the same: a few opened records of each log are looked at one by one. */
export async function drawnAtRandom({ reader, tenant, span, kinds, actors, draw }: Looking): Promise<Found> {
  const looked = countOf(kinds, ({ kind, outcome }) => outcome === "done" && opensRecords(kind));
  const drawn = await reader.drawn(tenant, span, { kinds: kindsLike(kinds, opensRecords), seed: draw.seed, limit: draw.count });
  if (drawn.length === 0) return { class: "sample", looked, items: [] };
  const concerned = [...new Set(drawn.flatMap(({ term }) => actors.get(term ?? "")?.id ?? []))];
  const evidence = drawn.map(({ event }) => event).toSorted();
  return {
    class: "sample",
    looked,
    items: [{ class: "sample", act: null, subject: null, concerned, count: drawn.length, usual: null, evidence }],
  };
}

/** Who opened many more records than they usually do, or than others did. */
export async function unusualVolume(looking: Looking): Promise<Found> {
  const { reader, tenant, span, kinds } = looking;
  const opening = kindsLike(kinds, opensRecords);
  const now = await reader.within(tenant, [span], opening);
  const looked = [...now.values()].reduce((sum, count) => sum + count, 0);
  const many = [...now].filter(([, count]) => count >= RULES.volumeMin);
  if (many.length === 0) return { class: "volume", looked, items: [] };
  const before = await Promise.all(periodsBefore(span, RULES.before).map((one) => reader.within(tenant, [one], opening)));
  const items: FoundItem[] = [];
  for (const [term, count] of many.toSorted(([, a], [, b]) => b - a)) {
    const own = median(before.map((counts) => counts.get(term) ?? 0));
    const peers = [...now].filter(([other]) => other !== term).map(([, n]) => n);
    const isBesidePeers = peers.length >= RULES.peersMin && count >= RULES.volumeTimesPeers * median(peers);
    if (count < RULES.volumeTimesOwn * own && !isBesidePeers) continue;
    items.push(itemOf(looking, "volume", { term, count, usual: own, evidence: await reader.sampleOf(tenant, [span], term, opening) }));
  }
  return { class: "volume", looked, items };
}

/** People at work in the night who usually are not. What a night is, the organization's zone says. */
export async function unusualHours(looking: Looking): Promise<Found> {
  const { reader, tenant, span, zone, kinds, actors } = looking;
  const acts = kindsLike(kinds, (kind) => !isOfItself(kind));
  const hours = { fromHour: RULES.nightFrom, toHour: RULES.nightTo };
  const nights = nightsOf(span, zone, hours);
  const now = await reader.within(tenant, nights, acts);
  const many = [...now].filter(([term, count]) => count >= RULES.nightMin && actors.get(term)?.kind === "user");
  const looked = [...now.values()].reduce((sum, count) => sum + count, 0);
  if (many.length === 0) return { class: "hours", looked, items: [] };
  const before = await Promise.all(periodsBefore(span, RULES.before).map((one) => reader.within(tenant, nightsOf(one, zone, hours), acts)));
  const items: FoundItem[] = [];
  for (const [term, count] of many.toSorted(([, a], [, b]) => b - a)) {
    const own = median(before.map((counts) => counts.get(term) ?? 0));
    if (count < RULES.nightTimesOwn * own) continue;
    items.push(itemOf(looking, "hours", { term, count, usual: own, evidence: await reader.sampleOf(tenant, nights, term, acts) }));
  }
  return { class: "hours", looked, items };
}

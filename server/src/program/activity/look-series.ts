// SPDX-License-Identifier: Apache-2.0
// What is told by how fast it comes, and what only the entry itself tells: refusals and failed sign-ins in series, emergency access.
import type { EventId } from "#base/id.ts";
import { eventTime } from "#ledger/event-time.ts";
import type { Moment } from "#ledger/activity.ts";
import { type ActivityClass, RULES, SIGN_IN_KINDS } from "./class.ts";
import { countOf, type Found, type FoundItem, itemOf, kindsLike, type Looking } from "./found.ts";
import { longestSeries } from "./series.ts";

const EVIDENCE = 5;

/** 164.308(a)(1)(ii)(D): one actor refused again and again tries what is not theirs. */
export async function refusals(looking: Looking): Promise<Found> {
  const { reader, tenant, span, kinds } = looking;
  const moments = await reader.refused(tenant, span, RULES.momentsMax);
  const isTold = ({ outcome }: { outcome: string }): boolean => outcome === "refused";
  return {
    class: "refusals",
    looked: countOf(kinds, isTold),
    items: seriesIn(looking, "refusals", { moments, strangersMin: RULES.seriesMin }),
  };
}

/** 164.308(a)(5)(ii)(C). Who failed is nobody yet: the account that was tried is the one concerned. */
export async function failedSignIns(looking: Looking): Promise<Found> {
  const { reader, tenant, span, kinds } = looking;
  const read = SIGN_IN_KINDS.map((kind) => reader.ofKind(tenant, span, kind, RULES.momentsMax));
  const moments = (await Promise.all(read)).flat().toSorted((a, b) => (a.event < b.event ? -1 : 1));
  const looked = countOf(kinds, ({ kind }) => SIGN_IN_KINDS.some((one) => one === kind));
  return { class: "sign-ins", looked, items: seriesIn(looking, "sign-ins", { moments, strangersMin: RULES.strangersMin }) };
}

/** One item for each actor with a long enough series; who is not known counts as one. */
function seriesIn(
  looking: Looking,
  name: ActivityClass,
  { moments, strangersMin }: { moments: readonly Moment[]; strangersMin: number },
): FoundItem[] {
  return [...Map.groupBy(moments, ({ term }) => term)].flatMap(([term, own]) => {
    const times = own.map(({ event }) => eventTime(event).getTime());
    const { start, count } = longestSeries(times, RULES.seriesWithinMs);
    if (count < (term === null ? strangersMin : RULES.seriesMin)) return [];
    const evidence = own.slice(start, start + Math.min(count, EVIDENCE)).map(({ event }) => event);
    return [itemOf(looking, name, { term, count: own.length, evidence })];
  });
}

/** 164.312(a)(2)(ii): what a purpose of use says stands in the entry alone, so entries of whoever may act in an emergency are opened. */
export async function emergencies(looking: Looking): Promise<Found> {
  const { reader, tenant, span, kinds, actors } = looking;
  const but = [...actors].flatMap(([term, { emergencies: may }]) => (may ? [] : [term]));
  const isRecord = (kind: string): boolean => kind.startsWith("phi.");
  const byActor = new Map<string, EventId[]>();
  for await (const { entry } of reader.opened(tenant, span, { kinds: kindsLike(kinds, isRecord), but })) {
    if (entry.purpose !== "ETREAT" || entry.actor.id === null) continue;
    const own = byActor.get(entry.actor.id) ?? [];
    own.push(entry.id as EventId); // The id that the ledger gave it.
    byActor.set(entry.actor.id, own);
  }
  const terms = new Map([...actors].map(([term, { id }]) => [id, term]));
  const items = [...byActor].map(([id, events]) =>
    itemOf(looking, "emergency", { term: terms.get(id) ?? null, count: events.length, evidence: events.slice(-EVIDENCE) }),
  );
  return { class: "emergency", looked: countOf(kinds, ({ kind, outcome }) => outcome === "done" && isRecord(kind)), items };
}

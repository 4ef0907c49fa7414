// SPDX-License-Identifier: Apache-2.0
// One log looked through for a period: what was looked at, and what stood out, class by class.
import type { LogTenant } from "#ledger/act.ts";
import type { ActivityReader, Edges, Span } from "#ledger/activity.ts";
import { actorsByTerm, type KnownActor } from "./actors.ts";
import { RULES } from "./class.ts";
import type { Draw, Found, FoundItem, Looking } from "./found.ts";
import { actsByKind } from "./look-kinds.ts";
import { drawnAtRandom, mostOpened, unusualHours, unusualVolume } from "./look-people.ts";
import { emergencies, failedSignIns, refusals } from "./look-series.ts";

export type LookedThrough = { readonly tenant: LogTenant; readonly edges: Edges; readonly found: readonly Found[] };

/** Looks through one log. A log without entries in the period has no classes: nothing was there to look at. */
export async function lookThrough(
  reader: ActivityReader,
  tenant: LogTenant,
  { span, zone, known, draw }: { span: Span; zone: string; known: readonly KnownActor[]; draw: Draw },
): Promise<LookedThrough> {
  const edges = await reader.edges(tenant, span);
  if (edges.count === 0) return { tenant, edges, found: [] };
  const [kinds, actors] = await Promise.all([reader.kinds(tenant, span), actorsByTerm(reader, tenant, known)]);
  const looking: Looking = { reader, tenant, span, zone, kinds, actors, draw };
  const found = [
    await emergencies(looking),
    await mostOpened(looking),
    await unusualVolume(looking),
    await refusals(looking),
    await failedSignIns(looking),
    await drawnAtRandom(looking),
    ...(await actsByKind(looking)),
    await unusualHours(looking),
  ];
  return { tenant, edges, found: found.map((one) => ({ ...one, items: bounded(one.items) })) };
}

/** What is more than a person can go through one by one is one item: decided together, and counted. */
function bounded(items: readonly FoundItem[]): readonly FoundItem[] {
  const [first] = items;
  if (first === undefined || items.length <= RULES.itemsMax) return items;
  const rest = items.slice(RULES.itemsMax);
  const together: FoundItem = {
    class: first.class,
    act: null,
    subject: null,
    concerned: [...new Set(rest.flatMap(({ concerned }) => concerned))],
    count: rest.reduce((sum, { count }) => sum + count, 0),
    usual: null,
    evidence: rest.flatMap(({ evidence }) => evidence.slice(0, 1)).slice(0, 5),
  };
  return [...items.slice(0, RULES.itemsMax), together];
}

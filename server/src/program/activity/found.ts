// SPDX-License-Identifier: Apache-2.0
// What a search through a log works with, and what it answers.
import type { EventId } from "#base/id.ts";
import type { LogTenant } from "#ledger/act.ts";
import type { ActivityReader, KindCount, Span } from "#ledger/activity.ts";
import type { ActorRef, KnownActor } from "./actors.ts";
import type { ActivityClass } from "./class.ts";

/** Something that stood out. */
export type FoundItem = {
  readonly class: ActivityClass;
  readonly act: string | null;
  readonly subject: ActorRef | null;
  /** Everybody who did part of it. */
  readonly concerned: readonly string[];
  readonly count: number;
  readonly usual: number | null;
  readonly evidence: readonly EventId[];
};

export type Found = { readonly class: ActivityClass; readonly looked: number; readonly items: readonly FoundItem[] };

/** What each search works with. */
export type Looking = {
  readonly reader: ActivityReader;
  readonly tenant: LogTenant;
  readonly span: Span;
  readonly zone: string;
  readonly kinds: readonly KindCount[];
  readonly actors: ReadonlyMap<string, KnownActor>;
  readonly draw: Draw;
};

/** How many opened records are drawn of each log, and by what. */
export type Draw = { readonly seed: string; readonly count: number };

/** How many entries are of kinds like this, and of any outcome or only of what was done. */
export const countOf = (kinds: readonly KindCount[], is: (one: KindCount) => boolean): number =>
  kinds.reduce((sum, one) => (is(one) ? sum + one.count : sum), 0);

/** The kinds that are like this, each once. */
export const kindsLike = (kinds: readonly KindCount[], is: (kind: string) => boolean): string[] => [
  ...new Set(kinds.flatMap(({ kind }) => (is(kind) ? [kind] : []))),
];

/** An item of one actor's. */
export function itemOf(
  { actors }: Pick<Looking, "actors">,
  is: ActivityClass,
  {
    term,
    count,
    evidence,
    act = null,
    usual = null,
  }: Pick<FoundItem, "count" | "evidence"> & {
    term: string | null;
    act?: string | null;
    usual?: number | null;
  },
): FoundItem {
  const subject = actors.get(term ?? "") ?? null;
  const ref = subject === null ? null : { id: subject.id, kind: subject.kind };
  return { class: is, act, subject: ref, concerned: ref === null ? [] : [ref.id], count, usual, evidence };
}

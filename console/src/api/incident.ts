// SPDX-License-Identifier: Apache-2.0
import type { ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { listQuery } from "./list.ts";
import { ask, type Answer } from "./server.ts";

export type Breach = ItemOf<"program.breach.list">;
export type BreachDetail = Answer<"program.breach.read">;
export type BreachClock = BreachDetail["clocks"][number];
export type Affected = ItemOf<"program.affected-individual.list">;
export type JournalLine = ItemOf<"program.journal.list">;

export const breachesQuery = queryOptions({
  queryKey: ["submissions", "breaches"],
  queryFn: async ({ signal }): Promise<readonly Breach[]> => (await ask("program.breach.list", {}, { signal })).items,
  staleTime: 15_000,
});

export const breachQuery = (id: string) =>
  queryOptions({
    queryKey: ["submission", "breach", id], // What changes any submission may change this one.
    queryFn: ({ signal }): Promise<BreachDetail> => ask("program.breach.read", { path: { submission: id } }, { signal }),
    staleTime: 15_000,
  });

export const draftNotice = (breach: string, clock: string) =>
  ask("program.breach-notice.draft", { path: { submission: breach }, body: { clock } });

export const affectedQuery = (breach: string) =>
  listQuery<Affected>(["submission", "affected", breach], (turn, signal) =>
    ask("program.affected-individual.list", { path: { submission: breach }, query: { ...turn, limit: 200 } }, { signal }),
  );

export type FindAffected = { readonly tenant: string; readonly from: string; readonly to: string; readonly actor?: string };

export const findAffected = (breach: string, body: FindAffected) =>
  ask("program.affected-individual.find", { path: { submission: breach }, body });

/** How many of these live where; of the tenant that the session is in. */
export const countResidents = (individuals: readonly string[]) =>
  ask("phi.individual.count-residents", { body: { individuals: [...individuals] } }, { purpose: "HOPERAT" });

export const setAside = (breach: string, body: { tenant: string; individuals: string[]; isAffected: boolean }) =>
  ask("program.affected-individual.set-aside", { path: { submission: breach }, body });

export const journalQuery = (submission: string) =>
  queryOptions({
    queryKey: ["submission", "journal", submission],
    queryFn: async ({ signal }): Promise<readonly JournalLine[]> =>
      (await ask("program.journal.list", { path: { submission } }, { signal })).items,
    staleTime: 15_000,
  });

export type NewLine = { readonly text: string; readonly occurredAt?: string; readonly corrects?: string };

export const addLine = (submission: string, body: NewLine) => ask("program.journal.add", { path: { submission }, body });

// SPDX-License-Identifier: Apache-2.0
import type { ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { listQuery, type Page } from "./list.ts";
import { ask, type Answer } from "./server.ts";

export type EntrySummary = ItemOf<"ledger.entry.list">;
export type EntryState = EntrySummary["state"];
export type Actor = EntrySummary["actor"];
export type EntryDetail = Answer<"ledger.entry.read">;
/** An entry as docs/reference/formats.md has it: ids, names of fields and hashes, never content. */
export type Entry = EntryDetail["entry"];
/** What proves an entry to somebody who trusts only the log's key. Bytes in base64. */
export type EntryProof = NonNullable<EntryDetail["proof"]>;

/** What the ledger is filtered by; the same names stand in the address of the page. */
export type EntryFilter = {
  readonly log?: string;
  readonly from?: string;
  readonly to?: string;
  readonly actor?: string;
  readonly individual?: string;
  readonly record?: string;
  readonly kind?: string;
  readonly outcome?: string;
};

export const entriesQuery = (filter: EntryFilter) =>
  listQuery<EntrySummary>(["entries", filter], (turn, signal): Promise<Page<EntrySummary>> =>
    ask("ledger.entry.list", { query: { ...filter, ...turn, limit: 100 } }, { signal }),
  );

const SETTLING_MS = 1_500;
const LOOKS_MAX = 8;

/**
 * Asks again until the entry has its proof, less and less often: the sequencer works within a quarter of a second, and each look
 * is an entry of its own.
 */
export const entryQuery = (event: string, log: string | undefined) =>
  queryOptions({
    queryKey: ["entry", event, log ?? ""],
    queryFn: ({ signal }): Promise<EntryDetail> =>
      ask("ledger.entry.read", { path: { event }, query: log === undefined ? {} : { log } }, { signal }),
    refetchInterval: (query) => {
      const looks = query.state.dataUpdateCount;
      return query.state.data?.proof === null && looks < LOOKS_MAX ? SETTLING_MS * looks : false;
    },
    staleTime: 5_000,
  });

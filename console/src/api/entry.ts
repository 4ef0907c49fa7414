// SPDX-License-Identifier: Apache-2.0
import type { ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { listQuery, type Page } from "./list.ts";
import { ask, type Answer, type Narrowed } from "./server.ts";

export type EntrySummary = Narrowed<ItemOf<"ledger.entry.list">, { readonly actor: Actor }>;
export type EntryState = EntrySummary["state"];
export type Actor = Narrowed<ItemOf<"ledger.entry.list">["actor"], { readonly kind: "user" | "client" | "system" | "nobody" }>;
type RecordName = NonNullable<EntrySummary["record"]>;

/** An entry as docs/reference/formats.md has it: ids, names of fields and hashes, never content. */
export type Entry = {
  readonly v: number;
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly outcome: string;
  readonly actor: {
    readonly kind: Actor["kind"];
    readonly id: string | null;
    readonly session: string | null;
    readonly factor: string | null;
  };
  readonly onBehalfOf: string | null;
  readonly from: { readonly address: string | null; readonly agent: string | null } | null;
  readonly tenant: string | null;
  readonly individual: string | null;
  readonly record: RecordName | null;
  readonly fields: readonly string[] | null;
  readonly purpose: string | null;
  readonly disclosure: { readonly recipient: string; readonly basis: string } | null;
  readonly decided: { readonly policyIds: readonly string[]; readonly policySet: string } | null;
  readonly request: string | null;
  readonly detail: unknown;
};

export type EntryDetail = Narrowed<Answer<"ledger.entry.read">, { readonly entry: Entry }>;
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

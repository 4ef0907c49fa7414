// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { read, withQuery } from "./ask/fetch.ts";
import { listQuery } from "./ask/list.ts";

export type EntryState = "recorded" | "in-checkpoint" | "witnessed";
export type Actor = { readonly kind: "user" | "client" | "system" | "nobody"; readonly id: string | null; readonly name: string | null };
export type RecordName = { readonly type: string; readonly id: string | null; readonly version: string | number | null };
export type EntrySummary = {
  readonly event: string;
  readonly index: number | null;
  readonly state: EntryState;
  readonly at: string;
  readonly kind: string;
  readonly says: string;
  readonly outcome: string;
  readonly actor: Actor;
  readonly onBehalfOf: string | null;
  readonly individual: string | null;
  readonly record: RecordName | null;
  readonly purpose: string | null;
};

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

/** What proves an entry to somebody who trusts only the log's key. Bytes in base64. */
export type EntryProof = {
  readonly leaf: string;
  readonly salt: string;
  readonly entryText: string;
  readonly index: number;
  readonly size: number;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
  readonly key: string;
  readonly checkpointAt: string | null;
};
export type EntryDetail = {
  readonly entry: Entry;
  readonly says: string;
  readonly actorName: string | null;
  readonly state: EntryState;
  readonly index: number | null;
  readonly log: { readonly origin: string; readonly key: string };
  readonly proof: EntryProof | null;
};

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
  listQuery<EntrySummary>(["entries", filter], "/v1/ledger/entries", { ...filter, limit: "100" });

const SETTLING_MS = 1_500;
const LOOKS_MAX = 8;

/**
 * Asks again until the entry has its proof, less and less often: the sequencer works within a quarter of a second, and each look
 * is an entry of its own.
 */
export const entryQuery = (event: string, log: string | undefined) =>
  queryOptions({
    queryKey: ["entry", event, log ?? ""],
    queryFn: ({ signal }) => read<EntryDetail>(withQuery(`/v1/ledger/entries/${encodeURIComponent(event)}`, { log }), { signal }),
    refetchInterval: (query) => {
      const looks = query.state.dataUpdateCount;
      return query.state.data?.proof === null && looks < LOOKS_MAX ? SETTLING_MS * looks : false;
    },
    staleTime: 5_000,
  });

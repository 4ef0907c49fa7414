// SPDX-License-Identifier: Apache-2.0
// Entries as a file: what the table shows and no more. An individual is the last characters of an opaque id, as on the screen; whoever
// needs the whole entry finds it in the ledger by its event, and leaves an entry by looking.
import type { EntrySummary } from "../../api/entry.ts";
import type { Narrowing } from "../../part/table/narrow.ts";
import { isOpaque, short } from "./entry-words.ts";

export const ENTRIES: Narrowing<EntrySummary> = {
  fields: {
    at: ({ at }) => at,
    who: ({ actor }) => actor.name,
    what: ({ says }) => says,
    kind: ({ kind }) => kind,
    record: ({ record }) => (record === null ? null : isOpaque(record.id) ? record.type : `${record.type} ${record.id ?? ""}`),
    individual: ({ individual }) => (individual === null ? null : short(individual)),
    purpose: ({ purpose }) => purpose,
    outcome: ({ outcome }) => outcome,
    state: ({ state }) => state,
    entry: ({ index }) => index,
    event: ({ event }) => event,
  },
};

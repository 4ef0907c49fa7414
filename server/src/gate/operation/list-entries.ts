// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { userNames } from "#access/user.ts";
import { Fault } from "#base/fault.ts";
import { type EventId, isId } from "#base/id.ts";
import type { LogTenant } from "#ledger/act.ts";
import type { EntryFilter, FoundEntry } from "#ledger/reader.ts";
import { operation } from "../operation.ts";
import type { Parts } from "../parts.ts";
import { entrySays } from "../kind-says.ts";
import { actorKind, RecordRef } from "./entry-view.ts";
import { anId, listOf, noBody, nothing, page } from "./shapes.ts";

export const logName = z.union([z.literal("organization"), anId]).default("organization");

export const EntrySummary = z.object({
  event: z.string(),
  index: z.number().nullable(),
  state: z.enum(["recorded", "in-checkpoint", "witnessed"]),
  at: z.string(),
  kind: z.string(),
  says: z.string(),
  outcome: z.string(),
  actor: z.object({ kind: actorKind, id: z.string().nullable(), name: z.string() }),
  onBehalfOf: z.string().nullable(),
  individual: z.string().nullable(),
  record: RecordRef.nullable(),
  purpose: z.string().nullable(),
});

/** Entries as a list shows them, with the names of those who acted. */
export async function summarize(parts: Parts, tenant: LogTenant, entries: readonly FoundEntry[]): Promise<z.infer<typeof EntrySummary>[]> {
  const ids = [...new Set(entries.flatMap(({ entry }) => (entry.actor.id !== null && isId(entry.actor.id) ? [entry.actor.id] : [])))];
  const [names, { signed }] = await Promise.all([userNames(parts, ids), parts.ledger.reader.log(tenant)]);
  return entries.map(({ entry, event, index }) => ({
    event,
    index,
    state: index !== null && index < signed ? "in-checkpoint" : "recorded",
    at: entry.at,
    kind: entry.kind,
    says: entrySays(entry),
    outcome: entry.outcome,
    actor: { kind: entry.actor.kind, id: entry.actor.id, name: actorName(entry.actor, names) },
    onBehalfOf: entry.onBehalfOf,
    individual: entry.individual,
    record: entry.record,
    purpose: entry.purpose,
  }));
}

export function actorName(actor: FoundEntry["entry"]["actor"], names: ReadonlyMap<string, string>): string {
  if (actor.kind === "system") return actor.factor === "process" ? "Operator at the machine" : "Part164";
  const named = actor.id === null ? undefined : names.get(actor.id);
  if (actor.kind === "nobody") return named === undefined ? "Unknown" : `Unknown, as ${named}`;
  return named ?? "Unknown";
}

export const listEntries = operation({
  name: "ledger.entry.list",
  cites: ["164.312(b)", "164.308(a)(1)(ii)(D)"],
  says: "Searched the ledger",
  groups: ["ledger"],
  route: { method: "GET", path: "/v1/ledger/entries" },
  input: z.object({
    path: nothing,
    query: z.strictObject({
      ...page,
      log: logName,
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
      actor: anId.optional(),
      individual: anId.optional(),
      record: z
        .string()
        .regex(/^[A-Za-z.-]{1,64}\/[A-Za-z0-9.-]{1,64}$/)
        .optional()
        .meta({ description: "Type/id." }),
      kind: z.string().max(80).optional(),
      outcome: z.string().max(40).optional(),
    }),
    body: noBody,
  }),
  output: listOf(EntrySummary),
  effect: "read",
  log: (input) => input.query.log,
  async run({ parts, tenant, input: { query } }) {
    const entries = await parts.ledger.reader.find(tenant, filterOf(query), query.limit + 1);
    const items = await summarize(parts, tenant, entries.slice(0, query.limit));
    const { limit: _limit, cursor: _cursor, ...asked } = query;
    return {
      output: { items, next: entries.length > query.limit ? (items.at(-1)?.event ?? null) : null },
      detail: { asked: Object.keys(asked).sort() },
    };
  },
});

type Query = {
  cursor?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  actor?: string | undefined;
  individual?: string | undefined;
  record?: string | undefined;
  kind?: string | undefined;
  outcome?: string | undefined;
};

function filterOf(query: Query): EntryFilter {
  if (query.cursor !== undefined && !isId(query.cursor))
    throw new Fault("malformed_input", { fields: [{ at: "/cursor", says: "Not one that a page gave." }] });
  const [type, id] = query.record?.split("/") ?? [];
  return {
    ...(query.cursor === undefined ? {} : { before: query.cursor as EventId }), // isId is the proof.
    ...(query.from === undefined ? {} : { from: new Date(query.from) }),
    ...(query.to === undefined ? {} : { to: new Date(query.to) }),
    ...(query.actor === undefined ? {} : { actor: query.actor }),
    ...(query.individual === undefined ? {} : { individual: query.individual }),
    ...(type === undefined || id === undefined ? {} : { record: { type, id } }),
    ...(query.kind === undefined ? {} : { kind: query.kind }),
    ...(query.outcome === undefined ? {} : { outcome: query.outcome }),
  };
}

// SPDX-License-Identifier: Apache-2.0
// One review whole, as people see it on a page and on paper.
import { z } from "zod";
import { listTenants } from "#access/tenant.ts";
import { userNames } from "#access/user.ts";
import type { Actor } from "#access/actor.ts";
import { entrySays } from "#gate/kind-says.ts";
import type { Parts } from "#gate/parts.ts";
import { eventTime } from "#ledger/event-time.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { CLASS_NAMES, CLASSES } from "../class.ts";
import { type ItemRow, itemsOf, openNote, type ReviewRow } from "../review.ts";
import { isAbout, otherReviewers, whyNotSign } from "../who-decides.ts";
import { ReviewView, viewReview } from "./shapes.ts";

const Item = z.object({
  n: z.number(),
  class: z.string(),
  /** "organization", or a tenant's id: the ledger's word for the log. */
  log: z.string(),
  logName: z.string(),
  /** What was done, where that is one kind of act: "Downloaded a document". */
  act: z.string().nullable(),
  subjectName: z.string().nullable(),
  subjectKind: z.string().nullable(),
  people: z.number(),
  count: z.number(),
  usual: z.number().nullable(),
  evidence: z.array(z.object({ event: z.string(), at: z.string() })),
  /** It is about whoever asks: somebody else decides. */
  isOwn: z.boolean(),
  decision: z.string().nullable(),
  note: z.string().nullable(),
  owner: z.string().nullable(),
  ownerName: z.string().nullable(),
  dueOn: z.string().nullable(),
  incident: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  version: z.number(),
});

const Log = z.object({ log: z.string(), name: z.string(), entries: z.number(), first: z.string().nullable(), last: z.string().nullable() });
const Class = z.object({ class: z.string(), title: z.string(), says: z.string(), none: z.string(), looked: z.number(), items: z.number() });

export const WholeReview = ReviewView.extend({
  items: z.array(Item),
  logs: z.array(Log),
  classes: z.array(Class),
  /** Why it cannot be signed now; null if it can. */
  unsigned: z.string().nullable(),
  /** How many others there are who can decide what is about whoever asks. */
  others: z.number(),
});

/** The review with its items, as somebody sees it: what is about themselves is marked. */
export async function viewWhole(parts: Parts, db: Queryable, row: ReviewRow, actor: Actor): Promise<z.infer<typeof WholeReview>> {
  const found = await itemsOf(db, row.id);
  const items = found.toSorted((a, b) => CLASS_NAMES.indexOf(a.class) - CLASS_NAMES.indexOf(b.class) || a.n - b.n);
  const people = [row.prepared_by, row.signed_by, ...items.flatMap((one) => [one.subject, one.owner, one.decided_by])];
  const names = await userNames(parts, [...new Set(people.filter((id) => id !== null))]);
  const logs = await logsOf(parts, db, row.id);
  const user = actor.kind === "user" ? actor.id : null;
  return {
    ...viewReview(row, names),
    items: await Promise.all(items.map((item) => viewItem(parts, row.id, item, { names, logs, user }))),
    logs: logs.map(({ tenant: _tenant, ...log }) => log),
    classes: await classesOf(db, row.id, items),
    unsigned: row.signed_at === null ? whyNotSign(items) : null,
    others: await otherReviewers(db, user),
  };
}

type LogView = z.infer<typeof Log> & { readonly tenant: string };

async function logsOf(parts: Parts, db: Queryable, review: string): Promise<LogView[]> {
  const rows = await db.rows<{ tenant: string; entries: number; first_event: string | null; last_event: string | null }>(sql`
    select tenant, entries, first_event, last_event from program.activity_log where review = ${review} order by entries desc, tenant`);
  const names = new Map((await listTenants(parts)).map(({ id, name }) => [String(id), name]));
  return rows.map(({ tenant, entries, first_event, last_event }) => ({
    tenant,
    log: tenant === parts.installation ? "organization" : tenant,
    name: tenant === parts.installation ? "The organization" : (names.get(tenant) ?? "A tenant"),
    entries,
    first: first_event,
    last: last_event,
  }));
}

async function classesOf(db: Queryable, review: string, items: readonly ItemRow[]): Promise<z.infer<typeof Class>[]> {
  const rows = await db.rows<{ class: string; looked: number }>(sql`
    select class, sum(looked)::integer as looked from program.activity_looked where review = ${review} group by class`);
  const looked = new Map(rows.map((row) => [row.class, row.looked]));
  return CLASS_NAMES.map((name) => ({
    class: name,
    ...CLASSES[name],
    looked: looked.get(name) ?? 0,
    items: items.filter((item) => item.class === name).length,
  }));
}

async function viewItem(
  parts: Parts,
  review: string,
  item: ItemRow,
  { names, logs, user }: { names: ReadonlyMap<string, string>; logs: readonly LogView[]; user: string | null },
): Promise<z.infer<typeof Item>> {
  const log = logs.find(({ tenant }) => tenant === item.tenant);
  const nameOf = (id: string | null): string | null => names.get(id ?? "") ?? null;
  return {
    n: item.n,
    class: item.class,
    log: log?.log ?? item.tenant,
    logName: log?.name ?? "A tenant",
    act: item.act === null ? null : entrySays({ kind: item.act, outcome: "done" }),
    subjectName: nameOf(item.subject),
    subjectKind: item.subject_kind,
    people: item.concerned.length,
    count: item.count,
    usual: item.usual,
    evidence: item.evidence.map((event) => ({ event, at: eventTime(event).toISOString() })),
    isOwn: isAbout(item, user),
    decision: item.decision,
    note: await openNote(parts, review, item),
    owner: item.owner,
    ownerName: nameOf(item.owner),
    dueOn: item.due_on,
    incident: item.incident,
    decidedByName: nameOf(item.decided_by),
    decidedAt: item.decided_at?.toISOString() ?? null,
    resolvedAt: item.resolved_at?.toISOString() ?? null,
    version: item.version,
  };
}

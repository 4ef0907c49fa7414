// SPDX-License-Identifier: Apache-2.0
// What officials decided about requirements: addressable specifications [164.306(d)(3)] and what does not apply. The rows say where to
// look; what counts is what the entry of the approval says, and a decision whose day of review has passed counts no more.
import type { Decision } from "@part164/verify/verdict.ts";
import { DECISIONS } from "@part164/verify/verdict.ts";
import type { EventId } from "#base/id.ts";
import type { Parts } from "#gate/parts.ts";
import { today } from "#program/calendar.ts";
import { sql } from "#store/sql.ts";

/** An approval in the organization's log. */
export type Approval = { readonly event: EventId; readonly index: number | null };

export type Decided = {
  readonly decisions: ReadonlyMap<
    string,
    Approval & { readonly decision: Decision; readonly submission: string; readonly reviewOn: string | null }
  >;
  readonly exclusions: ReadonlyMap<string, Approval & { readonly submission: string; readonly reviewOn: string | null }>;
};

type Row = { id: string; form: string; version: number; about: string; due_on: string | null };
type Read = Approval & { readonly about: string; readonly decided: string };

const MOVE_KIND = "program.submission.move";
const REMEMBERED_MAX = 5000;
/** What an approval's entry said never changes: it is opened once. */
const remembered = new WeakMap<Parts["db"], Map<string, Read>>();

/** The decisions and exclusions in force, by cite. */
export async function decidedOn(parts: Parts): Promise<Decided> {
  const now = await today(parts);
  const rows = await parts.db.in({ role: "part164_app", tenant: parts.installation }).rows<Row>(sql`
    select id, form, version, about, due_on::text from program.submission
     where form in ('addressable-decision', 'exclusion') and state = 'approved' and about is not null and (due_on is null or due_on >= ${now}::date)`);
  const approved = await Promise.all(rows.map(async (row) => ({ row, read: await approvalOf(parts, row) })));
  const decisions = new Map<string, Approval & { decision: Decision; submission: string; reviewOn: string | null }>();
  const exclusions = new Map<string, Approval & { submission: string; reviewOn: string | null }>();
  for (const { row, read } of approved) {
    if (read === null) continue;
    const { about, decided, event, index } = read;
    const decision = DECISIONS.find((one) => one === decided);
    const rest = { event, index, submission: row.id, reviewOn: row.due_on };
    if (row.form === "exclusion") exclusions.set(about, rest);
    else if (decision !== undefined) decisions.set(about, { ...rest, decision });
  }
  return { decisions, exclusions };
}

/** What the entry of an approval says; null if the ledger knows of none: then nothing was approved, whatever the row says. */
async function approvalOf(parts: Parts, { id, form, version, about }: Row): Promise<Read | null> {
  let known = remembered.get(parts.db);
  if (known === undefined) remembered.set(parts.db, (known = new Map()));
  const key = `${id} ${version}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const record = { type: `program.form.${form}`, id };
  const entries = await parts.ledger.reader.find(parts.installation, { record, kind: MOVE_KIND, outcome: "done" }, 1);
  const [found] = entries;
  if (found?.entry.detail?.["to"] !== "approved" || found.entry.detail["about"] !== about) return null;
  const read = { event: found.event, index: found.index, about, decided: String(found.entry.detail["decided"] ?? "") };
  if (found.index === null) return read; // Not yet in the tree: its place is still to come.
  if (known.size >= REMEMBERED_MAX) known.clear();
  known.set(key, read);
  return read;
}

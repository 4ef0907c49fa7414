// SPDX-License-Identifier: Apache-2.0
// Searching for one person's activity, for a reason that somebody else approved: exactly that person, exactly those days [164.502(b)].
import type { Actor } from "#access/actor.ts";
import { listTenants } from "#access/tenant.ts";
import type { EventId } from "#base/id.ts";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import type { LogTenant } from "#ledger/act.ts";
import type { FoundEntry } from "#ledger/reader.ts";
import type { Span } from "#ledger/activity.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { endOf } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import type { SubmissionRow } from "../form/submission.ts";
import { startOf } from "./period.ts";

/** A quarter: more than that is no search for a cause. */
export const DAYS_MAX = 92;

/** The days that were approved, as a time. */
export const spanOf = ({ from, to }: Answers, zone: string): Span => ({ from: startOf(String(from), zone), to: endOf(String(to), zone) });

/** Whom it was approved for: who asked and who approved, as long as they are officials. */
async function readersOf(db: Queryable, { id, submitted_by }: SubmissionRow): Promise<readonly string[]> {
  const rows = await db.rows<{ by: string | null }>(sql`
    select by from program.submission_version where submission = ${id} and move = 'approve'`);
  return [submitted_by, ...rows.map(({ by }) => by)].filter((one) => one !== null);
}

/** @throws Fault `move_not_possible` unless it is approved, `not_yours_to_do` for anybody whom it was not approved for. */
export async function refuseLook(db: Queryable, row: SubmissionRow, actor: Actor): Promise<void> {
  if (row.state !== "approved")
    throw new Fault("move_not_possible", {
      detail: row.state === "asked" ? "Somebody else has to approve it first." : `It is ${row.state}: the search is over.`,
    });
  const readers = await readersOf(db, row);
  if (actor.kind !== "user" || !readers.includes(actor.id))
    throw new Fault("not_yours_to_do", { detail: "It was approved for who asked and who approved it." });
}

export type AuditEntry = FoundEntry & { readonly tenant: LogTenant; readonly logName: string };

/** The entries of one actor in a time, of all logs, newest first, at most `limit`. */
export async function entriesOf(
  parts: Parts,
  { actor, span, before, limit }: { actor: string; span: Span; before: EventId | undefined; limit: number },
): Promise<AuditEntry[]> {
  const tenants = (await listTenants(parts)).map(({ id, name }) => ({ tenant: id as LogTenant, logName: name }));
  const logs = [{ tenant: parts.installation as LogTenant, logName: "The organization" }, ...tenants];
  const found: AuditEntry[] = [];
  for (const { tenant, logName } of logs) {
    const filter = { actor, ...span, ...(before === undefined ? {} : { before }) };
    const entries = await parts.ledger.reader.find(tenant, filter, limit);
    found.push(...entries.map((entry) => ({ ...entry, tenant, logName })));
  }
  return found.toSorted((a, b) => (a.event < b.event ? 1 : -1)).slice(0, limit);
}

// SPDX-License-Identifier: Apache-2.0
// One mail a day to whoever has something due within a week or late, and one when something is due tomorrow that was not in a mail yet.
// Titles of tasks and days, nothing else: mail is read by strangers.
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";
import { type Day, dayAt, plusDays, zoneOf } from "../calendar.ts";

const AHEAD_DAYS = 7;
const LINES_MAX = 40;
/** Not before this hour in the organization's zone: nobody is woken. */
const FROM_HOUR = 8;

type Due = { user: string; title: string; due_on: Day; href: string };

/** Writes the day's digests, each once. Answers how many. */
export async function writeDigests(parts: Parts): Promise<number> {
  const { db, installation, clock, config } = parts;
  const zone = await zoneOf(parts);
  const now = clock.now();
  const day = dayAt(now, zone);
  const hour = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).hour;
  if (hour < FROM_HOUR) return 0;
  const scope = { role: "part164_app", tenant: installation } as const;
  const rows = await db.in(scope).rows<Due>(sql`
    select u.id as user, t.title, t.due_on::text, t.href
      from program.task t
      join access.user u on u.id = t.owner_user or exists (select from access.user_role r where r."user" = u.id and r.role = t.owner_role)
     where t.done_at is null and u.ended_at is null and u.password is not null and t.due_on <= ${plusDays(day, AHEAD_DAYS)}::date
       and not exists (select from program.notification n where n.key = 'digest:' || u.id || ':' || ${day}::text)
     order by u.id, t.due_on, t.key`);
  let written = 0;
  for (const [user, due] of Map.groupBy(rows, (row) => row.user)) {
    const late = due.filter(({ due_on }) => due_on < day).length;
    const subject = late > 0 ? `Part164: ${late} late, ${due.length - late} due within a week` : `Part164: ${due.length} due within a week`;
    const lines = due
      .slice(0, LINES_MAX)
      .map(({ title, due_on, href }) => `${due_on < day ? "LATE " : ""}${due_on}  ${title}\n  ${config.PART164_ORIGIN.origin}${href}`);
    const more = due.length > LINES_MAX ? [`and ${due.length - LINES_MAX} more`] : [];
    const body = `${["What you have to do in the HIPAA program:", "", ...lines, ...more].join("\n")}\n`;
    written += await db.in(scope).run(sql`
      insert into program.notification (id, key, "user", subject, body, made_at, next_at)
      values (${parts.makeId()}, ${`digest:${user}:${day}`}, ${user}, ${subject}, ${body}, ${now}, ${now}) on conflict (key) do nothing`);
  }
  return written;
}

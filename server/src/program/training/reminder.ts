// SPDX-License-Identifier: Apache-2.0
// Security reminders [164.308(a)(5)(ii)(A)]: a short text at a time, on everybody's list until it is read or the next one comes.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { assert } from "#base/assert.ts";
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, plusDays, today } from "../calendar.ts";
import { readYaml } from "../document/front-matter.ts";
import { closeTasks } from "../task/task.ts";
import { TRAINING_FOLDER } from "./course.ts";
import { trainingRules } from "./training-rules.ts";

export const REMINDER_CITE = "164.308(a)(5)(ii)(A)";

const ReminderText = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: z.string().trim().min(5).max(80),
  body: z.string().trim().min(80).max(900),
  cite: z.literal(REMINDER_CITE),
});
export type ReminderText = { readonly id: string | null; readonly title: string; readonly body: string };

let library: Promise<readonly (ReminderText & { readonly id: string })[]> | undefined;

/** The texts that come with this program, in their order. */
export function reminderTexts(): Promise<readonly (ReminderText & { readonly id: string })[]> {
  library ??= (async () => {
    const read = readYaml("reminders.yaml", await readFile(join(TRAINING_FOLDER, "reminders.yaml"), "utf8"), z.array(ReminderText).min(12));
    assert(!Array.isArray(read), "The reminders are in their form.");
    return read.value;
  })();
  return library;
}

export type ReminderRow = {
  readonly id: string;
  readonly text_id: string | null;
  readonly title: string;
  readonly body: string;
  readonly cite: string;
  readonly sent_on: Day;
  readonly sent_at: Date;
  readonly audience: number;
  readonly readers: number;
  /** When the one who asks read it. */
  readonly read_at: Date | null;
};

/** What was sent, newest first, with how many have read it; `member` is who asks. */
export const remindersSent = (db: Queryable, member: string | null, limit: number) =>
  db.rows<ReminderRow>(sql`
    select r.id, r.text_id, r.title, r.body, r.cite, r.sent_on::text, r.sent_at, r.audience,
           (select count(*) from program.reminder_read d where d.reminder = r.id) as readers,
           (select d.at from program.reminder_read d where d.reminder = r.id and d.member = ${member}::uuid) as read_at
      from program.reminder r order by r.sent_at desc, r.id desc limit ${limit}`);

/** The text that was sent longest ago, or never. */
export async function nextReminder(db: Queryable): Promise<ReminderText & { readonly id: string }> {
  const texts = await reminderTexts();
  const rows = await db.rows<{ text_id: string; at: Date }>(
    sql`select text_id, max(sent_at) as at from program.reminder where text_id is not null group by text_id`,
  );
  const sentMs = new Map(rows.map(({ text_id, at }) => [text_id, at.getTime()]));
  const [first] = texts.toSorted((a, b) => (sentMs.get(a.id) ?? 0) - (sentMs.get(b.id) ?? 0));
  assert(first !== undefined, "There is a text.");
  return first;
}

export type Sent = { readonly id: string; readonly sha256: string; readonly audience: number };

/** Sends a reminder to everybody who can sign in: it stands among their tasks, and the one before does no longer. */
export async function sendReminder(
  parts: Parts,
  tx: Queryable,
  text: ReminderText,
  { day, dueOn, by }: { day: Day; dueOn: Day; by: string | null },
): Promise<Sent> {
  const id = parts.makeId<"reminder">();
  const at = parts.clock.now();
  const sha256 = createHash("sha256").update(`${text.title}\n\n${text.body}`, "utf8").digest();
  await closeTasks(parts, tx, { keys: "reminder:", by });
  const audience = await tx.run(sql`
    insert into program.task (key, title, cite, basis, href, owner_user, opened_at, due_on)
    select 'reminder:' || ${id}::text || ':' || m.id, ${`Read the security reminder “${text.title}”`}, ${REMINDER_CITE}, 'policy', '/training', m."user",
           ${at}, ${dueOn}
      from program.member m join access.user u on u.id = m."user"
     where u.ended_at is null and m.joined_on <= ${day}::date and (m.left_on is null or m.left_on >= ${day}::date)`);
  await tx.run(sql`
    insert into program.reminder (id, text_id, title, body, cite, sha256, sent_on, sent_at, by, audience)
    values (${id}, ${text.id}, ${text.title}, ${text.body}, ${REMINDER_CITE}, ${sha256}, ${day}, ${at}, ${by}, ${audience})`);
  return { id, sha256: sha256.toString("hex"), audience };
}

/** The day on which the next is due: the first at once. */
export async function reminderDueOn(db: Queryable, day: Day, reminderDays: number): Promise<Day> {
  const row = await db.maybe<{ on: Day }>(sql`select sent_on::text as on from program.reminder order by sent_at desc, id desc limit 1`);
  return row === undefined ? day : plusDays(row.on, reminderDays);
}

/** Sends one if one is due. After an outage that is one, not as many as were missed: nobody can be reminded in the past. */
export async function remindByItself(parts: Parts): Promise<boolean> {
  const scope = { role: "part164_app", tenant: parts.installation } as const;
  const day = await today(parts);
  const { reminderDays } = await trainingRules(parts, parts.db.in(scope));
  if ((await reminderDueOn(parts.db.in(scope), day, reminderDays)) > day) return false;
  const recording = await parts.ledger.recorder.prepare(parts.installation);
  const isSent = await parts.db.transaction(scope, async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(164308)`); // Two processes that both think so: the second looks again.
    if ((await reminderDueOn(tx, day, reminderDays)) > day) return false;
    const text = await nextReminder(tx);
    const sent = await sendReminder(parts, tx, text, { day, dueOn: plusDays(day, reminderDays), by: null });
    const record = { type: "program.reminder", id: sent.id, version: 1 };
    const detail = { text: text.id, sha256: sent.sha256, audience: sent.audience };
    await recording.recordIn(tx, systemAct(parts.installation, "program.reminder.send", { record, detail }));
    return true;
  });
  recording.committed();
  return isSent;
}

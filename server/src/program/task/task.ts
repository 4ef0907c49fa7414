// SPDX-License-Identifier: Apache-2.0
// What somebody has to do by a day. A task is opened and closed in the transaction of its cause; its key is made from the cause, so that
// the same cause opens it once, and what became due while nothing ran is due all the same.
import type { Role } from "#access/role.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { composed, sql, type Value } from "#store/sql.ts";
import type { Day } from "../calendar.ts";

export type Basis = "law" | "policy" | "contract";

export type NewTask = {
  /** "submission:<id>:open" */
  readonly key: string;
  /** What to do, as an imperative; never a person's or an individual's name: it goes into mail and calendars. */
  readonly title: string;
  readonly cite: string | null;
  readonly basis: Basis;
  readonly href: string;
  readonly owner: { readonly user: string } | { readonly role: Role };
  readonly dueOn: Day;
};

/** Opens a task; one that is open under its key already takes the new day. */
export const openTask = ({ clock }: Pick<Parts, "clock">, tx: Queryable, task: NewTask) =>
  tx.run(sql`
    insert into program.task (key, title, cite, basis, href, owner_user, owner_role, opened_at, due_on)
    values (${task.key}, ${task.title}, ${task.cite}, ${task.basis}, ${task.href}, ${"user" in task.owner ? task.owner.user : null},
            ${"role" in task.owner ? task.owner.role : null}, ${clock.now()}, ${task.dueOn})
    on conflict (key) do update set due_on = excluded.due_on, title = excluded.title where program.task.done_at is null`);

/** Closes the open tasks whose keys begin so. */
export const closeTasks = ({ clock }: Pick<Parts, "clock">, tx: Queryable, { keys, by }: { keys: string; by: string | null }) =>
  tx.run(sql`
    update program.task set done_at = ${clock.now()}, done_by = ${by} where starts_with(key, ${keys}) and done_at is null`);

/** Opens a task again that was closed under its key, where its cause is back. */
export const reopenTask = (tx: Queryable, key: string) =>
  tx.run(sql`update program.task set done_at = null, done_by = null where key = ${key} and done_at is not null`);

/** Closes the open tasks whose keys begin so, but these. */
export const closeTasksBut = (
  { clock }: Pick<Parts, "clock">,
  tx: Queryable,
  { keys, but, by }: { keys: string; but: readonly string[]; by: string | null },
) =>
  tx.run(sql`
    update program.task set done_at = ${clock.now()}, done_by = ${by}
     where starts_with(key, ${keys}) and key <> all(${[...but]}::text[]) and done_at is null`);

export type TaskRow = {
  readonly key: string;
  readonly title: string;
  readonly cite: string | null;
  readonly basis: Basis;
  readonly href: string;
  readonly owner_user: string | null;
  readonly owner_role: string | null;
  readonly due_on: Day;
  readonly done_at: Date | null;
};

export type TaskFilter = {
  /** Only what is for this person, by name or by role; null for everybody's. */
  readonly mine: { readonly user: string; readonly roles: readonly string[] } | null;
  /** Tasks of these forms' submissions, and of what comes again by them, are left out. */
  readonly withoutForms?: readonly string[] | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly after?: { readonly dueOn: Day; readonly key: string } | undefined;
};

/** Open tasks, soonest first, at most `limit`. */
export function openTasks(db: Queryable, { mine, withoutForms = [], from, to, after }: TaskFilter, limit: number): Promise<TaskRow[]> {
  const values: Value[] = [limit];
  const conditions = [
    mine === null ? "" : ` and (owner_user = $${values.push(mine.user)} or owner_role = any($${values.push([...mine.roles])}::text[]))`,
    withoutForms.length === 0
      ? ""
      : ` and not ((starts_with(key, 'submission:') or starts_with(key, 'breach:')) and exists (select from program.submission s
              where s.id::text = split_part(key, ':', 2) and s.form = any($${values.push([...withoutForms])}::text[])))
          and not (starts_with(key, 'recurs:') and split_part(key, ':', 2) = any($${values.length}::text[]))`,
    from === undefined ? "" : ` and due_on >= $${values.push(from)}::date`,
    to === undefined ? "" : ` and due_on <= $${values.push(to)}::date`,
    after === undefined ? "" : ` and (due_on, key) > ($${values.push(after.dueOn)}::date, $${values.push(after.key)})`,
  ].join("");
  return db.rows<TaskRow>(
    composed(
      `select key, title, cite, basis, href, owner_user, owner_role, due_on::text, done_at from program.task
        where done_at is null${conditions} order by due_on, key limit $1`,
      values,
    ),
  );
}

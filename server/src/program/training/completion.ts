// SPDX-License-Identifier: Apache-2.0
// Completions: the record that somebody was trained [164.530(b)(2)(ii)], and what follows from it.
import { unpredictableBelow } from "#base/random.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import { finishAssignments } from "./assignment.ts";

export type CompletionRow = {
  readonly id: string;
  readonly member: string;
  readonly course: string | null;
  readonly title: string;
  readonly version: string | null;
  readonly sha256: Uint8Array | null;
  readonly score: number | null;
  readonly completed_on: Day;
  readonly completed_at: Date;
  readonly certificate: string;
  readonly statement: string | null;
  readonly attempt: string | null;
  readonly provider: string | null;
  readonly document: string | null;
  readonly by: string | null;
};

export const completionById = (db: Queryable, id: string) =>
  db.maybe<CompletionRow>(sql`
    select id, member, course, title, version, sha256, score, completed_on::text, completed_at, certificate, statement, attempt, provider, document, by
      from program.completion where id = ${id}`);

/** Everything that one member completed, newest first. */
export const completionsOf = (db: Queryable, member: string) =>
  db.rows<CompletionRow>(sql`
    select id, member, course, title, version, sha256, score, completed_on::text, completed_at, certificate, statement, attempt, provider, document, by
      from program.completion where member = ${member} order by completed_on desc, id desc`);

/** Letters and digits that nobody reads wrongly aloud. */
const SIGNS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ";

/** "2026-7KQ2-M4XP-9D3T": 31^12 of them a year, so that knowing one tells none. */
export function certificateNumber(day: Day, below: (limit: number) => number = unpredictableBelow): string {
  const group = (): string => Array.from({ length: 4 }, () => SIGNS[below(SIGNS.length)] ?? "").join("");
  return [day.slice(0, 4), group(), group(), group()].join("-");
}

/** Keeps a completion and closes what it fulfils, in one transaction. Answers how many assignments that were. */
export async function keepCompletion(
  parts: Parts,
  tx: Queryable,
  one: Omit<CompletionRow, "completed_at">,
  { day, actedBy }: { day: Day; actedBy: string | null },
): Promise<number> {
  await tx.run(sql`
    insert into program.completion (id, member, course, title, version, sha256, score, completed_on, completed_at, certificate, statement, attempt,
                                    provider, document, by)
    values (${one.id}, ${one.member}, ${one.course}, ${one.title}, ${one.version}, ${one.sha256}, ${one.score}, ${one.completed_on},
            ${parts.clock.now()}, ${one.certificate}, ${one.statement}, ${one.attempt}, ${one.provider}, ${one.document}, ${one.by})`);
  if (one.course === null) return 0;
  const { member, course, id, completed_on } = one;
  return finishAssignments(parts, tx, { member, course, completion: id, completedOn: completed_on, day, by: actedBy });
}

/** The completion that a test led to. */
export const completionByAttempt = (db: Queryable, attempt: string) =>
  db.maybe<{ id: string; certificate: string }>(sql`select id, certificate from program.completion where attempt = ${attempt}`);

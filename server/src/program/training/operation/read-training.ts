// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { operation } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { asked, attemptsOf, openAttempt, questionsById, scoreOf } from "../attempt.ts";
import { completionsOf } from "../completion.ts";
import { courseByHash, hexOf } from "../course-version.ts";
import { openValue } from "../sealed-text.ts";
import { courseId, REASONS } from "./shapes.ts";

const instant = z.string().nullable();
const AnswerView = z.object({ question: z.string(), ask: z.string(), given: z.string().nullable(), isRight: z.boolean() });
const History = z.object({
  name: z.string(),
  assignments: z.array(
    z.object({
      course: z.string(),
      reason: z.enum(REASONS),
      why: z.string().nullable().meta({ description: "In the words of whoever assigned it." }),
      assignedOn: z.string(),
      dueOn: z.string(),
      doneOn: z.string().nullable(),
    }),
  ),
  attempts: z.array(
    z.object({
      attempt: z.string(),
      course: z.string(),
      sha256: z.string(),
      startedAt: z.string(),
      submittedAt: instant,
      score: z.number().nullable(),
      passMark: z.number(),
      passed: z.boolean().nullable(),
      /** What was answered, once it was handed in. */
      answers: z.array(AnswerView),
    }),
  ),
  releases: z.array(z.object({ course: z.string(), at: z.string(), by: z.string().nullable(), reason: z.string() })),
  completions: z.array(
    z.object({
      completion: z.string(),
      course: z.string().nullable(),
      title: z.string(),
      version: z.string().nullable(),
      completedOn: z.string(),
      recordedAt: z.string(),
      score: z.number().nullable(),
      certificate: z.string(),
      statement: z.string().nullable(),
      provider: z.string().nullable(),
      document: z.string().nullable(),
    }),
  ),
});
type History = z.infer<typeof History>;

async function assignmentsOf(parts: Parts, db: Queryable, member: string): Promise<History["assignments"]> {
  type Row = {
    id: string;
    course: string;
    reason: (typeof REASONS)[number];
    assigned_on: string;
    due_on: string;
    done_on: string | null;
    sealed: Uint8Array | null;
  };
  const rows = await db.rows<Row>(sql`
    select id, course, reason, assigned_on::text, due_on::text, done_on::text, sealed from program.assignment
     where member = ${member} order by assigned_at desc, course`);
  return Promise.all(
    rows.map(async ({ id, course, reason, assigned_on, due_on, done_on, sealed }) => {
      const opened = sealed === null ? null : ((await openValue(parts, { type: "assignment", id, version: 1 }, sealed)) as { why: string }); // As insertRounds sealed it.
      return { course, reason, why: opened?.why ?? null, assignedOn: assigned_on, dueOn: due_on, doneOn: done_on };
    }),
  );
}

async function attemptsWithAnswers(parts: Parts, db: Queryable, member: string): Promise<History["attempts"]> {
  const found: History["attempts"] = [];
  for (const id of courseId.options)
    for (const row of await attemptsOf(db, member, id)) {
      const { drawn, given, words } = await openAttempt(parts, row);
      const byId = questionsById((await courseByHash(parts, db, id, row.sha256)).questions);
      const right = given === null ? [] : scoreOf(drawn, given, byId).right;
      const answers = (given ?? []).map((place, n) => {
        const one = present(drawn[n], "An answer is to a question.");
        const shown = asked(one, present(byId.get(one.id), "A test is of its own course's text."), words);
        return {
          question: one.id,
          ask: shown.ask,
          given: place === null ? null : (shown.answers[place] ?? null),
          isRight: right[n] ?? false,
        };
      });
      const { id: attempt, course, sha256, started_at, submitted_at, score, pass_mark, passed } = row;
      const when = { startedAt: started_at.toISOString(), submittedAt: submitted_at?.toISOString() ?? null };
      found.push({ attempt, course, sha256: hexOf(sha256), ...when, score, passMark: pass_mark, passed, answers });
    }
  return found;
}

async function releasesOf(parts: Parts, db: Queryable, member: string): Promise<History["releases"]> {
  const rows = await db.rows<{ id: string; course: string; at: Date; by: string | null; sealed: Uint8Array }>(
    sql`select id, course, at, by, sealed from program.attempt_release where member = ${member} order by id desc`,
  );
  return Promise.all(
    rows.map(async ({ id, course, at, by, sealed }) => {
      const { reason } = (await openValue(parts, { type: "release", id, version: 1 }, sealed)) as { reason: string }; // As it was sealed.
      return { course, at: at.toISOString(), by, reason };
    }),
  );
}

export const readTraining = operation({
  name: "program.training.read",
  cites: ["164.530(b)(2)(ii)", "164.308(a)(5)(i)"],
  says: "Read a member's training",
  groups: ["program.run"],
  route: { method: "GET", path: "/v1/training/{member}" },
  input: z.object({ path: z.strictObject({ member: anId }), query: nothing, body: noBody }),
  output: History,
  effect: "read",
  log: "organization",
  load: ({ input: { path } }, db) => db.maybe<{ name: string }>(sql`select name from program.member where id = ${path.member}`),
  about: ({ input: { path } }, person: { name: string } | undefined) => ({
    collection: "program",
    relation: "organization",
    isMissing: person === undefined,
    record: { type: "program.member", id: path.member, version: null },
  }),
  async run({ parts, db, input: { path } }, person) {
    const { member } = path;
    const completions = (await completionsOf(db, member)).map((row) => ({
      completion: row.id,
      course: row.course,
      title: row.title,
      version: row.version,
      completedOn: row.completed_on,
      recordedAt: row.completed_at.toISOString(),
      score: row.score,
      certificate: row.certificate,
      statement: row.statement,
      provider: row.provider,
      document: row.document,
    }));
    const output = {
      name: present(person, "A missing member is decided away before.").name,
      assignments: await assignmentsOf(parts, db, member),
      attempts: await attemptsWithAnswers(parts, db, member),
      releases: await releasesOf(parts, db, member),
      completions,
    };
    return { output, record: { type: "program.member", id: member, version: null } };
  },
});

// SPDX-License-Identifier: Apache-2.0
// Training, proved: everybody trained in time, reminders sent, the three subjects taught, each completion with what shows it.
import type { Parts } from "#gate/parts.ts";
import { today } from "#program/calendar.ts";
import { courseByHash, taughtNow } from "#program/training/course-version.ts";
import { REMINDER_CITE, reminderDueOn } from "#program/training/reminder.ts";
import { statusOn, totalsOf } from "#program/training/status.ts";
import { trainingRules } from "#program/training/training-rules.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { scoped } from "../scoped.ts";
import { type Check, DAILY, fail, type Look, notApplicable, pass, safeguard } from "../safeguard.ts";

const MENDED_BY = [
  "program.attempt.submit",
  "program.training.record-outside",
  "program.training.assign",
  "program.assignment.make",
] as const;

/** Everybody of today with their courses. */
async function statusNow(parts: Parts) {
  const db = scoped(parts);
  const { attempts } = await trainingRules(parts, db);
  return statusOn(db, { day: await today(parts), attempts, now: parts.clock.now() });
}

async function lookCurrent(parts: Parts): Promise<Look> {
  const rows = await statusNow(parts);
  if (rows.length === 0) return notApplicable("Nobody is in the workforce.");
  const unassigned = rows.filter(({ courses }) => courses.length === 0).length;
  if (unassigned > 0) return fail(`${unassigned} of ${rows.length} people have no course assigned.`);
  const { people, done, overdue } = totalsOf(rows);
  if (overdue > 0) return fail(`${overdue} of ${people} people have training that is overdue.`);
  const isAnyPassed = rows.some(({ courses }) => courses.some(({ completedOn }) => completedOn !== null));
  if (!isAnyPassed) return fail(`None of ${people} people has completed a course yet.`);
  return pass(`${done} of ${people} people have completed everything assigned to them; nobody is overdue.`);
}

async function lookReminded(parts: Parts): Promise<Look> {
  const db = scoped(parts);
  const day = await today(parts);
  const { reminderDays } = await trainingRules(parts, db);
  const row = await db.maybe<{ on: string; audience: number }>(
    sql`select sent_on::text as on, audience from program.reminder order by sent_at desc, id desc limit 1`,
  );
  if (row === undefined) return fail("No security reminder was ever sent.");
  if ((await reminderDueOn(db, day, reminderDays)) < day)
    return fail(`The last reminder was sent on ${row.on}; every ${reminderDays} days is ours.`);
  if (row.audience === 0) return fail(`The reminder of ${row.on} went to nobody.`);
  return pass(`The last reminder was sent on ${row.on} to ${row.audience} people.`);
}

const QUESTIONS_MIN = 2;

/** Whether a subject is taught and asked, and those to whom it was assigned have learned it in time. */
async function lookTaught(parts: Parts, cite: string): Promise<Look> {
  const db = scoped(parts);
  const teaching: string[] = [];
  for (const { course, sha256 } of await taughtNow(db)) {
    const { front, questions } = await courseByHash(parts, db, course, sha256);
    const asks = questions.filter((question) => question.cite === cite).length;
    if (front.audience === "everyone" && front.cites.includes(cite) && asks >= QUESTIONS_MIN) teaching.push(course);
  }
  if (teaching.length === 0) return fail("No course that everybody takes teaches it and asks about it.");
  const rows = await statusNow(parts);
  if (rows.length === 0) return notApplicable("Nobody is in the workforce.");
  const places = rows.map(({ courses }) => courses.filter(({ course }) => teaching.includes(course)));
  const overdue = places.filter((some) => some.some(({ state }) => state === "overdue")).length;
  if (overdue > 0) return fail(`${overdue} of ${rows.length} people are overdue with what teaches it.`);
  const learned = places.filter((some) => some.some(({ completedOn }) => completedOn !== null)).length;
  if (learned === 0) return fail(`None of ${rows.length} people has learned it yet.`);
  return pass(`Taught by ${teaching.join(", ")}; ${learned} of ${rows.length} people have learned it, nobody is overdue.`);
}

/** A completion says nothing unless something stands behind it: a test that was passed, or a document. */
async function lookDocumented(parts: Parts): Promise<Look> {
  const { all, bare, test } = await scoped(parts).one<{ all: number; bare: number; test: number }>(sql`
    select count(*) as all, count(c.attempt) as test,
           count(*) filter (where case when c.attempt is null then d.id is null
                                       else a.passed is not true or a.score < a.pass_mark or a.member <> c.member or a.sha256 <> c.sha256 end) as bare
      from program.completion c left join program.attempt a on a.id = c.attempt left join program.document d on d.id = c.document`);
  if (all === 0) return fail("No training is on record yet.");
  if (bare > 0) return fail(`${bare} of ${all} completions have no passed test and no document behind them.`);
  return pass(`${all} completions are on record: ${test} by a test of the exact text, ${all - test} by a document.`);
}

const current: Check = {
  name: "training-is-current",
  says: "Everybody of the workforce has their courses assigned and completed in time.",
  mendedBy: MENDED_BY,
  advice: { title: "Get overdue training done", how: "See who is overdue, and sit down with them.", href: "/training-status" },
  ...DAILY,
  look: lookCurrent,
};

const documented: Check = {
  name: "training-is-documented",
  says: "Every completion on record has a passed test of an exact text, or a document, behind it.",
  mendedBy: MENDED_BY,
  advice: { title: "Document the training", how: "Courses document themselves; upload what shows the others.", href: "/training-status" },
  ...DAILY,
  look: lookDocumented,
};

const reminded: Check = {
  name: "reminders-are-sent",
  says: "A security reminder was sent within the time of the policy.",
  mendedBy: ["program.reminder.send"],
  advice: { title: "Send a security reminder", how: "They are sent by themselves; see whether the server ran.", href: "/training-status" },
  ...DAILY,
  look: lookReminded,
};

const taught = (name: string, cite: string, subject: string): Check => ({
  name: `${name}-is-taught`,
  says: `Everybody learns about ${subject}, and is asked about it.`,
  mendedBy: MENDED_BY,
  advice: { title: `Have everybody learn about ${subject}`, how: "See who has not taken the course yet.", href: "/training-status" },
  ...DAILY,
  look: (parts) => lookTaught(parts, cite),
});

const practice = (...cites: string[]) => cites.map((cite) => ({ cite, aspect: "practice" }));

export const training = safeguard({
  name: "training",
  title: "Training of the workforce",
  says: "Courses are assigned by role and reason, tested by the server, and repeated.",
  proves: practice("164.308(a)(5)(i)", "164.530(b)(1)", "164.530(b)(2)"),
  checks: [current],
  begins: programHasBegun,
});

export const trainingRecords = safeguard({
  name: "training-records",
  title: "Records of training",
  says: "Who completed what, when, in which text, is kept with what shows it.",
  proves: practice("164.530(b)(2)"), // Its (ii): that the training was provided is documented.
  checks: [documented],
  begins: programHasBegun,
});

export const securityReminders = safeguard({
  name: "security-reminders",
  title: "Security reminders",
  says: "A short text at a time goes to everybody, and who has read it is on record.",
  proves: practice(REMINDER_CITE),
  checks: [reminded],
  begins: programHasBegun,
});

/** The three subjects that the Rule names. */
export const taughtSubjects = [
  {
    name: "malicious-software",
    cite: "164.308(a)(5)(ii)(B)",
    subject: "malicious software",
    says: "Everybody learns to guard against malicious software, to notice and to report it.",
  },
  {
    name: "log-in-monitoring",
    cite: "164.308(a)(5)(ii)(C)",
    subject: "log-ins that look wrong",
    says: "Everybody learns to notice a sign-in that was not theirs, and to say so.",
  },
  {
    name: "password-management",
    cite: "164.308(a)(5)(ii)(D)",
    subject: "passwords",
    says: "Everybody learns how passwords are made, changed and kept.",
  },
].map(({ name, cite, subject, says }) =>
  safeguard({
    name: `${name}-training`,
    title: `Training on ${subject}`,
    says,
    proves: practice(cite),
    checks: [taught(name, cite, subject)],
    begins: programHasBegun,
  }),
);

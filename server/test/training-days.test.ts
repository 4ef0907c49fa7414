// SPDX-License-Identifier: Apache-2.0
// Days of training: due to the minute where the organization is, over leap days, changes of the clock and ends of years; what an outage
// missed is caught up exactly once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MS_PER_DAY, MS_PER_MINUTE } from "#base/clock.ts";
import { dayAt, endOf, plusDays } from "#program/calendar.ts";
import { assignByItself } from "#program/training/assign.ts";
import { type Change, dueRounds, type Standing, standingKey, type TrainingState } from "#program/training/due-rounds.ts";
import { hasBasics } from "#program/training/basics.ts";
import { BASICS, shippedCourses } from "#program/training/course.ts";
import { remindByItself } from "#program/training/reminder.ts";
import { sql } from "#store/sql.ts";
import type { WorkforceMember } from "#program/workforce/roster.ts";
import { courseNamed, take } from "./support/learner.ts";
import { atWork, type AtWork } from "./support/person.ts";
import { adoptProfile } from "./support/profile.ts";
import { addPerson, setUpSite, signIn, testSite, type Person, type TestSite } from "./support/site.ts";

const ZONE = "America/Los_Angeles";
const RULES = { newHireDays: 30, refreshMonths: 12, changeTrainingDays: 30, passMark: 80, attempts: 3, reminderDays: 31, suspendDays: 7 };
const MEMBER: WorkforceMember = {
  id: "m",
  user: "m",
  name: "Ana",
  email: null,
  kind: "employee",
  position: "Nurse liaison",
  supervisor: null,
  sees_phi: true,
  joined_on: "2026-01-05",
  left_on: null,
  term_on: null,
  version: 1,
  roles: [],
  enrolled: true,
  ended: false,
};
const DONE: Standing = {
  everAssigned: true,
  isForWork: false,
  openDueOn: null,
  completedOn: "2026-03-01",
  completedAt: new Date("2026-03-01T18:00:00Z"),
};

const courses = await shippedCourses();
const lesson = await courseNamed("security-at-work");
const state = (day: string, more: Partial<TrainingState> = {}): TrainingState => ({
  day,
  rules: RULES,
  courses: [lesson],
  firstTaughtByCourse: new Map(courses.map(({ id }) => [id, "2026-01-01"])),
  roster: [MEMBER],
  standings: new Map(),
  changes: [],
  ...more,
});
const standing = (one: Partial<Standing>) => new Map([[standingKey("m", lesson.id), { ...DONE, ...one }]]);
const due = (given: TrainingState) => dueRounds(given).map(({ round, reason, dueOn }) => [round, reason, dueOn]);

test("who joins has their days from joining, not from when somebody looked", () => {
  for (const day of ["2026-01-05", "2026-01-20", "2026-06-30"]) assert.deepEqual(due(state(day)), [["first", "hire", "2026-02-04"]]);
  const before = { ...MEMBER, joined_on: "2019-01-01" };
  assert.deepEqual(
    due(state("2026-01-20", { roster: [before] })),
    [["first", "hire", "2026-01-31"]],
    "from when the courses were taken up",
  );
});

test("a year later it comes again: leap days and ends of years", () => {
  const again = (completedOn: string, day: string) => due(state(day, { standings: standing({ completedOn }) }));
  assert.deepEqual(again("2028-02-29", "2029-01-28"), []);
  assert.deepEqual(again("2028-02-29", "2029-01-29"), [["yearly:2028-02-29", "yearly", "2029-02-28"]]);
  assert.deepEqual(again("2027-12-31", "2028-12-31"), [["yearly:2027-12-31", "yearly", "2028-12-31"]]);
  assert.deepEqual(
    again("2026-03-01", "2027-06-15"),
    [["yearly:2026-03-01", "yearly", "2027-03-01"]],
    "after an outage: due when it was due",
  );
  const open = standing({ completedOn: "2026-03-01", openDueOn: "2027-03-01" });
  assert.deepEqual(due(state("2027-02-15", { standings: open })), [], "one is open already");
});

test("a change is taught to those who learned it before the change, once, and to nobody who learned it since", () => {
  const change: Change = { course: lesson.id, key: "change:x", at: new Date("2026-05-01T16:00:00Z"), from: "2026-05-01" };
  const more = (one: Partial<Standing>, member = MEMBER) =>
    due(state("2026-05-02", { standings: standing(one), changes: [change], roster: [member] }));
  assert.deepEqual(more({}), [["change:x", "change", "2026-05-31"]]);
  assert.deepEqual(more({ completedAt: new Date("2026-05-01T16:00:01Z"), completedOn: "2026-05-01" }), []);
  assert.deepEqual(more({ openDueOn: "2026-05-20" }), [], "what is open already is sooner");
  assert.deepEqual(more({ openDueOn: "2026-12-01" }), [["change:x", "change", "2026-05-31"]]);
  assert.deepEqual(more({}, { ...MEMBER, joined_on: "2026-05-02" }), [], "who joined later learns it as it is by then");
  const second = { ...change, key: "change:y", at: new Date("2026-05-10T16:00:00Z"), from: "2026-05-10" };
  const both = state("2026-08-01", { standings: standing({}), changes: [change, second] });
  assert.deepEqual(due(both), [["change:x", "change", "2026-05-31"]], "two changes, one course");
});

test("whose work becomes another has days from then; officials' courses are for officials", async () => {
  const lead = await courseNamed("managers-and-officials");
  const known = new Map([[standingKey("m", "security-at-work"), DONE]]);
  const given = (member: WorkforceMember) => due(state("2026-09-01", { courses: [lead], roster: [member], standings: known }));
  assert.deepEqual(given(MEMBER), []);
  assert.deepEqual(given({ ...MEMBER, roles: ["manager"] }), [["first", "role", "2026-10-01"]]);
  assert.deepEqual(given({ ...MEMBER, position: "Head of Care" }), [["first", "role", "2026-10-01"]]);
});

type Own = { course: string; state: string; dueOn: string | null; isLate: boolean; lateAt: string | null };
const SECURITY = "security-at-work";
const ownOf = async (who: AtWork): Promise<Own | undefined> =>
  (await who.get<{ items: Own[] }>("/v1/courses")).items.find(({ course }) => course === SECURITY);
const again = async (site: TestSite, person: Person): Promise<AtWork> => atWork(site, { ...person, cookie: await signIn(site, person) });

testSite("due is late in the minute after the day ends where the organization is", async (site) => {
  await setUpSite(site);
  const person = await addPerson(site, "sam@fernhollow.example", []);
  await assignByItself(site.parts);
  const lastDay = plusDays(dayAt(site.clock.now(), ZONE), 30);
  site.clock.pass(endOf(lastDay, ZONE).getTime() - site.clock.now().getTime() - MS_PER_MINUTE - 31_000);
  const sam = await again(site, person);
  assert.deepEqual(
    [(await ownOf(sam))?.dueOn, (await ownOf(sam))?.isLate, (await ownOf(sam))?.lateAt],
    [lastDay, false, "2026-12-03T08:00:00.000Z"],
  );
  site.clock.pass(MS_PER_MINUTE);
  assert.equal((await ownOf(sam))?.isLate, true);
});

testSite("what is overdue is told to who directs the person, once, and no longer when it is done", async (site) => {
  const boss = await setUpSite(site);
  const person = await addPerson(site, "sam@fernhollow.example", []);
  await assignByItself(site.parts);
  site.clock.pass(31 * MS_PER_DAY);
  for (let n = 0; n < 3; n++) await assignByItself(site.parts);
  type Row = { key: string; title: string; dueOn: string };
  const lateOf = async (who: AtWork) =>
    (await who.get<{ items: Row[] }>("/v1/tasks?limit=200")).items.filter(({ key }) => key.startsWith("training-late:"));
  const official = await again(site, boss);
  assert.equal((await lateOf(official)).length, 2, "Sam's, and the official's own");
  assert.ok((await lateOf(official)).every(({ dueOn, title }) => dueOn === "2026-12-09" && !title.includes("sam")));
  const sam = await again(site, person);
  for (const { course } of (await sam.get<{ items: Own[] }>("/v1/courses")).items.filter(({ state: is }) => is === "open"))
    await take(sam, course);
  assert.equal((await lateOf(await again(site, boss))).length, 1);
});

testSite(
  "the basics open PHI when all four are passed, and close it when one is overdue for longer than the policy bears",
  async (site) => {
    const { parts } = site;
    await setUpSite(site);
    const person = await addPerson(site, "sam@fernhollow.example", []);
    await assignByItself(parts);
    const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
    const { id } = await db.one<{ id: string }>(sql`select id from program.member where name = 'sam'`);
    const sam = atWork(site, person);
    for (const course of BASICS.slice(0, 3)) await take(sam, course);
    assert.equal(await hasBasics(parts, db, id), false, "three are not four");
    await take(sam, BASICS[3]);
    assert.equal(await hasBasics(parts, db, id), true);
    const passOn = (day: string) => site.clock.pass(endOf(day, ZONE).getTime() - site.clock.now().getTime() - MS_PER_MINUTE);
    passOn("2027-11-09"); // A year, and the seven days of the policy.
    await assignByItself(parts);
    assert.equal(await hasBasics(parts, db, id), true);
    site.clock.pass(MS_PER_MINUTE);
    assert.equal(await hasBasics(parts, db, id), false);
  },
);

testSite("an outage of three months catches up exactly once: rounds keep their days, and one reminder is sent, not three", async (site) => {
  const { parts } = site;
  await setUpSite(site);
  const person = await addPerson(site, "sam@fernhollow.example", []);
  await assignByItself(parts);
  assert.equal(await remindByItself(parts), true);
  assert.equal(await remindByItself(parts), false, "once");
  const sam = atWork(site, person);
  await take(sam, SECURITY);
  site.clock.pass(395 * MS_PER_DAY); // Eleven months as usual would have brought the next round; then nothing ran for three.
  const first = await assignByItself(parts);
  assert.ok(first > 0);
  assert.equal(await assignByItself(parts), 0);
  const rounds = await parts.db.in({ role: "part164_app", tenant: parts.installation }).rows<{
    round: string;
    due_on: string;
    n: number;
  }>(sql`
    select round, due_on::text, count(*) as n from program.assignment where course = ${SECURITY} and reason = 'yearly' group by 1, 2`);
  assert.deepEqual(
    rounds,
    [{ round: "yearly:2026-11-02", due_on: "2027-11-02", n: 1 }],
    "overdue since its day, not since the catching up",
  );
  assert.equal(await remindByItself(parts), true);
  assert.equal(await remindByItself(parts), false);
  const { n } = await parts.db
    .in({ role: "part164_app", tenant: parts.installation })
    .one<{ n: number }>(sql`select count(*) as n from program.reminder`);
  assert.equal(n, 2);
});

testSite("a material change of a policy opens the course on our policies for all who took it before", async (site) => {
  const boss = await setUpSite(site);
  const author = atWork(site, boss);
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  await adoptProfile(author);
  await assignByItself(site.parts);
  await take(ruth, "our-policies");
  site.clock.pass(MS_PER_MINUTE);
  const { proposed } = await author.write<{ proposed: { id: string; sha256: string }[] }>("/v1/policies/adopt", {});
  await ruth.write("/v1/policies/approve", { versions: proposed.map(({ id, sha256 }) => ({ id, sha256 })) });
  const mine = (await ruth.get<{ items: (Own & { reasons: string[] })[] }>("/v1/courses")).items.find(
    ({ course }) => course === "our-policies",
  );
  assert.deepEqual([mine?.state, mine?.reasons, mine?.dueOn], ["open", ["change"], "2026-12-02"], "with the approval itself");
  assert.equal(await assignByItself(site.parts), 0, "who has it open already gets no second");
  site.clock.pass(MS_PER_MINUTE);
  assert.equal((await take(ruth, "our-policies")).passed, true);
  assert.equal(await assignByItself(site.parts), 0, "learned since");
});

testSite(
  "a new version of a course is taken again; one that mends words is not; a test is scored by the text it was drawn from",
  async (site) => {
    const { parts } = site;
    await setUpSite(site);
    const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
    await assignByItself(parts);
    await take(sam, SECURITY);
    site.clock.pass(MS_PER_MINUTE);
    const as = async (version: string) => {
      const files = { ...lesson.files, lesson: lesson.files.lesson.replace("version: 1.0.0", `version: ${version}`) };
      const { readCourse } = await import("#program/training/course.ts");
      return courses.map((one) => (one.id === SECURITY ? readCourse(SECURITY, files) : one));
    };
    assert.equal(await assignByItself(parts, await as("1.0.1")), 0);
    site.clock.pass(MS_PER_MINUTE);
    assert.equal(await assignByItself(parts, await as("1.1.0")), 1, "whoever has it open already learns the new one anyway");
    assert.equal(await assignByItself(parts, await as("1.1.0")), 0);
    const own = await ownOf(sam);
    assert.deepEqual([own?.state, own?.dueOn], ["open", "2026-12-02"]);
  },
);

test("a day of a clock change has 23 or 25 hours, and a course is due at its end all the same", () => {
  assert.equal(endOf("2027-03-14", ZONE).getTime() - endOf("2027-03-13", ZONE).getTime(), 23 * 3_600_000);
  const joined = { ...MEMBER, joined_on: "2026-10-02" };
  const [first] = dueRounds(state("2026-10-02", { roster: [joined] }));
  assert.equal(first?.dueOn, "2026-11-01");
  assert.equal(endOf(first?.dueOn ?? "", ZONE).toISOString(), "2026-11-02T08:00:00.000Z", "the clocks went back on that day");
});

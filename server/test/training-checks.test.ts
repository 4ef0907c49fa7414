// SPDX-License-Identifier: Apache-2.0
// What proves training can fail: each check is shown a state in which it must, and one in which it need not. And who is reminded of what.
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { assignByItself } from "#program/training/assign.ts";
import { shippedCourses } from "#program/training/course.ts";
import { remindByItself, reminderTexts } from "#program/training/reminder.ts";
import { runCheck } from "#safeguard/run.ts";
import { checkNamed } from "#safeguard/registry.ts";
import { sql } from "#store/sql.ts";
import { present } from "#base/assert.ts";
import { take } from "./support/learner.ts";
import { atWork, type AtWork } from "./support/person.ts";
import { addPerson, setUpSite, signIn, testSite, type Person, type TestSite } from "./support/site.ts";

const resultOf = async ({ parts }: TestSite, name: string) => {
  const { status, observed } = await runCheck(parts, present(await checkNamed(name), name));
  return `${status}: ${observed}`;
};
const owner = ({ parts }: TestSite) => parts.db.in({ role: "part164_owner" });
const again = async (site: TestSite, person: Person): Promise<AtWork> => atWork(site, { ...person, cookie: await signIn(site, person) });
const TAUGHT = ["malicious-software-is-taught", "log-in-monitoring-is-taught", "password-management-is-taught"];
const ALL = ["training-is-current", "training-is-documented", "reminders-are-sent", ...TAUGHT];

testSite(
  "before anybody learned anything every check of training fails; then it passes; then time is over and it fails again",
  async (site) => {
    const boss = await setUpSite(site);
    const official = atWork(site, boss);
    for (const name of ALL) assert.match(await resultOf(site, name), /^fail/, name);
    assert.match(await resultOf(site, "training-is-current"), /1 of 1 people have no course assigned/);
    await assignByItself(site.parts);
    assert.match(await resultOf(site, "training-is-current"), /None of 1 people/);
    for (const name of TAUGHT) assert.match(await resultOf(site, name), /None of 1 people has learned it yet/);

    await take(official, "security-at-work");
    await remindByItself(site.parts);
    for (const name of ALL) assert.match(await resultOf(site, name), /^pass/, name);

    site.clock.pass(29 * MS_PER_DAY);
    assert.match(await resultOf(site, "training-is-current"), /^pass/, "nothing is overdue yet");
    site.clock.pass(4 * MS_PER_DAY);
    assert.match(await resultOf(site, "training-is-current"), /^fail: 1 of 1 people have training that is overdue/);
    assert.match(await resultOf(site, "reminders-are-sent"), /^fail: The last reminder was sent on 2026-11-02/);
    for (const name of TAUGHT) assert.match(await resultOf(site, name), /^pass/, "what teaches it was learned");
    await addPerson(site, "sam@fernhollow.example", []);
    assert.match(await resultOf(site, "training-is-current"), /1 of 2 people have no course assigned/);
    await assignByItself(site.parts);
    site.clock.pass(31 * MS_PER_DAY);
    for (const name of TAUGHT) assert.match(await resultOf(site, name), /^fail: 1 of 2 people are overdue/);
  },
);

testSite("a subject that no course asks about is not taught", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const { readCourse } = await import("#program/training/course.ts");
  const without = (await shippedCourses()).map((course) => {
    if (course.id !== "security-at-work") return course;
    const questions = course.files.questions.replaceAll("164.308(a)(5)(ii)(B)", "164.308(a)(6)(ii)");
    return readCourse(course.id, { ...course.files, questions });
  });
  await assignByItself(site.parts, without);
  await take(official, "hipaa-in-a-startup");
  assert.match(await resultOf(site, "malicious-software-is-taught"), /^fail: No course that everybody takes/);
});

testSite("a completion without a passed test behind it is found", async (site) => {
  const official = atWork(site, await setUpSite(site));
  await assignByItself(site.parts);
  await take(official, "security-at-work");
  assert.match(await resultOf(site, "training-is-documented"), /^pass/);
  const reach = sql`create policy odd on program.attempt for update to part164_owner using (true)`;
  await owner(site).run(reach);
  await owner(site).run(sql`update program.attempt set passed = false, score = 40`);
  assert.match(await resultOf(site, "training-is-documented"), /^fail: 1 of 1 completions/);
});

testSite(
  "164.308(a)(5)(ii)(A): reminders go to everybody in turn, stand among the tasks, and are read by each for themselves",
  async (site) => {
    const { parts } = site;
    const boss = await setUpSite(site);
    const person = await addPerson(site, "sam@fernhollow.example", []);
    type Task = { key: string; href: string };
    type Reminder = { id: string; title: string; text: string; readers: number; audience: number; readAt: string | null };
    const tasks = async (who: AtWork) =>
      (await who.get<{ items: Task[] }>("/v1/tasks?limit=200")).items.filter(({ key }) => key.startsWith("reminder:"));
    const reminders = async (who: AtWork) => (await who.get<{ items: Reminder[] }>("/v1/reminders")).items;
    const official = atWork(site, boss);
    const sam = atWork(site, person);
    await remindByItself(parts);
    const [first] = await reminders(sam);
    assert.ok(first);
    assert.deepEqual([first.audience, first.readers, first.readAt], [2, 0, null]);
    assert.equal((await tasks(sam)).length, 1);
    await sam.write(`/v1/reminders/${first.id}/read`, {});
    await sam.write(`/v1/reminders/${first.id}/read`, {});
    assert.equal((await tasks(sam)).length, 0);
    assert.equal((await tasks(official)).length, 1, "each for themselves");
    assert.equal((await reminders(official))[0]?.readers, 1);
    assert.equal((await sam.send(`/v1/reminders/${parts.makeId()}/read`, {})).status, 404);
    assert.equal((await sam.send("/v1/reminders", {})).status, 403);

    await official.write(
      "/v1/reminders",
      { own: { title: "The new door", text: "From Monday the door at the back is locked after six." } },
      { status: 201 },
    );
    assert.equal((await tasks(official)).length, 1, "the next takes the place of the one before");
    assert.equal(await remindByItself(parts), false, "the clock runs from the last");
    const { length } = await reminderTexts();
    for (let n = 0; n < length; n++) {
      site.clock.pass(31 * MS_PER_DAY);
      assert.equal(await remindByItself(parts), true);
    }
    const later = await reminders(await again(site, boss));
    const titles = later.map(({ title }) => title).filter((title) => title !== "The new door");
    assert.equal(new Set(titles).size, length, "each text once before the first again");
    const found = await parts.ledger.reader.find(parts.installation, { kind: "program.reminder.send", outcome: "done" }, 50);
    assert.equal(found.length, length + 2);
    assert.ok(found.every(({ entry }) => /^[0-9a-f]{64}$/.test(String(entry.detail?.["sha256"]))));
  },
);

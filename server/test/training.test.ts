// SPDX-License-Identifier: Apache-2.0
// Training from assignment to certificate: who may what, what never leaves the server, scoring, retries, release, records of others.
import assert from "node:assert/strict";
import { MS_PER_DAY, MS_PER_HOUR } from "#base/clock.ts";
import { assignByItself } from "#program/training/assign.ts";
import { type Course, shippedCourses } from "#program/training/course.ts";
import { hasBasics } from "#program/training/basics.ts";
import { atWork, codeOf, type AtWork } from "./support/person.ts";
import { addPerson, setUpSite, testSite, type TestSite } from "./support/site.ts";
import { answersFor, type Attempt, type Result, takeCourse, take } from "./support/learner.ts";

type Listed = { items: Own[] };
type Own = {
  course: string;
  state: string;
  dueOn: string | null;
  isLate: boolean;
  completedOn: string | null;
  nextDueOn: string | null;
  attemptsLeft: number;
  attempt: string | null;
  completion: string | null;
  reasons: string[];
};
type Status = {
  asOf: string;
  totals: { people: number; done: number; due: number; overdue: number };
  sha256: string;
  items: { member: string; name: string; courses: { course: string; state: string; isBlocked: boolean; completion: string | null }[] }[];
};

const own = async (who: AtWork): Promise<Own[]> => (await who.get<Listed>("/v1/courses")).items;
const ownOf = async (who: AtWork, course: string): Promise<Own> => {
  const found = (await own(who)).find((one) => one.course === course);
  assert.ok(found, course);
  return found;
};
const tasksOf = async (who: AtWork) =>
  (await who.get<{ items: { key: string; href: string; dueOn: string }[] }>("/v1/tasks?limit=200")).items;

const SECURITY = "security-at-work";
const courseNamed = async (id: string): Promise<Course> => {
  const found = (await shippedCourses()).find((one) => one.id === id);
  assert.ok(found);
  return found;
};

async function peopled(
  site: TestSite,
): Promise<{ official: AtWork; manager: AtWork; auditor: AtWork; sam: AtWork; kim: AtWork; idOf: (name: string) => Promise<string> }> {
  const official = atWork(site, await setUpSite(site));
  const [manager, auditor, sam, kim] = [];
  const add = async (name: string, roles: string[]): Promise<AtWork> =>
    atWork(site, await addPerson(site, `${name}@fernhollow.example`, roles));
  const people = {
    official,
    manager: await add("rosa", ["manager"]),
    auditor: await add("otto", ["auditor"]),
    sam: await add("sam", []),
    kim: await add("kim", ["clinician"]),
  };
  void [manager, auditor, sam, kim];
  await assignByItself(site.parts);
  const idOf = async (name: string): Promise<string> => {
    const { items } = await official.get<{ items: { id: string; name: string }[] }>("/v1/members");
    return items.find((one) => one.name === name)?.id ?? "";
  };
  return { ...people, idOf };
}

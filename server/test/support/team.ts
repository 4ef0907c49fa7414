// SPDX-License-Identifier: Apache-2.0
// A small workforce with its courses assigned, and how its people look at them.
import { assert } from "#base/assert.ts";
import { assignByItself } from "#program/training/assign.ts";
import { atWork, type AtWork } from "./person.ts";
import { addPerson, setUpSite, type Person, type TestSite } from "./site.ts";

export type Own = {
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
export type Placed = { course: string; state: string; isBlocked: boolean; completion: string | null; reasons: string[] };
export type Status = {
  asOf: string;
  totals: { people: number; done: number; due: number; overdue: number };
  sha256: string;
  items: { member: string; name: string; courses: Placed[]; others: { title: string }[] }[];
};

export const own = async (who: AtWork): Promise<Own[]> => (await who.get<{ items: Own[] }>("/v1/courses")).items;
export const status = (who: AtWork, asOf = ""): Promise<Status> => who.get<Status>(`/v1/training${asOf === "" ? "" : `?asOf=${asOf}`}`);
export const tasksOf = async (who: AtWork, whose = "mine") =>
  (await who.get<{ items: { key: string; href: string; title: string }[] }>(`/v1/tasks?limit=200&whose=${whose}`)).items;

export async function ownOf(who: AtWork, course: string): Promise<Own> {
  const found = (await own(who)).find((one) => one.course === course);
  assert(found !== undefined, course);
  return found;
}

export const SECURITY = "security-at-work";

export type Team = {
  readonly official: AtWork;
  readonly manager: AtWork;
  readonly auditor: AtWork;
  readonly sam: AtWork;
  readonly person: Person;
  readonly samId: string;
};

export async function team(site: TestSite): Promise<Team> {
  const official = atWork(site, await setUpSite(site));
  const manager = atWork(site, await addPerson(site, "rosa@fernhollow.example", ["manager"]));
  const auditor = atWork(site, await addPerson(site, "otto@fernhollow.example", ["auditor"]));
  const person = await addPerson(site, "sam@fernhollow.example", []);
  await assignByItself(site.parts);
  const { items } = await official.get<{ items: { id: string; name: string }[] }>("/v1/members");
  const samId = items.find(({ name }) => name === "sam")?.id ?? "";
  return { official, manager, auditor, sam: atWork(site, person), person, samId };
}

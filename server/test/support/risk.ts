// SPDX-License-Identifier: Apache-2.0
// People who analyse risks, and how tests look at what they do.
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { runCheck } from "#safeguard/run.ts";
import type { Safeguard } from "#safeguard/safeguard.ts";
import { atWork, type AtWork } from "./person.ts";
import { addPerson, setUpSite, signIn, type Person, type TestSite } from "./site.ts";

export type Line = { asset: string; threat: string; decision: string | null; why: string | null; risk: string | null; before: unknown };
export type Analysis = {
  id: string;
  version: number;
  lines: Line[];
  drift: { added: string[]; changed: string[]; gone: string[] };
  finishedAt: string | null;
};
export type Risk = {
  id: string;
  version: number;
  state: string;
  now: { score: number; level: string } | null;
  acceptance: { standing: string; why: string | null } | null;
  unanswered: string | null;
};
export type Standing = {
  next: { title: string; act: string | null };
  causes: { key: string; kind: string; of: string; name: string }[];
  inForce: { dueOn: string } | null;
};

export const WHY = "We are remote and this cannot happen with how it is built.";
export const systemOf = (owner: string, name: string) => ({
  name,
  kind: "database",
  purpose: "Keeps appointments",
  phi: "keeps",
  protection: "Encrypted at rest",
  owner,
  criticality: "day",
});
export const ratedAs = (owner: string, more: Record<string, unknown> = {}) => ({
  safeguards: "Daily backups and a second factor.",
  inherentLikelihood: "4",
  inherentImpact: "5",
  likelihood: "3",
  impact: "4",
  treatment: "reduce",
  plan: "Shorten the rights of the service.",
  owner,
  dueOn: "2026-12-20",
  ...more,
});

export type Cast = {
  official: AtWork;
  privacy: AtWork;
  executive: AtWork;
  member: AtWork;
  owner: string;
  system: string;
  persons: readonly [Person, Person, Person, Person];
};

const working = (site: TestSite, [maya, ruth, eve, sam]: Cast["persons"]) => ({
  official: atWork(site, maya),
  privacy: atWork(site, ruth),
  executive: atWork(site, eve),
  member: atWork(site, sam),
});

export async function cast(site: TestSite): Promise<Cast> {
  const persons = [
    await setUpSite(site),
    await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]),
    await addPerson(site, "eve@fernhollow.example", ["executive"]),
    await addPerson(site, "sam@fernhollow.example", []),
  ] as const;
  const people = working(site, persons);
  const { items } = await people.official.get<{ items: { id: string }[] }>("/v1/members");
  const owner = items[0]?.id ?? "";
  const { id: system } = await people.official.file("system", systemOf(owner, "Main database"));
  return { ...people, owner, system, persons };
}

/** Days later everybody signs in again. */
export async function later(site: TestSite, { persons }: Cast, days: number) {
  site.clock.pass(days * MS_PER_DAY);
  const [maya, ruth, eve, sam] = persons;
  const again = async (person: Person): Promise<Person> => ({ ...person, cookie: await signIn(site, person) });
  return working(site, [await again(maya), await again(ruth), await again(eve), await again(sam)]);
}

export const read = (who: AtWork, id: string) => who.get<Analysis>(`/v1/risk-analyses/${id}`);
export const risksOf = async (who: AtWork) => (await who.get<{ items: Risk[] }>("/v1/risks")).items;
export const refs = (lines: readonly Line[]) => lines.map(({ asset, threat }) => ({ asset, threat }));
export const begin = async (who: AtWork, trigger = "first") =>
  (await who.write<{ id: string }>("/v1/risk-analyses", { trigger, reason: "The first year" })).id;

/** One risk on the register, everything else decided not to matter, finished and approved. */
export async function approved({ official, executive, owner, system }: Cast, more: Record<string, unknown> = {}): Promise<string> {
  const id = await begin(official);
  const [first] = (await read(official, id)).lines.filter(({ asset }) => asset === system);
  assert.ok(first);
  await official.write(`/v1/risk-analyses/${id}/decide`, { decision: "risk", lines: refs([first]), answers: ratedAs(owner, more) });
  const open = (await read(official, id)).lines.filter(({ decision }) => decision === null);
  await official.write(`/v1/risk-analyses/${id}/decide`, { decision: "no-matter", lines: refs(open), why: WHY });
  await official.write(`/v1/risk-analyses/${id}/finish`, {});
  await executive.write(`/v1/risk-analyses/${id}/approve`, {});
  return id;
}

export const statusOf = async ({ parts }: TestSite, { checks: [check] }: Safeguard): Promise<string> => {
  assert.ok(check);
  return (await runCheck(parts, check)).status;
};

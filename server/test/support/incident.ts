// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { type AtWork, atWork, type Filed } from "./person.ts";
import { addPerson, type Person, setUpSite, type TestSite } from "./site.ts";

/** What somebody tells who noticed something. */
export const NOTICED = {
  what: "A laptop is missing from the car of an employee",
  kind: "lost-or-stolen",
  noticedAt: "2026-11-01T09:00:00-08:00",
  where: "A laptop of the field team",
  phi: "maybe",
} as const;

/** Reports an incident. */
export const plantIncident = (who: AtWork, more: Readonly<Record<string, unknown>> = {}): Promise<Filed> =>
  who.file("incident-report", { ...NOTICED, ...more });

export type Clock = {
  key: string;
  to: string;
  dueBy: string;
  basis: string;
  standing: string;
  sentAt: string | null;
  party: string | null;
};
export type Breach = {
  assessment: Filed;
  clocks: Clock[];
  notices: (Filed & { clock: string })[];
  idle: { to: string }[];
  affected: number;
};

export const breachOf = (who: AtWork, id: string): Promise<Breach> => who.get<Breach>(`/v1/breaches/${id}`);
export const breaches = async (who: AtWork): Promise<(Filed & { open: number; late: number })[]> =>
  (await who.get<{ items: (Filed & { open: number; late: number })[] }>("/v1/breaches")).items;
export const tasks = async (who: AtWork): Promise<{ key: string; title: string; dueOn: string }[]> =>
  (await who.get<{ items: { key: string; title: string; dueOn: string }[] }>("/v1/tasks?limit=200&whose=all")).items;

export async function two(site: TestSite): Promise<{ maya: AtWork; ruth: AtWork; mayaId: string; person: Person }> {
  const person = await setUpSite(site);
  const maya = atWork(site, person);
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  const { user } = await maya.get<{ user: { id: string } }>("/v1/session");
  return { maya, ruth, mayaId: user.id, person };
}

export const judged = (lead: string) => ({ answers: { level: "high", lead, phiJudged: "maybe" } });

/** An incident of which PHI is in doubt, and the assessment that was opened with it. */
export async function inDoubt(maya: AtWork, lead: string, more: Readonly<Record<string, unknown>> = {}): Promise<Filed> {
  await maya.move(await plantIncident(maya, more), "open", judged(lead));
  const [found] = await breaches(maya);
  assert.ok(found !== undefined);
  return found;
}

export const FACTOR = "Written down so that a stranger can follow how likely it is that the PHI was compromised.";
export const FACTORS = {
  permitted: "no",
  unsecured: "yes",
  exclusion: "none",
  ...Object.fromEntries(
    ["nature", "who", "viewed", "mitigated"].flatMap((name) => [
      [name, FACTOR],
      [`${name}Is`, "higher"],
    ]),
  ),
};

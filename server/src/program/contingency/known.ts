// SPDX-License-Identifier: Apache-2.0
// What the organization knows of itself that a contingency plan is filled in from and compared with.
import { promisesTo } from "../associate/promises.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, dayAt, zoneOf } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import { openContent, submissionsLike } from "../form/submission.ts";
import { rosterOn } from "../workforce/roster.ts";
import type { KnownPerson, KnownSystem } from "./ground.ts";
import { byCriticality, lineIn } from "./words.ts";

const SYSTEMS_MAX = 500;
const PARTIES_MAX = 500;

/** Every system in use, the one that is needed first first. */
export async function systemsInUse(parts: Parts, db: Queryable): Promise<KnownSystem[]> {
  const zone = await zoneOf(parts);
  const found = await opened(parts, db, { form: "system", state: "in use", limit: SYSTEMS_MAX });
  return found
    .map(({ id, answers, updatedAt }) => ({
      id,
      name: lineIn(answers, "name"),
      phi: lineIn(answers, "phi"),
      criticality: lineIn(answers, "criticality"),
      location: lineIn(answers, "location"),
      party: lineIn(answers, "party"),
      owner: lineIn(answers, "owner"),
      since: dayAt(updatedAt, zone),
    }))
    .sort((a, b) => byCriticality(a.criticality, b.criticality) || (a.name < b.name ? -1 : 1));
}

/** Everybody who is or was of the workforce. */
export async function workforceEver(db: Queryable): Promise<KnownPerson[]> {
  const rows = await db.rows<{ id: string; name: string; left_on: Day | null }>(sql`select id, name, left_on::text from program.member`);
  return rows.map(({ id, name, left_on: leftOn }) => ({ id, name, leftOn }));
}

export type Official = { readonly role: string; readonly person: string; readonly deputy: string | null };

const OFFICES = [
  ["security-official", "Contingency lead: declares, directs, ends"],
  ["privacy-official", "Privacy official: notices, PHI on paper"],
  ["executive", "Executive: speaks for us, spends"],
] as const;

/** Who holds an office, with who was designated to stand in. */
export async function officialsOn(parts: Parts, db: Queryable, day: Day): Promise<Official[]> {
  const roster = await rosterOn(db, day);
  const designated = await opened(parts, db, { form: "official-designation", state: "accepted", limit: 100 });
  return OFFICES.flatMap(([office, role]) => {
    const holder = roster.find(({ roles }) => roles.includes(office));
    if (holder === undefined) return [];
    const own = designated.find(({ answers }) => answers["office"] === office && answers["person"] === holder.id);
    const deputy = lineIn(own?.answers ?? {}, "deputy");
    return [{ role, person: holder.id, deputy: deputy === "" ? null : deputy }];
  });
}

export type KnownParty = { readonly name: string; readonly role: string; readonly contact: string; readonly noticeHours: number | null };

/** Those in the chain who serve us or whom we serve. */
export async function partiesInUse(parts: Parts, db: Queryable): Promise<KnownParty[]> {
  const found = await opened(parts, db, { form: "party", state: "in use", limit: PARTIES_MAX });
  const customers = found.filter(({ answers }) => answers["role"] === "customer").map(({ id }) => id);
  const promised = await promisesTo(parts, customers);
  return found
    .map(({ id, answers }) => ({
      name: lineIn(answers, "name"),
      role: lineIn(answers, "role"),
      contact: lineIn(answers, "contact"),
      noticeHours: promised.get(id)?.hours ?? null,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The organization's name and adopted profile. */
export async function profileOf(parts: Parts, db: Queryable): Promise<{ readonly name: string; readonly profile: Answers }> {
  const { name } = await db.one<{ name: string | null }>(sql`select name from part164.installation`);
  const [adopted] = await opened(parts, db, { form: "organization-profile", state: "adopted", limit: 1 });
  return { name: name ?? "The organization", profile: adopted?.answers ?? {} };
}

export type Opened = {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly about: string | null;
  readonly answers: Answers;
  readonly updatedAt: Date;
};

/** The newest submissions of a form, opened. */
export async function opened(
  parts: Parts,
  db: Queryable,
  { form, state, limit }: { form: string; state?: string; limit: number },
): Promise<Opened[]> {
  const rows = await submissionsLike(db, { forms: [form], ownForms: [], user: null, state }, limit);
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      state: row.state,
      version: row.version,
      about: row.about,
      answers: (await openContent(parts, row)).answers,
      updatedAt: row.updated_at,
    })),
  );
}

// SPDX-License-Identifier: Apache-2.0
// Which places there are, and how each is guarded: every site, every provider that runs a system with PHI for us, and homes where there
// is no site [164.310(a)(1)].
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { today } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import { openContent, submissionsLike } from "../form/submission.ts";
import { placeOf, type Plan, type PlaceStanding, placeStanding } from "./place.ts";

const PLACES_MAX = 500;

export type Place = PlaceStanding & {
  /** Of the site or the party; "remote". */
  readonly id: string;
  readonly covers: "site" | "provider" | "remote";
  readonly name: string;
  readonly reviewOn: string | null;
};

type Opened = { readonly id: string; readonly state: string; readonly dueOn: string | null; readonly answers: Answers };

async function opened(parts: Parts, db: Queryable, form: string, more: { state?: string; isOpen?: boolean } = {}): Promise<Opened[]> {
  const rows = await submissionsLike(db, { forms: [form], ownForms: [], user: null, ...more }, PLACES_MAX);
  return Promise.all(
    rows.map(async (row) => ({ id: row.id, state: row.state, dueOn: row.due_on, answers: (await openContent(parts, row)).answers })),
  );
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

type Named = readonly [Place["covers"], id: string, name: string];

const HOMES: Named = ["remote", "remote", "Homes and wherever else people work"];
/** No plan is about it: the sites are listed first. */
const UNLISTED: Named = ["site", "unlisted", "Sites, of which the profile says that there are some"];

/** Whether the profile in force says that not everybody works remotely. */
async function hasSites(parts: Parts, db: Queryable): Promise<boolean> {
  const [profile] = await opened(parts, db, "organization-profile", { state: "adopted" });
  return profile?.answers["isRemoteOnly"] === "no";
}

/** Every place, with how it stands today. */
export async function facilities(parts: Parts, db: Queryable): Promise<Place[]> {
  const [day, sites, systems, parties] = [
    await today(parts),
    await opened(parts, db, "site", { state: "in use" }),
    await opened(parts, db, "system", { state: "in use" }),
    await opened(parts, db, "party", { state: "in use" }),
  ];
  const plans = (await opened(parts, db, "facility-plan", { isOpen: true })).map(
    ({ dueOn, ...one }): Plan & { place: string | undefined } => ({ ...one, reviewOn: dueOn, place: placeOf(one.answers) }),
  );
  const running = new Set(systems.filter(({ answers }) => answers["phi"] !== "none").map(({ answers }) => textOf(answers["party"])));
  const place = (covers: Place["covers"], id: string, name: string): Place => {
    const own = plans.filter((plan) => plan.place === id);
    const reviewOn = own.find(({ state }) => state === "approved")?.reviewOn ?? null;
    return { id, covers, name, reviewOn, ...placeStanding(own, day) };
  };
  return [
    ...sites.map(({ id, answers }) => place("site", id, textOf(answers["name"]))),
    ...parties.filter(({ id }) => running.has(id)).map(({ id, answers }) => place("provider", id, textOf(answers["name"]))),
    ...(sites.length > 0 ? [] : [place(...((await hasSites(parts, db)) ? UNLISTED : HOMES))]),
  ];
}

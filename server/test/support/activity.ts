// SPDX-License-Identifier: Apache-2.0
// Reviews of activity as two officials do them, over HTTP.
import assert from "node:assert/strict";
import { type LogTenant, systemAct } from "#ledger/act.ts";
import { runCheck } from "#safeguard/run.ts";
import { activityReview } from "#safeguard/safeguard/activity-review.ts";
import { sql } from "#store/sql.ts";
import { atWork, type AtWork } from "./person.ts";
import { addPerson, setUpSite, signIn, type TestSite } from "./site.ts";

export type Item = {
  n: number;
  class: string;
  subjectName: string | null;
  count: number;
  isOwn: boolean;
  decision: string | null;
  incident: string | null;
  note: string | null;
  version: number;
};
export type Review = {
  id: string;
  version: number;
  from: string;
  to: string;
  items: Item[];
  entries: number;
  others: number;
  unsigned: string | null;
  classes: { class: string; looked: number; items: number }[];
  logs: { log: string; entries: number }[];
};

export const OK = { decision: "expected" };
export const prepare = (who: AtWork) => who.write<{ id: string; items: number }>("/v1/activity-reviews", {}, { status: 201 });
export const read = (who: AtWork, id: string) => who.get<Review>(`/v1/activity-reviews/${id}`);
export const chosen = (items: readonly Item[]) => items.map(({ n, version }) => ({ n, version }));
export const decide = (who: AtWork, id: string, items: readonly Item[], more: object = OK) =>
  who.send(`/v1/activity-reviews/${id}/decide`, { items: chosen(items), ...more });
export const sign = (who: AtWork, id: string, version: number) => who.send(`/v1/activity-reviews/${id}/sign`, {}, { version });

export const check = (site: TestSite, n: 0 | 1 = 0) => {
  const one = activityReview.checks[n];
  assert.ok(one);
  return runCheck(site.parts, one);
};

export async function idOf({ parts }: TestSite, email: string): Promise<string> {
  const { id } = await parts.db.in({ role: "part164_app" }).one<{ id: string }>(sql`select id from access.user where email = ${email}`);
  return id;
}

export type Planted = {
  kind: string;
  by: string | null;
  times: number;
  outcome?: string;
  tenant?: LogTenant;
  individual?: string;
  purpose?: string;
};

/** Acts as they would have been recorded, one after the other at this instant. */
export async function plant(
  { parts }: TestSite,
  { kind, by, times, outcome = "done", tenant, individual, purpose }: Planted,
): Promise<void> {
  const actor = { kind: by === null ? ("nobody" as const) : ("user" as const), id: by, session: null, factor: null };
  const act = systemAct(tenant ?? parts.installation, kind, { actor, outcome, individual: individual ?? null, purpose: purpose ?? null });
  await Promise.all(Array.from({ length: times }, () => parts.ledger.recorder.record(act)));
}

export const MAYA = "maya@fernhollow.example";
export const RUTH = "ruth@fernhollow.example";

export type Scene = { maya: AtWork; ruth: AtWork; mayaId: string; ruthId: string; anew: () => Promise<void>; cookie: () => string };

/** Two officials; `anew` signs them in again after time has passed. */
export async function scene(site: TestSite): Promise<Scene> {
  const first = await setUpSite(site);
  const second = await addPerson(site, RUTH, ["privacy-official"]);
  let { cookie } = first;
  const made: Scene = {
    maya: atWork(site, first),
    ruth: atWork(site, second),
    mayaId: await idOf(site, MAYA),
    ruthId: await idOf(site, RUTH),
    cookie: () => cookie,
    async anew() {
      cookie = await signIn(site, first);
      made.maya = atWork(site, { ...first, cookie });
      made.ruth = atWork(site, { ...second, cookie: await signIn(site, second) });
    },
  };
  return made;
}

/** Each decides what they may; answers the review as it stands then. */
export async function decideAll({ maya, ruth }: Scene, id: string): Promise<Review> {
  for (const who of [maya, ruth]) {
    const open = (await read(who, id)).items.filter(({ decision, isOwn }) => decision === null && !isOwn);
    if (open.length > 0) assert.equal((await decide(who, id, open)).status, 200);
  }
  return read(maya, id);
}

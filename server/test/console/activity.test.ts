// SPDX-License-Identifier: Apache-2.0
// The review of activity as two officials do it, and a search for one person's activity. Each page is looked at by axe.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { MS_PER_DAY, wallClock } from "#base/clock.ts";
import { idMaker } from "#base/id.ts";
import { systemAct } from "#ledger/act.ts";
import { Recorder } from "#ledger/recorder.ts";
import { sql } from "#store/sql.ts";
import { noBrowser } from "../support/browser.ts";
import { addPerson, setUpSite } from "../support/site.ts";
import { decideAndSign, decideAsExpected, prepareReview } from "../story/room-activity.ts";
import { isAccessible } from "./accessible.ts";
import { inState, look, openScreens, press, type Screens } from "./at-screen.ts";
import { dayHere } from "../support/day.ts";

let screens: Screens;
let maya: Page;
let ruth: Page;
let rosa: Page;

const dayFromNow = (days: number): string => dayHere({ clock: wallClock }, days);

/** As if it had been set up three days ago, and this had been done the day before yesterday: a period lies behind. */
async function threeDaysAgo({ site: { parts } }: Screens): Promise<void> {
  const db = parts.db.in({ role: "part164_owner" });
  await db.run(sql`update part164.installation set set_up_at = ${new Date(wallClock.now().getTime() - 3 * MS_PER_DAY)}`);
  const clock = { ...wallClock, now: () => new Date(wallClock.now().getTime() - 2 * MS_PER_DAY) };
  const recorder = new Recorder(parts.db, { keyring: parts.keyring, clock, makeId: idMaker(clock) });
  const ids = await parts.db.in({ role: "part164_app" }).rows<{ id: string; name: string }>(sql`select id, name from access.user`);
  const plant = async (name: string, kind: string, outcome: string, times: number): Promise<void> => {
    const id = ids.find((one) => one.name === name)?.id ?? null;
    const actor = { kind: "user" as const, id, session: null, factor: null };
    for (let n = 0; n < times; n += 1) await recorder.record(systemAct(parts.installation, kind, { actor, outcome }));
  };
  await plant("Maya Okafor", "program.evaluation.start", "refused", 6);
  await plant("ruth", "report.package.download", "done", 2);
  await plant("rosa", "access.user.enrol", "done", 1);
}

describe("the review of activity in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    const { site, windowOf } = screens;
    maya = await windowOf(await setUpSite(site));
    ruth = await windowOf(await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
    rosa = await windowOf(await addPerson(site, "rosa@fernhollow.example", ["auditor"]));
    await threeDaysAgo(screens);
  });
  after(() => screens?.close());

  test("a review is prepared, decided by whom it is not about, signed, and then stands", async () => {
    await screens.visit(maya, "/activity", /^Activity review$/);
    const path = await prepareReview(maya, look);
    await maya
      .getByLabel(/^Choose item \d+, ruth/)
      .first()
      .check();
    await press(maya, "Follow up");
    const dialog = maya.getByRole("dialog");
    await dialog.getByLabel("What has to be found out or done").fill("Ask Ruth for whom the packages were.");
    await dialog.getByLabel("Who does it").selectOption({ label: "Maya Okafor" });
    await dialog.getByLabel("Until").fill(dayFromNow(7));
    await isAccessible(maya, "following up");
    await dialog.getByRole("button", { name: "Have it followed up" }).click();
    await inState(maya, "To follow up");
    await decideAsExpected(maya);
    await screens.visit(ruth, "/activity", /^Activity review$/);
    await decideAndSign(ruth, { path, name: "ruth" }, look);
    await screens.visit(maya, path, /^Activity of/);
    await press(maya, /^It is resolved: item/);
    await inState(maya, "Followed up");
    await screens.visit(maya, "/activity", /^Activity review$/);
    await maya.getByText("All activity before today is reviewed").waitFor();
    await look(maya, "Activity review");
    await screens.visit(rosa, "/activity", /^Activity review$/);
    assert.equal(await rosa.getByRole("link", { name: "Searches for cause" }).count(), 0);
  });

  test("a search for cause is asked for, approved by somebody else, looked at and reported", async () => {
    await screens.visit(maya, "/activity/for-cause", /^Searches for cause$/);
    await look(maya, "Searches for cause, empty");
    await maya.getByRole("link", { name: "Ask for a search" }).click();
    await maya.getByRole("heading", { level: 1 }).waitFor();
    const { site } = screens;
    const { id: member } = await site.parts.db
      .in({ role: "part164_app" })
      .one<{ id: string }>(sql`select id from access.user where name = 'rosa'`);
    const today = await maya.evaluate<string>("new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format()");
    const body = JSON.stringify({
      form: "for-cause-audit",
      answers: { reason: "A patient asks who read her chart", member, from: today, to: today, what: "Reads of records on that day." },
    });
    const filed = await maya.evaluate<{ id: string; version: number }>(
      `fetch("/v1/submissions", { method: "POST", headers: { "part164-console": "1", "content-type": "application/json", "idempotency-key": crypto.randomUUID() }, body: ${JSON.stringify(body)} }).then((answer) => answer.json())`,
    );
    await screens.visit(ruth, "/activity/for-cause", /^Searches for cause$/);
    await ruth.getByRole("link", { name: "A patient asks who read her chart" }).click();
    await press(ruth, "Approve");
    await ruth.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await inState(ruth, "Approved");
    await screens.visit(maya, `/activity/for-cause/${filed.id}`, /^What the search found$/);
    await maya.getByRole("table").getByText("Enrolled").first().waitFor();
    await look(maya, "what a search found");
    await screens.visit(maya, "/activity/for-cause", /^Searches for cause$/);
    await look(maya, "Searches for cause");
    assert.deepEqual(screens.troubles(/(?!)/), []);
  });
});

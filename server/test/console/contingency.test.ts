// SPDX-License-Identifier: Apache-2.0
// Contingency planning at the screen: a plan drafted, finished, approved by another, read as it is printed, its place written down, a scenario
// begun. Each page is looked at by axe in both themes, wide and narrow.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { wallClock } from "#base/clock.ts";
import { draftBackupPlan, finishPlan, printBackupPlan, sayWhereItLies } from "../story/room-contingency.ts";
import { moveAtScreen } from "../story/story-form.ts";
import { noBrowser } from "../support/browser.ts";
import { finished, plantInventory } from "../support/contingency.ts";
import { type AtWork, atWork, type Filed } from "../support/person.ts";
import { addPerson, setUpSite } from "../support/site.ts";
import { look, openScreens, type Screens } from "./at-screen.ts";
import { dayHere } from "../support/day.ts";

let screens: Screens;
let maya: Page;
let ruth: Page;
let official: AtWork;
let mayaId = "";
let draft = "";

describe("contingency planning in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    const { site, windowOf } = screens;
    const person = await setUpSite(site);
    maya = await windowOf(person);
    ruth = await windowOf(await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
    official = atWork(site, person);
    mayaId = (await official.get<{ user: { id: string } }>("/v1/session")).user.id;
    await plantInventory(official, mayaId);
  });
  after(() => screens?.close());

  test("the next step is a draft, which is filled in already", async () => {
    await screens.visit(maya, "/contingency", /^Contingency$/);
    draft = await draftBackupPlan(maya, look);
  });

  test("it is finished, handed in, approved by somebody else", async () => {
    const begun = await official.get<Filed>(`/v1/submissions/${draft}`);
    const handedIn = await finishPlan(maya, begun, finished(begun.answers), look);
    await screens.visit(ruth, "/contingency", /^Contingency$/);
    await moveAtScreen(ruth, handedIn, "approve");
  });

  test("it is read as it is printed, and where it lies is written down", async () => {
    assert.equal(await printBackupPlan(ruth, draft, look), "backup-plan.pdf");
    await ruth.getByRole("heading", { name: /503 555 0110 · Maya Okafor/ }).waitFor();
    const places = [{ place: "Red folder, hall", keeper: mayaId }];
    await sayWhereItLies(ruth, { plan: draft, on: dayHere({ clock: wallClock }), places }, look);
    await screens.visit(ruth, "/contingency", /^Contingency$/);
    await ruth.getByText("Red folder, hall (Maya Okafor)").waitFor();
    await ruth.getByText("In force", { exact: true }).waitFor();
  });

  test("a scenario begins a test, with what is thrown in", async () => {
    await ruth.getByRole("list", { name: "Scenarios" }).getByRole("button", { name: "Try it" }).first().click();
    await ruth.getByRole("heading", { level: 1, name: /^Amend: / }).waitFor();
    assert.match(await ruth.getByLabel(/What was thrown in/).inputValue(), /^1\. 19:40/);
    await screens.visit(maya, "/contingency", /^Contingency$/);
    await maya.getByText("Everything is encrypted on a Friday night").first().waitFor();
    await look(maya, "Contingency with a plan and a test");
    assert.deepEqual(screens.troubles(/404/), []);
    assert.deepEqual(screens.refused, []);
  });
});

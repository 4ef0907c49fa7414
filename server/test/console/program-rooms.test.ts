// SPDX-License-Identifier: Apache-2.0
// Tasks, evaluation and documents as people use them. Each page is looked at by axe in both themes, wide and narrow.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { wallClock } from "#base/clock.ts";
import { keepRecurring } from "#program/form/recurring.ts";
import { openTask } from "#program/task/task.ts";
import { assignByItself } from "#program/training/assign.ts";
import { noBrowser } from "../support/browser.ts";
import { addPerson, setUpSite } from "../support/site.ts";
import { isAccessible } from "./accessible.ts";
import { look, openScreens, press, type Screens } from "./at-screen.ts";
import { dayHere } from "../support/day.ts";

let screens: Screens;
let maya: Page;
let ruth: Page;
let sam: Page;

const dayFromNow = (days: number): string => dayHere({ clock: wallClock }, days);

describe("tasks, evaluation and documents in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    const { site, windowOf } = screens;
    maya = await windowOf(await setUpSite(site));
    ruth = await windowOf(await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
    sam = await windowOf(await addPerson(site, "sam@fernhollow.example", ["workforce-member"]));
    await keepRecurring(site.parts);
    await assignByItself(site.parts);
    const db = site.parts.db.in({ role: "part164_app", tenant: site.parts.installation });
    await openTask(site.parts, db, {
      key: "recurs:lock-check:1",
      title: "Check the locks",
      cite: "164.310(a)(1)",
      basis: "policy",
      href: "/forms",
      owner: { role: "security-official" },
      dueOn: dayFromNow(-4),
    });
  });
  after(() => screens?.close());

  test("a member begins at their tasks, with one next step", async () => {
    await screens.visit(sam, "/", /^My tasks$/);
    await sam.getByRole("heading", { level: 2, name: /^Next step: Take the course/ }).waitFor();
    await look(sam, "My tasks of a member");
    assert.equal(await sam.getByLabel("Whose").count(), 0, "others' tasks are not theirs to see");
    await sam.getByRole("link", { name: "Start here" }).click();
    await sam.waitForURL(/\/training/);
  });

  test("late tasks come first and say so; they are found, seen as a month, exported, and subscribed to", async () => {
    await screens.visit(maya, "/tasks", /^My tasks$/);
    const first = maya.getByRole("table").locator("tbody tr:not(.group)").first();
    await first.getByText("4 days late").waitFor();
    await first.getByRole("link", { name: "Check the locks" }).waitFor();
    await look(maya, "My tasks");
    await maya.getByLabel("Whose").selectOption("all");
    await maya.getByText(/tasks for everybody here/).waitFor();
    await maya.getByLabel(/^Find/).fill("locks 164.310");
    await maya.getByText(/^1 of \d+$/).waitFor();
    const [download] = await Promise.all([maya.waitForEvent("download"), press(maya, "Export CSV")]);
    assert.match(await readFile(await download.path(), "utf8"), /,yes,Check the locks,164\.310\(a\)\(1\),policy,Security official,\/forms/);
    await maya.getByLabel("Shown as").selectOption("month");
    await screens.visit(maya, `/tasks?whose=all&month=${dayFromNow(-4).slice(0, 7)}`, /^My tasks$/);
    await maya.getByRole("link", { name: "Late: Check the locks" }).focus();
    await look(maya, "a month of tasks");
    await press(maya, "Subscribe in a calendar");
    const dialog = maya.getByRole("dialog");
    await dialog.getByRole("button", { name: "Make the address" }).click();
    await dialog.getByText(/\/v1\/calendar\.ics$/).waitFor();
    await isAccessible(maya, "subscribing");
    await dialog.getByLabel("My calendar has them").check();
    await dialog.getByRole("button", { name: "Done" }).click();
  });

  test("an evaluation is begun, judged several at once, signed by somebody else, and its finding resolved", async () => {
    await screens.visit(maya, "/evaluations", /^Evaluation$/);
    await look(maya, "Evaluation, empty");
    await press(maya, "Begin one");
    const dialog = maya.getByRole("dialog");
    await dialog.getByLabel("In a sentence").fill("The first year");
    await isAccessible(maya, "beginning an evaluation");
    await dialog.getByRole("button", { name: "Begin", exact: true }).click();
    await maya.getByRole("heading", { level: 1, name: /^Evaluation of/ }).waitFor();
    await maya.getByLabel(/^Choose 164\.308\(a\)\(8\)/).check();
    await press(maya, "Finding");
    await dialog.getByLabel("What is not as it should be").fill("Nobody reads what is recorded.");
    await dialog.getByLabel("Who resolves it").selectOption({ index: 1 });
    await dialog.getByLabel("Resolved by").fill(dayFromNow(30));
    await maya.evaluate("window.scrollTo(0, 0)"); // What the bar half covers is no target that is too small.
    await isAccessible(maya, "a finding");
    await dialog.getByRole("button", { name: "Write it down" }).click();
    await maya.getByText(/judged, 1 finding/).waitFor();
    await look(maya, "an evaluation");
    await maya.getByLabel("Judgement", { exact: true }).selectOption("open");
    await press(maya, "Choose all shown");
    await press(maya, "As it should be");
    await maya.getByText("Everything is judged.").waitFor();
    assert.equal(await maya.getByRole("button", { name: "Sign" }).count(), 0, "who began it does not sign");
    await screens.visit(ruth, new URL(maya.url()).pathname, /^Evaluation of/);
    await press(ruth, "Sign");
    await ruth.getByText(/signed by ruth/).waitFor();
    await ruth.getByLabel("Judgement", { exact: true }).selectOption("finding");
    await press(ruth, /^It is resolved: 164\.308/);
    await ruth.getByText("Finding, resolved").waitFor();
    await look(ruth, "an evaluation, signed");
    await screens.visit(ruth, "/evaluations", /^Evaluation$/);
    await look(ruth, "Evaluation");
  });

  test("a document comes down as it went up, and is held with a reason", async () => {
    const bytes = Buffer.from("name,role\r\n=Maya,official\r\n\u00e9\u0000end");
    await screens.visit(maya, "/documents", /^Documents$/);
    await look(maya, "Documents, empty");
    await press(maya, "Upload");
    const dialog = maya.getByRole("dialog");
    await dialog.getByLabel(/^File/).setInputFiles({ name: "roles.csv", mimeType: "text/csv", buffer: bytes });
    await dialog.getByLabel("Kind").selectOption("evidence");
    await isAccessible(maya, "uploading");
    await dialog.getByRole("button", { name: "Upload" }).click();
    const [download] = await Promise.all([maya.waitForEvent("download"), maya.getByRole("link", { name: "Download roles.csv" }).click()]);
    assert.equal(download.suggestedFilename(), "roles.csv");
    assert.deepEqual(await readFile(await download.path()), bytes);
    await press(maya, "Hold roles.csv");
    await dialog.getByLabel("Why it is held").fill("A dispute with a supplier");
    await isAccessible(maya, "holding");
    await dialog.getByRole("button", { name: "Hold it" }).click();
    await maya.getByText("A dispute with a supplier").waitFor();
    await look(maya, "Documents");
  });

  test("the outbox, what customers may rely on, and Home with many tasks", async () => {
    await screens.visit(maya, "/outbox", /^Outbox$/);
    await maya.getByText("PART164_SMTP_URL").waitFor();
    await look(maya, "Outbox");
    await screens.visit(maya, "/reports", /^Reports$/);
    await maya.getByRole("table", { name: "What customers may rely on" }).waitFor();
    await look(maya, "Reports");
    await screens.visit(maya, "/", /^Home$/);
    await maya.getByText(/^And \d+ more/).waitFor();
    await look(maya, "Home");
  });

  test("nothing on these pages was blocked by the content security policy or thrown", () => {
    assert.deepEqual(screens.troubles(/status of 4(04|12|22)/), []);
  });
});

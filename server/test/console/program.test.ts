// SPDX-License-Identifier: Apache-2.0
// The program as people work in it: who we are, what is asked for, what is decided, what everybody is held to. Each page is looked at by
// axe in both themes, wide and narrow.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { wallClock } from "#base/clock.ts";
import { noBrowser } from "../support/browser.ts";
import { addPerson, setUpSite } from "../support/site.ts";
import { isAccessible } from "./accessible.ts";
import { inState, look, openScreens, press, question, say, type Screens } from "./at-screen.ts";
import { dayHere } from "../support/day.ts";

let screens: Screens;
let maya: Page;
let ruth: Page;
let sam: Page;

describe("the program in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    const { site, windowOf } = screens;
    maya = await windowOf(await setUpSite(site));
    ruth = await windowOf(await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
    sam = await windowOf(await addPerson(site, "sam@fernhollow.example", ["workforce-member"]));
  });
  after(() => screens?.close());

  test("the profile is a few steps, is not lost by leaving, shows what it comes to, and is adopted", async () => {
    await screens.visit(maya, "/organization", /^Organization$/);
    await maya.getByText("No profile yet").waitFor();
    await look(maya, "Organization, empty");
    await maya.getByRole("link", { name: "Answer the questions" }).click();
    await maya.getByLabel("What you do, in a sentence").fill("Appointments and reminders for clinics");
    await maya.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Forms" }).click();
    const guard = maya.getByRole("dialog", { name: "Leave without saving?" });
    await guard.waitFor();
    await isAccessible(maya, "leaving without saving");
    await guard.getByRole("button", { name: "Stay" }).click();
    await press(maya, "Next");
    await maya.getByText("3 questions need a look.").waitFor();
    assert.equal(await maya.evaluate("document.activeElement?.getAttribute('type')"), "radio", "the focus is on the first of them");
    await look(maya, "profile, with faults");
    await say(maya, /provide health care/, "Yes");
    await question(maya, /send claims/).waitFor();
    await say(maya, /provide health care/, "No");
    assert.equal(await question(maya, /send claims/).count(), 0, "what hangs on another answer is asked only then");
    await say(maya, /on behalf of providers/, "Yes");
    await say(maya, /for their business associates/, "No");
    await press(maya, "Next");
    for (const name of [/pay for individuals/, /turn others/, /only a part/, /only on their own account/, /de-identified/])
      await say(maya, name, "No");
    await press(maya, "Next");
    await maya.getByLabel(/^People in the workforce/).fill("many");
    for (const [name, answer] of [
      [/^Address for privacy/, "privacy@fernhollow.example"],
      [/^How incidents are reported/, "+1 503 555 0100"],
      [/^Title of the security official/, "Chief Technology Officer"],
      [/^Title of the privacy official/, "Head of Operations"],
      [/^Title of the executive sponsor/, "Chief Executive Officer"],
      [/^What people sign in with/, "Part164"],
      [/^Where systems run/, "Amazon Web Services"],
      [/^Where work is tracked/, "Linear"],
    ] as const)
      await maya.getByLabel(name).fill(answer);
    await say(maya, /work remotely/, "Yes");
    await press(maya, "See what they come to");
    await maya.getByText("A whole number from 1 to 100,000.").waitFor();
    await maya.getByLabel(/^People in the workforce/).fill("3");
    await press(maya, "See what they come to");
    await maya.getByText("a business associate.").waitFor();
    await look(maya, "profile, result");
    await press(maya, "Adopt");
    await inState(maya, "Adopted");
    await look(maya, "Organization");
  });

  test("a member files a request, sees why moves are closed, and an official reviews it", async () => {
    await screens.visit(sam, "/forms", /^Forms$/);
    await look(sam, "Forms of a member");
    await sam.getByRole("link", { name: "New: Request for a new technology" }).click();
    await press(sam, "File it");
    await sam.getByText("4 questions need a look.").waitFor();
    await sam.getByLabel("Tool or service").fill("=Transcriber");
    await sam.getByLabel("Who provides it").fill("Example Ltd");
    await sam.getByLabel("What you want it for").fill("Notes of visits");
    await say(sam, /Would PHI reach it/, "Yes, or it could");
    await look(sam, "a new request");
    await press(sam, "File it");
    await sam.getByRole("heading", { level: 1, name: "=Transcriber" }).waitFor();
    await sam.getByText("For the security official or privacy official to do.").first().waitFor();
    await look(sam, "a request, filed");
    const path = new URL(sam.url()).pathname;
    await screens.visit(maya, path, /=Transcriber/);
    await press(maya, "Record the review");
    const dialog = maya.getByRole("dialog");
    await dialog.getByRole("button", { name: "Record the review" }).click();
    await dialog.getByText("Needs an answer.").first().waitFor();
    await isAccessible(maya, "a move with faults");
    await dialog.getByLabel(/judged by/).fill("Report of an auditor, May 2026");
    await dialog.getByLabel(/could go wrong/).fill("Recordings kept too long");
    await dialog.getByRole("button", { name: "Record the review" }).click();
    await inState(maya, "Reviewed");
    await maya.getByText("record the associate contract first").waitFor();
  });

  test("the list is filtered, sorted and exported; no cell is a formula", async () => {
    await screens.visit(maya, "/forms/technology-request", /Technology requests/);
    await look(maya, "what was filed by a form");
    await maya.getByLabel("State", { exact: true }).selectOption("asked");
    await maya.getByText("Nothing matches").waitFor();
    await press(maya, "Show all");
    await press(maya, "Title");
    await maya.waitForURL((url) => url.search === "?sort=title");
    const [download] = await Promise.all([maya.waitForEvent("download"), press(maya, "Export CSV")]);
    const text = await readFile(await download.path(), "utf8");
    assert.match(text, /\n'=Transcriber,reviewed,/);
  });

  test("an addressable specification is decided: a draft left unfinished, finished, submitted, approved by somebody else", async () => {
    await screens.visit(maya, "/decisions", /^Decisions$/);
    await maya.getByText("0 of 22 decided").waitFor();
    await look(maya, "Decisions");
    await maya.getByRole("link", { name: "Decide: Automatic logoff" }).click();
    await maya.getByText("Automatic logoff").first().waitFor();
    await maya
      .getByLabel(/reasonable and appropriate for us/)
      .fill("Screens stand in shared rooms; an open session is likely and serious.");
    await press(maya, "Save and finish later");
    await maya.getByRole("link", { name: "164.312(a)(2)(iii)" }).click();
    await maya.getByRole("link", { name: "Amend" }).click();
    assert.equal(await maya.getByLabel("Specification", { exact: true }).getAttribute("readonly"), "", "what it is about stays");
    await say(maya, /What we do/, "Implement it");
    await maya.getByLabel("How it is implemented").fill("Sessions end after fifteen minutes.");
    await maya.getByLabel("Decide again by").fill(dayHere({ clock: wallClock }, 200));
    await look(maya, "a decision, amended");
    await press(maya, "Save");
    await press(maya, "Submit");
    await maya.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
    await maya.getByText("You submitted it; somebody else decides.").first().waitFor();
    await look(maya, "a decision, submitted");
    await screens.visit(ruth, new URL(maya.url()).pathname, /164.312/);
    await press(ruth, "Approve");
    await ruth.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await inState(ruth, "Approved");
    await screens.visit(maya, "/decisions", /^Decisions$/);
    await maya.getByText("1 of 22 decided").waitFor();
    await screens.visit(maya, "/requirements/164.312(a)(2)(iii)", /requirements|technical/i);
    await maya.getByText("We implement it as written.").waitFor();
    await look(maya, "Requirements, decided");
  });

  test("policies are taken up, approved by another official, and acknowledged one by one", async () => {
    await screens.visit(maya, "/policies", /^Policies$/);
    await maya.getByText("No policy yet").waitFor();
    await press(maya, "Take up the library");
    await maya.getByText("24 to decide on").waitFor();
    await screens.visit(ruth, "/policies", /^Policies$/);
    await ruth.getByLabel("All", { exact: true }).check();
    await look(ruth, "Policies, proposed");
    await press(ruth, "Approve 24");
    const dialog = ruth.getByRole("dialog");
    assert.equal(await dialog.getByRole("button", { name: "Approve" }).getAttribute("aria-disabled"), "true");
    await dialog.getByLabel("I have read all of these").check();
    await isAccessible(ruth, "approving");
    await dialog.getByRole("button", { name: "Approve" }).click();
    await ruth.getByText("0 of 24 acknowledged by you").waitFor();
    await screens.visit(sam, "/policies", /^Policies$/);
    await look(sam, "Policies of a member");
    await sam.getByRole("link", { name: "Read the next" }).click();
    await sam.getByText("0 of 24").waitFor();
    const title = await sam.getByRole("heading", { level: 1 }).textContent();
    await look(sam, "a policy");
    await press(sam, /acknowledge it: next/);
    await sam.getByText("1 of 24").waitFor();
    assert.notEqual(await sam.getByRole("heading", { level: 1 }).textContent(), title, "the next one is open");
  });

  test("an edit is proposed: faults by line, then what changed, line by line", async () => {
    await screens.visit(maya, "/policies/access-control?view=edit", /Who gets access/);
    const source = maya.getByLabel("Source");
    const text = await source.inputValue();
    await source.fill(text.replace("{organization.name}", "{organization.nome}"));
    await maya.getByLabel("What changes, and why").fill("No exceptions for favors");
    await say(maya, /material/, "No");
    await press(maya, "Propose");
    await press(maya, /^Line \d+$/);
    assert.equal(await maya.evaluate("document.activeElement?.tagName"), "TEXTAREA", "the fault leads to its line");
    await look(maya, "an edit with faults");
    await source.fill(text.replace("version: 1.0.0", "version: 1.1.0").replace("Roles, not favors.", "Roles, never favors."));
    await press(maya, "Propose");
    await maya.getByRole("table", { name: "Changed lines" }).getByText("Roles, never favors.").waitFor();
    await look(maya, "what changed");
    await screens.visit(maya, "/policies/access-control?asOf=2020-01-01", /Policy/);
    await maya.getByText("No version of it was in force").waitFor();
  });

  test("a member meets nothing that is refused, and no room that is not theirs", async () => {
    const rooms = await sam.getByRole("navigation", { name: "Main" }).getByRole("link").allTextContents();
    assert.deepEqual(rooms, ["My tasks", "Policies", "Training", "Forms", "Incidents", "Devices"]);
    assert.deepEqual(screens.refused, []);
  });

  test("nothing on these pages was blocked by the content security policy or thrown", () => {
    assert.deepEqual(screens.troubles(/status of 4(04|12|22)/), []);
  });
});

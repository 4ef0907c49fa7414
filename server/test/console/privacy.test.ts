// SPDX-License-Identifier: Apache-2.0
// Privacy cases as people use them: somebody asks, the clock runs, a letter is read, it is answered; a notice is written and published.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { wallClock } from "#base/clock.ts";
import { sql } from "#store/sql.ts";
import { noBrowser } from "../support/browser.ts";
import { NOTICE } from "../support/notice.ts";
import { atWork, type AtWork } from "../support/person.ts";
import { addPerson, setUpSite } from "../support/site.ts";
import { isAccessible } from "./accessible.ts";
import { inState, look, openScreens, press, say, type Screens } from "./at-screen.ts";
import { dayHere } from "../support/day.ts";

let screens: Screens;
let maya: Page;
let ruth: Page;
let otto: Page;
let atMaya: AtWork;
let atRuth: AtWork;

const dayFromNow = (days: number): string => dayHere({ clock: wallClock }, days);

describe("privacy cases in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    const { site, windowOf } = screens;
    const person = await setUpSite(site);
    const other = await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]);
    [atMaya, atRuth] = [atWork(site, person), atWork(site, other)];
    maya = await windowOf(person);
    ruth = await windowOf(other);
    otto = await windowOf(await addPerson(site, "otto@fernhollow.example", ["auditor"]));
    await site.parts.db
      .in({ role: "part164_app", tenant: site.parts.installation })
      .run(sql`update part164.installation set entity = 'covered-entity'`);
  });
  after(() => screens?.close());

  test("somebody asks for their records: one button, a few questions, a clock that nobody typed, a letter, an answer", async () => {
    await screens.visit(maya, "/privacy", /^Privacy cases$/);
    await maya.getByText("Nobody has asked yet").waitFor();
    await look(maya, "Privacy cases, empty");
    await maya.getByRole("link", { name: "Somebody asks for their records" }).click();
    await maya.getByRole("heading", { level: 1, name: /^Request for one's own records$/ }).waitFor();
    assert.equal(await maya.getByLabel("Due by").count(), 0, "the day is not asked for");
    await say(maya, /^Whose record/, "Ours: we are the provider or plan, and answer it ourselves");
    await maya.getByLabel(/^When did anybody here receive it/).fill(dayFromNow(-25));
    await say(maya, /^How it came/, "In writing");
    await say(maya, /^Who asks/, "The individual");
    await say(maya, /^In what form/, "An electronic copy");
    await say(maya, /^Who is to get it/, "Whoever asks");
    await isAccessible(maya, "a request being written down");
    await press(maya, "File it");
    await maya.getByRole("heading", { level: 1, name: /^ACC-/ }).waitFor();
    await screens.visit(maya, "/privacy", /^Privacy cases$/);
    await maya.getByText(/^Next: ACC-.*days left\.$/).waitFor();
    await look(maya, "Privacy cases");
    await maya.getByRole("link", { name: "Open it" }).click();
    await maya.getByRole("heading", { level: 1, name: /^ACC-/ }).waitFor();
    await maya.getByLabel("Which letter").selectOption("extension");
    await maya.getByText("The law lets us extend the time once").waitFor();
    await maya.getByText("[name, from the record]").first().waitFor();
    await look(maya, "a case with its letter");
    const [download] = await Promise.all([maya.waitForEvent("download"), maya.getByRole("link", { name: "PDF" }).click()]);
    assert.equal((await readFile(await download.path())).subarray(0, 5).toString("latin1"), "%PDF-");
    await press(maya, "Make sure who asks");
    const dialog = maya.getByRole("dialog");
    await dialog.getByLabel("Showed an identity document").check();
    await isAccessible(maya, "making sure who asks");
    await dialog.getByRole("button", { name: "Make sure who asks" }).click();
    await maya.getByText("Showed an identity document").first().waitFor();
    await press(maya, "Gave it");
    await dialog.getByLabel(/^In the form and format/).check();
    await dialog.getByLabel(/told in writing on/).fill(dayFromNow(0));
    await dialog.getByRole("button", { name: "Gave it" }).click();
    await inState(maya, "Granted");
  });

  test("what somebody heard is taken up by the case that was opened for it, and links to it", async () => {
    const heard = { asked: "individual-access", receivedOn: dayFromNow(-26), note: "paper" };
    const asked = { whose: "ours", cameBy: "writing", askedBy: "individual", wants: "electronic", to: "individual" };
    const onTime = await atMaya.file("individual-access", { ...asked, receivedOn: heard.receivedOn });
    const late = await atMaya.file("individual-access", { ...asked, receivedOn: dayFromNow(-24) });
    const { id } = await atMaya.file("privacy-handover", heard);
    await screens.visit(maya, `/submissions/${id}`, /^ASK-/);
    await press(maya, "A case was opened for it");
    const dialog = maya.getByRole("dialog");
    await dialog.getByLabel(/^The case was opened on/).fill(dayFromNow(0));
    await dialog.getByRole("button", { name: "A case was opened for it" }).click();
    await dialog.getByText("Name the case that was opened for it.").waitFor();
    const offered = (
      await dialog
        .getByLabel(/^The case that was opened/)
        .getByRole("option")
        .allTextContents()
    ).slice(1);
    const isOver = offered.map((label) => label.endsWith(" · granted"));
    assert.deepEqual(isOver, [false, false, true], "what is over comes last, and says so");
    await dialog.getByLabel(/^The case that was opened/).selectOption(late.id);
    await dialog.getByRole("button", { name: "A case was opened for it" }).click();
    await dialog.getByText(/^Its day of receipt is later than this one's/).waitFor();
    await isAccessible(maya, "taking up what somebody heard");
    await look(maya, "a case that came later than it was heard");
    await dialog.getByLabel(/^The case that was opened/).selectOption(onTime.id);
    await dialog.getByRole("button", { name: "A case was opened for it" }).click();
    await inState(maya, "Taken up");
    await maya.getByRole("link", { name: onTime.title }).click();
    await maya.getByRole("heading", { level: 1, name: onTime.title }).waitFor();
  });

  test("a notice is approved by somebody else, published, and read with what it must say", async () => {
    await screens.visit(ruth, "/privacy/notice", /^Notice of privacy practices$/);
    await ruth.getByText("No notice yet").waitFor();
    await look(ruth, "the notice, empty");
    const draft = await atMaya.file("privacy-notice", { ...NOTICE, startsOn: dayFromNow(0) });
    const submitted = await atMaya.move(draft, "submit");
    const approved = await atRuth.move(submitted, "approve");
    await atRuth.move(approved, "publish", { answers: { hasWebSite: "no", hasSite: "no" } });
    await screens.visit(ruth, "/privacy/notice", /^Notice of privacy practices$/);
    await ruth.getByText("In effect", { exact: true }).first().waitFor();
    await ruth.getByText(/^all \d+ are in it$/).waitFor();
    await ruth.getByText("THIS NOTICE DESCRIBES HOW MEDICAL INFORMATION ABOUT YOU").waitFor();
    await look(ruth, "the notice");
    const [page] = await Promise.all([ruth.waitForEvent("download"), press(ruth, "Page for your web site")]);
    assert.match(await readFile(await page.path(), "utf8"), /^<!doctype html>[\s\S]*PLEASE REVIEW IT CAREFULLY/);
  });

  test("an auditor sees the notice, and neither cases nor sanctions", async () => {
    await screens.visit(otto, "/privacy", /^Privacy cases$/);
    await otto.getByText("Cases are for the officials alone.").waitFor();
    assert.equal(await otto.getByText(/ACC-/).count(), 0);
    assert.equal(await otto.getByRole("link", { name: /Sanction/ }).count(), 0);
    await look(otto, "Privacy cases of an auditor");
  });

  test("nothing on these pages was blocked by the content security policy or thrown", () => {
    assert.deepEqual(screens.troubles(/status of 4(04|12|22)/), []);
  });
});

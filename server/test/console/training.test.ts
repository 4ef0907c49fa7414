// SPDX-License-Identifier: Apache-2.0
// Training in a real browser: a lesson is read, a test is taken with the keyboard alone, failed, explained, passed; an official sees who
// is trained. Every page is looked at by axe in both themes, and at 390 px.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { wallClock } from "#base/clock.ts";
import { assignByItself } from "#program/training/assign.ts";
import { remindByItself } from "#program/training/reminder.ts";
import { noBrowser, openBrowser, openWindow, type Window } from "../support/browser.ts";
import { courseNamed, rightPlace, type Shown } from "../support/learner.ts";
import { addPerson, openTestSite, setUpSite, type Person, type TestSite } from "../support/site.ts";
import { isAccessible } from "./accessible.ts";
import { dayHere } from "../support/day.ts";

const COURSE = "security-at-work";

let browser: Browser;
let site: TestSite;
let maya: Person;
let sam: Person;
const windows: Window[] = [];

async function windowOf(person: Person): Promise<Page> {
  const window = await openWindow(browser);
  windows.push(window);
  const [name = "", value = ""] = person.cookie.split("=");
  await window.context.addCookies([{ name, value, url: site.url, httpOnly: true, sameSite: "Strict" }]);
  return window.page;
}

async function visit(page: Page, path: string, heading: RegExp): Promise<void> {
  await page.goto(`${site.url}${path}`);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

async function isNarrowToo(page: Page, where: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  assert.ok(overflow <= 1, `${where} is ${overflow} px too wide`);
  await isAccessible(page, `${where}, narrow`);
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** Answers the questions that are asked, with keys only; the first `wrong` of them wrongly. */
async function answerAll(page: Page, wrong: number): Promise<void> {
  const course = await courseNamed(COURSE);
  for (let n = 1; n <= course.front.asks; n++) {
    await page.getByRole("heading", { level: 2, name: `Question ${n} of ${course.front.asks}` }).waitFor();
    const ask = ((await page.locator(".test-ask").textContent()) ?? "").trim();
    const answers = (await page.locator(".test-answers label").allTextContents()).map((text) => text.trim());
    const starts = (text: string): string => text.trim().split("{")[0] ?? "";
    const question = course.questions.find((one) =>
      one.answers.every(({ text }) => answers.some((answer) => answer.startsWith(starts(text)) && starts(text) !== "")),
    );
    assert.ok(question, ask);
    const shown: Shown = { id: question.id, scenario: null, ask, answers };
    const right = rightPlace(course, shown);
    const place = n <= wrong ? (right + 1) % answers.length : right;
    await page.keyboard.press(String(place + 1));
    assert.equal(await page.getByRole("radio").nth(place).isChecked(), true);
    await page.getByRole("radio").nth(place).focus();
    await page.keyboard.press("Enter");
  }
  await page.getByRole("heading", { level: 2, name: "Hand in" }).waitFor();
}

describe("training in the console", { skip: noBrowser }, () => {
  before(async () => {
    browser = await openBrowser();
    site = await openTestSite("embedded", { PART164_ORIGIN: "http://localhost:1640" }, wallClock);
    maya = await setUpSite(site);
    sam = await addPerson(site, "sam@fernhollow.example", []);
    await assignByItself(site.parts);
    await remindByItself(site.parts);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test("my courses show what is due, and the reminder is read once", async () => {
    const page = await windowOf(sam);
    await visit(page, "/training", /training/i);
    await page.getByText("5 courses to take").waitFor();
    await isAccessible(page, "Training");
    await isNarrowToo(page, "Training");
    await page.getByRole("button", { name: "I have read it" }).click();
    await page.getByText("Read", { exact: true }).waitFor();
    await page.context().close();
  });

  test("a lesson is read, its test failed and explained, then passed, with the keyboard alone; the certificate comes down", async () => {
    const page = await windowOf(sam);
    await visit(page, "/training", /training/i);
    await page.getByRole("link", { name: "Security at work" }).click();
    await page.getByRole("heading", { level: 1, name: "Security at work" }).waitFor();
    await page.locator(".lesson h2").first().waitFor();
    await isAccessible(page, "a lesson");
    await isNarrowToo(page, "a lesson");
    await page.getByRole("button", { name: "Take the test" }).click();
    await page.getByRole("heading", { level: 2, name: /Question 1 of/ }).waitFor();
    await isAccessible(page, "a question");
    await isNarrowToo(page, "a question");
    await answerAll(page, 5);
    await page.getByRole("checkbox").check();
    await isAccessible(page, "handing in");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 2, name: "Not passed yet: 50 per cent" }).waitFor();
    assert.equal(await page.getByText("Right:").count(), 0, "which is right is not told yet");
    await isAccessible(page, "a result");
    await isNarrowToo(page, "a result");

    await page.getByRole("button", { name: "Try again" }).click();
    await answerAll(page, 0);
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Hand in" }).click();
    await page.getByRole("heading", { level: 2, name: "Passed: 100 per cent" }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download the certificate of Security at work" }).first().click(),
    ]);
    assert.match(download.suggestedFilename(), /^certificate-20\d\d-[0-9A-Z-]{14}\.pdf$/);
    assert.equal((await readFile(await download.path())).subarray(0, 5).toString(), "%PDF-");
    await page.getByRole("button", { name: "Back to the lesson" }).click();
    await page.getByText("You have passed it.").waitFor();
    await page.context().close();
  });

  test("an official sees who is trained, assigns, records what was given elsewhere, and saves the list", async () => {
    const page = await windowOf(maya);
    await visit(page, "/training-status", /who is trained/i);
    await page.getByText("In the workforce", { exact: true }).waitFor();
    await isAccessible(page, "who is trained");
    await isNarrowToo(page, "who is trained");
    await page.getByRole("button", { name: "Assign" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Course").selectOption("incidents-and-breaches");
    await dialog.getByLabel("Why").fill("The wrong recipient of last week.");
    await isAccessible(page, "assigning");
    await dialog.getByRole("button", { name: "Assign" }).click();
    await dialog.waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Record outside training" }).click();
    await dialog.getByLabel("Person", { exact: true }).selectOption({ label: "sam" });
    await dialog.getByLabel("Title of another training").fill("Privacy at my last company");
    await dialog.getByLabel("Completed on").fill(dayHere({ clock: wallClock }));
    await dialog.getByLabel("Given by").fill("A college");
    await dialog
      .getByLabel(/What shows it/)
      .setInputFiles({ name: "proof.txt", mimeType: "text/plain", buffer: Buffer.from("Sam was there.") });
    await isAccessible(page, "recording outside training");
    await dialog.getByRole("button", { name: "Record" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("1 on record from elsewhere").waitFor();

    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export CSV" }).click()]);
    const lines = (await readFile(await download.path(), "utf8")).split("\r\n");
    assert.match(lines[0] ?? "", /^name,position,joined_on,course/);
    assert.ok(lines.some((line) => line.startsWith("sam,") && line.includes(`${COURSE},1.0.0,done`)));
    await page.getByLabel("State", { exact: true }).selectOption("overdue");
    await page.getByText("Nothing matches").waitFor();
    assert.equal(new URL(page.url()).searchParams.get("state"), "overdue");
    await isAccessible(page, "nobody overdue");
    await page.context().close();
  });

  test("nothing on these pages was blocked by the content security policy or thrown", () => {
    const troubles = windows.flatMap((window) => window.troubles);
    assert.deepEqual(troubles, []);
  });
});

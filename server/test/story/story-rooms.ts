// SPDX-License-Identifier: Apache-2.0
// What people of the story do in the rooms of the console that are no forms: the roster, policies, courses, evaluations, reports.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { isAccessible } from "../console/accessible.ts";
import { press } from "../console/at-screen.ts";
import { JOINER, type Totals } from "./program-story.ts";
import { rightPlace } from "./story-learning.ts";
import { type AtScreen, followHome } from "./story-screen.ts";

/** Goes to a room as anybody does, by the side bar. */
export async function enter(page: Page, room: string): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: room, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: room, exact: true }).waitFor();
}

/** What the gap report shows under Reports: how many requirements have each verdict. */
export async function totalsAtScreen({ page }: AtScreen): Promise<Totals> {
  await page.reload();
  await enter(page, "Reports");
  const lines = page.locator(".legend li");
  await lines.first().waitFor();
  const found: Record<string, number> = {};
  for (const line of await lines.all()) {
    const verdict = await line.locator("[data-verdict]").getAttribute("data-verdict");
    found[verdict ?? ""] = Number(await line.locator(".n").textContent());
  }
  return found;
}

/** Puts the third person on the roster. Answers the link that is to be sent. */
export async function joinAtScreen({ page, id }: AtScreen): Promise<string> {
  await enter(page, "Workforce");
  await press(page, "Somebody joins");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(JOINER.name);
  await dialog.getByLabel("Work email (optional)").fill(JOINER.email);
  await dialog.getByLabel("Position").fill(JOINER.position);
  await dialog.getByLabel("As", { exact: true }).selectOption(JOINER.kind);
  await dialog.getByLabel("Supervisor").selectOption(id);
  await dialog.getByLabel("The work needs PHI").check();
  await dialog.getByLabel("They sign in here").check();
  await press(page, "Put on the roster");
  await dialog.getByText(`${JOINER.name} is on the roster, and invited.`).waitFor();
  await isAccessible(page, "the link of who joins");
  const link = (await dialog.locator(".literal code").textContent()) ?? "";
  await press(page, "Done");
  await dialog.waitFor({ state: "detached" });
  return link;
}

/** Maya takes the library up; Ruth opens one of the texts from the list, says that she has read the others as well, and approves all. */
export async function takeUpAtScreen({ page: maya }: AtScreen, { page: ruth }: AtScreen): Promise<void> {
  await followHome(maya, /: Take up the policy library$/);
  await press(maya, "Take up the library");
  await maya.getByText("24 to decide on").waitFor();
  await followHome(ruth, /: Approve your policies$/);
  const proposed = ruth.getByRole("table", { name: "Proposed", exact: true });
  await proposed.getByRole("link").first().click();
  await ruth.locator(".policy-page h2").first().waitFor();
  await isAccessible(ruth, "a proposed policy");
  await ruth.goBack();
  await proposed.getByText("Opened", { exact: true }).waitFor();
  await ruth.getByLabel("All", { exact: true }).check();
  await press(ruth, "Approve 24");
  const dialog = ruth.getByRole("dialog");
  await dialog.getByText("1 of 24 was opened").waitFor();
  await dialog.getByLabel("I have read all of these").check();
  await dialog.getByRole("button", { name: "Approve", exact: true }).click();
  await ruth.getByText("0 of 24 acknowledged by you").waitFor();
}

/** Reads and acknowledges policies one after another, as many as are given. */
export async function acknowledgeAtScreen({ page }: AtScreen, count: number): Promise<void> {
  await page.reload();
  await enter(page, "Policies");
  await page.getByText("0 of 24 acknowledged by you").waitFor();
  await page.getByRole("link", { name: "Read the next" }).click();
  for (let n = 0; n < count; n++) {
    await page.getByText(`${n} of 24`).waitFor();
    await press(page, "I have read it, and acknowledge it: next");
  }
  await page.getByText(`${count} of 24`).waitFor();
}

/** Reads the first course on somebody's list, and passes its test. */
export async function takeCourseAtScreen({ page }: AtScreen): Promise<void> {
  await enter(page, "Training");
  await page.getByRole("table", { name: "My courses" }).getByRole("link").first().click();
  await page.locator(".lesson h2").first().waitFor();
  const course = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await press(page, "Take the test");
  const heading = await page.getByRole("heading", { level: 2, name: /^Question 1 of/ }).textContent();
  const asks = Number(heading?.split(" ").at(-1));
  for (let n = 1; n <= asks; n++) {
    await page.getByRole("heading", { level: 2, name: `Question ${n} of ${asks}` }).waitFor();
    const ask = (await page.locator(".test-ask").textContent()) ?? "";
    const answers = await page.locator(".test-answers label").allTextContents();
    await page
      .getByRole("radio")
      .nth(rightPlace(course, ask, answers))
      .check();
    await press(page, "Next");
  }
  await page.getByRole("checkbox").check();
  await press(page, "Hand in");
  await page.getByRole("heading", { level: 2, name: "Passed: 100 per cent" }).waitFor();
}

/** Makes a package, downloads it, and reads the key that stands beside it. */
export async function packageAtScreen({ page }: AtScreen): Promise<{ readonly bytes: Uint8Array; readonly key: string }> {
  await enter(page, "Reports");
  await press(page, "Make a package");
  const link = page.getByRole("link", { name: /^Download the package/ });
  await link.waitFor({ timeout: 90_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const codes = await page.locator(".literal code").allTextContents();
  const key = codes.find((code) => /^[0-9a-f-]{36}\.part164\/organization\+\S+$/.test(code)) ?? "";
  assert.notEqual(key, "", "the organization's key stands on the page");
  return { bytes: new Uint8Array(await readFile(await download.path())), key };
}

/** Maya judges every requirement in an evaluation of her own; Ruth signs it. */
export async function evaluateAtScreen({ page: maya }: AtScreen, { page: ruth }: AtScreen): Promise<void> {
  await enter(maya, "Evaluation");
  await press(maya, "Begin one");
  const dialog = maya.getByRole("dialog");
  await dialog.getByLabel("In a sentence").fill("The program begins");
  await dialog.getByRole("button", { name: "Begin", exact: true }).click();
  await maya.getByRole("heading", { level: 1, name: /^Evaluation of/ }).waitFor();
  await press(maya, "Choose all shown");
  await press(maya, "As it should be");
  await maya.getByText("Everything is judged.").waitFor();
  await ruth.reload();
  await enter(ruth, "Evaluation");
  await ruth.getByRole("main").getByRole("table").getByRole("link").first().click();
  await press(ruth, "Sign");
  await ruth.getByText(/signed by Ruth/).waitFor();
}

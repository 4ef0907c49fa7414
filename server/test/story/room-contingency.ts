// SPDX-License-Identifier: Apache-2.0
// A contingency plan at the screen: drafted, finished, approved by another, read as it is printed, and where it lies. For the test of the
// room, and for the story.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { bringDownPdf, type Look, passBy, turnTo } from "../console/at-screen.ts";
import { amendAtScreen, fileAtScreen, moveAtScreen } from "./story-form.ts";
import type { Answers, Filed, Written } from "./story-person.ts";

/** The next step that Contingency names, where there is no backup plan. Answers the draft, which is open to be finished. */
export async function draftBackupPlan(page: Page, see: Look = passBy): Promise<string> {
  await page.getByText("There is no data backup plan.").waitFor();
  await see(page, "Contingency without a plan");
  await page.locator(".notice").getByRole("button", { name: "Draft it" }).click();
  await page.getByRole("heading", { level: 1, name: /^Amend:/ }).waitFor();
  assert.match(await page.getByLabel("Keys to the copies").inputValue(), /two places that do not fail together/);
  await see(page, "a plan that is being written");
  return new URL(page.url()).pathname.split("/").at(-2) ?? "";
}

/** Types what nobody but the organization knows, and hands it in; who wrote it cannot approve it. */
export async function finishPlan(page: Page, draft: Written, answers: Answers, see: Look = passBy): Promise<Filed> {
  const written = await amendAtScreen(page, draft, answers);
  await see(page, "a plan with its answers");
  const handedIn = await moveAtScreen(page, written, "submit");
  const approve = page.getByRole("button", { name: "Approve", exact: true });
  assert.ok((await approve.count()) === 0 || (await approve.isDisabled()), "nobody approves what they wrote");
  return handedIn;
}

/** The backup plan in force, as it is printed. Answers the PDF's name. */
export async function printBackupPlan(page: Page, plan: string, see: Look = passBy): Promise<string> {
  await turnTo(page, `/contingency/${plan}`, /^Data backup plan$/);
  await page.getByText("It is not on paper yet.").waitFor();
  await page.getByRole("heading", { name: "Clocks of notice" }).waitFor();
  await see(page, "a plan as it is printed");
  return bringDownPdf(page, "PDF");
}

/** From the plan's page: where its copies on paper are. */
export async function sayWhereItLies(page: Page, answers: Answers, see: Look = passBy): Promise<void> {
  await page.getByRole("link", { name: "Say where it lies" }).click();
  await page.getByRole("heading", { level: 1, name: /Printing of a contingency plan/ }).waitFor();
  await fileAtScreen(page, "plan-printing", answers, see);
}

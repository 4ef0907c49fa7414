// SPDX-License-Identifier: Apache-2.0
// A risk analysis at the screen, step by step: for the test of its room, and for the story.
import type { Page } from "playwright-core";
import { riskEntry } from "#program/risk/definition/risk-entry.ts";
import { bringDownPdf, type Look, passBy, press, turnTo } from "../console/at-screen.ts";
import { fillIn } from "./story-form.ts";
import type { Answers } from "./story-person.ts";

const ANALYSIS = /^Risk analysis of/;

/** The next step that Risks names, where nothing was analysed yet. */
export async function beginAnalysis(page: Page, reason: string, see: Look = passBy): Promise<void> {
  await press(page, "Begin");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("In a sentence").fill(reason);
  await see(page, "beginning an analysis");
  await dialog.getByRole("button", { name: "Begin", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: ANALYSIS }).waitFor();
}

/** One line of the analysis becomes a risk; while it is rated, its score today stands below. */
export async function rateRisk(
  page: Page,
  { line, answers, score }: { readonly line: RegExp; readonly answers: Answers; readonly score: string },
  see: Look = passBy,
): Promise<void> {
  await page.getByLabel(line).check();
  await press(page, "A risk");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("What stands against it today").waitFor();
  await fillIn(dialog, riskEntry.fields, answers);
  await dialog.getByText(score).waitFor();
  await see(page, "rating a risk");
  await dialog.getByRole("button", { name: "Put on the register" }).click();
  await page.getByText(/decided, 1 risk\./).waitFor();
}

/** All that is left does not matter here, for one reason; then the analysis waits for somebody else. */
export async function finishAnalysis(page: Page, why: string, see: Look = passBy): Promise<void> {
  await page.getByLabel("Decision", { exact: true }).selectOption("open");
  await press(page, "Choose all shown");
  await press(page, "Does not matter here");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Because").fill(why);
  await see(page, "what does not matter");
  await dialog.getByRole("button", { name: "It does not matter" }).click();
  await press(page, "Finish");
  await page.getByText("It waits for approval.").waitFor();
}

/** Somebody else reads the report of the analysis at this path before they decide. */
export async function readDraftReport(page: Page, path: string): Promise<void> {
  await turnTo(page, path, ANALYSIS);
  await page.getByRole("link", { name: "Report", exact: true }).click();
  await page.getByText("A draft.").waitFor();
}

/** Approves it, and reads what stands now. */
export async function approveAnalysis(
  page: Page,
  { path, name, why }: { readonly path: string; readonly name: string; readonly why: string },
  see: Look = passBy,
): Promise<void> {
  await turnTo(page, path, ANALYSIS);
  await press(page, "Approve");
  await page.getByText(`approved by ${name}`).waitFor();
  await turnTo(page, `${path}/report`, ANALYSIS);
  await page.getByText(why).first().waitFor();
  await see(page, "the report");
}

/** The report that is open, as a PDF. Answers the file's name. */
export const printReport = (page: Page): Promise<string> => bringDownPdf(page, "Download the PDF");

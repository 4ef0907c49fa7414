// SPDX-License-Identifier: Apache-2.0
// A review of activity at the screen: prepared, decided by whom it is not about, signed. For the test of the room, and for the story.
import type { Page } from "playwright-core";
import { type Look, passBy, press, turnTo } from "../console/at-screen.ts";

const REVIEW = /^Activity of/;

/** The next step of Activity review. Answers the review's path; what is about the person's own acts is kept from them, and the page says so. */
export async function prepareReview(page: Page, see: Look = passBy): Promise<string> {
  await page.getByText(/^Review the activity of/).waitFor();
  await see(page, "Activity review, nothing prepared");
  await press(page, "Prepare it");
  await page.getByRole("heading", { level: 1, name: REVIEW }).waitFor();
  await page.getByText(/about what you did yourself/).waitFor();
  await see(page, "a review of activity");
  return new URL(page.url()).pathname;
}

/** All that this person may decide, and has not yet, is as expected. */
export async function decideAsExpected(page: Page): Promise<void> {
  await page.getByLabel("Decision", { exact: true }).selectOption("open");
  await press(page, "Choose all shown");
  await press(page, "As expected");
  await page.getByText("None chosen").waitFor();
}

/** The other official decides what is left, and signs. */
export async function decideAndSign(
  page: Page,
  { path, name }: { readonly path: string; readonly name: string },
  see: Look = passBy,
): Promise<void> {
  await turnTo(page, path, REVIEW);
  await decideAsExpected(page);
  await page.getByText("Everything is decided.").waitFor();
  await press(page, "Sign");
  await page.getByText(`signed by ${name}`).waitFor();
  await see(page, "a review of activity, signed");
}

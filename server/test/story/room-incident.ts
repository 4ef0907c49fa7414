// SPDX-License-Identifier: Apache-2.0
// What is done about an incident at the screen that is no move of a form: lines of the journal, the draft of a notice. For the test of the
// room, and for the story.
import type { Page } from "playwright-core";
import { press } from "../console/at-screen.ts";
import { filedOn, goTo } from "./story-form.ts";
import type { Clock, Filed, Noted } from "./story-person.ts";

/** Writes a line in the journal of an incident. */
export async function noteAtScreen(page: Page, { id }: Pick<Filed, "id">, { text, occurredAt }: Noted): Promise<void> {
  await goTo(page, `/submissions/${id}`);
  await page.getByLabel("What happened", { exact: true }).fill(text);
  if (occurredAt !== undefined) await page.getByLabel("When it happened").fill(occurredAt.slice(0, 16)); // Typed where the organization is.
  await press(page, "Write it down");
  await page.getByRole("listitem").filter({ hasText: text }).waitFor();
}

/** Drafts the notice that a clock asks for, from the page of its breach. */
export async function draftNoticeAtScreen(page: Page, { id }: Pick<Filed, "id">, { basis }: Pick<Clock, "basis">): Promise<Filed> {
  await goTo(page, `/breaches/${id}`);
  await page.locator(".clocks > li").filter({ hasText: basis }).getByRole("button", { name: "Draft the notice" }).click();
  await page.waitForURL(/\/submissions\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { level: 4, name: "What happened" }).waitFor();
  return filedOn(page);
}

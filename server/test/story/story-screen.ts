// SPDX-License-Identifier: Apache-2.0
// Somebody of the story at their screen: comes in by a link, and files and moves forms on the pages. `behind` does the same through the
// typed client, with the cookies of the same window: for what they have done at the screen already, and would do twenty times more.
import assert from "node:assert/strict";
import { Part164Client } from "@part164/client/client.ts";
import type { Page } from "playwright-core";
import { isAccessible } from "../console/accessible.ts";
import { press, type Screens } from "../console/at-screen.ts";
import { draftNoticeAtScreen, noteAtScreen } from "./room-incident.ts";
import { amendAtScreen, fileAtScreen, moveAtScreen } from "./story-form.ts";
import { SETUP } from "./program-story.ts";
import { codeFor, PASSWORD, personOf, type StoryPerson } from "./story-person.ts";

export type AtScreen = StoryPerson & {
  readonly page: Page;
  readonly email: string;
  readonly recoveryCodes: readonly string[];
  readonly behind: StoryPerson;
};

/** A client with the cookies of a window, as they are at each call. */
function clientOf(page: Page, origin: string): Part164Client {
  return new Part164Client({
    origin,
    async fetch(input, init) {
      const headers = new Headers(init?.headers);
      const cookies = await page.context().cookies(origin);
      headers.set("cookie", cookies.map(({ name, value }) => `${name}=${value}`).join("; "));
      return fetch(input, { ...init, headers });
    },
  });
}

/** Opens the link for setting up, and says what the organization is. Answers the link that is to be sent to the second official. */
export async function setUpAtScreen(page: Page, origin: string, link: string): Promise<string> {
  const { organization, securityOfficial, privacyOfficial } = SETUP;
  await page.goto(`${origin}/setup#${link.split("#")[1] ?? ""}`);
  await page.getByLabel("Organization").fill(organization.name);
  await page.getByLabel("Business associate").check();
  await page.getByLabel("Time zone").selectOption(organization.timeZone);
  await page.getByLabel("The same person is the privacy official").uncheck();
  for (const [office, { name, email }] of [
    ["Security official", securityOfficial],
    ["Privacy official", privacyOfficial],
  ] as const) {
    const group = page.getByRole("group", { name: office });
    await group.getByLabel("Name").fill(name);
    await group.getByLabel("Work email").fill(email);
  }
  await isAccessible(page, "set-up with two officials");
  await press(page, "Set up");
  await page.getByRole("heading", { level: 1, name: "The organization is set up" }).waitFor();
  await page.getByText(`Send this link to ${privacyOfficial.name}`).waitFor();
  await isAccessible(page, "the second official's link");
  const other = (await page.locator(".literal code").textContent()) ?? "";
  await page.getByRole("link", { name: `Continue as ${securityOfficial.name}` }).click();
  return other;
}

/** On the page of an enrolment link: a password, a second factor, and the recovery codes kept. Ends where somebody new begins. */
export async function enrolAtScreen(
  screens: Screens,
  page: Page,
  who: { readonly name: string; readonly email: string },
): Promise<AtScreen> {
  const { site } = screens;
  await page.getByRole("heading", { level: 1, name: `Welcome, ${who.name}` }).waitFor();
  const key = (await page.locator(".literal code").textContent()) ?? "";
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Code from the app").fill(codeFor(key, site.parts.steady.now()));
  await press(page, "Finish");
  await page.getByRole("heading", { level: 1, name: "Keep these recovery codes" }).waitFor();
  const recoveryCodes = await page.locator(".codes li").allTextContents();
  assert.equal(new Set(recoveryCodes).size, 10);
  await page.getByLabel("I have kept them in a safe place").check();
  await press(page, "Go to Home");
  await page.getByRole("heading", { level: 1, name: /^(Home|My tasks)$/ }).waitFor();
  const behind = await personOf(who.name.split(" ")[0] ?? "", clientOf(page, site.url));
  return {
    ...behind,
    page,
    email: who.email,
    recoveryCodes,
    behind,
    file: (form, answers) => fileAtScreen(page, form, answers),
    amend: (written, answers) => amendAtScreen(page, written, answers),
    note: (incident, line) => noteAtScreen(page, incident, line),
    draftNotice: (breach, clock) => draftNoticeAtScreen(page, breach, clock),
    move: (filed, move, answers) => moveAtScreen(page, filed, move, answers),
  };
}

/** Signs out by their own menu, and in again with a recovery code in place of the telephone. */
export async function comeBack({ page, email, recoveryCodes }: AtScreen): Promise<void> {
  await page.getByRole("button", { name: /your menu$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("Work email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press(page, "Continue");
  await press(page, "Use a recovery code");
  await page.getByLabel("Recovery code").fill(recoveryCodes[0] ?? "");
  await press(page, "Sign in");
  await page.getByText("9 recovery codes left.").waitFor();
  await isAccessible(page, "signed in by a recovery code");
  await press(page, "Continue");
  await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
}

/** Goes where Home says that the next step is. */
export async function followHome(page: Page, title: RegExp): Promise<void> {
  await page.goto(new URL("/", page.url()).href); // Anew, even where Home is open: others have worked meanwhile.
  await page.getByRole("heading", { level: 2, name: title }).waitFor();
  await page.getByRole("link", { name: "Continue", exact: true }).click();
}

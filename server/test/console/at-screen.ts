// SPDX-License-Identifier: Apache-2.0
// People at their screens: a server, a browser, a window for each person, and what is common to looking at a page and pressing on it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { wallClock } from "#base/clock.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { runDue } from "#safeguard/run.ts";
import { openBrowser, openWindow, type Window } from "../support/browser.ts";
import type { DatabaseKind } from "../support/databases.ts";
import { openTestSite, type Person, type TestSite } from "../support/site.ts";
import { isAccessible } from "./accessible.ts";

export type Screens = {
  readonly site: TestSite;
  /** Addresses that were answered with 403, by anybody's window. */
  readonly refused: readonly string[];
  /** A window of somebody whom the server does not know yet. */
  newPage(): Promise<Page>;
  /** A window of somebody who is signed in: their cookie is put in, so that no code is used up. */
  windowOf(person: Person): Promise<Page>;
  visit(page: Page, path: string, heading: RegExp): Promise<void>;
  /** What the pages complained of, but for answers of these statuses. */
  troubles(statuses: RegExp): string[];
  close(): Promise<void>;
};

export async function openScreens(kind: DatabaseKind = "embedded"): Promise<Screens> {
  const browser: Browser = await openBrowser();
  const site = await openTestSite(kind, { PART164_ORIGIN: "http://localhost:1640" }, wallClock);
  const windows: Window[] = [];
  const refused: string[] = [];
  const newPage = async (): Promise<Page> => {
    const window = await openWindow(browser);
    windows.push(window);
    window.page.on("response", (answer) => (answer.status() === 403 ? refused.push(answer.url()) : undefined));
    return window.page;
  };
  return {
    site,
    refused,
    newPage,
    async windowOf(person) {
      const page = await newPage();
      const [name = "", value = ""] = person.cookie.split("=");
      await page.context().addCookies([{ name, value, url: site.url, httpOnly: true, sameSite: "Strict" }]);
      return page;
    },
    async visit(page, path, heading) {
      await page.goto(`${site.url}${path}`);
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    },
    troubles: (statuses) => windows.flatMap(({ troubles }) => troubles).filter((text) => !statuses.test(text)),
    async close() {
      await browser.close();
      await site.close();
    },
  };
}

/** What the server checks by itself within its first minute, but for backups, which take longer than a test. */
export async function runFirstChecks({ parts }: TestSite): Promise<void> {
  const safeguards = await allSafeguards();
  await runDue(
    parts,
    safeguards.map((one) => ({ ...one, checks: one.checks.filter(({ name }) => !/restore|backup/.test(name)) })),
  );
}

/** Both themes and both widths, and nothing that has to be scrolled sideways. Colours do not follow the width: each theme has one. */
export async function look(page: Page, where: string): Promise<void> {
  await page.evaluate("window.scrollTo(0, 0)"); // What the top bar half covers is no target that is too small.
  await isAccessible(page, where, ["dark"]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate("window.scrollTo(0, 0)");
  const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  assert.ok(overflow <= 1, `${where} is ${overflow} px too wide`);
  await isAccessible(page, `${where}, narrow`, ["light"]);
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** What is done with a page on the way through it. */
export type Look = (page: Page, where: string) => Promise<void>;

/** Goes on without a look: for the story, whose rooms are looked at in their own tests. */
export const passBy: Look = () => Promise.resolve();

/** Opens a page of the server whose page is open; anew even where it is that one, for others have worked meanwhile. */
export async function turnTo(page: Page, path: string, heading: RegExp): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

export type Brought = { readonly name: string; readonly bytes: Uint8Array };

/** The file that a link brings down. */
export async function bringDown(page: Page, link: string | RegExp): Promise<Brought> {
  const from = page.getByRole("link", { name: link, exact: typeof link === "string" });
  const [download] = await Promise.all([page.waitForEvent("download"), from.click()]);
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) };
}

/** Such a file that is a PDF. Answers its name. */
export async function bringDownPdf(page: Page, link: string): Promise<string> {
  const { name, bytes } = await bringDown(page, link);
  assert.equal(new TextDecoder().decode(bytes.subarray(0, 5)), "%PDF-", name);
  return name;
}

export const question = (page: Page, name: RegExp): Locator => page.getByRole("group", { name });

/** Answers a question that has its choices beside each other. */
export const say = (page: Page, name: RegExp, answer: string): Promise<void> =>
  question(page, name).getByLabel(answer, { exact: true }).check();

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name, exact: typeof name === "string" }).click();

export const inState = (page: Page, state: string): Promise<void> => page.locator(".chip", { hasText: state }).first().waitFor();

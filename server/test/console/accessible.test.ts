// SPDX-License-Identifier: Apache-2.0
// What looks at every page would find something, if it were there.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { noBrowser, openBrowser, openWindow } from "../support/browser.ts";
import { isAccessible } from "./accessible.ts";

const page = (body: string): string =>
  `<!doctype html><html lang="en"><title>A page</title><body><main><h1>A page</h1>${body}</main></body></html>`;

describe("what looks at pages", { skip: noBrowser }, () => {
  let browser: Browser;
  let window: Page;
  before(async () => {
    browser = await openBrowser();
    window = (await openWindow(browser)).page;
  });
  after(() => browser?.close());

  test("passes a page that is well", async () => {
    await window.setContent(page("<p>Words.</p>"));
    await isAccessible(window, "well");
  });

  test("names what nobody can read, in either theme", async () => {
    await window.setContent(page(`<style>@media (prefers-color-scheme: light) { p { color: #ddd; } }</style><p>Words.</p>`));
    await isAccessible(window, "dark", ["dark"]);
    await assert.rejects(isAccessible(window, "light", ["light"]), /color-contrast: p/);
  });

  test("names what has no name, and refuses a frame, which it would not look into", async () => {
    await window.setContent(page(`<button></button>`));
    await assert.rejects(isAccessible(window, "a button"), /button-name: button/);
    await window.setContent(page(`<iframe title="Within" srcdoc="Words."></iframe>`));
    await assert.rejects(isAccessible(window, "a frame"), /a frame within the page/);
  });
});

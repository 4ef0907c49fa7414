// SPDX-License-Identifier: Apache-2.0
// Automatic logoff [164.312(a)(2)(iii)] as a person sees it: said before, with a way to stay; then nothing is left on the page.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { wallClock } from "#base/clock.ts";
import { sql } from "#store/sql.ts";
import { noBrowser, openBrowser, openWindow } from "../support/browser.ts";
import { openTestSite, setUpSite, type TestSite } from "../support/site.ts";
import { isAccessible } from "./accessible.ts";

/** Longer than the page waits between two looks at its session. */
const LOOK_MS = 30_000;

describe("the end of a session, as a person sees it", { skip: noBrowser }, () => {
  let browser: Browser;
  let site: TestSite;

  before(async () => {
    browser = await openBrowser();
    // One minute: then the warning, which comes a minute before the end, is there from the first.
    site = await openTestSite("embedded", { PART164_ORIGIN: "http://localhost:1640", PART164_LOGOFF_AFTER_MIN: "1" }, wallClock);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test("it is announced, can be put off, and when it has come the page is the sign-in, and says why", async () => {
    const maya = await setUpSite(site);
    const { page, context, troubles } = await openWindow(browser);
    const [name = "", value = ""] = maya.cookie.split("=");
    await context.addCookies([{ name, value, url: site.url, httpOnly: true, sameSite: "Strict" }]);
    await page.goto(`${site.url}/people`);
    const band = page.getByRole("region", { name: "The session ends soon" });
    await band.getByText("1 minute without activity").waitFor();
    await page.getByRole("alert").filter({ hasText: "Choose Stay signed in to go on." }).waitFor();
    await isAccessible(page, "signed off soon");

    const seenAt = async (): Promise<number> => {
      const { at } = await site.parts.db.in({ role: "part164_app" }).one<{ at: Date }>(sql`select max(seen_at) as at from access.session`);
      return at.getTime();
    };
    const restFor = (seconds: number): Promise<number> =>
      site.parts.db.in({ role: "part164_app" }).run(sql`update access.session set seen_at = seen_at - make_interval(secs => ${seconds})`);
    await restFor(30);
    const seenBefore = await seenAt();
    const stayed = page.waitForResponse((answer) => new URL(answer.url()).pathname === "/v1/session/stay" && answer.status() === 200);
    await band.getByRole("button", { name: "Stay signed in" }).click();
    await stayed;
    assert.ok((await seenAt()) > seenBefore, "staying is activity");

    await restFor(120);
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor({ timeout: LOOK_MS });
    await page.getByText("You were logged off").waitFor();
    assert.equal(await page.getByText(maya.email).count(), 0, "nothing that was read is left");
    await isAccessible(page, "signed off");
    assert.deepEqual(troubles, []);
    await context.close();
  });
});

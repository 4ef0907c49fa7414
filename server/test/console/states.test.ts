// SPDX-License-Identifier: Apache-2.0
// What the main job does not meet: refusals, faults beside their fields, nothing to show, not yours to see, a server that is gone.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { wallClock } from "#base/clock.ts";
import { Part164Client } from "@part164/client/client.ts";
import { callAsOperator } from "#cli/command.ts";
import { patientBundle } from "../../src/main/demo/patients.ts";
import { noBrowser, openBrowser, openWindow, type Window } from "../support/browser.ts";
import { addClient, addPerson, openTestSite, setUpSite, type Person, type TestSite } from "../support/site.ts";
import { isAccessible } from "./accessible.ts";

let browser: Browser;
let site: TestSite;
let maya: Person;
let tenant = "";
const windows: Window[] = [];

/** A window of somebody who is signed in: their cookie is put in, so that no code is used up. */
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

describe("the console where things are not as usual", { skip: noBrowser }, () => {
  before(async () => {
    browser = await openBrowser();
    site = await openTestSite("embedded", { PART164_ORIGIN: "http://localhost:1640" }, wallClock);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test("an installation that is not set up says so instead of asking for a password", async () => {
    const window = await openWindow(browser);
    await visit(window.page, "/sign-in", /not set up/i);
    assert.equal(await window.page.getByLabel("Password").count(), 0);
    await isAccessible(window.page, "not set up");
    await window.context.close();
  });

  test("a wrong password is told, a second factor is asked for, and a recovery code is counted down", async () => {
    maya = await setUpSite(site);
    const { page, context } = await openWindow(browser);
    await visit(page, "/sign-in", /sign in/i);
    await isAccessible(page, "sign-in");
    await page.getByLabel("Work email").fill(maya.email);
    await page.getByLabel("Password", { exact: true }).fill("not the password at all");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("That did not match").waitFor();
    await isAccessible(page, "wrong password");
    await page.getByLabel("Password", { exact: true }).fill(maya.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Second factor" }).waitFor();
    await isAccessible(page, "second factor");
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    assert.equal(await page.evaluate("document.activeElement?.getAttribute('name')"), "recoveryCode", "the next step is to type it");
    await isAccessible(page, "recovery code");
    await page.keyboard.type(maya.recoveryCodes[0] ?? "");
    await page.keyboard.press("Enter");
    await page.getByText("9 recovery codes left").waitFor();
    await isAccessible(page, "signed in by recovery code");
    const [cookie] = await context.cookies(site.url);
    maya = { ...maya, cookie: `${cookie?.name ?? ""}=${cookie?.value ?? ""}` };
    await context.close();
  });

  test("before anything has run, Home claims no fresh evidence, and each empty room says what to do", async () => {
    const page = await windowOf(maya);
    await visit(page, "/", /home/i);
    await page.getByText("No check has run yet").waitFor();
    for (const [path, heading, says] of [
      ["/individuals", /individuals/i, "No tenant yet"],
      ["/applications", /applications/i, "No applications yet"],
      ["/reports", /reports/i, "No package yet"],
    ] as const) {
      await visit(page, path, heading);
      await page.getByText(says).waitFor();
      await isAccessible(page, `${path}, empty`);
    }
    await page.context().close();
  });

  test("a fault stands beside its field and takes the focus; the link is shown once and closed by its own button", async () => {
    const page = await windowOf(maya);
    await visit(page, "/people", /people/i);
    await page.getByRole("button", { name: "Invite a person" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Wen Zhao");
    await dialog.getByLabel("Work email").fill("wen@fernhollow");
    await dialog.getByRole("button", { name: "Invite" }).click();
    await dialog.getByText("Choose at least one role.").waitFor();
    await dialog.getByLabel("Clinician").check();
    await dialog.getByRole("button", { name: "Invite" }).click();
    await dialog.getByText("Look at the marked field.").waitFor();
    assert.equal(await page.evaluate("document.activeElement?.getAttribute('name')"), "email");
    await isAccessible(page, "invitation with a fault");
    await dialog.getByLabel("Work email").fill("wen@fernhollow.example");
    await dialog.getByRole("button", { name: "Invite" }).click();
    await dialog.getByText("is not shown again").waitFor();
    await isAccessible(page, "invitation");
    await page.keyboard.press("Escape");
    assert.equal(await dialog.isVisible(), true, "what is shown once is not lost by a key");
    await dialog.getByRole("button", { name: "Done" }).click();
    await page.getByText("wen@fernhollow.example").waitFor();
    await page.context().close();
  });

  test("a tenant that came meanwhile is there when its room is opened, without a reload", async () => {
    const page = await windowOf(maya);
    await visit(page, "/", /home/i);
    await addClient(site, "Stonebridge Regional");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Individuals" }).click();
    await page.getByRole("button", { name: "Open Stonebridge Regional" }).waitFor();
    await page.context().close();
  });

  test("the ledger opens on the tenant's log, says which in its address, and keeps it when an entry is closed", async () => {
    await addClient(site, "Stonebridge Regional");
    const bundle = patientBundle(1, wallClock.now());
    const clients = (await callAsOperator(site.site, "access.client.list", {})).output as { items: { tenant: { id: string } }[] };
    tenant = clients.items[0]?.tenant.id ?? "";
    await callAsOperator(site.site, "phi.record.import", {
      input: { body: bundle },
      bytes: Buffer.from(JSON.stringify(bundle)),
      tenant: tenant as never,
    });
    await site.parts.ledger.keeper.settle();
    const page = await windowOf(maya);
    await visit(page, "/ledger", /ledger/i);
    await page.waitForURL((url) => url.search === "?log=organization"); // No tenant is chosen yet.
    await page.getByRole("navigation", { name: "Log" }).getByRole("button", { name: "Stonebridge Regional" }).click();
    await page.waitForURL((url) => url.search === `?log=${tenant}`);
    await visit(page, "/ledger", /ledger/i);
    await page.waitForURL((url) => url.search === `?log=${tenant}`);
    await page.locator("[data-row-link]").first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByText("Verified in this browser").first().waitFor();
    assert.equal(await page.evaluate("document.activeElement?.tagName"), "H2", "the focus is on the entry's heading");
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => url.pathname === "/ledger" && url.search === `?log=${tenant}`);
    await page.getByRole("navigation", { name: "Log" }).getByRole("link", { name: "Organization" }).click();
    await page.waitForURL((url) => url.search === "?log=organization");
    await page.getByRole("link", { name: "Invited a person" }).first().waitFor();
    await page.getByLabel("Outcome").selectOption("refused");
    await page.waitForURL((url) => url.search === "?log=organization&outcome=refused");
    await page.context().close();
  });

  test("who opened it means openings: an import is none", async () => {
    const page = await windowOf(maya);
    await visit(page, "/individuals", /individuals/i);
    await page
      .getByRole("link", { name: /^[0-9a-f]{8}$/ })
      .first()
      .click();
    await page.getByText("Nobody yet").waitFor();
    await page.getByRole("button", { name: /^Open record/ }).click();
    await page.getByText("Choose a purpose first.").waitFor();
    await page.getByLabel("Purpose for opening").selectOption("PATRQT");
    await page.getByRole("button", { name: /^Open record/ }).click();
    await page.getByText("Opened by you at").waitFor();
    const trail = page.locator(".trail > li");
    await trail.first().waitFor();
    assert.deepEqual(
      (await trail.allTextContents()).map((text) => /Read a record/.test(text)),
      [true],
    );
    await page.context().close();
  });

  test("who has no role for a room is not shown it, and its address answers as if it were not there", async () => {
    const page = await windowOf(await addPerson(site, "tom@fernhollow.example", ["workforce-member"]));
    await page.goto(`${site.url}/people`);
    await page.getByText("Not here, or not yours").first().waitFor();
    assert.equal(await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "People" }).count(), 0);
    await isAccessible(page, "not yours");
    await visit(page, "/nowhere-at-all", /not here/i);
    await isAccessible(page, "no such page");
    await page.context().close();
  });

  test("an emergency is said above the page for as long as it is the purpose", async () => {
    const page = await windowOf(maya);
    await visit(page, "/individuals", /individuals/i);
    await page
      .getByRole("link", { name: /^[0-9a-f]{8}$/ })
      .first()
      .click();
    const band = page.getByRole("status").filter({ hasText: "Emergency treatment" });
    await page.getByLabel("Purpose for opening").selectOption("TREAT");
    assert.equal(await band.count(), 0);
    await page.getByLabel("Purpose for opening").selectOption("ETREAT");
    await band.getByText("marked as emergency in the ledger, under your name").waitFor();
    await isAccessible(page, "emergency");
    await page.getByLabel("Purpose for opening").selectOption("PATRQT");
    await band.waitFor({ state: "detached" });
    await page.context().close();
  });

  test("nothing on these pages was blocked by the content security policy or thrown", () => {
    const troubles = windows.flatMap((window) => window.troubles);
    assert.deepEqual(
      troubles.filter((text) => !/status of 40[0134]/.test(text)),
      [],
    );
  });

  test("with the server gone the page stays, says so, and goes on when it is back", async () => {
    const page = await windowOf(maya);
    await visit(page, "/", /home/i);
    await page.route("**/*", (route) => route.abort("connectionrefused"));
    await page.getByRole("link", { name: "Reports" }).first().click();
    await page.getByText("The server did not answer.").first().waitFor();
    assert.equal(await page.getByRole("navigation", { name: "Main" }).isVisible(), true);
    await isAccessible(page, "server gone");
    await page.unroute("**/*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { level: 1, name: "Reports" }).waitFor();
    await page.context().close();
  });

  test("a session that ended elsewhere leads to the sign-in, and from there back to the page that was wanted", async () => {
    const page = await windowOf(maya);
    await visit(page, "/people", /people/i);
    const { entrance } = new Part164Client({ origin: site.url }); // One session a person: this one ends the other.
    const first = await entrance.signIn(maya.email, maya.password);
    assert.ok(first.next === "second-factor");
    await entrance.signInWithFactor(first.ticket, { recoveryCode: maya.recoveryCodes[1] ?? "" });
    await page.getByRole("link", { name: "Applications" }).click();
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get("from"), "/applications");
    assert.equal(await page.getByText("wen@fernhollow.example").count(), 0, "nothing that was read outlives the session");
    await page.context().close();
  });
});

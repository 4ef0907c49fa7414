// SPDX-License-Identifier: Apache-2.0
// The main job, as a person does it in a real browser: set up by the one-time link, open a record for a purpose, see its entry proven,
// see Part 164 judged, make and download a package. Every page is looked at by axe in both themes.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { Secret } from "otpauth";
import { wallClock } from "#base/clock.ts";
import { codeAt } from "#access/second-factor.ts";
import { setUpLink } from "#access/set-up.ts";
import { callAsOperator } from "#cli/command.ts";
import { patientBundle } from "../../src/main/demo/patients.ts";
import { noBrowser, openBrowser, openWindow, type Window } from "../support/browser.ts";
import { addClient, openTestSite, type TestSite } from "../support/site.ts";
import { isAccessible } from "./accessible.ts";
import { runFirstChecks } from "./at-screen.ts";

const PASSWORD = "a heron stands in the reeds";
const FAMILY = "Ashgrove-Canary";

let browser: Browser;
let site: TestSite;
let window: Window;
let recoveryCodes: string[] = [];

const visit = async (path: string, heading: RegExp): Promise<Page> => {
  const { page } = window;
  await page.goto(`${site.url}${path}`);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  return page;
};

describe("the console in a browser", { skip: noBrowser }, () => {
  before(async () => {
    browser = await openBrowser();
    site = await openTestSite("embedded", { PART164_ORIGIN: "http://localhost:1640" }, wallClock);
    window = await openWindow(browser);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test("the installation is set up by the one-time link, and the official enrols", async () => {
    const { page } = window;
    const link = (await setUpLink(site.parts)) ?? "";
    await page.goto(`${site.url}/setup#${link.split("#")[1] ?? ""}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await isAccessible(page, "set-up");
    await page.getByLabel("Organization").fill("Fernhollow Health");
    await page.getByText("Business associate", { exact: false }).first().click();
    await page.getByLabel("Name").first().fill("Maya Okafor");
    await page.getByLabel("Work email").first().fill("maya@fernhollow.example");
    const same = page.getByLabel("The same person is the privacy official");
    if (!(await same.isChecked())) await same.check();
    await page.getByRole("button", { name: /set up/i }).click();
    await page.getByRole("heading", { level: 1, name: /organization is set up|welcome/i }).waitFor();
    const onward = page.getByRole("link", { name: /continue|enrol/i }).or(page.getByRole("button", { name: /continue|enrol/i }));
    if (
      await onward
        .first()
        .isVisible()
        .catch(() => false)
    )
      await onward.first().click();
    await page.getByRole("heading", { level: 1, name: /welcome/i }).waitFor();
    await isAccessible(page, "enrolment");
    const totp =
      (await page.locator("code, .literal, .mono").allTextContents())
        .map((text) => text.replaceAll(/\s/g, ""))
        .find((text) => /^[A-Z2-7]{32}$/.test(text)) ?? "";
    assert.notEqual(totp, "", "the key is shown in text beside the QR code");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("Code from the app").fill("000000");
    await page.getByRole("button", { name: "Finish" }).click();
    await page.getByText("Not the current code.").waitFor();
    assert.equal(await page.getByRole("alert").count(), 0, "a wrong code is said once, beside its field");
    await page.getByLabel("Code from the app").fill(codeAt(new Uint8Array(Secret.fromBase32(totp).buffer), site.parts.steady.now()));
    await page.getByRole("button", { name: "Finish" }).click();
    await page.getByRole("heading", { level: 1, name: /recovery codes/i }).waitFor();
    await isAccessible(page, "recovery codes");
    recoveryCodes = ((await page.locator("main").textContent()) ?? "").match(/[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}/g) ?? [];
    assert.equal(recoveryCodes.length, 10);
    await page.getByLabel(/kept them/i).check();
    await page.getByRole("button", { name: /continue|go|home/i }).click();
    await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
  });

  test("Home says one next step, and is accessible in both themes", async () => {
    await runFirstChecks(site);
    const page = await visit("/", /home/i);
    await page.getByText("Part 164").first().waitFor();
    await isAccessible(page, "Home");
    assert.doesNotMatch((await page.locator("body").textContent()) ?? "", /HIPAA compliant/i);
  });

  test("a record stays covered until it is opened for a purpose; opening leaves a proven entry", async () => {
    await addClient(site, "Stonebridge Regional");
    const bundle = patientBundle(3, wallClock.now());
    const entries = bundle["entry"] as { resource: { name?: { family: string }[] } }[];
    if (entries[0]?.resource.name?.[0] !== undefined) entries[0].resource.name[0].family = FAMILY;
    const clients = (await callAsOperator(site.site, "access.client.list", {})).output as { items: { tenant: { id: string } }[] };
    await callAsOperator(site.site, "phi.record.import", {
      input: { body: bundle },
      bytes: Buffer.from(JSON.stringify(bundle)),
      tenant: clients.items[0]?.tenant.id as never,
    });
    await signInByRecoveryCode();
    const page = await visit("/individuals", /individuals/i);
    await isAccessible(page, "Individuals");
    assert.doesNotMatch(await page.content(), new RegExp(FAMILY));
    await page
      .getByRole("link", { name: /^[0-9a-f]{8}$/ })
      .first()
      .click();
    await page.getByLabel("Purpose for opening").waitFor();
    assert.doesNotMatch(await page.content(), new RegExp(FAMILY));
    await page.getByLabel("Purpose for opening").selectOption("PATRQT");
    await page
      .getByRole("button", { name: /^Open record/ })
      .first()
      .click();
    await page.getByText(FAMILY).first().waitFor();
    await isAccessible(page, "an open record");
    assert.doesNotMatch(page.url() + (await page.title()), new RegExp(FAMILY));
    const stored = await page.evaluate<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])");
    assert.doesNotMatch(stored, new RegExp(FAMILY));
  });

  test("the read is in the ledger, and this browser verifies its proof", async () => {
    await site.parts.ledger.keeper.settle();
    const page = await visit("/ledger", /ledger/i);
    await isAccessible(page, "Ledger");
    const clients = (await callAsOperator(site.site, "access.client.list", {})).output as { items: { tenant: { id: string } }[] };
    const tenant = clients.items[0]?.tenant.id ?? "";
    await page.goto(`${site.url}/ledger?log=${tenant}&kind=phi.record.read`);
    await page.locator("[data-row-link]").first().click();
    await page.getByText("Verified in this browser").first().waitFor();
    await isAccessible(page, "an entry with its proof");
  });

  test("Part 164 is shown verbatim with verdicts and their evidence", async () => {
    const page = await visit("/requirements/164.312(b)", /requirements|technical/i);
    await page.getByText("Implement hardware, software, and/or procedural mechanisms").first().waitFor();
    await page
      .getByText("Every log verifies", { exact: false })
      .or(page.getByText("Entries, tree and signature of every log agree."))
      .first()
      .waitFor();
    await isAccessible(page, "Requirements");
  });

  test("a package is made and downloaded, and the auditor's program verifies it", async () => {
    const page = await visit("/reports", /reports/i);
    await isAccessible(page, "Reports");
    await page
      .getByRole("button", { name: /make a package/i })
      .first()
      .click();
    const link = page.getByRole("link", { name: /download the package/i }).first();
    await link.waitFor({ timeout: 90_000 });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const folder = await mkdtemp(join(tmpdir(), "part164-package-"));
    const file = join(folder, "package.zip");
    await download.saveAs(file);
    const { run } = await import("@part164/verify/cli.ts");
    const said: string[] = [];
    const exit = await run([file, "--key", await site.parts.ledger.signer.verifierKey(site.parts.installation)], {
      out: (text) => said.push(text),
      err: (text) => said.push(text),
    });
    await rm(folder, { recursive: true });
    assert.equal(exit, 0, said.join(""));
  });

  test("people and applications can be added; the secret is shown once", async () => {
    const people = await visit("/people", /people/i);
    await isAccessible(people, "People");
    const applications = await visit("/applications", /applications/i);
    await isAccessible(applications, "Applications");
  });

  test("a narrow window shows every room without sideways scrolling", async () => {
    const { page } = window;
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ["/", "/requirements", "/ledger", "/individuals", "/reports", "/people", "/applications"]) {
      await page.goto(`${site.url}${path}`);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assert.ok(overflow <= 1, `${path} is ${overflow} px too wide`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test("nothing on these pages was blocked by the content security policy or thrown", () => {
    assert.deepEqual(
      window.troubles.filter((text) => !/status of 40[134]/.test(text)),
      [],
    );
  });
});

/** Signs in again: after enrolment a code was used, and codes work once. */
async function signInByRecoveryCode(): Promise<void> {
  const { page } = window;
  await window.context.clearCookies();
  await page.goto(`${site.url}/sign-in`);
  await page.getByLabel("Work email").fill("maya@fernhollow.example");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: /sign in|continue/i }).click();
  await page.getByRole("button", { name: /recovery code/i }).click();
  await page.getByLabel("Recovery code").fill(recoveryCodes.shift() ?? "");
  await page.getByRole("button", { name: /sign in|continue/i }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
}

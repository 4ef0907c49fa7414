// SPDX-License-Identifier: Apache-2.0
// A bad day at the screen: a report without a name, judged, assessed by one official and confirmed by another, a notice with every element,
// sent with proof. Each page is looked at by axe in both themes, wide and narrow.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { formNamed } from "#program/form/registry.ts";
import { plantCustomer } from "../support/associate.ts";
import { noBrowser } from "../support/browser.ts";
import { atWork } from "../support/person.ts";
import { addPerson, setUpSite } from "../support/site.ts";
import { draftNoticeAtScreen, noteAtScreen } from "../story/room-incident.ts";
import { fillIn, moveAtScreen } from "../story/story-form.ts";
import { look, openScreens, press, type Screens } from "./at-screen.ts";
import { ZONE } from "../support/day.ts";

let screens: Screens;
let maya: Page;
let ruth: Page;
let mayaId = "";
let clinic = "";
let breach = "";

const WHAT = "A laptop is gone from the car of an employee";
const LONG = "Written down so that a stranger can follow how likely it is that the PHI was compromised.";
/** Where the organization is, as it is typed there. */
const thisMinute = (): string => Temporal.Now.zonedDateTimeISO(ZONE).toString({ timeZoneName: "never" });

const ASSESSMENT = {
  whose: "customers",
  individuals: 612,
  residents: [
    { state: "TX", count: 400 },
    { state: "OK", count: 212 },
  ],
  kinds: ["name", "diagnosis"],
  doing: "The laptop's sessions were ended and its keys replaced.",
  protect: "Look at statements of the insurer and ask about what is not yours.",
  contact: "privacy@fernhollow.example",
  permitted: "no",
  unsecured: "yes",
  exclusion: "none",
  ...Object.fromEntries(
    ["nature", "who", "viewed", "mitigated"].flatMap((name) => [
      [name, LONG],
      [`${name}Is`, "higher"],
    ]),
  ),
  conclusion: "breach",
};

describe("incidents and breaches in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    const { site, windowOf } = screens;
    const person = await setUpSite(site);
    maya = await windowOf(person);
    const other = await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]);
    ruth = await windowOf(other);
    const session = await site.fetch("/v1/session", { headers: { cookie: person.cookie } });
    const official = atWork(site, person);
    clinic = (await plantCustomer(official, atWork(site, other), "Lakeside Clinic", { noticeHours: 72 })).id;
    mayaId = ((await session.json()) as { user: { id: string } }).user.id;
  });
  after(() => screens?.close());

  test("somebody reports from the sign-in page, without a name", async () => {
    const page = await screens.newPage();
    await screens.visit(page, "/sign-in", /^Sign in$/);
    await page.getByRole("link", { name: "Report an incident" }).click();
    await page.getByRole("heading", { level: 1, name: "Report an incident" }).waitFor();
    const kind = (await formNamed("incident-report")).fields.find(({ name }) => name === "kind");
    assert.ok(kind?.type === "choice");
    assert.deepEqual(
      await page.getByLabel("What it looks like").getByRole("option").allTextContents(),
      kind.options.filter(({ value }) => value !== "associate").map(({ label }) => label),
      "as the form has it, but for what a vendor tells an official",
    );
    await page.getByLabel("What happened, in a sentence").fill(WHAT);
    await page.getByLabel("What it looks like").selectOption("lost-or-stolen");
    await page.getByLabel("Where").fill("A laptop of the field team");
    await look(page, "reporting without a name");
    await press(page, "Send the report");
    await page.getByText("It is received.").waitFor();
    await look(page, "the report is received");
  });

  test("it is the next step of an official, who judges it; its assessment and clocks are there", async () => {
    await screens.visit(maya, "/incidents", /^Incidents$/);
    await maya.getByText("A report waits to be judged.").waitFor();
    await maya.getByText("Without a name").first().waitFor();
    await look(maya, "Incidents");
    await maya.getByRole("link", { name: "Go on" }).click();
    await maya.getByRole("heading", { level: 1, name: WHAT }).waitFor();
    await maya
      .locator(".fact", { hasText: /^Filed by/ })
      .getByText("Without a name")
      .waitFor();
    const id = new URL(maya.url()).pathname.split("/").at(-1) ?? "";
    await moveAtScreen(maya, { id, version: 1 }, "open", { level: "high", lead: mayaId, phiJudged: "yes" });
    await maya.getByText("Presumed to be a breach").waitFor();
    await noteAtScreen(maya, { id }, { text: "The employee called from the parking lot." });
    await look(maya, "an incident with its journal");
    await maya.getByRole("link", { name: /clocks? runs?/ }).click();
    await maya.getByText("Until it is decided, every clock runs as for a breach.").waitFor();
    await maya.getByText("Notice to the customer").first().waitFor();
    await look(maya, "an assessment that is open");
  });

  test("one official assesses it, the other confirms", async () => {
    await screens.visit(ruth, "/incidents", /^Incidents$/);
    await ruth.getByRole("link", { name: "Go on" }).click();
    await ruth.getByRole("link", { name: "Facts and factors" }).click();
    await ruth.getByRole("heading", { level: 1, name: /^Amend: / }).waitFor();
    const { fields } = await formNamed("breach-assessment");
    await fillIn(ruth.locator("main"), fields, { ...ASSESSMENT, customers: [{ party: clinic, individuals: 612 }] });
    await look(ruth, "assessing");
    await press(ruth, "Save");
    await ruth.waitForURL(/\/breaches\/[0-9a-f-]{36}$/); // Back among the clocks, which count by what was just said.
    breach = new URL(ruth.url()).pathname.split("/").at(-1) ?? "";
    await ruth.getByText("72 hours after the discovery, by contract.", { exact: true }).waitFor();
    await press(ruth, "Hand in for confirmation");
    await ruth.getByRole("dialog").getByRole("button", { name: "Hand in for confirmation" }).click();
    await ruth.getByText("You wrote in it or handed it in; somebody else decides.").first().waitFor();
    await look(ruth, "an assessment that is handed in");
    await screens.visit(maya, `/breaches/${breach}`, new RegExp(WHAT));
    await press(maya, "Confirm: it is a breach");
    await maya.getByRole("dialog").getByRole("button", { name: "Confirm: it is a breach" }).click();
    await maya.getByText("A breach.", { exact: false }).first().waitFor();
    await maya.getByText("72 hours after the discovery, by contract.").waitFor();
    await look(maya, "a breach");
  });

  test("its notice is drafted, approved by the other, sent with proof, and its clock says so", async () => {
    await screens.visit(ruth, `/breaches/${breach}`, new RegExp(WHAT));
    const notice = await draftNoticeAtScreen(ruth, { id: breach }, { basis: "72 hours after the discovery, by contract." });
    assert.equal(await ruth.getByText("notify-covered-entity", { exact: false }).count(), 0, "a key is no word");
    await ruth.getByRole("link", { name: "Its factors and clocks" }).waitFor();
    await look(ruth, "a notice that is drafted");
    await moveAtScreen(ruth, notice, "submit");
    await moveAtScreen(maya, notice, "approve");
    await ruth.reload();
    await moveAtScreen(ruth, notice, "send", { sentAt: thisMinute(), method: "contract", count: 1, proof: "Receipt of the clinic." });
    await screens.visit(ruth, `/breaches/${breach}`, new RegExp(WHAT));
    await ruth.getByText("Sent in time").nth(1).waitFor(); // By the contract and by law.
    await screens.visit(ruth, "/incidents", /^Incidents$/);
    await ruth.getByRole("heading", { level: 2, name: "Breach log" }).waitFor();
    await look(ruth, "Incidents with a breach");
    assert.deepEqual(screens.troubles(/404/), []);
    assert.deepEqual(screens.refused, []);
  });
});

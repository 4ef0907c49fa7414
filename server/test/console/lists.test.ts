// SPDX-License-Identifier: Apache-2.0
// Each list of the program and of access: found in, sorted by its heads, saved as CSV, all of it standing in the address; looked at by axe
// in both themes, wide and narrow. And the lists that must have no file.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { assignByItself } from "#program/training/assign.ts";
import { appliesTo } from "#rule/rule.ts";
import { noBrowser } from "../support/browser.ts";
import { atWork } from "../support/person.ts";
import { adoptProfile } from "../support/profile.ts";
import { addClient, addPerson, setUpSite, type Person } from "../support/site.ts";
import { look, openScreens, press, type Screens } from "./at-screen.ts";

type List = {
  readonly path: string;
  readonly heading: RegExp;
  /** The button's name. */
  readonly save: string;
  readonly head: RegExp;
  /** A head to press, and what then stands in the address. */
  readonly sort: readonly [string, string];
};

const LISTS: readonly List[] = [
  { path: "/people", heading: /^People$/, save: "Export CSV", head: /^name,email,roles,state,/, sort: ["Name", "sort=name"] },
  { path: "/applications", heading: /^App/, save: "Export CSV", head: /^name,tenant,scopes,/, sort: ["Tenant", "sort=tenant"] },
  { path: "/requirements", heading: /^Req/, save: "Export CSV", head: /^paragraph,title,section,/, sort: ["Verdict", "sort=verdict"] },
  { path: "/forms", heading: /^Forms$/, save: "Export CSV", head: /^form,says,room,open,/, sort: ["Form", "sort=form"] },
  { path: "/workforce", heading: /^Workforce$/, save: "Export CSV", head: /^name,email,kind,position,/, sort: ["Since", "sort=joined_on"] },
  { path: "/training", heading: /^Training$/, save: "Export CSV", head: /^title,state,due_on,minutes,/, sort: ["Takes", "sort=minutes"] },
  { path: "/training-status", heading: /^Who/, save: "Export CSV", head: /^name,position,joined_on,/, sort: ["Name", "sort=name"] },
  { path: "/decisions", heading: /^Dec/, save: "Export CSV", head: /^specification,cite,verdict,/, sort: ["Verdict", "sort=verdict"] },
  { path: "/reports", heading: /^Reports$/, save: "Export CSV", head: /^cite,title,who,us,customer,/, sort: ["Who", "sort=who"] },
  { path: "/tasks", heading: /^My tasks$/, save: "Export CSV", head: /^due_on,late,task,cite,/, sort: ["Task", "sort=task"] },
  {
    path: "/policies",
    heading: /^Policies$/,
    save: "Export CSV: Proposed",
    head: /^title,summary,version,proposed_by,/,
    sort: ["Proposed by", "proposed.sort=proposed_by"],
  },
  {
    path: "/organization",
    heading: /^Organization$/,
    save: "Export CSV: Officials",
    head: /^office,person,state,/,
    sort: ["Person", "officials.sort=person"],
  },
];

/** One page of what was filed is 200. */
const SITES = 201;

let screens: Screens;
let maya: Page;
let official: Person;

async function saved(page: Page, button: string): Promise<{ readonly name: string; readonly text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, button)]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

describe("lists in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    const { site, windowOf } = screens;
    official = await setUpSite(site);
    await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]);
    await addClient(site, "Clinic A");
    const work = atWork(site, official);
    await adoptProfile(work);
    await work.write("/v1/policies/adopt", {});
    const { user } = await work.get<{ user: { id: string } }>("/v1/session");
    await work.file("official-designation", { office: "security-official", person: user.id, startsOn: "2026-11-02", duties: "Everything" });
    await assignByItself(site.parts);
    maya = await windowOf(official);
  });
  after(() => screens?.close());

  for (const { path, heading, save, head, sort } of LISTS)
    test(`${path} is sorted and saved, and the address says so`, async () => {
      await screens.visit(maya, path, heading);
      const [name, inAddress] = sort;
      await maya.getByRole("columnheader", { name, exact: true }).getByRole("button").first().click();
      await maya.waitForURL((url) => url.search.slice(1).split("&").includes(inAddress));
      const { name: file, text } = await saved(maya, save);
      assert.match(file, /^[a-z0-9-]+\.csv$/);
      assert.match(text, head);
      await look(maya, path);
    });

  test("once the library is taken up, nothing offers it; one's own proposals say so, and approving them asks why", async () => {
    await screens.visit(maya, "/policies", /^Policies$/);
    await maya.getByRole("button", { name: "Fill in again" }).waitFor();
    assert.equal(await maya.getByRole("button", { name: "Take up the library" }).count(), 0);
    await maya.getByText("You proposed it").first().waitFor();
    await maya
      .getByRole("checkbox", { name: /^Decide on/ })
      .first()
      .check();
    await press(maya, "Approve 1");
    const dialog = maya.getByRole("dialog");
    await dialog.getByText("You proposed what you are about to approve.").waitFor();
    assert.equal(await dialog.getByLabel(/^Why nobody else can approve/).getAttribute("required"), "");
    await dialog.getByLabel("I have read this text").check();
    assert.equal(await dialog.getByRole("button", { name: "Approve" }).getAttribute("aria-disabled"), "true");
    await look(maya, "approving one's own");
    await dialog.getByRole("button", { name: "Not now" }).click();
  });

  test("Home shows five of what cannot be proven, one row a thing, and leads to the rest", async () => {
    await screens.visit(maya, "/", /^Home$/);
    const panel = maya.getByRole("region", { name: "Cannot be proven now" });
    await panel.getByRole("link", { name: /^All \d+$/ }).waitFor();
    assert.equal(await panel.getByRole("listitem").count(), 5);
    await look(maya, "Home");
    await panel.getByRole("link", { name: /^All \d+$/ }).click();
    await maya.getByRole("heading", { level: 1, name: "Cannot be proven now" }).waitFor();
    const { text } = await saved(maya, "Export CSV");
    const whats = text.split("\r\n").flatMap((line) => /^(Policy: [^,"]+),/.exec(line)?.[1] ?? []);
    assert.ok(whats.length > 0);
    assert.equal(new Set(whats).size, whats.length, "two checks of one policy are one row");
    await look(maya, "Cannot be proven now");
  });

  test("an office begins today unless somebody says otherwise; People lead to it", async () => {
    await screens.visit(maya, "/people", /^People$/);
    await maya.getByRole("link", { name: "designated under Organization" }).click();
    await maya.getByRole("heading", { level: 1, name: "Designations" }).waitFor();
    await maya.getByRole("link", { name: "New" }).click();
    assert.match(await maya.getByLabel("From").inputValue(), /^20\d\d-\d\d-\d\d$/);
    await look(maya, "a designation");
  });

  test("before a profile is adopted it says how many paragraphs will be judged, and that most start as gaps", async () => {
    await screens.visit(maya, "/organization/profile", /profile/i);
    await press(maya, "Next");
    await press(maya, "Next");
    await press(maya, "See what they come to");
    const bound = appliesTo("business-associate").length;
    await maya.getByText(`Once you adopt this, ${bound} paragraphs of Part 164 are judged as binding you.`).waitFor();
    await look(maya, "what the answers come to");
  });

  test("what is found stands in the address, is all that is saved, and is let go in one step", async () => {
    await screens.visit(maya, "/people?find=ruth", /^People$/);
    await maya.getByText("1 of 2", { exact: true }).waitFor();
    assert.deepEqual((await saved(maya, "Export CSV")).text.split("\r\n").slice(1, -1).map((line) => line.split(",")[1]), [
      "ruth@fernhollow.example",
    ]); // prettier-ignore
    await maya.getByLabel(/^Find/).fill("nobody of that name");
    await maya.getByText("None of 2 fits what you asked for.").waitFor();
    await look(maya, "People, filtered to nothing");
    await press(maya, "Show all");
    await maya.getByText("ruth@fernhollow.example").waitFor();
    assert.equal(new URL(maya.url()).search, "");
  });

  test("a list that comes in pages is saved to its end, and what is in the inventories is found in all of them", async () => {
    const work = atWork(screens.site, official);
    const { user } = await work.get<{ user: { id: string } }>("/v1/session");
    const answers = { address: "1 Main Street", kind: "office", entry: "A receptionist", owner: user.id };
    for (let n = 0; n < SITES; n += 1) await work.file("site", { ...answers, name: `Site ${n}` });
    await screens.visit(maya, "/forms/site", /^Sites$/);
    await maya.getByText("200 so far").waitFor();
    const { text } = await saved(maya, "Export CSV");
    assert.equal(text.split("\r\n").length, SITES + 2, "the head, each site, and the end of the last line");
    await screens.visit(maya, "/organization?inventory.find=Site+199", /^Organization$/);
    await maya
      .getByRole("region", { name: "Sites" })
      .getByText(/^1 of 20[1-9]$/)
      .waitFor();
    assert.match((await saved(maya, "Export CSV: Inventories")).text, /^kind,name,state,updated_at,.*\r\nSites,Site 199,/);
    await look(maya, "Organization with sites");
  });

  test("the ledger saves what it shows; individuals have no file", async () => {
    await screens.visit(maya, "/ledger?log=organization", /^Ledger$/);
    assert.match((await saved(maya, "Export CSV")).text, /^at,who,what,kind,record,individual,/);
    await look(maya, "Ledger");
    await screens.visit(maya, "/individuals", /^Individuals$/);
    assert.equal(await maya.getByRole("button", { name: /CSV/ }).count(), 0);
  });

  test("nothing on these pages was blocked by the content security policy or thrown", () => {
    assert.deepEqual(screens.troubles(/status of (401|404)/), []);
  });
});

// SPDX-License-Identifier: Apache-2.0
// The lists of risk and response: sorted by a head, filtered in words, saved as CSV, all of it standing in the address; looked at by axe in
// both themes, wide and narrow.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { prepare } from "../support/activity.ts";
import { plantCustomer } from "../support/associate.ts";
import { noBrowser } from "../support/browser.ts";
import { plantInventory } from "../support/contingency.ts";
import { dayHere } from "../support/day.ts";
import { plantDevice } from "../support/device.ts";
import { plantIncident } from "../support/incident.ts";
import { atWork } from "../support/person.ts";
import { addPerson, setUpSite } from "../support/site.ts";
import { look, openScreens, press, type Screens } from "./at-screen.ts";

type List = {
  readonly path: string;
  readonly heading: RegExp;
  /** The button's name. */
  readonly save: string;
  readonly head: RegExp;
  /** A head to press, and what then stands in the address. */
  readonly sort: readonly [string, string];
  /** A filter, a choice of it as people read it, and what then stands in the address. */
  readonly filter?: readonly [string, string, string];
};

const LISTS: readonly List[] = [
  {
    path: "/risks",
    heading: /^Risks$/,
    save: "Export CSV",
    head: /^level,score,name,asset,threat,/,
    sort: ["Risk", "sort=name"],
    filter: ["State", "Draft", "state=draft"],
  },
  {
    path: "/associates",
    heading: /^Vendors/,
    save: "Export CSV",
    head: /^name,role,contract,ends_on,/,
    sort: ["Who", "sort=name"],
    filter: ["Contract", "None", "contract=None"],
  },
  {
    path: "/forms/associate-contract",
    heading: /^Associate contracts$/,
    save: "Export CSV",
    head: /^title,state,about,submitted_by,effective_on,/,
    sort: ["Title", "sort=title"],
    filter: ["State", "In force", "state=in+force"],
  },
  { path: "/activity", heading: /^Activity/, save: "Export CSV", head: /^state,period,from,entries,/, sort: ["Period", "sort=from"] },
  {
    path: "/incidents",
    heading: /^Incidents$/,
    save: "Export CSV",
    head: /^what,state,received,by,/,
    sort: ["Received", "sort=received"],
    filter: ["State", "Reported", "state=reported"],
  },
  {
    path: "/contingency",
    heading: /^Contingency$/,
    save: "Export CSV: Systems by how soon they are needed",
    head: /^needed,name,hours,restored,/,
    sort: ["System", "systems.sort=name"],
  },
  {
    path: "/devices",
    heading: /^Devices$/,
    save: "Export CSV",
    head: /^name,serial,kind,custodian,/,
    sort: ["Device", "sort=name"],
    filter: ["State", "In use", "state=in+use"],
  },
  {
    path: "/privacy",
    heading: /^Privacy cases$/,
    save: "Export CSV",
    head: /^kind,code,state,waits,received_on,/,
    sort: ["Due", "sort=due_on"],
  },
];

let screens: Screens;
let maya: Page;

describe("lists of risk and response in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    const { site, windowOf } = screens;
    const official = await setUpSite(site);
    const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
    const work = atWork(site, official);
    const { items } = await work.get<{ items: { id: string }[] }>("/v1/members");
    const member = items[0]?.id ?? "";
    await plantInventory(work, member);
    await plantDevice(work, member, { since: dayHere(site) });
    await plantIncident(work);
    await plantCustomer(work, ruth, "Lakeside Clinic");
    await work.file("risk-entry", { name: "Not rated yet" });
    await work.file("complaint", { receivedOn: dayHere(site), cameFrom: "anonymous", about: ["access"], says: "It took too long." });
    await prepare(work);
    maya = await windowOf(official);
  });
  after(() => screens?.close());

  for (const { path, heading, save, head, sort, filter } of LISTS)
    test(`${path} is sorted, filtered and saved, and the address says so`, async () => {
      await screens.visit(maya, path, heading);
      const [name, inAddress] = sort;
      await maya.getByRole("columnheader", { name, exact: true }).getByRole("button").first().click();
      await maya.waitForURL((url) => url.search.slice(1).split("&").includes(inAddress));
      if (filter !== undefined) {
        await maya.getByLabel(filter[0], { exact: true }).first().selectOption({ label: filter[1] });
        await maya.waitForURL((url) => url.search.slice(1).split("&").includes(filter[2]));
      }
      const [download] = await Promise.all([maya.waitForEvent("download"), press(maya, save)]);
      assert.match(download.suggestedFilename(), /^[a-z0-9-]+\.csv$/);
      const text = await readFile(await download.path(), "utf8");
      assert.match(text, head);
      assert.ok(text.trim().split("\n").length > 1, "what is shown is in the file");
      await look(maya, path);
    });

  test("nothing on these pages was blocked by the content security policy or thrown", () => {
    assert.deepEqual(screens.troubles(/status of 404/), []);
  });
});

// SPDX-License-Identifier: Apache-2.0
// Devices at the screen: an inventory by hand and from a file, a check in a minute by who has the device, a disposal that two people see,
// a place with its rules. Each page is looked at by axe in both themes, wide and narrow.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { today } from "#program/calendar.ts";
import { noBrowser } from "../support/browser.ts";
import { deviceTeam, type DeviceTeam, SINCE } from "../support/device.ts";
import { LAPTOP } from "../support/device-answers.ts";
import { addDevice, checkOwnDevice } from "../story/room-device.ts";
import { fileAtScreen, moveAtScreen } from "../story/story-form.ts";
import { look, openScreens, press, type Screens } from "./at-screen.ts";

let screens: Screens;
let team: DeviceTeam;
let maya: Page;
let ruth: Page;
let sam: Page;
let device = "";
let day = "";

describe("devices in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    const { site, windowOf } = screens;
    team = await deviceTeam(site);
    day = await today(site.parts);
    maya = await windowOf(team.person);
    ruth = await windowOf(team.people.ruth);
    sam = await windowOf(team.people.sam);
  });
  after(() => screens?.close());

  test("an empty inventory says what to do first, and a device is added", async () => {
    await screens.visit(maya, "/devices", /^Devices$/);
    await look(maya, "Devices, empty");
    device = (await addDevice(maya, { ...LAPTOP, custodian: team.ids.sam, since: SINCE })).id;
    await look(maya, "a device");
  });

  test("a file is looked at before it changes anything", async () => {
    await screens.visit(maya, "/devices", /^Devices$/);
    await press(maya, "Import a file");
    const csv = `serial,name,email,encrypted,checked_on\nB-1,Laptop 15,ruth@fernhollow.example,yes,${day}\nB-2,Laptop 16,nobody@fernhollow.example,yes,${day}\n`;
    await maya.getByLabel("File", { exact: true }).setInputFiles({ name: "devices.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await maya.getByText("Is nobody in the workforce.", { exact: false }).waitFor();
    await look(maya, "what an import would change");
    await press(maya, "Import 1 device");
    await maya.getByText("1 device added, 0 changed, 1 check taken over.").waitFor();
    await press(maya, "Done");
    await maya.getByRole("link", { name: "Laptop 15" }).waitFor();
    await look(maya, "Devices");
  });

  test("who has a device sees it, and checks it in a minute", async () => {
    await screens.visit(sam, "/devices", /^Devices$/);
    await sam.getByText("Check a device that you have.").waitFor();
    assert.equal(await sam.getByText("Laptop 15").count(), 0, "Nobody else's.");
    await look(sam, "My devices");
    const answers = { encrypted: "yes", system: "Fern OS 15.1", lock: 5, patchedOn: day, malware: "yes", firewall: "yes" };
    await checkOwnDevice(sam, { name: LAPTOP.name, answers }, look);
    await sam.getByRole("link", { name: LAPTOP.name }).click();
    await sam.getByRole("list", { name: "Checks" }).getByText("by hand").waitFor();
    await look(sam, "a device of one's own");
  });

  test("a disposal is written down, confirmed by another, and the device is gone", async () => {
    await screens.visit(maya, `/devices/${device}`, new RegExp(LAPTOP.name));
    await maya.getByRole("link", { name: "Write down" }).click();
    await maya.getByRole("heading", { level: 1, name: "Movement, reuse or disposal of media" }).waitFor();
    const answers = { kind: "dispose", on: day, hold: "no", method: "destroy", seen: "witness", witness: team.ids.sam };
    const { id } = await fileAtScreen(maya, "media-disposal", answers);
    await look(maya, "a disposal");
    await screens.visit(ruth, `/submissions/${id}`, new RegExp(LAPTOP.name));
    await moveAtScreen(ruth, { id, version: 1 }, "confirm");
    await screens.visit(ruth, `/devices/${device}?on=${SINCE}`, new RegExp(LAPTOP.name));
    await ruth.getByText("Disposed", { exact: true }).first().waitFor();
    await ruth.getByRole("status").filter({ hasText: "sam" }).waitFor();
    await look(ruth, "a device that is gone");
  });

  test("a place without a site has its rules", async () => {
    const homes = { covers: "remote", name: "Homes", why: "No site.", homeRules: "A room with a door." };
    const { id } = await fileAtScreen(maya, "facility-plan", homes, look);
    await moveAtScreen(maya, { id, version: 1 }, "submit");
    await screens.visit(ruth, `/submissions/${id}`, /Homes/);
    await moveAtScreen(ruth, { id, version: 2 }, "approve");
    await screens.visit(ruth, "/devices", /^Devices$/);
    await ruth.getByText("In force").waitFor();
    await look(ruth, "Devices with a place");
    assert.deepEqual(screens.troubles(/404/), []);
    assert.deepEqual(screens.refused, []);
  });
});

// SPDX-License-Identifier: Apache-2.0
// A device at the screen: put on the inventory, and looked at by who has it. For the test of the room, and for the story.
import type { Page } from "playwright-core";
import { workstationCheck } from "#program/device/definition/workstation-check.ts";
import { type Look, passBy, press } from "../console/at-screen.ts";
import { fileAtScreen, fillIn } from "./story-form.ts";
import type { Answers, Filed } from "./story-person.ts";

/** From Devices, where nothing is in the inventory. Ends on the device's page. */
export async function addDevice(page: Page, answers: Answers): Promise<Filed> {
  await page.getByText("Add the first device.").waitFor();
  await page.getByRole("link", { name: "Add a device" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Device or medium" }).waitFor();
  const filed = await fileAtScreen(page, "device", answers);
  await page.getByRole("heading", { level: 1, name: String(answers["name"]) }).waitFor();
  await page.getByText("Never checked").waitFor();
  return filed;
}

/** From Devices: who has the device looks at its settings and signs what they show. */
export async function checkOwnDevice(page: Page, { name, answers }: { name: string; answers: Answers }, see: Look = passBy): Promise<void> {
  await press(page, `Check ${name}`);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Is its disk encrypted?").waitFor();
  await see(page, "checking a device");
  await fillIn(dialog, workstationCheck.fields, answers);
  await dialog.getByRole("button", { name: "Sign" }).click();
  await page.getByText("Passes").waitFor();
}

// SPDX-License-Identifier: Apache-2.0
// What an organization keeps up to date about itself: its inventories, which two may change at once, the map drawn from them, its roster.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { Part164Client } from "@part164/client/client.ts";
import { noBrowser } from "../support/browser.ts";
import { atWork } from "../support/person.ts";
import { setUpSite, type Person } from "../support/site.ts";
import { isAccessible } from "./accessible.ts";
import { look, openScreens, press, question, type Screens } from "./at-screen.ts";

let screens: Screens;
let maya: Page;
let first: Person;

describe("what is kept up to date, in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    first = await setUpSite(screens.site);
    maya = await screens.windowOf(first);
  });
  after(() => screens?.close());

  test("of two who amend the same, the second sees both and chooses; nothing typed is lost", async () => {
    const work = atWork(screens.site, first);
    const { items } = await work.get<{ items: { id: string }[] }>("/v1/members");
    const answers = { name: "Main", address: "1 Alder Lane", kind: "office", entry: "Badge", owner: items[0]?.id };
    const made = await work.file("site", answers);
    await screens.visit(maya, `/submissions/${made.id}/edit`, /Amend: Main/);
    await maya.getByLabel("Address").fill("2 Alder Lane");
    await maya.getByLabel("Name").fill("Main office");
    const changed = { ...answers, address: "3 Alder Lane", entry: "Badge and guard" };
    await work.write(`/v1/submissions/${made.id}`, { answers: changed }, { method: "PUT", version: 1 });
    await press(maya, "Save");
    await maya.getByRole("heading", { name: "Maya Okafor saved a change meanwhile" }).waitFor();
    await maya.locator(".conflict:focus").waitFor(); // The button that was pressed may be far below it.
    await maya.getByText("Badge and guard").first().waitFor();
    await look(maya, "two who amended");
    await question(maya, /^Address/)
      .getByLabel("Maya Okafor’s")
      .check();
    await press(maya, "Use what I chose");
    await press(maya, "Save");
    await maya.getByRole("heading", { level: 1, name: "Main office" }).waitFor();
    const { answers: kept } = await work.get<{ answers: Record<string, unknown> }>(`/v1/submissions/${made.id}`);
    assert.deepEqual(kept, { ...changed, name: "Main office" });
  });

  test("where PHI goes is drawn and told; each arrow can be reached by key", async () => {
    const work = atWork(screens.site, first);
    const { items } = await work.get<{ items: { id: string }[] }>("/v1/members");
    const party = await work.file("party", { name: "Stonebridge Regional", role: "customer", service: "Care", phi: "no" });
    const system = await work.file("system", {
      name: "API gateway",
      kind: "network",
      purpose: "Takes appointments in",
      phi: "passes",
      protection: "TLS 1.3",
      owner: items[0]?.id,
      criticality: "day",
    });
    const flow = {
      what: "Appointments",
      fromKind: "party",
      fromParty: party.id,
      toKind: "system",
      toSystem: system.id,
      way: "A closed line",
    };
    await work.file("data-flow", { ...flow, encrypted: "no", whyClear: "Replaced by March." });
    await screens.visit(maya, "/organization", /^Organization$/);
    const arrow = maya.getByRole("link", {
      name: "1: Appointments, from Stonebridge Regional to API gateway, A closed line, not encrypted",
    });
    await arrow.focus();
    await look(maya, "the map");
    await maya.getByRole("table", { name: "Flows of PHI, as on the map" }).getByText("Not encrypted").waitFor();
    await arrow.focus();
    await maya.keyboard.press("Enter");
    await maya.getByRole("heading", { level: 1, name: "Appointments" }).waitFor();
  });

  test("somebody joins and has a check-list; a wrong cell of a roster adds nobody; somebody leaves", async () => {
    await screens.visit(maya, "/workforce", /^Workforce$/);
    await press(maya, "Somebody joins");
    const dialog = maya.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Jo Lindqvist");
    await dialog.getByLabel("Position").fill("Night support");
    await isAccessible(maya, "somebody joins");
    await press(maya, "Put on the roster");
    await dialog.getByText("Jo Lindqvist is on the roster.").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await maya.getByRole("table", { name: "Check-lists due" }).getByText("Jo Lindqvist").waitFor();
    await look(maya, "Workforce");
    await press(maya, "Import CSV");
    await dialog.getByLabel("Or paste it").fill("name,email,kind,position,sees_phi,joined_on\nAda Brook,,robot,Intern,no,2026-01-05");
    await press(maya, "Import");
    await dialog.getByText("Row 2,").waitFor();
    await isAccessible(maya, "an import with a fault");
    await dialog.getByLabel("Or paste it").fill("name,email,kind,position,sees_phi,joined_on\nAda Brook,,trainee,Intern,no,2026-01-05");
    await press(maya, "Import");
    await dialog.getByText("1 person added.").waitFor();
    await dialog.getByRole("button", { name: "Close" }).first().click();
    await press(maya, "Ada Brook leaves");
    await dialog.getByLabel("In the ordinary course").check();
    await isAccessible(maya, "somebody leaves");
    await press(maya, "Write it down");
    await dialog.getByText("It is written down.").waitFor();
  });

  test("what somebody had typed when their session ended is there again once they have signed in", async () => {
    await screens.visit(maya, "/forms/technology-request/new", /new technology/);
    await maya.getByLabel("Tool or service").fill("Transcriber");
    const { entrance } = new Part164Client({ origin: screens.site.url }); // One session a person: this one ends the other.
    const step = await entrance.signIn(first.email, first.password);
    assert.ok(step.next === "second-factor");
    await entrance.signInWithFactor(step.ticket, { recoveryCode: first.recoveryCodes[0] ?? "" });
    await maya.getByRole("link", { name: "Ledger", exact: true }).click();
    await maya.getByRole("dialog").getByRole("button", { name: "Stay" }).click();
    await maya.getByLabel("Who provides it").fill("Example Ltd");
    await maya.getByLabel("What you want it for").fill("Notes of visits");
    await question(maya, /Would PHI reach it/)
      .getByLabel("Yes, or it could")
      .check();
    await press(maya, "File it");
    await maya.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    assert.equal(await maya.getByText("Transcriber").count(), 0, "nothing of it is on the screen");
    await maya.getByLabel("Work email").fill(first.email);
    await maya.getByLabel("Password", { exact: true }).fill(first.password);
    await press(maya, "Continue");
    await press(maya, "Use a recovery code");
    await maya.getByLabel("Recovery code").fill(first.recoveryCodes[1] ?? "");
    await maya.keyboard.press("Enter");
    await press(maya, "Continue");
    await maya.getByText("What you had typed is here again.").waitFor();
    assert.equal(await maya.getByLabel("Tool or service").inputValue(), "Transcriber");
    await isAccessible(maya, "typed before the session ended");
  });

  test("nothing on these pages was blocked by the content security policy or thrown", () => {
    assert.deepEqual(screens.troubles(/status of 4(01|04|12|22)/), []);
  });
});

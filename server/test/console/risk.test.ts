// SPDX-License-Identifier: Apache-2.0
// A risk analysis as people do it: begun, decided asset by asset, approved by somebody else, read as a report; then what changed since.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { wallClock } from "#base/clock.ts";
import { noBrowser } from "../support/browser.ts";
import { atWork, type AtWork } from "../support/person.ts";
import { addPerson, setUpSite } from "../support/site.ts";
import { approveAnalysis, beginAnalysis, finishAnalysis, printReport, rateRisk, readDraftReport } from "../story/room-risk.ts";
import { isAccessible } from "./accessible.ts";
import { look, openScreens, press, type Screens } from "./at-screen.ts";
import { dayHere } from "../support/day.ts";

let screens: Screens;
let maya: Page;
let ruth: Page;
let official: AtWork;

const WHY = "We run on one managed service, and it cannot happen with how it is built.";
const dayFromNow = (days: number): string => dayHere({ clock: wallClock }, days);

async function officialsId(): Promise<string> {
  const { items } = await official.get<{ items: { id: string }[] }>("/v1/members");
  return items[0]?.id ?? "";
}

async function fileSystem(name: string): Promise<void> {
  await official.file("system", {
    name,
    kind: "database",
    purpose: "Keeps appointments",
    phi: "keeps",
    protection: "Encrypted at rest",
    owner: await officialsId(),
    criticality: "day",
  });
}

describe("risks in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    const { site, windowOf } = screens;
    const person = await setUpSite(site);
    official = atWork(site, person);
    maya = await windowOf(person);
    ruth = await windowOf(await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
    await fileSystem("Main database");
  });
  after(() => screens?.close());

  test("an analysis is begun from its one next step and decided, several lines at once", async () => {
    await screens.visit(maya, "/risks", /^Risks$/);
    await maya.getByText("Begin the first analysis").waitFor();
    await look(maya, "Risks, empty");
    await beginAnalysis(maya, "The first year", look);
    const answers = {
      safeguards: "Backups every day, which nobody can change.",
      inherentLikelihood: "4",
      inherentImpact: "5",
      likelihood: "3",
      impact: "4",
      treatment: "reduce",
      plan: "Keep one copy with another provider.",
      owner: await officialsId(),
      dueOn: dayFromNow(60),
    };
    await rateRisk(maya, { line: /^Choose Main database: Malicious software encrypts/, answers, score: "12 high" }, look);
    await look(maya, "an analysis");
    for (const key of ["j", "j", "Space", "j", "Space"]) await maya.keyboard.press(key);
    await maya.getByText("2 chosen").waitFor();
    await finishAnalysis(maya, WHY, look);
    assert.equal(await maya.getByRole("button", { name: "Approve" }).count(), 0, "who ran it does not approve");
  });

  test("somebody else reads the report and approves; the report prints and comes down as a PDF", async () => {
    const path = new URL(maya.url()).pathname;
    await screens.visit(ruth, "/risks", /^Risks$/);
    await readDraftReport(ruth, path);
    await screens.visit(ruth, path, /^Risk analysis of/);
    await press(ruth, "Send back");
    const dialog = ruth.getByRole("dialog");
    await dialog.getByLabel("What is missing").fill("Say in the reasons who looked.");
    await isAccessible(ruth, "sending an analysis back");
    await dialog.getByRole("button", { name: "Send it back" }).click();
    await dialog.waitFor({ state: "detached" });
    await maya.reload();
    await maya.getByText("ruth sent it back.").waitFor();
    await maya.getByText("Say in the reasons who looked.").waitFor();
    await press(maya, "Finish");
    await maya.getByText("It waits for approval.").waitFor();
    await approveAnalysis(ruth, { path, name: "ruth", why: WHY }, look);
    assert.match(await printReport(ruth), /^risk-analysis-\d{4}-\d\d-\d\d\.pdf$/);
  });

  test("the matrix narrows the register, and what changed since is looked at again", async () => {
    await fileSystem("Archive");
    await screens.visit(maya, "/risks", /^Risks$/);
    await maya.getByRole("heading", { level: 2, name: "Changed since the analysis" }).waitFor();
    await look(maya, "Risks");
    await maya.getByRole("link", { name: "1 risk, high, likelihood 3, impact 4" }).click();
    await maya.waitForURL(/cell=3/);
    await maya.getByRole("link", { name: /^Main database: Malicious software/ }).waitFor();
    await press(maya, "Choose all changes");
    await press(maya, "Decide");
    const dialog = maya.getByRole("dialog");
    await dialog.getByLabel("Why").fill("It is built as the main database is, and decided as that was.");
    await isAccessible(maya, "looking again");
    await dialog.getByRole("button", { name: "Write it down" }).click();
    await maya.getByRole("heading", { level: 2, name: "Changed since the analysis" }).waitFor({ state: "detached" });
    await maya.getByText("Nothing is due").waitFor();
  });

  test("nothing on these pages was blocked by the content security policy or thrown", () => {
    assert.deepEqual(screens.troubles(/status of 4(04|12|22)/), []);
  });
});

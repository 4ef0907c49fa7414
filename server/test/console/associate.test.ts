// SPDX-License-Identifier: Apache-2.0
// The chain at the screen: a vendor without a contract is the next step; the contract is recorded clause by clause, put in force by the
// other official, a tenant is bound to a customer, a contract ends. Each page is looked at by axe in both themes, wide and narrow.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { ENDING } from "#program/associate/contract-fields.ts";
import { reviewOf, contractWith, paper, plantCustomer } from "../support/associate.ts";
import { noBrowser } from "../support/browser.ts";
import { atWork, type AtWork } from "../support/person.ts";
import { addClient, addPerson, setUpSite } from "../support/site.ts";
import { CHAIN, type Party, putInForce, recordContract, reviewAssociate, turnToParty } from "../story/room-associate.ts";
import { fillIn } from "../story/story-form.ts";
import { look, openScreens, press, type Screens } from "./at-screen.ts";
import { ZONE } from "../support/day.ts";

let screens: Screens;
let maya: Page;
let ruth: Page;
let official: AtWork;
let cloud: Party = { id: "", name: "Cloud provider" };

const TODAY = Temporal.Now.zonedDateTimeISO(ZONE).toPlainDate();

describe("the chain of associates in a browser", { skip: noBrowser }, () => {
  before(async () => {
    screens = await openScreens();
    const { site, windowOf } = screens;
    const person = await setUpSite(site);
    maya = await windowOf(person);
    const other = await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]);
    ruth = await windowOf(other);
    official = atWork(site, person);
    await addClient(site, "Lakeside");
    const last = TODAY.add({ days: 60 }).toString();
    await plantCustomer(official, atWork(site, other), "Lakeside Clinic", { noticeHours: 72, endsOn: last });
    const { id } = await official.file("party", { name: cloud.name, role: "vendor", service: "Runs our service", phi: "yes" });
    cloud = { ...cloud, id };
    const through = { name: "Log keeper", role: "vendor", service: "Keeps its logs", phi: "no", parent: id };
    await official.file("party", through);
  });
  after(() => screens?.close());

  test("PHI that passes without a contract is the next step", async () => {
    await screens.visit(maya, "/associates", CHAIN);
    await maya.getByText("Next: Cloud provider").waitFor();
    await maya.getByText("PHI passes without a contract: make one, or stop it.").waitFor();
    const chain = maya.getByRole("list", { name: "Through Cloud provider" });
    await chain.getByRole("link", { name: "Log keeper" }).waitFor();
    await maya
      .getByText(/^Ends in \d+ days$/)
      .first()
      .waitFor();
    await look(maya, "the chain");
  });

  test("a contract is recorded with its file, clause by clause, and the other official puts it in force", async () => {
    await screens.visit(maya, "/associates", CHAIN);
    const contract = { name: "contract.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 a contract") };
    const answers = contractWith(cloud.id, "", { kind: "subcontractor", noticeHours: 24 });
    await recordContract(maya, { ...answers, document: contract }, look);
    await screens.visit(ruth, "/associates", CHAIN);
    await putInForce(ruth, cloud, look);
  });

  test("its security is looked at, and the finding is a task", async () => {
    const { user } = await official.get<{ user: { id: string } }>("/v1/session");
    const findings = [{ what: "Support signs in without a second factor", owner: user.id, dueOn: TODAY.add({ days: 9 }).toString() }];
    await reviewAssociate(maya, ruth, { party: cloud, answers: reviewOf(cloud.id, TODAY.toString(), { findings }) });
    await screens.visit(maya, "/tasks", /^My tasks$/);
    await maya.getByText("See to a finding about an associate").first().waitFor();
  });

  test("a draft that lacks the end of its first term is handed in by way of that question", async () => {
    const { id: party } = await official.file("party", { name: "Mail service", role: "vendor", service: "Sends mail", phi: "yes" });
    const draft = await official.file("associate-contract", contractWith(party, await paper(official), { renewal: "automatic" }));
    await screens.visit(maya, `/submissions/${draft.id}`, /^Business associate contract$/);
    await press(maya, "Hand in");
    const dialog = maya.getByRole("dialog");
    await dialog.getByRole("button", { name: "Hand in" }).click();
    await dialog.getByText(/^Last day: Is needed where it goes on by itself/).waitFor();
    await look(maya, "a draft that lacks something");
    await dialog.getByRole("link", { name: "Amend it" }).click();
    await maya.getByRole("heading", { level: 1, name: /^Amend/ }).waitFor();
    const last = maya.getByLabel(/^Last day/);
    await maya.locator("input[name=endsOn]:focus").waitFor();
    await last.fill(TODAY.add({ days: 300 }).toString());
    await press(maya, "Save");
    await maya.getByRole("heading", { level: 1, name: /^Business associate contract$/ }).waitFor();
    await press(maya, "Hand in");
    await dialog.getByRole("button", { name: "Hand in" }).click();
    await dialog.waitFor({ state: "detached" });
  });

  test("a contract is offered with whom it may be made, and two of one name are told apart", async () => {
    const no = { role: "vendor-without-phi", service: "Delivers coffee" };
    await official.file("party", { name: "Coffee", ...no });
    await official.file("party", { name: "Mail service", role: "vendor", service: "Sends other mail", phi: "no" });
    await screens.visit(maya, "/forms/associate-contract/new", /^Associate contract$/);
    const offered = maya.getByLabel("With", { exact: true });
    await offered.locator("option", { hasText: cloud.name }).waitFor({ state: "attached" });
    const said = await offered.locator("option").allInnerTexts();
    assert.ok(!said.some((one) => one.startsWith("Coffee")), said.join());
    assert.equal(new Set(said).size, said.length, said.join());
    assert.equal(said.filter((one) => one.startsWith("Mail service, filed")).length, 2);
  });

  test("a tenant is bound to the customer whose records it holds, and not to one without a contract", async () => {
    await official.file("party", { name: "Northwater", role: "customer", service: "Care", phi: "no" });
    await screens.visit(maya, "/associates", CHAIN);
    const open = maya.getByRole("button", { name: "Say whose records Lakeside holds" });
    await open.click();
    const dialog = maya.getByRole("dialog");
    await dialog.getByLabel("They are of").selectOption({ label: "Northwater" });
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("No contract with this customer is in force", { exact: false }).first().waitFor();
    await look(maya, "binding a tenant is refused");
    await dialog.getByLabel("They are of").selectOption({ label: "Lakeside Clinic" });
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await maya.getByRole("list", { name: "Tenants" }).getByRole("link", { name: "Lakeside Clinic" }).waitFor();
  });

  test("a contract ends with its reason, and asks for PHI", async () => {
    await turnToParty(maya, cloud);
    await press(maya, "End it");
    const dialog = maya.getByRole("dialog");
    await fillIn(dialog, ENDING, { endedBecause: "by-notice", endedOn: TODAY.toString() });
    await dialog.getByLabel(/^Why/).last().fill("Another provider is cheaper.");
    await dialog.getByRole("button", { name: "End it" }).click();
    await dialog.waitFor({ state: "detached" });
    await maya.getByText("Prove return or destruction of PHI.").waitFor();
    await look(maya, "the file of a vendor whose contract ended");
  });
});

// SPDX-License-Identifier: Apache-2.0
// The story of server/test/story at the screens of its three people, on both databases: from an empty organization to a package that
// verifies, and the worst day between. It is one story in four acts, each of which goes on where the one before ended.
// At the screen: set-up and all three enrolments, a return by recovery code, the profile, every designation and its acceptance, who joins,
// taking up and approving all policies, each person's first three acknowledgements and first course, the forms of the first weeks, the risk
// analysis, two decisions with their approvals, the provider's contract and review, the backup plan, a laptop with its check, all of the worst
// day, the review of activity, the evaluation, the gap report, the package. Through the typed client, with the cookies of the same window:
// each person's other 21 acknowledgements and other courses, the other 20 decisions, the customer's contract, the other two plans, the
// analysis of criticality and the test, two more laptops, the homes, the sanctions of the year. The first checks, which a server runs by
// itself, the test runs; the auditor is the verify library.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setUpLink } from "#access/set-up.ts";
import { organizationProfile } from "#program/organization/definition/organization-profile.ts";
import { noBrowser } from "../support/browser.ts";
import { type DatabaseKind, skipOf } from "../support/databases.ts";
import { PROFILE } from "../support/profile.ts";
import {
  acknowledgeAll,
  addressable,
  decide,
  designations,
  JOINER,
  judged,
  PROMISED_HOURS,
  SETUP,
  type Totals,
  totals,
  work,
  ZONE,
} from "./program-story.ts";
import { analyseAtScreen, knowDevicesAtScreen, meetPartnersAtScreen, planAtScreen, reviewActivityAtScreen } from "./part-two-at-screens.ts";
import { fillIn } from "./story-form.ts";
import { takeCourses } from "./story-learning.ts";
import { auditorSays, verdictsIn, withByteAltered } from "./story-package.ts";
import type { Filed } from "./story-person.ts";
import {
  acknowledgeAtScreen,
  enter,
  evaluateAtScreen,
  joinAtScreen,
  packageAtScreen,
  takeCourseAtScreen,
  takeUpAtScreen,
  totalsAtScreen,
} from "./story-rooms.ts";
import { type AtScreen, comeBack, enrolAtScreen, followHome, setUpAtScreen } from "./story-screen.ts";
import { worstDay } from "./worst-day.ts";
import { isAccessible } from "../console/accessible.ts";
import { inState, look, openScreens, press, runFirstChecks, type Screens } from "../console/at-screen.ts";

type Officials = { readonly maya: AtScreen; readonly ruth: AtScreen };
type People = Officials & { readonly sam: AtScreen };

/** Both officials come in by their links; Ruth leaves, and comes back with a recovery code. */
async function arrive(screens: Screens): Promise<Officials> {
  const { site, newPage } = screens;
  const [first, second] = [await newPage(), await newPage()];
  const link = await setUpAtScreen(first, site.url, (await setUpLink(site.parts)) ?? "");
  const maya = await enrolAtScreen(screens, first, SETUP.securityOfficial);
  await second.goto(`${site.url}/enrol#${link.split("#")[1] ?? ""}`);
  const ruth = await enrolAtScreen(screens, second, SETUP.privacyOfficial);
  await comeBack(ruth);
  return { maya, ruth };
}

/** The profile's four steps, as Home leads to them. */
async function sayWhoWeAre({ page }: AtScreen): Promise<void> {
  await followHome(page, /: Say who you are$/);
  await page.getByRole("link", { name: "Answer the questions" }).click();
  const { about: _, ...answers } = PROFILE; // The wizard asks about nothing else than the whole organization.
  const [main, { fields }] = [page.locator("main"), organizationProfile];
  const isAt = (name: string): number => fields.findIndex((field) => field.name === name) + 1;
  const [first, second] = [isAt("forAssociate"), isAt("isDeidentifiedOnly")];
  await fillIn(main, fields.slice(0, first), answers);
  await press(page, "Next");
  await fillIn(main, fields.slice(first, second), answers);
  await press(page, "Next");
  await fillIn(main, fields.slice(second), answers);
  await press(page, "See what they come to");
  await page.getByText("a business associate.").waitFor();
  await press(page, "Adopt");
  await inState(page, "Adopted");
}

/** Home leads Maya to each step of it; each office is accepted by whom it concerns, as Home asks for. */
async function designate({ maya, ruth }: Officials): Promise<void> {
  for (const [n, { who, answers }] of designations(maya, ruth).entries()) {
    if (n === 0) {
      await followHome(maya.page, /: Designate your officials$/);
      await maya.page.getByRole("link", { name: "Designate" }).click();
    }
    const filed = await maya.file("official-designation", answers);
    const { page } = who === maya ? maya : ruth;
    await followHome(page, /: Accept your office$/);
    await who.move(filed, "accept");
  }
  await enter(maya.page, "Organization");
  await look(maya.page, "Organization with its officials");
}

async function joinThird(screens: Screens, maya: AtScreen): Promise<AtScreen> {
  const link = await joinAtScreen(maya);
  const page = await screens.newPage();
  await page.goto(`${screens.site.url}/enrol#${link.split("#")[1] ?? ""}`);
  return enrolAtScreen(screens, page, JOINER);
}

/** Three at the screen, each; the others through the client, and the room says so. */
async function acknowledge(person: AtScreen): Promise<void> {
  await acknowledgeAtScreen(person, 3);
  assert.equal(await acknowledgeAll(person.behind), 21);
  await person.page.reload();
  await enter(person.page, "Policies");
  await person.page.getByText("24 of 24 acknowledged by you").waitFor();
}

/** One course at the screen, each; the others through the client, and the room says so. */
async function learn(person: AtScreen): Promise<void> {
  await takeCourseAtScreen(person);
  assert.ok((await takeCourses(person.behind)) > 0);
  await person.page.reload();
  await enter(person.page, "Training");
  await person.page.getByText(/^Nothing is due\./).waitFor();
}

/** One that is implemented and one that has an alternative at the screen; the others through the client. */
async function decideAll({ maya, ruth }: Officials): Promise<void> {
  const all = addressable();
  const first = new Map([
    ["164.312(a)(2)(iii)", "Automatic logoff"],
    ["164.310(a)(2)(ii)", "Facility security plan"],
  ]);
  await followHome(maya.page, /: Decide the addressable specifications$/);
  for (const [cite, title] of first) {
    await maya.page.getByRole("link", { name: `Decide: ${title}` }).click();
    await decide({ maya, ruth }, [cite]);
    await enter(maya.page, "Decisions");
  }
  await maya.page.getByText(`${first.size} of ${all.length} decided`).waitFor();
  const rest = all.filter((cite) => !first.has(cite));
  await decide({ maya: maya.behind, ruth: ruth.behind }, rest);
  await maya.page.reload();
  await maya.page.getByText(`${all.length} of ${all.length} decided`).waitFor();
  await isAccessible(maya.page, "Decisions, all made");
}

/** What both officials see of the gap report is what the server says. */
async function seeTotals({ maya, ruth }: Officials): Promise<Totals> {
  const [first, second] = [await totalsAtScreen(maya), await totalsAtScreen(ruth)];
  assert.deepEqual(first, second);
  assert.deepEqual(first, await totals(maya));
  return first;
}

/** What was gone through at the screen, and is met by the evidence that it left. */
const PLAYED = [
  "164.308(a)(1)(ii)(A)", // The risk analysis.
  "164.308(a)(1)(ii)(B)",
  "164.308(a)(1)(ii)(D)", // The review of activity.
  "164.308(a)(6)(ii)", // The incident.
  "164.308(a)(7)(ii)(C)", // The plans.
  "164.308(b)(2)", // The provider's contract.
  "164.504(e)(5)",
  "164.310(b)", // The devices.
  "164.310(d)(2)(iii)",
  "164.410(b)", // The notices.
] as const;

/** Maya's package verifies with the key that stands beside it. With one byte altered it does not, and the file is named. */
async function audit(maya: AtScreen): Promise<void> {
  const { bytes, key } = await packageAtScreen(maya);
  await look(maya.page, "Reports with a package");
  const answer = await auditorSays(bytes, key);
  assert.deepEqual(answer.faults, []);
  assert.equal(answer.verified, true);
  const verdicts = await verdictsIn(bytes);
  for (const cite of PLAYED) assert.equal(verdicts.get(cite), "met", cite);
  for (const altered of ["manifest.json", "verdicts.json"]) {
    const { verified, faults } = await auditorSays(await withByteAltered(bytes, altered), key);
    assert.equal(verified, false, altered);
    const named = faults.map(({ file }) => file);
    assert.ok(named.includes(altered), named.join(", "));
  }
}

/** From an empty server to three people who know who they are, what they hold to, and what they have learned. */
async function begin(screens: Screens): Promise<People> {
  const { maya, ruth } = await arrive(screens);
  const before = await seeTotals({ maya, ruth });
  assert.ok((before["not-assessed"] ?? 0) > judged(before), JSON.stringify(before));
  await runFirstChecks(screens.site);
  await sayWhoWeAre(maya);
  await designate({ maya, ruth });
  const sam = await joinThird(screens, maya);
  const everybody = [maya, ruth, sam];
  await takeUpAtScreen(maya, ruth);
  for (const person of everybody) await acknowledge(person);
  for (const person of everybody) await learn(person);
  return { maya, ruth, sam };
}

/** What could harm PHI, whom it passes to, what is done when systems fail. Answers the customer. */
async function prepare(people: People): Promise<Filed> {
  await followHome(people.maya.page, /: List your systems$/);
  await work(people);
  await analyseAtScreen(people);
  await decideAll(people);
  const customer = await meetPartnersAtScreen(people);
  await planAtScreen(people);
  await knowDevicesAtScreen(people);
  return customer;
}

/** The worst day; then the week's activity is looked through. */
async function endure({ maya, ruth, sam }: People, customer: Filed): Promise<void> {
  assert.equal(await worstDay({ maya, ruth, sam }, { customer, hours: PROMISED_HOURS, zone: ZONE }), 2);
  await enter(ruth.page, "Incidents");
  await look(ruth.page, "Incidents after the worst day");
  await ruth.page.getByRole("table", { name: "Breach log" }).getByRole("link").first().click();
  const clocks = ruth.page.locator(".clocks > li");
  for (const basis of [`${PROMISED_HOURS} hours after the discovery, by contract.`, "60 calendar days after the discovery"])
    await clocks.filter({ hasText: basis }).getByText("Sent in time").waitFor();
  await reviewActivityAtScreen({ maya, ruth });
}

/** What the program comes to, for themselves and for an auditor. */
async function prove({ maya, ruth }: People): Promise<void> {
  await evaluateAtScreen(maya, ruth);
  const after = await seeTotals({ maya, ruth });
  assert.ok(judged(after) > 5 * (after["not-assessed"] ?? 0), JSON.stringify(after));
  await audit(maya);
  await enter(maya.page, "Home");
  await look(maya.page, "Home of a program that runs");
}

const NONE = /(?!)/;

/** Plays it on one kind of database: two files, and four tests in each, so that neither a file nor a test takes longer than it may. */
export function storyAtScreens(kind: DatabaseKind): void {
  describe(`a three-person startup's program at the screen [${kind}]`, { skip: noBrowser === false ? skipOf(kind) : noBrowser }, () => {
    let screens: Screens;
    let people: People;
    let customer: Filed;
    before(async () => {
      screens = await openScreens(kind);
    });
    after(() => screens?.close());

    test("three people from nothing to policies and training", async () => {
      people = await begin(screens);
    });
    test("risks analysed, specifications decided, partners under contract, plans on paper, devices checked", async () => {
      customer = await prepare(people);
    });
    test("from a phone call to a decision with every clock right and every notice out; the activity reviewed", () =>
      endure(people, customer));
    test("evaluated, and proved by a package that verifies", async () => {
      await prove(people);
      assert.deepEqual(screens.refused, []);
      assert.deepEqual(screens.troubles(NONE), []);
    });
  });
}

// SPDX-License-Identifier: Apache-2.0
// What the story does about risks, partners, plans, devices and the review of activity, at the screens of its people: each room once, from its
// own next step, by clicks and typing. What they would do again in the same way goes through the typed client behind the same window: the
// customer's contract, the other two plans with the analysis of criticality and the test, two more laptops.
import assert from "node:assert/strict";
import { finished, KINDS } from "../support/contingency.ts";
import { bringDownPdf, turnTo } from "../console/at-screen.ts";
import { meetCustomer, CUSTOMER, NO_MATTER, PROMISED_HOURS, riskOf, ZONE } from "./program-story.ts";
import { decideAndSign, decideAsExpected, prepareReview } from "./room-activity.ts";
import { CHAIN, putInForce, recordContract, reviewAssociate, turnToParty } from "./room-associate.ts";
import { draftBackupPlan, finishPlan, printBackupPlan, sayWhereItLies } from "./room-contingency.ts";
import { addDevice, checkOwnDevice } from "./room-device.ts";
import { approveAnalysis, beginAnalysis, finishAnalysis, printReport, rateRisk, readDraftReport } from "./room-risk.ts";
import {
  knowTheDevices,
  laptopOf,
  prepareForTheWorst,
  printing,
  PROVIDER,
  PROVIDER_HOURS,
  providerContract,
  providerOf,
  providerReview,
  seenOn,
  writeDownTheRest,
} from "./second-part.ts";
import { textFile } from "./story-form.ts";
import type { Filed } from "./story-person.ts";
import { enter } from "./story-rooms.ts";
import { type AtScreen, followHome } from "./story-screen.ts";

type Two = { readonly maya: AtScreen; readonly ruth: AtScreen };
type Three = Two & { readonly sam: AtScreen };

/** Maya rates one risk and says of all the others at once why they do not matter here; Ruth, the executive, approves, and takes the report along. */
export async function analyseAtScreen({ maya, ruth }: Two): Promise<void> {
  await followHome(maya.page, /: Analyse the risks$/);
  await beginAnalysis(maya.page, "The program begins");
  const line = /^Choose Appointments service: Malicious software encrypts/;
  await rateRisk(maya.page, { line, answers: riskOf(maya.id), score: "10 high" });
  await finishAnalysis(maya.page, NO_MATTER);
  assert.equal(await maya.page.getByRole("button", { name: "Approve" }).count(), 0, "who ran it does not approve");
  const path = new URL(maya.page.url()).pathname;
  await readDraftReport(ruth.page, path);
  await approveAnalysis(ruth.page, { path, name: "Ruth Lindqvist", why: NO_MATTER });
  assert.match(await printReport(ruth.page), /^risk-analysis-\d{4}-\d\d-\d\d\.pdf$/);
}

/** The provider's contract and review; then the chain shows whom they serve and who serves them, and what each contract promises. Answers the customer. */
export async function meetPartnersAtScreen({ maya, ruth }: Two): Promise<Filed> {
  const party = { id: await providerOf(maya.behind), name: PROVIDER };
  await turnTo(maya.page, "/associates", CHAIN);
  await maya.page.getByText(`Next: ${PROVIDER}`).waitFor();
  await recordContract(maya.page, providerContract(party.id, textFile("provider.txt", "Signed by both.")));
  await putInForce(ruth.page, party);
  await reviewAssociate(maya.page, ruth.page, { party, answers: providerReview(party.id, ZONE) });
  const customer = await meetCustomer({ maya: maya.behind, ruth: ruth.behind });
  await turnTo(maya.page, "/associates", CHAIN);
  for (const [level, name, hours] of [
    ["We serve", CUSTOMER, PROMISED_HOURS],
    ["Serve us", PROVIDER, PROVIDER_HOURS],
  ] as const) {
    await maya.page.getByRole("list", { name: level }).getByRole("link", { name, exact: true }).waitFor();
    await maya.page.getByRole("row").filter({ hasText: name }).getByText(`${hours} h`, { exact: true }).waitFor();
  }
  await turnToParty(maya.page, { id: customer.id, name: CUSTOMER });
  await maya.page.getByText(`${PROMISED_HOURS} hours`).first().waitFor();
  return customer;
}

/** The backup plan, from its draft to the paper in the folder. */
export async function planAtScreen({ maya, ruth }: Two): Promise<void> {
  await enter(maya.page, "Contingency");
  const id = await draftBackupPlan(maya.page);
  const draft = (await maya.behind.call("program.submission.read", { path: { submission: id } })).value;
  await ruth.move(await finishPlan(maya.page, draft, finished(draft.answers)), "approve");
  assert.equal(await printBackupPlan(maya.page, id), "backup-plan.pdf");
  await sayWhereItLies(maya.page, printing(id, maya.id, ZONE));
  await enter(maya.page, "Contingency");
  await maya.page.getByText("Red folder at home (Maya Okafor)").waitFor();
  await prepareForTheWorst({ maya: maya.behind, ruth: ruth.behind }, ZONE, KINDS.slice(1));
}

/** Maya puts Sam's laptop on the inventory, and Sam looks at it. */
export async function knowDevicesAtScreen({ maya, ruth, sam }: Three): Promise<void> {
  await enter(maya.page, "Devices");
  const laptop = laptopOf(sam, ZONE);
  await addDevice(maya.page, laptop);
  await sam.page.reload();
  await enter(sam.page, "Devices");
  const { looks: _, ...answers } = seenOn(ZONE); // The dialog knows what it is.
  await checkOwnDevice(sam.page, { name: String(laptop["name"]), answers });
  await knowTheDevices(maya.behind, [maya.behind, ruth.behind], ZONE);
  await writeDownTheRest({ maya: maya.behind, ruth: ruth.behind }, ZONE);
}

/**
 * The first review is about what these three did themselves today: by the rule of periods it begins with the day of the set-up and ends one
 * minute ago, so nothing is planted and no clock is moved. The next is due a week after it, which the room says; that a period of whole days
 * follows is shown in the test of the room, on an installation that was set up days ago.
 */
export async function reviewActivityAtScreen({ maya, ruth }: Two): Promise<void> {
  await maya.page.reload();
  await enter(maya.page, "Activity review");
  const path = await prepareReview(maya.page);
  await decideAsExpected(maya.page);
  await decideAndSign(ruth.page, { path, name: "Ruth Lindqvist" });
  assert.match(await bringDownPdf(ruth.page, "PDF"), /\.pdf$/);
  await enter(ruth.page, "Activity review");
  await ruth.page.getByText(/^The next review is due on .+, 7 days after the last one’s end\.$/).waitFor();
}

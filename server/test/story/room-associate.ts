// SPDX-License-Identifier: Apache-2.0
// A party of the chain at the screen: its contract clause by clause, put in force by another, its security looked at. For the test of the
// room, and for the story.
import type { Page } from "playwright-core";
import { type Look, passBy, press, turnTo } from "../console/at-screen.ts";
import { fileAtScreen, moveAtScreen } from "./story-form.ts";
import type { Answers, Filed } from "./story-person.ts";

export const CHAIN = /^Vendors and customers$/;

export type Party = { readonly id: string; readonly name: string };

export const turnToParty = (page: Page, { id, name }: Party): Promise<void> =>
  turnTo(page, `/associates/${id}`, new RegExp(`^${RegExp.escape(name)}$`));

/** From where PHI passes without a contract, which the chain names first: the contract is recorded with its file, and handed in. */
export async function recordContract(page: Page, answers: Answers, see: Look = passBy): Promise<Filed> {
  await page.getByRole("link", { name: "Go on" }).click();
  await page.getByRole("heading", { level: 1, name: "Associate contract" }).waitFor();
  const filed = await fileAtScreen(page, "associate-contract", answers, see);
  return moveAtScreen(page, filed, "submit");
}

/** The other official, on the vendor's own page. */
export async function putInForce(page: Page, party: Party, see: Look = passBy): Promise<void> {
  await turnToParty(page, party);
  await page.getByText("PHI passes before the contract is in force", { exact: false }).waitFor();
  await see(page, "the file of a vendor whose contract waits");
  await press(page, "Put in force");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Put in force" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("Look at this associate’s security.").waitFor();
  await page.getByRole("list", { name: "Of subcontractors it says" }).waitFor();
  await see(page, "the file of a vendor under contract");
}

/** From the vendor's own page: how it protects PHI is looked at by one, and approved by the other. */
export async function reviewAssociate(writer: Page, other: Page, { party, answers }: { party: Party; answers: Answers }): Promise<void> {
  await turnToParty(writer, party);
  await writer.getByRole("link", { name: "Look at it" }).click();
  await writer.getByRole("heading", { level: 1, name: "Associate review" }).waitFor();
  const filed = await fileAtScreen(writer, "associate-due-diligence", answers);
  await moveAtScreen(writer, filed, "submit");
  await moveAtScreen(other, filed, "approve");
}

// SPDX-License-Identifier: Apache-2.0
// Parties and contracts as two officials record them.
import { ALLOWED, OF_SUBCONTRACTORS, REQUIRED } from "#program/associate/provisions.ts";
import { QUESTIONS } from "#program/associate/review-fields.ts";
import type { AtWork, Filed } from "./person.ts";

type Said = Readonly<Record<string, unknown>>;
type Named = readonly { readonly name: string }[];

export const said = (provisions: Named, is = "yes"): Record<string, { is: string; note: string }> =>
  Object.fromEntries(provisions.map(({ name }, n) => [name, { is, note: `Section ${n + 1}` }]));

/** The file of a contract, under seal. */
export async function paper(who: AtWork): Promise<string> {
  return (await who.upload("contract.txt", "signed by both")).id;
}

/** A contract's answers; whole unless said otherwise. */
export const contractWith = (party: string, document: string, more: Said = {}): Record<string, unknown> => ({
  title: "Business associate contract",
  party,
  kind: "associate",
  document,
  signedOn: "2026-01-10",
  startsOn: "2026-01-12",
  renewal: "by-hand",
  agent: "no",
  services: "Appointments",
  kinds: ["name"],
  provisions: said(REQUIRED),
  allowed: said(ALLOWED),
  ...(more["kind"] === "subcontractor" ? { passedOn: said(OF_SUBCONTRACTORS) } : {}),
  ...more,
});

/** A contract that one official recorded and the other put in force. */
export async function plantContract(maya: AtWork, ruth: AtWork, party: string, more: Said = {}): Promise<Filed> {
  const draft = await maya.file("associate-contract", contractWith(party, await paper(maya), more));
  return ruth.move(await maya.move(draft, "submit"), "put-in-force");
}

/** A customer under contract. */
export async function plantCustomer(maya: AtWork, ruth: AtWork, name: string, more: Said = {}): Promise<Filed> {
  const party = await maya.file("party", { name, role: "customer", service: "Appointments", phi: "yes" });
  await plantContract(maya, ruth, party.id, more);
  return party;
}

/** A review's answers. */
export const reviewOf = (party: string, lookedOn: string, more: Said = {}): Record<string, unknown> => ({
  name: "Cloud provider",
  party,
  tier: "1",
  lookedOn,
  soc2: "type-2",
  soc2From: "2025-01-01",
  soc2To: "2025-12-31",
  soc2Exceptions: "no",
  questions: Object.fromEntries(QUESTIONS.map(({ value }) => [value, { is: "yes" }])),
  decision: "PHI may go there.",
  ...more,
});

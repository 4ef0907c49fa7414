// SPDX-License-Identifier: Apache-2.0
// The chain as it is on record: parties with their contracts, reviews, flows, systems and tenants, and how each stands today.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, today } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import { openContent, type SubmissionRow, submissionsLike } from "../form/submission.ts";
import { missingProvisions } from "./provisions.ts";
import { lastDayOf } from "./contract-days.ts";
import { nextStepFor, type NextStep, type ReviewStanding, reviewStanding, type Standing, standingOf, type Term } from "./standing.ts";

/** The chain holds this many parties at most: more are not shown, and not judged as if they were none. */
export const PARTIES_MAX = 2000;
const REVIEWS_MAX = 4000;

export type Opened = { readonly row: SubmissionRow; readonly answers: Answers };
export type BoundTenant = { readonly id: string; readonly name: string; readonly party: string | null };

export type Parties = {
  readonly day: Day;
  readonly parties: readonly Opened[];
  readonly contracts: readonly Opened[];
  readonly reviews: readonly Opened[];
  readonly flows: readonly Opened[];
  readonly systems: readonly Opened[];
  readonly tenants: readonly BoundTenant[];
};

type Asked = { readonly form: string; readonly most: number; readonly state?: string };

async function openAll(parts: Parts, db: Queryable, { form, most, state }: Asked): Promise<Opened[]> {
  const rows = await submissionsLike(db, { forms: [form], ownForms: [], user: null, state }, most);
  return Promise.all(rows.map(async (row) => ({ row, answers: (await openContent(parts, row)).answers })));
}

/** Reads the chain. `db` is in the organization's own scope. */
export async function readParties(parts: Parts, db: Queryable): Promise<Parties> {
  const day = await today(parts);
  const [parties, contracts, reviews, flows, systems, tenants] = [
    await openAll(parts, db, { form: "party", most: PARTIES_MAX, state: "in use" }),
    await openAll(parts, db, { form: "associate-contract", most: REVIEWS_MAX }),
    await openAll(parts, db, { form: "associate-due-diligence", most: REVIEWS_MAX }),
    await openAll(parts, db, { form: "data-flow", most: PARTIES_MAX, state: "in use" }),
    await openAll(parts, db, { form: "system", most: PARTIES_MAX, state: "in use" }),
    await db.rows<BoundTenant>(sql`select id, name, party from part164.tenant order by name, id`),
  ];
  return { day, parties, contracts, reviews, flows, systems, tenants };
}

export type Associate = {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly parent: string | null;
  readonly service: string;
  /** Whether a contract is owed before PHI passes. */
  readonly isNeeded: boolean;
  /** Whether PHI passes: it says so, a flow or a system that holds PHI names it, or a tenant is its. */
  readonly passes: boolean;
  readonly contract: Standing;
  /** What the contract in force lacks, by cite. */
  readonly missing: readonly string[];
  readonly noticeHours: number | null;
  readonly agent: string | null;
  readonly tier: number | null;
  readonly review: { readonly is: ReviewStanding; readonly id: string | null; readonly dueOn: Day | null };
  readonly flows: readonly Opened[];
  readonly systems: readonly Opened[];
  readonly tenants: readonly BoundTenant[];
  readonly next: NextStep | null;
};

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Parties that PHI may pass to or from, and others that a flow names: each as it stands. */
export function associatesIn(found: Parties): Associate[] {
  return found.parties
    .map((party) => associateOf(found, party))
    .filter(({ role, passes }) => role === "customer" || role === "vendor" || passes);
}

function associateOf(found: Parties, { row, answers }: Opened): Associate {
  const { id } = row;
  const role = text(answers["role"]) ?? "other";
  const contracts = found.contracts.filter(({ row: { about } }) => about === id);
  const isNeeded = (role === "customer" || role === "vendor") && answers["notNeeded"] === undefined;
  const flows = found.flows.filter(({ answers: flow }) => flow["fromParty"] === id || flow["toParty"] === id);
  const systems = found.systems.filter(({ answers: system }) => system["party"] === id && system["phi"] !== "none");
  const tenants = found.tenants.filter(({ party }) => party === id);
  const passes = answers["phi"] === "yes" || flows.length + systems.length + tenants.length > 0;
  const contract = standingOf(contracts.map(termOf), found.day, isNeeded);
  const inForce = contracts.find((one) => one.row.id === contract.contract);
  const review = found.reviews.find((one) => one.row.about === id && one.row.state === "approved");
  const dueOn = review?.row.due_on ?? null;
  const known = { id, passes, contract, review: { is: reviewStanding(role, dueOn, found.day), id: review?.row.id ?? null, dueOn } };
  return {
    ...known,
    name: text(answers["name"]) ?? "",
    role,
    parent: text(answers["parent"]),
    service: text(answers["service"]) ?? "",
    isNeeded,
    missing: inForce === undefined ? [] : [...new Set(missingProvisions(inForce.answers).map(({ cite }) => cite))],
    noticeHours: typeof inForce?.answers["noticeHours"] === "number" ? inForce.answers["noticeHours"] : null,
    agent: text(inForce?.answers["agent"]),
    tier: review === undefined ? null : Number(review.answers["tier"]),
    flows,
    systems,
    tenants,
    next: nextStepFor(known),
  };
}

/** A contract's days and state. */
export const termOf = ({ row, answers }: Opened): Term => ({
  id: row.id,
  state: row.state,
  coversPhi: answers["kind"] !== "data-use",
  startsOn: text(answers["startsOn"]),
  endsOn: lastDayOf(answers),
  returnBy: text(answers["returnBy"]),
  isExtended: row.state === "closed" && answers["returned"] === "infeasible",
});

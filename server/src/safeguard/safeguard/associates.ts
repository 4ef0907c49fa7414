// SPDX-License-Identifier: Apache-2.0
// PHI goes up and down the chain only under contracts that say what the rule asks, to associates that were looked at, and comes back at
// the end [164.308(b), 164.314(a), 164.502(e), 164.504(e)].
import { listTenants } from "#access/tenant.ts";
import type { Parts } from "#gate/parts.ts";
import { type Associate, associatesIn, type Parties, readParties } from "#program/associate/parties.ts";
import { missingProvisions } from "#program/associate/provisions.ts";
import { entityOf } from "#program/incident/breach.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { scoped } from "../scoped.ts";
import { type Check, DAILY, fail, type Look, notApplicable, pass, safeguard } from "../safeguard.ts";

const partiesOf = (parts: Parts): Promise<Parties> => readParties(parts, scoped(parts));

/** Standings under which PHI may be where it is. */
const COVERED: readonly Associate["contract"]["is"][] = ["in-force", "ending", "extended", "not-needed"];

/** Those with whom a contract is owed, because PHI passes. */
const owing = (known: Parties): Associate[] => associatesIn(known).filter(({ passes, isNeeded }) => passes && isNeeded);

async function lookPassing(parts: Parts): Promise<Look> {
  const known = await partiesOf(parts);
  if (known.parties.length === 0) return fail("No party is on record: say who runs your service, and whom you serve.");
  const all = owing(known);
  if (all.length === 0) return notApplicable("PHI passes to or from nobody in the chain who needs a contract.");
  const bare = all.filter(({ contract }) => !COVERED.includes(contract.is));
  if (bare.length === 0) return pass(`PHI passes to or from ${all.length} parties, each under a contract.`);
  const expired = bare.filter(({ contract }) => contract.is === "expired").length;
  const more = expired === 0 ? "" : ` Of ${expired} the contract has expired.`;
  return fail(`PHI passes to or from ${bare.length} of ${all.length} parties without a contract in force.${more}`);
}

/** Tenants that hold records, or held some. */
async function tenantsWithRecords(parts: Parts): Promise<string[]> {
  const held: string[] = [];
  for (const { id } of await listTenants(parts)) {
    const { has } = await parts.db
      .in({ role: "part164_app", tenant: id })
      .one<{ has: boolean }>(sql`select exists (select from phi.record) as has`);
    if (has) held.push(id);
  }
  return held;
}

async function lookTenants(parts: Parts): Promise<Look> {
  const held = await tenantsWithRecords(parts);
  if (held.length === 0) return notApplicable("No tenant holds records.");
  const [known, entity] = [await partiesOf(parts), await entityOf(scoped(parts))];
  const all = associatesIn(known);
  const tenants = known.tenants.filter(({ id }) => held.includes(id));
  const unbound = entity === "business-associate" ? tenants.filter(({ party }) => party === null).length : 0;
  const bare = tenants.filter(({ party }) => {
    const is = all.find(({ id }) => id === party)?.contract.is;
    return party !== null && (is === undefined || is === "not-needed" || !COVERED.includes(is));
  }).length;
  if (unbound > 0) return fail(`${unbound} of ${tenants.length} tenants with records name no customer whose PHI it is.`);
  if (bare > 0) return fail(`${bare} of ${tenants.length} tenants hold records of a customer whose contract is not in force.`);
  return pass(`${tenants.length} tenants hold records, each of a customer under contract, or of our own patients.`);
}

async function lookProvisions(parts: Parts): Promise<Look> {
  const known = await partiesOf(parts);
  const standing = known.contracts.filter(({ row }) => row.state === "in force");
  if (standing.length === 0 && (known.parties.length === 0 || owing(known).length > 0))
    return fail("No associate contract is in force on record.");
  if (standing.length === 0) return notApplicable("PHI passes to or from nobody in the chain who needs a contract.");
  const lacking = standing.filter(({ answers }) => missingProvisions(answers).length > 0).length;
  if (lacking > 0) return fail(`${lacking} of ${standing.length} contracts in force lack a provision that the rule asks for.`);
  return pass(`${standing.length} contracts in force have every required provision, each with its clause.`);
}

async function lookReturned(parts: Parts): Promise<Look> {
  const { contracts, day } = await partiesOf(parts);
  const ended = contracts.filter(({ row }) => row.state === "terminated" || row.state === "closed");
  if (ended.length === 0) return notApplicable("No contract has ended.");
  const late = ended.filter(({ row, answers }) => row.state === "terminated" && String(answers["returnBy"]) < day).length;
  if (late > 0) return fail(`After ${late} of ${ended.length} contracts that ended, nobody has shown in time what became of the PHI.`);
  return pass(`After ${ended.length} contracts that ended, PHI was returned, destroyed or protected further, or its day has not come.`);
}

async function lookReviewed(parts: Parts): Promise<Look> {
  const vendors = owing(await partiesOf(parts)).filter(({ role }) => role === "vendor");
  if (vendors.length === 0) return notApplicable("PHI passes to no vendor.");
  const count = (is: string): number => vendors.filter(({ review }) => review.is === is).length;
  const [overdue, none] = [count("overdue"), count("none")];
  if (overdue + none > 0)
    return fail(`Of ${vendors.length} vendors that PHI passes to, ${none} were never looked at and ${overdue} not in time.`);
  return pass(`All ${vendors.length} vendors that PHI passes to were looked at, and are not due again.`);
}

const MENDED_BY = ["program.submission.move", "program.submission.amend", "program.submission.create", "program.tenant.bind"];
const common = { mendedBy: MENDED_BY, ...DAILY } as const;

const passing: Check = {
  name: "phi-passes-only-under-contract",
  says: "Each customer and vendor that PHI passes to or from has a contract in force today.",
  advice: {
    title: "Put the missing contract in force",
    how: "Record it, provision by provision; another official puts it in force.",
    href: "/associates",
  },
  ...common,
  look: lookPassing,
};

const tenantsBound: Check = {
  name: "tenants-hold-phi-under-contract",
  says: "Each tenant with records names the customer whose PHI it is, and the contract with it is in force.",
  advice: {
    title: "Say whose records each tenant holds",
    how: "Name the customer of each; its contract comes first.",
    href: "/associates",
  },
  ...common,
  look: lookTenants,
};

const provisionsWhole: Check = {
  name: "contracts-have-every-provision",
  says: "Each contract in force says all that the rule asks for, clause by clause.",
  advice: {
    title: "Record an associate contract with its clauses",
    how: "A contract that lacks a provision is not put in force.",
    href: "/associates",
  },
  ...common,
  look: lookProvisions,
};

const comesBack: Check = {
  name: "phi-comes-back-when-contracts-end",
  says: "After a contract ends, PHI is returned, destroyed, or protected further, and that is shown in time.",
  advice: {
    title: "Show what became of PHI after a contract",
    how: "Close the contract with the certificate, or why it is not feasible.",
    href: "/associates",
  },
  ...common,
  look: lookReturned,
};

const reviewed: Check = {
  name: "associates-are-looked-at-in-time",
  says: "Each vendor that PHI passes to was looked at, as often as its tier asks.",
  advice: { title: "Look at the vendors that are due", how: "File an associate review; somebody else decides.", href: "/associates" },
  ...common,
  look: lookReviewed,
};

const contract = (...cites: readonly string[]) => cites.map((cite) => ({ cite, aspect: "contract" }));

export const associateContracts = safeguard({
  name: "associate-contracts",
  title: "Contracts along the chain",
  says: "No PHI goes to or comes from anybody in the chain without a contract in force.",
  proves: contract("164.308(b)(1)", "164.308(b)(2)", "164.502(e)(1)"),
  checks: [passing, tenantsBound],
  begins: programHasBegun,
});

export const contractProvisions = safeguard({
  name: "contract-provisions",
  title: "What contracts say",
  says: "Every contract in force is in writing and has the provisions that the rule asks for.",
  proves: contract(
    "164.308(b)(3)",
    "164.314(a)(1)",
    "164.314(a)(2)(i)",
    "164.314(a)(2)(iii)",
    "164.502(e)(2)",
    "164.504(e)(2)",
    "164.504(e)(5)",
  ),
  checks: [provisionsWhole],
  begins: programHasBegun,
});

export const associateReviews = safeguard({
  name: "associate-reviews",
  title: "Associates are watched",
  says: "Associates are looked at before PHI goes there and regularly after; when a contract ends, PHI comes back.",
  proves: [{ cite: "164.504(e)(1)", aspect: "practice" }],
  checks: [reviewed, comesBack],
  begins: programHasBegun,
});

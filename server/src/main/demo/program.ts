// SPDX-License-Identifier: Apache-2.0
// The demonstration's program: begun by its officials through the operations that real ones use, with enough left undone that the screens
// have something to say.
import { present } from "#base/assert.ts";
import { keepActivityReview } from "#program/activity/keep-review.ts";
import { OF_SUBCONTRACTORS, type Provision, REQUIRED } from "#program/associate/provisions.ts";
import { QUESTIONS } from "#program/associate/review-fields.ts";
import { plusDays, today } from "#program/calendar.ts";
import { keepRecurring } from "#program/form/recurring.ts";
import { assignByItself } from "#program/training/assign.ts";
import { remindByItself } from "#program/training/reminder.ts";
import { requirements } from "#rule/rule.ts";
import type { Site } from "../site.ts";
import type { Cast } from "./cast.ts";
import { analyseRisks } from "./risks.ts";
import { CHANGE, COMPANY, CONTRACTS, FLOWS, LOOKED_AT, PARTIES, REQUEST, SYSTEMS } from "./program-texts.ts";
import { PRIVACY_OFFICIAL, SECURITY_OFFICIAL } from "./people.ts";

const MAYA = SECURITY_OFFICIAL.email;
const JOAN = PRIVACY_OFFICIAL.email;
const READERS = [MAYA, JOAN, "tom@fernhollow.example", "priya@fernhollow.example", "samuel@fernhollow.example"];
/** Left for the visitor to approve, and to decide. */
const LEFT_PROPOSED = ["de-identification-and-research", "individual-rights"];
const DECIDED = 14;
const WAITING = 3;

export type Filed = { readonly id: string; readonly version: number };

/** Somebody's work in the program. */
export class Desk {
  readonly #cast: Cast;
  readonly #email: string;

  constructor(cast: Cast, email: string) {
    this.#cast = cast;
    this.#email = email;
  }

  async ask<T>(operation: string, input: { path?: object; body?: unknown }, version?: number): Promise<T> {
    const answer = await this.#cast.ask(this.#email, operation, { input, ...(version === undefined ? {} : { version }) });
    return present(answer, `${operation} is theirs to do.`).output as T; // Each caller names the operation's own output.
  }

  file(form: string, answers: object): Promise<Filed> {
    return this.ask<Filed>("program.submission.create", { body: { form, answers } });
  }

  move({ id, version }: Filed, move: string, more: object = {}): Promise<Filed> {
    return this.ask<Filed>("program.submission.move", { path: { submission: id }, body: { move, ...more } }, version);
  }
}

/** Everything that the first days bring. */
export async function beginProgram(site: Site, cast: Cast): Promise<void> {
  const [maya, joan] = [new Desk(cast, MAYA), new Desk(cast, JOAN)];
  await cast.arrive(MAYA);
  await cast.arrive(JOAN);
  const { items: people } = await maya.ask<{ items: { id: string; email: string }[] }>("access.user.list", {});
  const idOf = (email: string): string => present(people.find((one) => one.email === email)?.id, "They were invited.");
  await maya.move(await maya.file("organization-profile", COMPANY), "adopt");
  await designate(maya, joan, idOf);
  await contracted(site, cast, { maya, joan, owner: idOf(MAYA), parties: await describe(maya, idOf(MAYA)) });
  await takeUpPolicies(cast, maya, joan);
  await analyseRisks(maya, joan, { owner: idOf(MAYA), today: await today(site.parts) });
  await decide(maya, joan);
  await dailyWork(cast, maya, joan);
  await assignByItself(site.parts);
  await remindByItself(site.parts);
  await keepRecurring(site.parts);
  await keepActivityReview(site.parts);
}

async function designate(maya: Desk, joan: Desk, idOf: (email: string) => string): Promise<void> {
  const duties = "Answers for it, has the time and the means, and reports to the founders.";
  const of = (office: string, email: string) => ({ office, person: idOf(email), startsOn: "2026-01-05", duties });
  await maya.move(await maya.file("official-designation", of("security-official", MAYA)), "accept");
  await joan.move(await maya.file("official-designation", of("privacy-official", JOAN)), "accept");
}

async function describe(maya: Desk, owner: string): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const party of PARTIES) ids.set(party.name, (await maya.file("party", party)).id);
  for (const { runBy, ...system } of SYSTEMS) {
    const party = ids.get(runBy ?? "");
    ids.set(system.name, (await maya.file("system", { ...system, owner, ...(party === undefined ? {} : { party }) })).id);
  }
  const end = (side: "from" | "to", name: string): object => {
    if (name === "individuals") return { [`${side}Kind`]: "individuals" };
    const kind = PARTIES.some((party) => party.name === name) ? "party" : "system";
    return { [`${side}Kind`]: kind, [`${side}${kind === "party" ? "Party" : "System"}`]: ids.get(name) };
  };
  for (const { from, to, ...flow } of FLOWS) await maya.file("data-flow", { ...flow, ...end("from", from), ...end("to", to) });
  return ids;
}

type Contracting = { readonly maya: Desk; readonly joan: Desk; readonly owner: string; readonly parties: ReadonlyMap<string, string> };

/** Contracts up and down the chain, the tenants of those whom we serve, and one vendor looked at; the last vendor is still without. */
async function contracted(site: Site, cast: Cast, { maya, joan, owner, parties }: Contracting): Promise<void> {
  const day = await today(site.parts);
  const file = { name: "contract.txt", bytes: Buffer.from("Invented for the demonstration.", "utf8") };
  const input = { query: { kind: "contract", mediaType: "text/plain" } };
  for (const { endsInDays, ...contract } of CONTRACTS) {
    const uploaded = present(await cast.ask(MAYA, "program.document.upload", { input, file }), "She keeps documents.");
    const { id: document } = uploaded.output as Filed; // The operation's own output.
    const clauses = (some: readonly Provision[]) =>
      Object.fromEntries(some.map(({ name }, n) => [name, { is: "yes", note: `Section ${n + 2}` }]));
    const answers = {
      ...contract,
      title: contract.kind === "subcontractor" ? "Subcontractor contract" : "Business associate contract",
      party: parties.get(contract.party),
      document,
      signedOn: contract.startsOn,
      renewal: "by-hand",
      services: "Appointments, reminders and notes",
      kinds: ["name", "birth", "diagnosis"],
      provisions: clauses(REQUIRED),
      ...(contract.kind === "subcontractor" ? { passedOn: clauses(OF_SUBCONTRACTORS) } : {}),
      ...(endsInDays === null ? {} : { endsOn: plusDays(day, endsInDays) }),
    };
    await joan.move(await maya.move(await maya.file("associate-contract", answers), "submit"), "put-in-force");
  }
  const questions = Object.fromEntries(QUESTIONS.map(({ value }) => [value, { is: "yes" }]));
  const findings = [{ what: "Leavers keep access for days", owner, dueOn: plusDays(day, 21) }];
  const review = { ...LOOKED_AT, party: parties.get(LOOKED_AT.name), lookedOn: day, questions, findings };
  await joan.move(await maya.move(await maya.file("associate-due-diligence", review), "submit"), "approve");
}

async function takeUpPolicies(cast: Cast, maya: Desk, joan: Desk): Promise<void> {
  const { proposed } = await maya.ask<{ proposed: { id: string; policy: string; sha256: string }[] }>("program.policy.adopt", { body: {} });
  const versions = proposed.filter(({ policy }) => !LEFT_PROPOSED.includes(policy)).map(({ id, sha256 }) => ({ id, sha256 }));
  await joan.ask("program.policy.approve", { body: { versions } });
  for (const email of READERS) {
    if (email !== MAYA && email !== JOAN) await cast.arrive(email);
    await new Desk(cast, email).ask("program.policy.acknowledge", { body: { versions } });
  }
}

async function decide(maya: Desk, joan: Desk): Promise<void> {
  const addressable = requirements().filter(({ designation }) => designation === "addressable");
  for (const [n, { cite, title }] of addressable.slice(0, DECIDED + WAITING).entries()) {
    const answers = {
      cite,
      assessment: "We are a small company with one service; our risk analysis and the measures in place make it reasonable here.",
      choice: "implement",
      measure: `${title}: as our policies say, held to by the checks of this system.`,
      reviewOn: "2027-01-15",
    };
    const submitted = await maya.move(await maya.file("addressable-decision", answers), "submit");
    if (n < DECIDED) await joan.move(submitted, "approve");
  }
}

async function dailyWork(cast: Cast, maya: Desk, joan: Desk): Promise<void> {
  for (const email of ["lucia@fernhollow.example", "daniel@fernhollow.example"]) await cast.arrive(email);
  const lucia = new Desk(cast, "lucia@fernhollow.example");
  await lucia.file("technology-request", REQUEST);
  const change = await lucia.move(await lucia.file("change-request", CHANGE), "submit");
  await maya.move(change, "approve");
  await reviewActivity(maya, joan);
}

/** Whose records each tenant holds, once there are tenants. */
export async function bindTenants(cast: Cast): Promise<void> {
  const maya = new Desk(cast, MAYA);
  const { tenants, items } = await maya.ask<Chain>("program.associate.list", {});
  for (const { id, name } of tenants) {
    const party = present(items.find((one) => one.name === name)?.id, "Each tenant is a customer's.");
    await maya.ask("program.tenant.bind", { path: { tenant: id }, body: { was: null, party } });
  }
}

type Chain = { tenants: { id: string; name: string }[]; items: { id: string; name: string }[] };

type Reviewed = { id: string; version: number; items: { n: number; version: number; isOwn: boolean; decision: string | null }[] };

/** What was done until then: each decides what is not about themselves. */
async function reviewActivity(maya: Desk, joan: Desk): Promise<void> {
  const { id } = await maya.ask<{ id: string }>("program.activity.prepare", { body: {} });
  const path = { review: id };
  for (const desk of [maya, joan]) {
    const { items } = await desk.ask<Reviewed>("program.activity.read", { path });
    const theirs = items.filter(({ isOwn, decision }) => !isOwn && decision === null).map(({ n, version }) => ({ n, version }));
    if (theirs.length > 0) await desk.ask("program.activity.decide", { path, body: { decision: "expected", items: theirs } });
  }
  const { version } = await maya.ask<Reviewed>("program.activity.read", { path });
  await maya.ask("program.activity.sign", { path, body: {} }, version);
}

// SPDX-License-Identifier: Apache-2.0
// The demonstration's program: begun by its officials through the operations that real ones use, with enough left undone that the screens
// have something to say.
import { present } from "#base/assert.ts";
import { keepRecurring } from "#program/form/recurring.ts";
import { assignByItself } from "#program/training/assign.ts";
import { remindByItself } from "#program/training/reminder.ts";
import { requirements } from "#rule/rule.ts";
import type { Site } from "../site.ts";
import type { Cast } from "./cast.ts";
import { CHANGE, COMPANY, FLOWS, INCIDENT, PARTIES, REQUEST, REVIEW, SYSTEMS } from "./program-texts.ts";
import { PRIVACY_OFFICIAL, SECURITY_OFFICIAL } from "./people.ts";

const MAYA = SECURITY_OFFICIAL.email;
const JOAN = PRIVACY_OFFICIAL.email;
const READERS = [MAYA, JOAN, "tom@fernhollow.example", "priya@fernhollow.example", "samuel@fernhollow.example"];
/** Left for the visitor to approve, and to decide. */
const LEFT_PROPOSED = ["de-identification-and-research", "individual-rights"];
const DECIDED = 14;
const WAITING = 3;

type Filed = { readonly id: string; readonly version: number };

/** Somebody's work in the program. */
class Desk {
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
  await describe(maya, idOf(MAYA));
  await takeUpPolicies(cast, maya, joan);
  await decide(maya, joan);
  await dailyWork(cast, maya, idOf(JOAN));
  await assignByItself(site.parts);
  await remindByItself(site.parts);
  await keepRecurring(site.parts);
}

async function designate(maya: Desk, joan: Desk, idOf: (email: string) => string): Promise<void> {
  const duties = "Answers for it, has the time and the means, and reports to the founders.";
  const of = (office: string, email: string) => ({ office, person: idOf(email), startsOn: "2026-01-05", duties });
  await maya.move(await maya.file("official-designation", of("security-official", MAYA)), "accept");
  await joan.move(await maya.file("official-designation", of("privacy-official", JOAN)), "accept");
}

async function describe(maya: Desk, owner: string): Promise<void> {
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

async function dailyWork(cast: Cast, maya: Desk, other: string): Promise<void> {
  for (const email of ["lucia@fernhollow.example", "daniel@fernhollow.example"]) await cast.arrive(email);
  const [lucia, daniel] = [new Desk(cast, "lucia@fernhollow.example"), new Desk(cast, "daniel@fernhollow.example")];
  await lucia.file("technology-request", REQUEST);
  await daniel.file("incident-report", INCIDENT);
  const change = await lucia.move(await lucia.file("change-request", CHANGE), "submit");
  await maya.move(change, "approve");
  await maya.move(await maya.file("activity-review", { ...REVIEW, own: other }), "sign");
}

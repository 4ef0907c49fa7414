// SPDX-License-Identifier: Apache-2.0
// The clocks of a breach, from what is known of it: on a bad day, without an installation, a database or a sign-in.
import { type BreachClock, breachClocks, type BreachFacts, type Delay } from "#program/incident/breach-clock.ts";
import { STATES } from "#rule/state.ts";
import { answer, type Command, type Invocation, many, optional, required, UsageFault } from "../command.ts";

const CODES = new Set(STATES.map(({ value }) => value));
const INDIVIDUALS_MAX = 1_000_000_000;
const HOURS_MAX = 100_000;
/** 164.400 applies to breaches from 23 September 2009 on. */
const [FIRST_YEAR, LAST_YEAR] = [2009, 2999];

export const clocksCommand: Command = {
  name: "clocks",
  usage:
    "clocks --discovered ISO-INSTANT-WITH-OFFSET --entity covered-entity|business-associate --individuals N [--state TX=300]... [--contract-hours H] [--agent] [--delay-until DATE | --oral-delay] [--json]",
  says: "Which notices a breach of unsecured PHI makes due, to whom and by when, for the entity itself [164.404-164.412]. Needs no installation. --agent: the business associate is the covered entity's agent. --delay-until: the day that a written statement of law enforcement names; --oral-delay: an oral one on the day of the discovery.",
  options: {
    discovered: { type: "string" },
    entity: { type: "string" },
    individuals: { type: "string" },
    state: { type: "string", multiple: true },
    "contract-hours": { type: "string" },
    agent: { type: "boolean" },
    "delay-until": { type: "string" },
    "oral-delay": { type: "boolean" },
    json: { type: "boolean" },
  },
  run: async () => 3, // It needs no installation: `alone` does the work.
  async alone(_opening, invocation, io) {
    const facts = factsOf(invocation);
    const clocks = breachClocks(facts).map(({ duty, to, cite, dueBy, basis }) => ({ duty, to, cite, dueBy, basis }));
    answer(io, invocation, clocks, clocks.map(lineOf).join(""));
    for (const remark of remarks(facts)) io.err(`${remark}\n`);
    return 0;
  },
};

const lineOf = ({ to, dueBy, cite, basis }: BreachClock): string => `${dueBy}  ${to}  [${cite}]\n    ${basis}\n`;

/** What was said and changes nothing, and what was not said and might. */
function remarks({ entity, individuals, residents, contractHours }: BreachFacts): string[] {
  const counts = [...residents.values()];
  const elsewhere = individuals - counts.reduce((sum, one) => sum + one, 0);
  const nearest = Math.max(0, ...counts.filter((one) => one <= 500)); // That State may have the others too.
  return [
    ...(entity === "covered-entity" && contractHours !== null
      ? ["A contract's hours are the business associate's clock: not counted here."]
      : []),
    ...(entity === "business-associate" && residents.size > 0
      ? ["Residents of States make notices of the covered entity due, not of its associate: not counted here."]
      : []),
    ...(entity === "covered-entity" && elsewhere > 0 && elsewhere + nearest > 500
      ? [`Where do the other ${elsewhere} live? More than 500 residents of one State make a notice to its media due: --state TX=300.`]
      : []),
  ];
}

function factsOf(invocation: Invocation): BreachFacts {
  const discovered = discoveredOf(required(invocation, "discovered"));
  const entity = required(invocation, "entity");
  if (entity !== "covered-entity" && entity !== "business-associate")
    throw new UsageFault("--entity is covered-entity or business-associate.");
  const individuals = wholeOf("individuals", required(invocation, "individuals"), INDIVIDUALS_MAX);
  const hours = optional(invocation, "contract-hours");
  return {
    discovered,
    entity,
    individuals,
    residents: residentsOf(many(invocation, "state"), individuals),
    contractHours: hours === undefined ? null : wholeOf("contract-hours", hours, HOURS_MAX),
    isAgent: invocation.values["agent"] === true,
    delay: delayOf(invocation, discovered),
  };
}

/** An instant by the clock and in the zone of whoever discovered it: the day that it was there counts. @throws UsageFault. */
function discoveredOf(text: string): Temporal.ZonedDateTime {
  const [, offset] = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  try {
    const year = Number(text.slice(0, 4));
    if (offset !== undefined && year >= FIRST_YEAR && year <= LAST_YEAR)
      return Temporal.Instant.from(text).toZonedDateTimeISO(offset === "Z" ? "+00:00" : offset);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new UsageFault("--discovered is an instant with its offset from UTC, such as 2026-12-29T16:40:00-06:00.");
}

/** @throws UsageFault. */
function wholeOf(name: string, text: string, max: number): number {
  const number = Number(text);
  if (!/^\d{1,10}$/.test(text) || number < 1 || number > max)
    throw new UsageFault(`--${name} is a whole number from 1 to ${max.toLocaleString("en-US")}.`);
  return number;
}

/** @throws UsageFault. */
function residentsOf(given: readonly string[], individuals: number): ReadonlyMap<string, number> {
  const residents = new Map<string, number>();
  for (const text of given) {
    const [, state = "", count = ""] = /^([A-Z]{2})=(\d{1,10})$/.exec(text) ?? [];
    if (!CODES.has(state)) throw new UsageFault(`--state reads like TX=300, with a State's postal code: not "${text}".`);
    if (residents.has(state)) throw new UsageFault(`--state names ${state} twice.`);
    residents.set(state, Number(count));
  }
  const sum = [...residents.values()].reduce((all, one) => all + one, 0);
  if (sum > individuals) throw new UsageFault(`The States' residents are ${sum} together, more than --individuals ${individuals}.`);
  return residents;
}

/** @throws UsageFault. */
function delayOf(invocation: Invocation, discovered: Temporal.ZonedDateTime): Delay | null {
  const until = optional(invocation, "delay-until");
  const isOral = invocation.values["oral-delay"] === true;
  if (until !== undefined && isOral) throw new UsageFault("A statement is written (--delay-until) or oral (--oral-delay), not both.");
  if (isOral) return { kind: "oral", on: discovered.toPlainDate().toString() };
  if (until === undefined) return null;
  if (!/^\d{4}-\d\d-\d\d$/.test(until) || !isDay(until)) throw new UsageFault("--delay-until is a day, such as 2027-03-15.");
  if (Temporal.PlainDate.compare(until, discovered.toPlainDate()) < 0) throw new UsageFault("--delay-until is before the discovery.");
  return { kind: "written", until };
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

// SPDX-License-Identifier: Apache-2.0
// The clocks of one assessment: from its answers as they are now to the notices that are due. What is not known yet counts as the shorter.
import type { Entity } from "#rule/rule.ts";
import type { Answers } from "../form/field.ts";
import { type BreachClock, breachClocks, type BreachFacts, type Delay } from "./breach-clock.ts";
import { rowsOf } from "./contract-terms.ts";
import { stateName } from "#rule/state.ts";

export type NamedClock = BreachClock & {
  /** "notify-individuals", "notify-media:TX", "notify-covered-entity:<party>": stays the same while the facts change. */
  readonly key: string;
  readonly party: string | null;
  readonly state: string | null;
};

/** The clocks that run, the first due first; none while nobody has said when it was discovered. */
export function clocksOf(answers: Answers, entity: Entity | null): NamedClock[] {
  const discovered = discoveredIn(answers);
  if (discovered === null) return [];
  const facts = { discovered, contractHours: null, isAgent: false, delay: delayIn(answers) };
  const whose = answers["whose"] ?? (entity === "covered-entity" ? "ours" : entity === "business-associate" ? "customers" : "both");
  const clocks = [
    ...(whose === "customers"
      ? []
      : ofOurs({ ...facts, entity: "covered-entity", ...countsIn(answers) }, answers["individuals"] === undefined)),
    ...(whose === "ours" ? [] : ofCustomers({ ...facts, entity: "business-associate", individuals: 1, residents: new Map() }, answers)),
  ];
  return clocks.toSorted((a, b) => (a.dueBy < b.dueBy ? -1 : a.dueBy > b.dueBy ? 1 : 0));
}

/** Whether a notice about one clock answers another: what tells a customer by its contract tells it by law, for both ask for the same [164.410(c)]. */
export const answersClock = (sent: string, key: string): boolean => told(sent) === told(key);

const told = (key: string): string => key.replace(/^notify-covered-entity-by-contract/, "notify-covered-entity");

/** Duties that do not run, and why. */
export function idleDuties(
  answers: Answers,
  entity: Entity | null,
): { readonly to: string; readonly cite: string; readonly says: string }[] {
  const clocks = clocksOf(answers, entity);
  const isOurs = clocks.some(({ to }) => to === "individuals");
  if (!isOurs || clocks.some(({ to }) => to === "media")) return [];
  const most = Math.max(0, ...countsIn(answers).residents.values());
  const says =
    most === 0
      ? "Nobody has said where they live; it begins above 500 residents of one State."
      : `${most} residents of one State at most; it begins above 500.`;
  return [{ to: "media", cite: "164.406(a)", says }];
}

/** When it counts as discovered: what an agent knows we know [164.404(a)(2), 164.410(a)(2)]. */
export function discoveredIn({ discoveredAt, agentKnewAt }: Answers): Temporal.ZonedDateTime | null {
  const [first] = [discoveredAt, agentKnewAt]
    .flatMap((at) => (typeof at === "string" ? [zoned(at)] : []))
    .sort(Temporal.ZonedDateTime.compare);
  return first ?? null;
}

/** An instant where it was written: its offset is its zone, so that its day is the day it was there. */
function zoned(instant: string): Temporal.ZonedDateTime {
  const offset = /[+-]\d\d:\d\d$/.exec(instant)?.[0] ?? "+00:00";
  return Temporal.Instant.from(instant).toZonedDateTimeISO(offset);
}

function countsIn({ individuals, residents }: Answers): Pick<BreachFacts, "individuals" | "residents"> {
  const counted = rowsOf(residents).flatMap(({ state, count }): [string, number][] =>
    typeof state === "string" && typeof count === "number" ? [[state, count]] : [],
  );
  return { individuals: typeof individuals === "number" ? individuals : UNKNOWN, residents: new Map(counted) };
}

/** As many as it takes: until it is known how many they are, the Secretary's clock is the one that ends first [164.408(b)]. */
const UNKNOWN = Number.MAX_SAFE_INTEGER;

function ofOurs(facts: BreachFacts, isUnknown: boolean): NamedClock[] {
  return breachClocks(facts).map((clock) => {
    const state = clock.residentsOf ?? null;
    const unknown = isUnknown && clock.to === "secretary" ? " How many they are is not known yet." : "";
    const where = state === null ? "" : ` ${stateName(state)}.`;
    return {
      ...clock,
      basis: `${clock.basis}${unknown}${where}`,
      key: state === null ? clock.duty : `${clock.duty}:${state}`,
      party: null,
      state,
    };
  });
}

/** Until it is known whose they are, the contract that promises the fewest hours counts. */
const ANY_CUSTOMER = " Which customer is not known yet: by the contract that promises the fewest hours.";

function ofCustomers(facts: BreachFacts, answers: Answers): NamedClock[] {
  const named = rowsOf(answers["customers"]).flatMap(({ party }) => (typeof party === "string" ? [party] : []));
  const terms = rowsOf(answers["terms"]);
  const parties: readonly (string | null)[] = named.length === 0 ? [null] : named;
  return parties.flatMap((party) => {
    const theirs = party === null ? terms : terms.filter((one) => one["party"] === party);
    const hours = theirs.flatMap(({ hours: promised }) => (typeof promised === "number" ? [promised] : []));
    const isAgent = theirs.some(({ agent }) => agent === "yes");
    const own = { ...facts, contractHours: hours.length === 0 ? null : Math.min(...hours), isAgent };
    return breachClocks(own).map((clock) => ({
      ...clock,
      basis: party === null && clock.duty === "notify-covered-entity-by-contract" ? `${clock.basis}${ANY_CUSTOMER}` : clock.basis,
      key: party === null ? clock.duty : `${clock.duty}:${party}`,
      party,
      state: null,
    }));
  });
}

function delayIn({ delay, delayOn, delayUntil }: Answers): Delay | null {
  if (delay === "written" && typeof delayUntil === "string") return { kind: "written", until: delayUntil };
  return delay === "oral" && typeof delayOn === "string" ? { kind: "oral", on: delayOn } : null;
}

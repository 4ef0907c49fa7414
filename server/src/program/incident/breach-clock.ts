// SPDX-License-Identifier: Apache-2.0
// Which notices a breach makes due, to whom and by when [164.404-164.412]. The law's limits are outer ones: each notice goes out without
// unreasonable delay. Days are calendar days where the breach was discovered; a contract's hours are hours.
import { deadline, fact } from "#rule/fact.ts";
import { type Day, daysBetween, dayWords, plusDays } from "../calendar.ts";

export type BreachFacts = {
  /** The first moment at which it was known, or would have been by reasonable diligence [164.404(a)(2), 164.410(a)(2)], where that was. */
  readonly discovered: Temporal.ZonedDateTime;
  readonly entity: "covered-entity" | "business-associate";
  /** Whose unsecured PHI it is, at least 1. */
  readonly individuals: number;
  /** Residents of each State or jurisdiction, as far as they are known. */
  readonly residents: ReadonlyMap<string, number>;
  /** Hours within which a contract promises notice to the covered entity; null without such a promise. */
  readonly contractHours: number | null;
  /** Whether the business associate is an agent of the covered entity: then what it knows, the covered entity knows. */
  readonly isAgent: boolean;
  readonly delay: Delay | null;
};

/** A law enforcement official's statement that a notice would impede [164.412]: written, with its day; or oral, on the day of discovery. */
export type Delay = { readonly kind: "written"; readonly until: Day } | { readonly kind: "oral"; readonly on: Day };

export type BreachClock = {
  readonly duty: "notify-individuals" | "notify-media" | "notify-secretary" | "notify-covered-entity" | "notify-covered-entity-by-contract";
  readonly to: "individuals" | "media" | "secretary" | "covered-entity";
  readonly cite: string;
  /** A day, or for a clock in hours an instant with the offset of the discovery. */
  readonly dueBy: string;
  /** How it was worked out, in words. */
  readonly basis: string;
  /** Of a notice to the media: the State whose residents make it due. */
  readonly residentsOf?: string;
};

/** The clocks of the named entity's own duties, the first due first. */
export function breachClocks(facts: BreachFacts): BreachClock[] {
  const clocks = facts.entity === "covered-entity" ? ofCoveredEntity(facts) : ofBusinessAssociate(facts);
  return clocks.toSorted((a, b) => (a.dueBy < b.dueBy ? -1 : a.dueBy > b.dueBy ? 1 : 0)); // A day sorts before the instants that are on it.
}

const dayOf = ({ discovered }: BreachFacts): Day => discovered.toPlainDate().toString();

function ofCoveredEntity(facts: BreachFacts): BreachClock[] {
  const agent = facts.isAgent ? " What an agent knows the covered entity knows [164.404(a)(2)]." : "";
  const individuals = dated(facts, "breach.individual-notice.deadline", { cite: "164.404(b)", more: agent });
  const perState = thresholdOf("breach.media", "residentsMoreThan");
  const states = [...facts.residents].filter(([, residents]) => residents > perState).map(([state]) => state);
  const media = states.toSorted().map((state): BreachClock => {
    const more = ` More than ${perState} residents of ${state} [164.406(a)].${agent}`;
    return { duty: "notify-media", to: "media", residentsOf: state, ...dated(facts, "breach.media", { cite: "164.406(b)", more }) };
  });
  return [{ duty: "notify-individuals", to: "individuals", ...individuals }, ...media, secretary(facts, agent)];
}

/** From 500 individuals on with their notice; fewer, in the 60 days after the year of the discovery. */
function secretary(facts: BreachFacts, agent: string): BreachClock {
  const many = thresholdOf("breach.secretary.500-or-more", "individualsAtLeast");
  if (facts.individuals >= many) {
    const more = ` With the individuals' notice: ${many} individuals or more.${agent}`;
    return { duty: "notify-secretary", to: "secretary", ...dated(facts, "breach.secretary.500-or-more", { cite: "164.408(b)", more }) };
  }
  const { days } = deadline("breach.secretary.fewer-than-500");
  const yearEnd = `${facts.discovered.year}-12-31`;
  const basis = `${days} days after the end of ${facts.discovered.year}, the year of the discovery: fewer than ${many} individuals.${agent}`;
  return { duty: "notify-secretary", to: "secretary", cite: "164.408(c)", ...delayed(facts, plusDays(yearEnd, days), basis) };
}

function ofBusinessAssociate(facts: BreachFacts): BreachClock[] {
  const agent = facts.isAgent
    ? " The covered entity's own days run from the same day, because its agent's knowledge is its own [164.404(a)(2)]: tell it at once."
    : "";
  const law = dated(facts, "breach.business-associate", { cite: "164.410(b)", more: agent });
  const duty: BreachClock = { duty: "notify-covered-entity", to: "covered-entity", ...law };
  return facts.contractHours === null ? [duty] : [duty, byContract(facts, facts.contractHours)];
}

/** 164.412 delays what this subpart requires; what a contract promises beyond it is between the parties. */
function byContract({ discovered, delay }: BreachFacts, hours: number): BreachClock {
  const due = discovered.add({ hours });
  const kept = delay === null ? "" : " 164.412 delays the law's notices; ask counsel whether it delays this one.";
  return {
    duty: "notify-covered-entity-by-contract",
    to: "covered-entity",
    cite: "164.504(e)(2)(ii)(C)",
    dueBy: due.toString({ timeZoneName: "never", smallestUnit: "second" }),
    basis: `${hours} hours after the discovery, by contract.${kept}`,
  };
}

/** So many calendar days after the day of the discovery, which is not counted. */
function dated(
  facts: BreachFacts,
  id: string,
  { cite, more }: { cite: string; more: string },
): Pick<BreachClock, "cite" | "dueBy" | "basis"> {
  const { days } = deadline(id);
  return {
    cite,
    ...delayed(facts, plusDays(dayOf(facts), days), `${days} calendar days after the discovery on ${dayWords(dayOf(facts))}.${more}`),
  };
}

/** A delay withholds a notice until it ends; it never makes one due earlier, and adds nothing to days that end later. */
function delayed(facts: BreachFacts, day: Day, basis: string): Pick<BreachClock, "dueBy" | "basis"> {
  const { delay } = facts;
  if (delay === null) return { dueBy: day, basis };
  const oralDays = deadline("breach.law-enforcement-delay").days;
  const until = delay.kind === "written" ? delay.until : plusDays(delay.on, oralDays);
  const says =
    delay.kind === "written"
      ? `Delayed by a written statement until ${dayWords(until)} [164.412(a)].`
      : `Delayed by an oral statement of ${dayWords(delay.on)}, no longer than ${oralDays} days, until ${dayWords(until)} [164.412(b)].`;
  const isLater = daysBetween(day, until) > 0;
  return { dueBy: isLater ? until : day, basis: `${basis} ${says}${isLater ? "" : " The days end later than the delay."}` };
}

function thresholdOf(id: string, name: string): number {
  const { threshold } = fact(id);
  return Number(threshold?.[name]);
}

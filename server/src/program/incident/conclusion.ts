// SPDX-License-Identifier: Apache-2.0
// What an assessment may say: its facts fit each other, and its conclusion follows from what stands above it [164.402].
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import type { Entity } from "#rule/rule.ts";
import { sql } from "#store/sql.ts";
import { type Day, today } from "../calendar.ts";
import { openContent, submissionById } from "../form/submission.ts";
import type { Answers, Point } from "../form/field.ts";
import type { Examining } from "../form/form.ts";
import { clocksOf, discoveredIn } from "./clocks-of.ts";
import { rowsOf } from "./contract-terms.ts";

type Wrong = { readonly at: string; readonly says: string };

/** @throws Fault `invalid_answers` naming each answer that does not fit. */
export async function refuseUnshown(parts: Parts, answers: Answers, at: Examining): Promise<void> {
  const { entity } = await parts.db
    .in({ role: "part164_app", tenant: parts.installation })
    .one<{ entity: Entity | null }>(sql`select entity from part164.installation`);
  const later = discoveredLater(answers, at);
  const wrong = [
    ...(await laterThanNoticed(parts, answers)),
    ...(await noCustomers(parts, answers)),
    ...wrongTimes(answers, parts.clock.now(), await today(parts)),
    ...later,
    ...(later.length > 0 ? [] : dueLater(answers, at, entity)),
    ...wrongCounts(answers),
    ...wrongWhose(answers, entity),
    ...wrongConclusion(answers, at),
  ];
  if (wrong.length > 0) throw new Fault("invalid_answers", { fields: wrong.map(({ at, says }) => ({ at: `/answers/${at}`, says })) });
}

/** Discovered is what anybody here knew [164.404(a)(2), 164.410(a)(2)]: not later than the incident was first noticed. */
async function laterThanNoticed(parts: Parts, { incident, discoveredAt }: Answers): Promise<Wrong[]> {
  if (typeof incident !== "string") return [];
  const row = await submissionById(parts.db.in({ role: "part164_app", tenant: parts.installation }), incident);
  if (row === undefined) return [];
  const { noticedAt } = (await openContent(parts, row)).answers;
  return timeOf(discoveredAt) > timeOf(noticedAt)
    ? [{ at: "discoveredAt", says: "Is not later than the incident was first noticed." }]
    : [];
}

/** A notice goes to whom we serve, never to who serves us. */
async function noCustomers(parts: Parts, { whose, customers }: Answers): Promise<Wrong[]> {
  if (whose === "ours") return [];
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const found = await Promise.all(
    rowsOf(customers).map(async ({ party }, n): Promise<Wrong[]> => {
      const row = typeof party === "string" ? await submissionById(db, party) : undefined;
      if (row === undefined || (await openContent(parts, row)).answers["role"] === "customer") return [];
      return [{ at: `customers/${n}/party`, says: "Is nobody whom we serve." }];
    }),
  );
  return found.flat();
}

const timeOf = (value: unknown): number => (typeof value === "string" ? Date.parse(value) : Number.NaN);

/** Once it is confirmed, what was discovered is not discovered later: clocks were counted from it. Earlier it may be. */
function discoveredLater(answers: Answers, { state, before }: Examining): Wrong[] {
  const [was, is] = [discoveredIn(before), discoveredIn(answers)];
  if (state !== "breach" || was === null || is === null || Temporal.ZonedDateTime.compare(is, was) <= 0) return [];
  return [{ at: "agentKnewAt", says: "Is not later than it was: clocks were counted from it." }];
}

/**
 * Once it is confirmed, one official alone makes no notice due later, and none undue: that is to assess again, and another confirms. A
 * delay that law enforcement asked for does [164.412], with its statement where it is written.
 */
function dueLater(answers: Answers, { state, before }: Examining, entity: Entity | null): Wrong[] {
  if (state !== "breach") return [];
  const wrong: Wrong[] =
    answers["delay"] === "written" && answers["delayLetter"] === undefined
      ? [{ at: "delayLetter", says: "Is needed once the breach is confirmed: the statement in writing." }]
      : [];
  const undelayed = (some: Answers) => clocksOf({ ...some, delay: "none" }, entity);
  const due = new Map(undelayed(answers).map(({ key, dueBy }) => [key, Date.parse(dueBy)]));
  const known = Object.fromEntries(["whose", "individuals", "customers"].map((name) => [name, before[name] ?? answers[name]])); // What nobody knew may be said.
  const moved = undelayed({ ...before, ...known }).find(({ key, dueBy }) => (due.get(key) ?? Number.POSITIVE_INFINITY) > Date.parse(dueBy));
  if (moved === undefined) return wrong;
  const at = moved.to === "covered-entity" ? "customers" : moved.to === "media" ? "residents" : "individuals";
  return [
    ...wrong,
    { at, says: `Makes the notice to ${TOLD[moved.to]} due later, or not at all: assess again, so that another confirms it.` },
  ];
}

const TOLD = { individuals: "individuals", secretary: "the Secretary", media: "media", "covered-entity": "a customer" } as const;

function wrongTimes({ discoveredAt, agentKnewAt, happenedFrom, happenedTo, delayOn, delayUntil }: Answers, now: Date, day: Day): Wrong[] {
  const wrong: Wrong[] = [];
  if (timeOf(discoveredAt) > now.getTime()) wrong.push({ at: "discoveredAt", says: "Is a time that has come." });
  if (timeOf(agentKnewAt) > now.getTime()) wrong.push({ at: "agentKnewAt", says: "Is a time that has come." });
  if (timeOf(happenedTo) < timeOf(happenedFrom)) wrong.push({ at: "happenedTo", says: "Is not before it began." });
  if (typeof delayOn === "string" && delayOn > day) wrong.push({ at: "delayOn", says: "Is a day that has come." });
  if (timeOf(delayUntil) < timeOf(delayOn)) wrong.push({ at: "delayUntil", says: "Is not before it was said." });
  return wrong;
}

function wrongCounts({ residents, individuals, customers }: Answers): Wrong[] {
  const counted = rowsOf(residents);
  const states = counted.flatMap(({ state }) => (typeof state === "string" ? [state] : []));
  const parties = rowsOf(customers).flatMap(({ party }) => (typeof party === "string" ? [party] : []));
  const sum = counted.reduce((total, { count }) => total + (typeof count === "number" ? count : 0), 0);
  return [
    ...(new Set(states).size < states.length ? [{ at: "residents", says: "Has a State twice." }] : []),
    ...(new Set(parties).size < parties.length ? [{ at: "customers", says: "Has a customer twice." }] : []),
    ...(typeof individuals === "number" && sum > individuals ? [{ at: "residents", says: "Are more than the individuals." }] : []),
  ];
}

function wrongWhose({ whose }: Answers, entity: string | null): Wrong[] {
  if (whose === "ours" && entity === "business-associate")
    return [{ at: "whose", says: "You are a business associate and no covered entity: it is a customer's." }];
  if (whose === "customers" && entity === "covered-entity")
    return [{ at: "whose", says: "You are a covered entity and nobody's associate: it is your own." }];
  return [];
}

/**
 * Concluding that it is a breach needs nothing shown: it is presumed. Whatever else is concluded is shown; while it is assessed, what is not
 * answered yet may still show it.
 */
function wrongConclusion(answers: Answers, { state }: Examining): Wrong[] {
  const { permitted, unsecured, custody, exclusion, conclusion } = answers;
  if (unsecured === "no" && Object.values((custody ?? {}) as Readonly<Record<string, Point>>).some(({ is }) => is === "no"))
    // A field of type points.
    return [{ at: "unsecured", says: "Something of what secures it does not hold: then it was unsecured." }];
  if (conclusion === undefined || conclusion === "breach") return [];
  const is = (value: unknown, wanted: string): boolean => value === wanted || (value === undefined && state === "presumed");
  const wasUnsecured = is(permitted, "no") && is(unsecured, "yes");
  const shown: Readonly<Record<string, boolean>> = {
    permitted: is(permitted, "yes"),
    secured: is(permitted, "no") && is(unsecured, "no"),
    excluded: wasUnsecured && exclusion !== "none" && (exclusion !== undefined || state === "presumed"),
    "low-probability": wasUnsecured && is(exclusion, "none") && ratings(answers).some((one) => is(one, "lower")),
  };
  return shown[String(conclusion)] === true ? [] : [{ at: "conclusion", says: "Is not what the answers above show." }];
}

const ratings = ({ natureIs, whoIs, viewedIs, mitigatedIs }: Answers): unknown[] => [natureIs, whoIs, viewedIs, mitigatedIs];

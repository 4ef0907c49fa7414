// SPDX-License-Identifier: Apache-2.0
// What the five requests of individuals have in common: whose record it is, when it came, who asks, the code, the clock.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";
import { type Day, dayAt, daysBetween, plusDays, zoneOf } from "../calendar.ts";
import { policyParameter } from "../document/parameter.ts";
import type { Answers, Field, Option } from "../form/field.ts";
import { anOfficial, type Examining, type FormDefinition, type MoveCall } from "../form/form.ts";
import { makeCaseCode } from "./case-code.ts";
import { refuseLaterThanHeard } from "./handed-over.ts";
import { extendedLimit, firstLimit, passOnBy, plusWorkingDays, type TimedRight, whyNoExtension } from "./request-clock.ts";

/** @throws the fault that names one answer. */
export function refuseAnswer(name: string, says: string): never {
  throw new Fault("invalid_answers", { fields: [{ at: `/answers/${name}`, says }] });
}

/** The code, put in by the server: lists, letters, tasks and mail say it, and never who. */
export const CODE: Field = {
  name: "code",
  label: "Case code",
  help: "Write it beside the request in the individual's record: here stands only the code.",
  type: "line",
  isOptional: true,
  isDerived: true,
};

const DUE: Field = {
  name: "dueOn",
  label: "Due by",
  help: "Counted by the server from the day of receipt.",
  type: "date",
  isOptional: true,
  isDerived: true,
};

export const RECEIVED: Field = {
  name: "receivedOn",
  label: "When did anybody here receive it?",
  help: "The clock runs from this day, whoever received it and by whatever words.",
  type: "date",
};

const WHOSE: Field = {
  name: "whose",
  label: "Whose record is it?",
  type: "choice",
  options: [
    { value: "ours", label: "Ours: we are the provider or plan, and answer it ourselves" },
    { value: "customers", label: "A covered entity's that we serve: the contract decides, and we pass it on" },
  ],
};

const CONTRACT_DAYS: Field = {
  name: "contractDays",
  label: "Days that the contract gives for passing it on",
  help: "Empty where the contract is silent: then our policy on individual rights sets them [164.504(e)(2)(ii)].",
  type: "number",
  min: 1,
  max: 60,
  unit: "days",
  isOptional: true,
  when: { field: "whose", is: ["customers"] },
};

const COVERED_ENTITY: Field = {
  name: "coveredEntity",
  label: "Which covered entity",
  type: "submission",
  form: "party",
  isOptional: true,
  when: { field: "whose", is: ["customers"] },
};

const CAME_BY: Field = {
  name: "cameBy",
  label: "How it came",
  type: "choice",
  options: [
    { value: "writing", label: "In writing" },
    { value: "in-person", label: "In person" },
    { value: "telephone", label: "By telephone" },
    { value: "electronic", label: "By e-mail, portal or app" },
  ],
};

const ASKED_BY: Field = {
  name: "askedBy",
  label: "Who asks",
  type: "choice",
  options: [
    { value: "individual", label: "The individual" },
    { value: "representative", label: "Their personal representative", help: "Treated as the individual [164.502(g)(1)]." },
  ],
};

/** How it was made sure who asks, and by what authority [164.514(h)(1)]: a method, never what it showed. */
export const VERIFIED_BY: Field = {
  name: "verifiedBy",
  label: "How it was made sure who asks, and that they may",
  help: "The method alone. No notary and no visit where something simpler will do.",
  type: "choice",
  options: [
    { value: "known", label: "Known to us in person" },
    { value: "signed-in", label: "Signed in to their own account with us" },
    { value: "photo-identification", label: "Showed an identity document" },
    { value: "matched", label: "Answers matched what the record has" },
    { value: "called-back", label: "Called back at the number in the record" },
    { value: "authority-shown", label: "Representative: showed the document that gives authority" },
  ],
};

export const PASSED_ON: Field = { name: "passedOn", label: "Passed on to the covered entity on", type: "date" };
export const SENT_ON: Field = { name: "sentOn", label: "The individual was told in writing on", type: "date" };

/** What every request is asked, before its own questions. */
export const COMMON: readonly Field[] = [CODE, WHOSE, COVERED_ENTITY, CONTRACT_DAYS, RECEIVED, CAME_BY, ASKED_BY];

/** What the server puts in, after them. */
export const CLOCK: readonly Field[] = [DUE];

const REASONS: readonly Option[] = [
  { value: "stored-elsewhere", label: "It is stored elsewhere and has to be brought" },
  { value: "several-systems", label: "It has to be gathered from several systems" },
  { value: "from-associate", label: "A business associate holds part of it" },
  { value: "much", label: "There is much of it to look through" },
  { value: "author-away", label: "Whoever has to look at it is away" },
];

/** Asked for by the one extension that a timed right has. */
export const EXTENDING: readonly Field[] = [
  { name: "delayedBy", label: "Why it cannot be done in time", type: "choices", options: REASONS },
  {
    name: "statementSentOn",
    label: "The written statement of reasons and of the new day was sent on",
    help: "Within the first limit. Print the letter from this case.",
    type: "date",
  },
];

const LOOKED_BACK_DAYS = 3 * 366;

type Clock = { readonly kind: string } & (
  | { readonly right: TimedRight; readonly policy?: undefined }
  | {
      readonly right?: undefined;
      /** Where the law has no days of its own, our policy has. */
      readonly policy: { readonly name: string; readonly otherwise: number; readonly isWorking?: true };
    }
);

/** What a request's definition takes from here: filing and its clock. */
export function requestOf(
  clock: Clock,
): Pick<FormDefinition, "reach" | "room" | "titleField" | "dueField" | "examine" | "examineHeld" | "derive"> {
  return {
    reach: "restricted",
    room: "registers",
    titleField: "code",
    dueField: "dueOn",
    async examine(parts, answers, at) {
      await refuseFuture(parts, answers, "receivedOn", at);
      await refuseLaterThanHeard(parts, answers, "receivedOn", at);
      await refuseOthersRole(parts, answers);
    },
    examineHeld: (parts, answers, at) => refuseLaterThanHeard(parts, answers, "receivedOn", at),
    async derive(parts, answers, before) {
      const { receivedOn } = answers;
      const code = before["code"] ?? makeCaseCode(clock.kind);
      return typeof receivedOn === "string" ? { code, dueOn: await dueBy(parts, answers, { clock, receivedOn }) } : { code };
    },
  };
}

/** @throws Fault `invalid_answers` for a day still to come or after it was filed, or so long ago that it is a slip. */
export async function refuseFuture(parts: Parts, answers: Answers, name: string, { filedAt }: Pick<Examining, "filedAt">): Promise<void> {
  const day = answers[name];
  if (typeof day !== "string") return;
  const zone = await zoneOf(parts);
  const now = dayAt(parts.clock.now(), zone);
  if (day > now) refuseAnswer(name, "Is today or before.");
  if (filedAt !== null && day > dayAt(filedAt, zone)) refuseAnswer(name, "Is not after it was filed: its clock does not begin anew.");
  if (daysBetween(day, now) > LOOKED_BACK_DAYS) refuseAnswer(name, "Is longer ago than three years: look at the year.");
}

/** Whoever is only a business associate answers no individual in its own right, and who is only a covered entity serves none. */
async function refuseOthersRole(parts: Parts, { whose }: Answers): Promise<void> {
  const entity = await entityOf(parts);
  if (whose === "ours" && entity === "business-associate")
    refuseAnswer("whose", "By your profile you are a business associate: what you hold is a covered entity's, and the contract decides.");
  if (whose === "customers" && entity === "covered-entity")
    refuseAnswer("whose", "By your profile you serve no other covered entity: the request is yours to answer.");
}

/** What the organization is by its adopted profile, or as it was set up; null while nobody said. */
export async function entityOf({ db, installation }: Pick<Parts, "db" | "installation">): Promise<string | null> {
  const row = await db
    .in({ role: "part164_app", tenant: installation })
    .one<{ entity: string | null }>(sql`select entity from part164.installation`);
  return row.entity;
}

const POLICY = "individual-rights";

async function dueBy(parts: Parts, answers: Answers, { clock, receivedOn }: { clock: Clock; receivedOn: Day }): Promise<Day> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  if (answers["whose"] === "customers") {
    const workingDays = await policyParameter(parts, db, { policy: POLICY, name: "forwardDays", otherwise: 2 });
    const contractDays = typeof answers["contractDays"] === "number" ? answers["contractDays"] : null;
    return passOnBy({ receivedOn, contractDays, workingDays });
  }
  if (clock.right !== undefined) return firstLimit(clock.right, receivedOn);
  const days = await policyParameter(parts, db, { policy: POLICY, name: clock.policy.name, otherwise: clock.policy.otherwise });
  return clock.policy.isWorking === true ? plusWorkingDays(receivedOn, days) : plusDays(receivedOn, days);
}

export const OFFICIALS_DECIDE = [anOfficial];

/** Guards of moves that all requests have. What it answers goes into the derived fields. @throws Fault `invalid_answers`. */
export function commonMoved({ answers, move, today: now }: MoveCall): Answers {
  const { whose, receivedOn } = answers;
  if (move === "pass") {
    if (whose !== "customers") refuseAnswer("passedOn", "The record is ours: it is answered here, and passed on to nobody.");
    refuseDay(answers, "passedOn", now);
  } else if (whose === "customers" && move !== "verify" && move !== "withdraw")
    throw new Fault("move_not_possible", {
      detail: "It is a covered entity's record: pass it on. What the contract has you do is done under it.",
    });
  if (typeof answers["sentOn"] === "string" && typeof receivedOn === "string") refuseDay(answers, "sentOn", now);
  return ANSWERS.some((one) => one === move) ? { dueOn: undefined } : {};
}

/** Moves that answer a request which is then not closed yet: its clock has stopped. */
const ANSWERS = ["grant-part", "accept", "accept-part", "deny", "agree", "accommodate"] as const;

/** @throws Fault `invalid_answers` unless a day is between the day of receipt and today. */
export function refuseDay(answers: Answers, name: string, now: Day): void {
  const day = answers[name];
  if (typeof day !== "string") return;
  if (day > now) refuseAnswer(name, "Is today or before: it is written down once it was done.");
  if (String(answers["receivedOn"]) > day) refuseAnswer(name, "Is not before the request came.");
}

/** The one extension: refused after the first limit, and the due day moves by itself. @throws Fault `invalid_answers`. */
export function extended(right: TimedRight, { answers, today: now }: MoveCall): Answers {
  const receivedOn = String(answers["receivedOn"]);
  const why = whyNoExtension({ right, receivedOn, today: now, statementSentOn: String(answers["statementSentOn"]) });
  if (why !== null) refuseAnswer("statementSentOn", why);
  return { dueOn: extendedLimit(right, receivedOn) };
}

/** @throws Fault `invalid_answers` while nobody made sure who asks [164.514(h)(1)]. */
export function refuseUnverified({ answers }: MoveCall): void {
  if (answers["verifiedBy"] === undefined)
    throw new Fault("move_not_possible", { detail: "Make sure first who asks, and that they may [164.514(h)(1)]." });
}

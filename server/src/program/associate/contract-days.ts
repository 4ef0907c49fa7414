// SPDX-License-Identifier: Apache-2.0
// The days of a contract: by when it is renewed, by when PHI is back. And what cannot be so is refused with its field.
import { Fault, type FieldFault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";
import { type Day, plusDays, today } from "../calendar.ts";
import { policyParameter } from "../document/parameter.ts";
import type { Answers } from "../form/field.ts";
import type { MoveCall } from "../form/form.ts";
import { openContent, submissionById } from "../form/submission.ts";

/** Days before its last day by which a contract that ends is renewed or replaced, and from which it shows. */
export const RENEW_DAYS = 30;
export const ENDING_DAYS = 90;

const dayIn = (value: unknown): Day | null => (typeof value === "string" ? value : null);

/** The last day of a contract: null where it goes on until somebody ends it. */
export const lastDayOf = ({ endsOn, renewal }: Answers): Day | null => (renewal === "automatic" ? null : dayIn(endsOn));

/** Derived: the day to renew by; and how many days the policy in force gives for return or destruction. */
export async function contractDays(parts: Parts, answers: Answers): Promise<Answers> {
  const last = lastDayOf(answers);
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const returnDays = await policyParameter(parts, db, { policy: "business-associates", name: "returnDays", otherwise: 30 });
  return { returnDays, ...(last === null ? {} : { renewBy: plusDays(last, -RENEW_DAYS) }) };
}

/** At its end the day is set by which PHI is returned or destroyed. @throws Fault `invalid_answers` for an end that has not come. */
export function endedDays({ answers, move, today: day }: MoveCall): Answers {
  const { endedOn, returnDays, startsOn, returnedOn } = answers;
  if (move === "close") {
    if (typeof returnedOn === "string" && returnedOn > day) throw refused("returnedOn", "Is a day that has come.");
    return {};
  }
  if (move !== "terminate") return {};
  if (typeof endedOn !== "string" || endedOn > day) throw refused("endedOn", "Is a day that has come: end it on its last day.");
  if (typeof startsOn === "string" && endedOn < startsOn) throw refused("endedOn", "Is not before it began.");
  return { returnBy: plusDays(endedOn, typeof returnDays === "number" ? returnDays : RENEW_DAYS) };
}

/** What a contract that is handed in lacks: it is not known when its first term ends. */
export const lacksLastDay = ({ renewal, endsOn }: Answers): { at: string; says: string }[] =>
  renewal === "automatic" && endsOn === undefined
    ? [{ at: "endsOn", says: "Is needed where it goes on by itself: the last day of its first term." }]
    : [];

/** @throws Fault `invalid_answers` for days out of order, and for a party whom no such contract is made with. */
export async function refuseContract(parts: Parts, answers: Answers): Promise<void> {
  const { signedOn, startsOn, endsOn, party, kind } = answers;
  const wrong: FieldFault[] = [];
  const at = (field: string, says: string): number => wrong.push({ at: `/answers/${field}`, says });
  if (typeof signedOn === "string" && signedOn > (await today(parts))) at("signedOn", "Is a day that has come.");
  if (typeof startsOn === "string" && typeof endsOn === "string" && endsOn < startsOn) at("endsOn", "Is not before it takes effect.");
  if (typeof party === "string") {
    const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
    const row = await submissionById(db, party);
    const role = row === undefined ? undefined : (await openContent(parts, row)).answers["role"];
    if (role === "customer" && kind === "subcontractor" && (await entityIs(parts, "covered-entity")))
      at("kind", "You are a covered entity: nobody's subcontractor.");
    if (role === "vendor-without-phi" && kind !== undefined) at("party", "It never touches PHI, as it says there: change that first.");
  }
  if (wrong.length > 0) throw new Fault("invalid_answers", { fields: wrong });
}

async function entityIs({ db, installation }: Parts, entity: string): Promise<boolean> {
  const row = await db
    .in({ role: "part164_app", tenant: installation })
    .one<{ entity: string | null }>(sql`select entity from part164.installation`);
  return row.entity === entity;
}

const refused = (field: string, says: string): Fault => new Fault("invalid_answers", { fields: [{ at: `/answers/${field}`, says }] });

// SPDX-License-Identifier: Apache-2.0
// Cases as the privacy room shows them: which forms are cases, what their clock says, what their letters are filled in with.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { daysBetween, type Day } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import { escapeMarkdown, oneLine } from "../document/render/fill-value.ts";
import { openContent, submissionById } from "../form/submission.ts";
import type { LetterFacts } from "./letter/letter-parts.ts";
import { extendedLimit, firstLimit, type TimedRight } from "./request-clock.ts";

/** The forms whose submissions are cases of individuals, in the order in which they are offered. */
export const CASE_FORMS = [
  "individual-access",
  "individual-amendment",
  "individual-accounting",
  "individual-restriction",
  "individual-communication",
  "complaint",
  "mitigation",
] as const;

/** States in which somebody waits for us. */
export const RUNNING = ["open", "extended", "given without what is suspended", "received", "looked into", "in review"] as const;

export const isRunning = (state: string): boolean => RUNNING.some((one) => one === state);

const RIGHTS: Readonly<Record<string, TimedRight>> = {
  "individual-access": "access",
  "individual-amendment": "amendment",
  "individual-accounting": "accounting",
};

export type CaseClock = {
  readonly basis: "law" | "policy" | "contract";
  readonly receivedOn: Day | null;
  /** The law's first limit; null where it sets none for us. */
  readonly firstLimit: Day | null;
  /** The last day with the extension. */
  readonly extendedLimit: Day | null;
  /** Negative once it is late; null where nobody waits. */
  readonly daysLeft: number | null;
};

type Placed = { readonly form: string; readonly state: string; readonly dueOn: Day | null; readonly answers: Answers };

/** What the clock of a case says today. */
export function clockOf({ form, state, dueOn, answers }: Placed, today: Day): CaseClock {
  const received = answers["receivedOn"] ?? answers["knownOn"];
  const receivedOn = typeof received === "string" ? received : null;
  const right = answers["whose"] === "customers" ? undefined : RIGHTS[form];
  const isByContract = answers["whose"] === "customers";
  const isByLaw = (right !== undefined && state !== "in review") || form === "mitigation";
  return {
    basis: isByContract ? "contract" : isByLaw ? "law" : "policy",
    receivedOn,
    firstLimit: right === undefined || receivedOn === null ? null : firstLimit(right, receivedOn),
    extendedLimit: right === undefined || receivedOn === null ? null : extendedLimit(right, receivedOn),
    daysLeft: dueOn === null || !isRunning(state) ? null : daysBetween(today, dueOn),
  };
}

type Opened = Parameters<typeof openContent>[1];

/** The answers of the newest submission of a form in one of these states. */
async function newestAnswers(parts: Parts, db: Queryable, form: string, states: readonly string[]): Promise<Answers> {
  const row = await db.maybe<Opened>(sql`
    select id, form, version, sealed from program.submission where form = ${form} and state = any(${[...states]}::text[])
     order by updated_at desc, id desc limit 1`);
  return row === undefined ? {} : (await openContent(parts, row)).answers;
}

async function coveredEntityOf(parts: Parts, db: Queryable, { coveredEntity }: Answers): Promise<string | null> {
  const row = typeof coveredEntity === "string" ? await submissionById(db, coveredEntity) : undefined;
  if (row === undefined) return null;
  return escapeMarkdown(oneLine(String((await openContent(parts, row)).answers["name"] ?? "")), "about it: ", ", ");
}

/** What letters are filled in with: from the profile, and for the telephone from the notice. Blanks where nobody said. */
export async function letterFacts(
  parts: Parts,
  db: Queryable,
  { answers, today }: Pick<LetterFacts, "answers" | "today">,
): Promise<LetterFacts> {
  const { name } = await db.one<{ name: string }>(sql`select coalesce(name, 'The organization') as name from part164.installation`);
  const profile = await newestAnswers(parts, db, "organization-profile", ["adopted"]);
  const notice = await newestAnswers(parts, db, "privacy-notice", ["published"]);
  const said = (value: unknown, blank: string): string => (typeof value === "string" ? value : `[${blank}]`);
  return {
    organization: name,
    contact: {
      title: said(notice["contactTitle"] ?? profile["privacyOfficialTitle"], "name or title of the contact"),
      telephone: said(notice["contactTelephone"], "telephone number of the contact"),
      email: said(profile["contactEmail"], "address of the contact"),
    },
    today,
    coveredEntity: await coveredEntityOf(parts, db, answers),
    answers,
  };
}

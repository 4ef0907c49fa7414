// SPDX-License-Identifier: Apache-2.0
// Cases in the words of whoever stands at the desk, and which of them is next.
import type { SubmissionDetail } from "../../api/form.ts";
import type { Case } from "../../api/privacy.ts";
import { plural } from "../../time/times.ts";

export type Beginning = { readonly form: string; readonly says: string };

/** What somebody says who asks, and the form that it begins. */
export const BEGINNINGS: readonly Beginning[] = [
  { form: "individual-access", says: "Somebody asks for their records" },
  { form: "individual-amendment", says: "Somebody says their record is wrong" },
  { form: "individual-accounting", says: "Somebody asks whom we told" },
  { form: "individual-restriction", says: "Somebody asks us not to use or tell something" },
  { form: "individual-communication", says: "Somebody asks to be reached another way" },
  { form: "complaint", says: "Somebody complains" },
  { form: "mitigation", says: "Somebody was harmed by a wrong disclosure" },
  { form: "authorization", says: "Somebody signed an authorization" },
];

/** Registers that stand on pages of their own; the server leaves out what this person may not see. */
export const REGISTERS: readonly string[] = ["privacy-handover", "authorization", "sanction", "sanction-summary", "notice-acknowledgement"];

/** The case that is due first among those in which somebody waits; undefined: nobody does. */
export function nextCase(cases: readonly Case[]): Case | undefined {
  return cases
    .filter(({ isRunning, dueOn }) => isRunning && dueOn !== null)
    .toSorted((a, b) => ((a.dueOn ?? "") < (b.dueOn ?? "") ? -1 : 1))[0];
}

/** "3 days left", "due today", "1 day late". */
export function leftSays(daysLeft: number): string {
  if (daysLeft === 0) return "due today";
  return daysLeft < 0 ? `${plural(-daysLeft, "day")} late` : `${plural(daysLeft, "day")} left`;
}

export const BASIS_SAYS: Readonly<Record<Case["basis"], string>> = {
  law: "set by the law",
  policy: "set by our policy",
  contract: "set by the contract, or by our policy where it is silent",
};

type Moves = Pick<SubmissionDetail, "answers" | "moves">["moves"];

/** What can be done with a case: of a covered entity's that we serve it is passed on, of ours it is answered. The server refuses the rest. */
export function movesOf({ answers, moves }: Pick<SubmissionDetail, "answers" | "moves">): Moves {
  if (answers["whose"] === undefined) return moves;
  if (answers["whose"] !== "customers") return moves.filter(({ move }) => move !== "pass");
  return ["pass", "verify", "withdraw"].flatMap((name) => moves.filter(({ move }) => move === name));
}

// SPDX-License-Identifier: Apache-2.0
// What has to be assigned, worked out from the state alone: who is in the workforce, what they passed when, what changed since. Asked
// every minute or once after three months, the answer is the same rounds with the same days.
import { type Day, plusDays, plusMonths } from "../calendar.ts";
import type { WorkforceMember } from "../workforce/roster.ts";
import { isFor } from "./audience.ts";
import type { Course } from "./course.ts";
import type { TrainingRules } from "./training-rules.ts";

export type Reason = "hire" | "role" | "yearly" | "change" | "incident";

/** A cause with its day. `round` is its name: it assigns once. */
export type Round = {
  readonly member: string;
  readonly course: string;
  readonly round: string;
  readonly reason: Reason;
  /** What was completed before this day does not count for it. */
  readonly sinceOn: Day;
  readonly dueOn: Day;
};

/** What is known of a member and a course. */
export type Standing = {
  /** Assigned at any time; by an official because of the work, which makes it come again. */
  readonly everAssigned: boolean;
  readonly isForWork: boolean;
  /** The soonest day of what is open; null if nothing is. */
  readonly openDueOn: Day | null;
  readonly completedOn: Day | null;
  /** The moment until which the last completion covers changes. */
  readonly completedAt: Date | null;
};

/** Something after which a course is taken again by those who took it before. */
export type Change = { readonly course: string; readonly key: string; readonly at: Date; readonly from: Day };

export type TrainingState = {
  readonly day: Day;
  readonly rules: TrainingRules;
  readonly courses: readonly Course[];
  /** The day on which the organization first taught a course. */
  readonly firstTaughtByCourse: ReadonlyMap<string, Day>;
  readonly roster: readonly WorkforceMember[];
  /** By `standingKey`. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** In the order of time. */
  readonly changes: readonly Change[];
};

export const standingKey = (member: string, course: string): string => `${member} ${course}`;

const NOTHING: Standing = { everAssigned: false, isForWork: false, openDueOn: null, completedOn: null, completedAt: null };
const later = (one: Day, other: Day): Day => (one > other ? one : other);

/** How long before its day a yearly course is assigned: a month where it comes once a year, less where it comes more often. */
export const leadDays = (refreshMonths: number): number => Math.min(30, refreshMonths * 7);

/** Everything that has to be assigned and was not yet, or was under the same round: the table keeps each once. */
export function dueRounds(state: TrainingState): Round[] {
  const supervisors = new Set(state.roster.flatMap(({ supervisor }) => supervisor ?? []));
  const known = new Set([...state.standings].flatMap(([key, { everAssigned }]) => (everAssigned ? [key.split(" ")[0] ?? ""] : [])));
  return state.roster.flatMap((member) =>
    state.courses.flatMap((course) => {
      const standing = state.standings.get(standingKey(member.id, course.id)) ?? NOTHING;
      const concerns = isFor(course.front.audience, member, supervisors) || standing.isForWork;
      if (!concerns) return [];
      const first = firstRound(state, { member, course, standing, isNew: !known.has(member.id) });
      return first ?? laterRounds(state, { member, course, standing });
    }),
  );
}

type Pair = { readonly member: WorkforceMember; readonly course: Course; readonly standing: Standing };

/** The first time; null if there was one. */
function firstRound(
  { rules, day, firstTaughtByCourse }: TrainingState,
  { member, course, standing, isNew }: Pair & { readonly isNew: boolean },
): Round[] | null {
  if (standing.everAssigned || standing.completedOn !== null) return null;
  const taught = firstTaughtByCourse.get(course.id) ?? day;
  const from = later(member.joined_on, taught);
  const base = { member: member.id, course: course.id, round: "first", sinceOn: member.joined_on };
  if (isNew) return [{ ...base, reason: "hire", dueOn: plusDays(from, rules.newHireDays) }];
  if (course.front.audience === "everyone") return [{ ...base, reason: "change", dueOn: plusDays(from, rules.changeTrainingDays) }]; // A new course.
  return [{ ...base, reason: "role", dueOn: plusDays(day, rules.newHireDays) }]; // Their work became another.
}

/** Again: after a change, and when its time is over. */
function laterRounds({ rules, day, changes }: TrainingState, { member, course, standing }: Pair): Round[] {
  const rounds: Round[] = [];
  let openDueOn = standing.openDueOn;
  for (const { course: changed, key, at, from } of changes) {
    if (changed !== course.id || member.joined_on > from) continue; // Who joined later learned it as it was by then.
    if (standing.completedAt !== null && standing.completedAt >= at) continue;
    const dueOn = plusDays(from, rules.changeTrainingDays);
    if (openDueOn !== null && openDueOn <= dueOn) continue; // What is open already teaches the change, and sooner.
    rounds.push({ member: member.id, course: course.id, round: key, reason: "change", sinceOn: from, dueOn });
    openDueOn = dueOn;
  }
  if (openDueOn !== null || standing.completedOn === null) return rounds;
  const dueOn = plusMonths(standing.completedOn, rules.refreshMonths);
  if (day < plusDays(dueOn, -leadDays(rules.refreshMonths))) return rounds;
  const sinceOn = plusDays(standing.completedOn, 1);
  return [...rounds, { member: member.id, course: course.id, round: `yearly:${standing.completedOn}`, reason: "yearly", sinceOn, dueOn }];
}

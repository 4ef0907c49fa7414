// SPDX-License-Identifier: Apache-2.0
// A review of activity in words: what stood out, what is said of it, how far it is.
import type { ActivityClass, ActivityItem, Review } from "../../api/activity.ts";
import type { Choice, Narrowing } from "../../part/table/narrow.ts";
import { date, dayOf, instantMs, plural } from "../../time/times.ts";

/** "22 November 2026 to 28 November 2026": the last day is the one in which it ends. */
export function periodSays({ from, to }: Pick<Review, "from" | "to">, zone: string | undefined): string {
  const [first, last] = [dayOf(instantMs(from), zone), dayOf(instantMs(to) - 1, zone)];
  return first === last ? date(first) : `${date(first)} to ${date(last)}`;
}

export const DECISIONS: readonly Choice[] = [
  { value: "open", label: "Not decided yet" },
  { value: "expected", label: "As expected" },
  { value: "follow-up", label: "To follow up" },
  { value: "incident", label: "Incident" },
];

/** Whose acts an item is about; who fails to sign in is not yet who the account says. */
export function whoseSays({ subjectName, people, class: of }: Pick<ActivityItem, "subjectName" | "people" | "class">): string {
  if (subjectName !== null) return of === "sign-ins" ? `The account of ${subjectName}` : subjectName;
  if (people > 0) return plural(people, "actor");
  return of === "sign-ins" || of === "refusals" ? "Strangers" : "The operator, or the system";
}

/** "3 entries", "60 entries, usually 4". */
export function countSays({ count, usual }: Pick<ActivityItem, "count" | "usual">): string {
  return `${plural(count, "entry", "entries")}${usual === null ? "" : `, usually ${usual.toLocaleString("en-US")}`}`;
}

/** What a class found, also where that is nothing: "Nothing was exported: 0 of 1,204 entries." */
export function lookedSays({ looked, items, none }: Pick<ActivityClass, "looked" | "items" | "none">): string {
  const entries = plural(looked, "entry", "entries");
  return items === 0 ? `${none.replace(/\.$/, "")}: 0 of ${entries}.` : `${plural(items, "item")} in ${entries}.`;
}

export const stateSays = ({ signedAt, open }: Pick<Review, "signedAt" | "open">): string =>
  signedAt !== null ? "Signed" : open === 0 ? "To be signed" : "Under way";

export const itemNarrowing = (titles: ReadonlyMap<string, string>): Narrowing<ActivityItem> => ({
  fields: {
    number: ({ n }) => n,
    class: (item) => titles.get(item.class) ?? item.class,
    what: ({ act }) => act,
    whose: whoseSays,
    log: ({ logName }) => logName,
    entries: ({ count }) => count,
    decision: ({ decision }) => decision ?? "open",
    note: ({ note }) => note,
    owner: ({ ownerName }) => ownerName,
    due_on: ({ dueOn }) => dueOn,
    decided_by: ({ decidedByName }) => decidedByName,
  },
  also: { usual: ({ usual }) => usual, decided_at: ({ decidedAt }) => decidedAt, resolved_at: ({ resolvedAt }) => resolvedAt },
  filters: [{ field: "decision", label: "Decision", all: "All items", choices: DECISIONS }],
});

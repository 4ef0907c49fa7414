// SPDX-License-Identifier: Apache-2.0
// An evaluation in words: why it was begun, how far it is, what is said of each of its requirements.
import type { EvaluationItem, EvaluationStart } from "../../api/evaluation.ts";
import type { Choice, Narrowing } from "../../part/table/narrow.ts";

export const TRIGGERS: readonly { readonly value: EvaluationStart["trigger"]; readonly label: string }[] = [
  { value: "yearly", label: "The year is over" },
  { value: "change", label: "Something changed: the law, our systems or our work" },
  { value: "incident", label: "After an incident" },
  { value: "request", label: "Somebody asked for it" },
];
export const isTrigger = (text: string): text is EvaluationStart["trigger"] => TRIGGERS.some(({ value }) => value === text);
export const triggerSays = (trigger: string): string => TRIGGERS.find(({ value }) => value === trigger)?.label ?? trigger;

type Judged = Pick<EvaluationItem, "judgement" | "resolvedAt">;
export type Progress = { readonly all: number; readonly judged: number; readonly findings: number; readonly unresolved: number };

export function progressOf(items: readonly Judged[]): Progress {
  const findings = items.filter(({ judgement }) => judgement === "finding");
  return {
    all: items.length,
    judged: items.filter(({ judgement }) => judgement !== null).length,
    findings: findings.length,
    unresolved: findings.filter(({ resolvedAt }) => resolvedAt === null).length,
  };
}

const SHOWN: readonly Choice[] = [
  { value: "open", label: "Not judged yet" },
  { value: "finding", label: "Findings" },
  { value: "as-it-should-be", label: "As it should be" },
  { value: "does-not-apply", label: "Does not apply" },
];

/** Whoever resolves a finding, by the name they have or had. */
export const resolverOf = ({ owner, ownerName }: EvaluationItem, nameOf: (id: string | null) => string): string | null =>
  owner === null ? null : (ownerName ?? nameOf(owner));

export const itemNarrowing = (nameOf: (id: string | null) => string): Narrowing<EvaluationItem> => ({
  fields: {
    paragraph: ({ cite }) => cite,
    title: ({ title }) => title,
    judgement: ({ judgement }) => judgement ?? "open",
    note: ({ note }) => note,
    owner: (item) => resolverOf(item, nameOf),
    due_on: ({ dueOn }) => dueOn,
  },
  also: { judged_at: ({ judgedAt }) => judgedAt, resolved_at: ({ resolvedAt }) => resolvedAt },
  filters: [{ field: "judgement", label: "Judgement", all: "All requirements", choices: SHOWN }],
});

/** "164.308" of "164.308(a)(8)". */
export const sectionOf = (cite: string): string => cite.split("(")[0] ?? cite;

// SPDX-License-Identifier: Apache-2.0
// An evaluation in words: why it was begun, how far it is, which of its requirements are shown.
import type { EvaluationItem, EvaluationStart } from "../../api/evaluation.ts";

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

export const SHOWN = ["open", "finding", "as-it-should-be", "does-not-apply"] as const;
export type Shown = (typeof SHOWN)[number];
export const isShown = (value: unknown): value is Shown => SHOWN.some((one) => one === value);

export const SHOWN_SAYS: Readonly<Record<Shown, string>> = {
  open: "Not judged yet",
  finding: "Findings",
  "as-it-should-be": "As it should be",
  "does-not-apply": "Does not apply",
};

type Narrow = { readonly shown?: Shown | undefined; readonly find: string };

/** By any words of its title, paragraph, note or owner. */
export function isFound(item: EvaluationItem, { shown, find }: Narrow, ownerName: string): boolean {
  if (shown !== undefined && (item.judgement ?? "open") !== shown) return false;
  const text = `${item.cite} ${item.title} ${item.note ?? ""} ${ownerName}`.toLowerCase();
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** "164.308" of "164.308(a)(8)". */
export const sectionOf = (cite: string): string => cite.split("(")[0] ?? cite;

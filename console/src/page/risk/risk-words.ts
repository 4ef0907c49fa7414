// SPDX-License-Identifier: Apache-2.0
// Risks and analyses in words, and how their lists are narrowed.
import type { Analysis, AnalysisDetail, AnalysisLine, AnalysisStart, Library, Risk } from "../../api/risk.ts";
import type { Choice, Narrowing } from "../../part/table/narrow.ts";

export const TRIGGERS: readonly { readonly value: AnalysisStart["trigger"]; readonly label: string }[] = [
  { value: "first", label: "The first one" },
  { value: "yearly", label: "The year is over" },
  { value: "change", label: "Something changed: the law, our systems or our work" },
  { value: "incident", label: "After an incident" },
];
export const isTrigger = (text: string): text is AnalysisStart["trigger"] => TRIGGERS.some(({ value }) => value === text);
export const triggerSays = (trigger: string): string => TRIGGERS.find(({ value }) => value === trigger)?.label ?? trigger;

export const KIND_SAYS: Readonly<Record<string, string>> = {
  system: "System",
  flow: "Flow of PHI",
  party: "Party",
  site: "Site",
  workforce: "People",
  incident: "Incident",
  check: "Check of a safeguard",
};

const TREATMENTS: Readonly<Record<string, string>> = { reduce: "Reduce", avoid: "Stop its cause", transfer: "Transfer", accept: "Accept" };
export const treatmentSays = (treatment: string | null): string => TREATMENTS[treatment ?? ""] ?? "None yet";

/** "3 × 4": where a risk stands in the matrix. */
export const cellOf = (rating: { readonly likelihood: number; readonly impact: number } | null): string =>
  rating === null ? "not rated" : `${rating.likelihood} × ${rating.impact}`;

/** How the register answers a risk. */
export function answerOf({ unanswered, acceptance, state }: Pick<Risk, "unanswered" | "acceptance" | "state">): string {
  if (unanswered !== null) return "unanswered";
  if (state === "draft" || state === "closed") return state;
  return acceptance?.standing === "in force" ? "accepted" : "answered";
}

const ANSWERS: readonly Choice[] = [
  { value: "unanswered", label: "Not answered" },
  { value: "answered", label: "Answered" },
  { value: "accepted", label: "Accepted" },
  { value: "draft", label: "Drafts" },
  { value: "closed", label: "Closed" },
];

export const REGISTER: Narrowing<Risk> = {
  fields: {
    level: ({ now }) => now?.level ?? "not rated",
    score: ({ now }) => now?.score ?? null,
    name: ({ name }) => name,
    asset: ({ asset }) => asset?.name ?? null,
    threat: ({ threatSays }) => threatSays,
    treatment: ({ treatment }) => treatmentSays(treatment),
    owner: ({ ownerName }) => ownerName,
    due_on: ({ dueOn }) => dueOn,
    state: ({ state }) => state,
    answer: answerOf,
    cell: ({ now }) => cellOf(now),
  },
  also: {
    score_without_safeguards: ({ inherent }) => inherent?.score ?? null,
    vulnerability: ({ vulnerability }) => vulnerability,
    safeguards: ({ safeguards }) => safeguards,
    plan: ({ plan }) => plan,
    acceptance: ({ acceptance }) => acceptance?.standing ?? null,
    id: ({ id }) => id,
  },
  filters: [
    { field: "level", label: "Level", all: "All levels" },
    { field: "answer", label: "Answer", all: "All answers", choices: ANSWERS },
    { field: "state", label: "State", all: "All states" },
    { field: "cell", label: "Likelihood × impact", all: "The whole matrix" },
  ],
};

export const ANALYSES: Narrowing<Analysis> = {
  fields: {
    state: (one) => stateOf(one),
    about: ({ reason }) => reason,
    why: ({ trigger }) => triggerSays(trigger),
    as_of: ({ asOf }) => asOf,
    begun_by: ({ startedByName }) => startedByName ?? "the operator",
    approved_at: ({ approvedAt }) => approvedAt,
    approved_by: ({ approvedByName }) => approvedByName,
  },
  also: { id: ({ id }) => id },
};

export function stateOf({ approvedAt, finishedAt }: Pick<Analysis, "approvedAt" | "finishedAt">): string {
  if (approvedAt !== null) return "Approved";
  return finishedAt === null ? "Under way" : "To be approved";
}

/** A line with what it is about. */
export type ShownLine = AnalysisLine & {
  readonly key: string;
  readonly assetName: string;
  readonly assetKind: string;
  readonly hasPhi: boolean;
  readonly threatSays: string;
  readonly class: string;
  readonly cites: readonly string[];
};

/** The lines of an analysis in the order of its assets, then of the library. */
export function shownLines({ lines, assets }: AnalysisDetail, library: Library): readonly ShownLine[] {
  const order = new Map(library.threats.map(({ slug }, n) => [slug, n]));
  const threats = new Map(library.threats.map((threat) => [threat.slug, threat]));
  const names = new Map(assets.map((asset) => [asset.id, asset]));
  const kinds = Object.keys(KIND_SAYS);
  return lines
    .map((line): ShownLine => {
      const [asset, threat] = [names.get(line.asset), threats.get(line.threat)];
      return {
        ...line,
        key: `${line.asset} ${line.threat}`,
        assetName: asset?.name ?? line.asset,
        assetKind: asset?.kind ?? "",
        hasPhi: asset?.hasPhi ?? true,
        threatSays: threat?.says ?? line.threat,
        class: threat?.class ?? "",
        cites: threat?.cites ?? [],
      };
    })
    .sort(
      (a, b) =>
        kinds.indexOf(a.assetKind) - kinds.indexOf(b.assetKind) ||
        a.assetName.localeCompare(b.assetName, "en") ||
        a.asset.localeCompare(b.asset) ||
        (order.get(a.threat) ?? 0) - (order.get(b.threat) ?? 0),
    );
}

const DECISIONS: readonly Choice[] = [
  { value: "open", label: "Not decided yet" },
  { value: "risk", label: "A risk" },
  { value: "no-matter", label: "Does not matter" },
];

export const LINES: Narrowing<ShownLine> = {
  fields: {
    asset: ({ assetName }) => assetName,
    threat: ({ threatSays }) => threatSays,
    class: (line) => line.class,
    decision: ({ decision }) => decision ?? "open",
    why: ({ why }) => why,
    decided_by: ({ decidedByName }) => decidedByName,
  },
  also: { decided_at: ({ decidedAt }) => decidedAt, risk: ({ risk }) => risk, slug: ({ threat }) => threat },
  filters: [
    { field: "decision", label: "Decision", all: "All lines", choices: DECISIONS },
    { field: "asset", label: "Asset", all: "All assets" },
    { field: "class", label: "Class", all: "All classes" },
  ],
};

/** The level of a score by the library's bounds. */
export const levelIn = ({ levels }: Pick<Library, "levels">, score: number): string =>
  levels.findLast(({ from }) => score >= from)?.level ?? "";

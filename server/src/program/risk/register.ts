// SPDX-License-Identifier: Apache-2.0
// The register as it stands today: every risk that was not discarded, rated, with its treatment and what its acceptance counts for.
import { dayWords } from "../calendar.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import { openContent, submissionsLike, type SubmissionRow } from "../form/submission.ts";
import { type Acceptance, acceptancesOf } from "./acceptance.ts";
import { type Asset, assetsNamed } from "./asset.ts";
import { threatNamed } from "./library/library.ts";
import { assetIn, inherentRated, nowRated } from "./rate-entry.ts";
import { mustBeAnswered, type Rated } from "./scale.ts";

const REGISTER_MAX = 5000;
const ON_REGISTER: readonly string[] = ["assessed", "in treatment", "treated"];

export type Risk = {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly name: string;
  readonly asset: Pick<Asset, "id" | "kind" | "name" | "version" | "isInUse"> | null;
  /** A slug of the library, or "own". */
  readonly threat: string | null;
  readonly threatSays: string;
  readonly vulnerability: string;
  readonly safeguards: string;
  readonly inherent: Rated | null;
  readonly now: Rated | null;
  readonly treatment: string | null;
  readonly plan: string;
  readonly owner: string | null;
  readonly ownerName: string | null;
  readonly dueOn: Day | null;
  readonly isLate: boolean;
  readonly acceptance: Acceptance | null;
  /** High or critical, and neither treated in time nor accepted: why; null otherwise. */
  readonly unanswered: string | null;
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const orNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** True while it counts: on the register, neither a draft nor closed. */
export const isOnRegister = ({ state }: Pick<Risk, "state">): boolean => ON_REGISTER.includes(state);

/** Why a high or critical risk is not answered [164.308(a)(1)(ii)(B)]; null for every other. Pure. */
export function whyUnanswered(risk: Pick<Risk, "state" | "now" | "treatment" | "dueOn" | "isLate" | "acceptance">): string | null {
  const { state, now, treatment, isLate, acceptance } = risk;
  if (!isOnRegister(risk) || now === null || !mustBeAnswered(now.level) || acceptance?.standing === "in force") return null;
  const stale = acceptance === null ? "" : ` The acceptance does not count: ${acceptance.why ?? acceptance.standing}.`;
  if (state === "treated") return `It is ${now.level} after its treatment, and not accepted.${stale}`;
  if (treatment === "accept" || treatment === null) return `It is ${now.level}, and nobody accepted it.${stale}`;
  if (risk.dueOn === null) return `Its treatment has no day.${stale}`;
  return isLate ? `Its treatment was due on ${dayWords(risk.dueOn)}.${stale}` : null;
}

type Opened = { readonly row: SubmissionRow; readonly answers: Answers };

/** All risks but the discarded, the highest first; drafts, which are not rated, last. */
export async function riskRegister(parts: Parts, db: Queryable, day: Day): Promise<Risk[]> {
  const rows = await submissionsLike(db, { forms: ["risk-entry"], ownForms: [], user: null }, REGISTER_MAX);
  const kept = rows.filter(({ state }) => state !== "discarded");
  const opened = await Promise.all(kept.map(async (row): Promise<Opened> => ({ row, answers: (await openContent(parts, row)).answers })));
  const assets = await assetsNamed(parts, db, [...new Set(opened.flatMap(({ answers }) => assetIn(answers) ?? []))]);
  const rates = opened.map(({ row, answers }) => {
    const asset = assetIn(answers);
    return { id: row.id, asset, assetVersion: assets.get(asset ?? "")?.version ?? 1, score: nowRated(row.state, answers)?.score ?? null };
  });
  const acceptances = await acceptancesOf(db, rates, day);
  const owners = await namesOf(
    db,
    opened.flatMap(({ answers }) => orNull(answers["owner"]) ?? []),
  );
  const risks = opened.map((one) => riskOf(one, { assets, acceptances, owners, day }));
  return risks.sort((a, b) => (b.now?.score ?? 0) - (a.now?.score ?? 0) || (a.id < b.id ? -1 : 1));
}

type Around = {
  readonly assets: ReadonlyMap<string, Asset>;
  readonly acceptances: ReadonlyMap<string, Acceptance>;
  readonly owners: ReadonlyMap<string, string>;
  readonly day: Day;
};

function riskOf({ row, answers }: Opened, { assets, acceptances, owners, day }: Around): Risk {
  const asset = assets.get(assetIn(answers) ?? "");
  const threat = orNull(answers["threat"]);
  const owner = orNull(answers["owner"]);
  const risk = {
    id: row.id,
    version: row.version,
    state: row.state,
    name: text(answers["name"]),
    asset:
      asset === undefined ? null : { id: asset.id, kind: asset.kind, name: asset.name, version: asset.version, isInUse: asset.isInUse },
    threat,
    threatSays: threat === "own" ? text(answers["ownThreat"]) : (threatNamed(threat ?? "")?.says ?? ""),
    vulnerability: text(answers["vulnerability"]),
    safeguards: text(answers["safeguards"]),
    inherent: inherentRated(answers),
    now: nowRated(row.state, answers),
    treatment: orNull(answers["treatment"]),
    plan: text(answers["plan"]),
    owner,
    ownerName: owners.get(owner ?? "") ?? null,
    dueOn: row.due_on,
    isLate: row.due_on !== null && row.due_on < day && ["assessed", "in treatment"].includes(row.state),
    acceptance: acceptances.get(row.id) ?? null,
  };
  return { ...risk, unanswered: whyUnanswered(risk) };
}

/** Names of members by their ids. */
export async function namesOf(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.rows<{ id: string; name: string }>(
    sql`select id, name from program.member where id = any(${[...new Set(ids)]}::uuid[])`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

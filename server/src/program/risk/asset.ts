// SPDX-License-Identifier: Apache-2.0
// What is there to be harmed: the inventory as it is in use today, and the people. Which threats concern it follows from its kind.
import { isId } from "#base/id.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Answers } from "../form/field.ts";
import { openContent, submissionsLike, type SubmissionRow } from "../form/submission.ts";
import { THREATS } from "./library/library.ts";
import { type Concern, SYSTEM_KINDS, type Threat } from "./library/threat.ts";

/** The forms that describe assets, by kind. */
export const FORM_BY_KIND = { system: "system", flow: "data-flow", party: "party", site: "site" } as const;
export const ASSET_KINDS = ["system", "flow", "party", "site", "workforce"] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

/** The people are one asset: there is no form that describes them as one. */
export const WORKFORCE = "workforce";
const INVENTORY_MAX = 5000;

export type Asset = {
  /** Its submission's id, or "workforce". */
  readonly id: string;
  readonly kind: AssetKind;
  readonly name: string;
  /** What it is, in a word from its form's list. */
  readonly is: string;
  readonly version: number;
  readonly isInUse: boolean;
  /** Whether PHI is kept in it or passes through. */
  readonly hasPhi: boolean;
};

const PEOPLE: Asset = { id: WORKFORCE, kind: "workforce", name: "The workforce", is: "people", version: 1, isInUse: true, hasPhi: true };

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const kindByForm = new Map<string, AssetKind>(Object.entries(FORM_BY_KIND).map(([kind, form]) => [form, kind as AssetKind])); // Its keys.

function assetOf(row: SubmissionRow, answers: Answers): Asset | null {
  const kind = kindByForm.get(row.form);
  if (kind === undefined) return null;
  const is = {
    system: text(answers["kind"]),
    flow: text(answers["way"]),
    party: text(answers["role"]),
    site: text(answers["kind"]),
    workforce: "",
  };
  const hasPhi = {
    system: answers["phi"] !== "none",
    flow: true,
    party: answers["role"] !== "vendor-without-phi",
    site: true,
    workforce: true,
  };
  const name = text(answers[kind === "flow" ? "what" : "name"]);
  return { id: row.id, kind, name, is: is[kind], version: row.version, isInUse: row.state === "in use", hasPhi: hasPhi[kind] };
}

/** Everything that an analysis looks at today: systems, flows and sites in use, parties that touch PHI, and the people. */
export async function assetsInUse(parts: Parts, db: Queryable): Promise<Asset[]> {
  const forms = Object.values(FORM_BY_KIND);
  const rows = await submissionsLike(db, { forms, ownForms: [], user: null, state: "in use" }, INVENTORY_MAX);
  const opened = await Promise.all(rows.map(async (row) => assetOf(row, (await openContent(parts, row)).answers)));
  const found = opened.filter((one) => one !== null).filter(({ kind, hasPhi }) => kind !== "party" || hasPhi);
  return [...found.sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1)), PEOPLE];
}

const order = ({ kind }: Asset): number => ASSET_KINDS.indexOf(kind);

/** Assets by id as they are now, in use or not; what is not there is left out. */
export async function assetsNamed(parts: Parts, db: Queryable, ids: readonly string[]): Promise<Map<string, Asset>> {
  const rows = await db.rows<SubmissionRow>(sql`
    select id, form, state, version, about, sole, sealed, submitted_by, effective_on::text, received_at, updated_at, due_on::text, closed_at,
           '{}'::text[] as written_by
      from program.submission where id = any(${ids.filter(isId)}::uuid[])`);
  const opened = await Promise.all(rows.map(async (row) => assetOf(row, (await openContent(parts, row)).answers)));
  return new Map([...opened.filter((one) => one !== null), PEOPLE].map((asset) => [asset.id, asset]));
}

const isSystemKind = (is: string): is is (typeof SYSTEM_KINDS)[number] => SYSTEM_KINDS.some((kind) => kind === is);

/** The threats that concern an asset. Of parties those who serve us: what others hold of their own is theirs to analyse. */
export function threatsTo({ kind, is }: Pick<Asset, "kind" | "is">): readonly Threat[] {
  if (kind === "party") return is === "vendor" ? THREATS.filter(({ isAtThirdParties }) => isAtThirdParties) : [];
  const concern: Concern = kind === "system" ? (isSystemKind(is) ? is : "other") : kind;
  return THREATS.filter(({ concerns }) => concerns.includes(concern));
}

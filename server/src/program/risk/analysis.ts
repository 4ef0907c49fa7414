// SPDX-License-Identifier: Apache-2.0
// The statements on analyses, their scope and their lines.
import type { Queryable } from "#store/database.ts";
import { composed, sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import { type Asset, threatsTo } from "./asset.ts";

export type AnalysisRow = {
  readonly id: string;
  readonly trigger: string;
  readonly reason: string;
  readonly started_by: string | null;
  readonly started_at: Date;
  readonly as_of: Day;
  readonly finished_by: string | null;
  readonly finished_at: Date | null;
  readonly approved_by: string | null;
  readonly approved_at: Date | null;
  readonly returned_by: string | null;
  readonly returned_at: Date | null;
  readonly returned_why: string | null;
  readonly register: string | null;
  readonly html: string | null;
  readonly pdf: string | null;
  readonly version: number;
};

export type LineRow = {
  readonly asset: string;
  readonly threat: string;
  readonly decision: "risk" | "no-matter" | null;
  readonly reason: string | null;
  readonly risk: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
};

export type ScopeRow = { readonly kind: string; readonly thing: string; readonly version: number };

const COLUMNS = `id, trigger, reason, started_by, started_at, as_of::text, finished_by, finished_at, approved_by, approved_at, returned_by,
  returned_at, returned_why, register, html, pdf, version`;

export const analysisById = (db: Queryable, id: string) =>
  db.maybe<AnalysisRow>(composed(`select ${COLUMNS} from program.risk_analysis where id = $1`, [id]));

/** The same, held until the transaction ends. */
export const analysisToChange = (db: Queryable, id: string) =>
  db.maybe<AnalysisRow>(composed(`select ${COLUMNS} from program.risk_analysis where id = $1 for update`, [id]));

/** Newest first. */
export const analyses = (db: Queryable) =>
  db.rows<AnalysisRow>(composed(`select ${COLUMNS} from program.risk_analysis order by id desc limit 200`, []));

/** The analysis in force: the last that was approved. */
export const lastApproved = (db: Queryable) =>
  db.maybe<AnalysisRow>(
    composed(`select ${COLUMNS} from program.risk_analysis where approved_at is not null order by approved_at desc, id desc limit 1`, []),
  );

export const linesOf = (db: Queryable, analysis: string) =>
  db.rows<LineRow>(sql`
    select asset, threat, decision, reason, risk, decided_by, decided_at from program.risk_line where analysis = ${analysis} order by asset, threat`);

export const scopeOf = (db: Queryable, analysis: string) =>
  db.rows<ScopeRow>(sql`select kind, thing, version from program.risk_scope where analysis = ${analysis}`);

export const bumpAnalysis = (db: Queryable, id: string) =>
  db.run(sql`update program.risk_analysis set version = version + 1 where id = ${id}`);

/** How many lines nobody decided yet. */
export async function openLines(db: Queryable, analysis: string): Promise<number> {
  const { open } = await db.one<{ open: number }>(sql`
    select count(*) as open from program.risk_line where analysis = ${analysis} and decision is null`);
  return open;
}

/** Puts assets into the scope in their version, with a line for each threat that concerns them. Lines that are there stay as they are. */
export async function putIntoScope(db: Queryable, analysis: string, assets: readonly Asset[]): Promise<void> {
  await db.run(sql`
    insert into program.risk_scope (analysis, kind, thing, version)
    select ${analysis}::uuid, * from unnest(${assets.map(({ kind }) => kind)}::text[], ${assets.map(({ id }) => id)}::text[],
                                            ${assets.map(({ version }) => version)}::integer[])
    on conflict (analysis, kind, thing) do update set version = excluded.version`);
  const lines = assets.flatMap((asset) => threatsTo(asset).map(({ slug }) => ({ asset: asset.id, slug })));
  await db.run(sql`
    insert into program.risk_line (analysis, asset, threat)
    select ${analysis}::uuid, * from unnest(${lines.map(({ asset }) => asset)}::text[], ${lines.map(({ slug }) => slug)}::text[])
    on conflict do nothing`);
}

/** Takes out what is no longer there: its scope and its lines. */
export async function takeOutOfScope(db: Queryable, analysis: string, things: readonly string[]): Promise<void> {
  await db.run(sql`delete from program.risk_line where analysis = ${analysis} and asset = any(${[...things]}::text[])`);
  await db.run(sql`
    delete from program.risk_scope where analysis = ${analysis} and kind not in ('incident', 'check') and thing = any(${[...things]}::text[])`);
}

export type Drift = { readonly added: readonly Asset[]; readonly changed: readonly Asset[]; readonly gone: readonly string[] };

/** What the inventory of today has that a scope has not, or has in another version, and what it no longer has. Pure. */
export function driftOf(scope: readonly ScopeRow[], assets: readonly Asset[]): Drift {
  const known = new Map(scope.filter(({ kind }) => kind !== "incident" && kind !== "check").map(({ thing, version }) => [thing, version]));
  const there = new Set(assets.map(({ id }) => id));
  return {
    added: assets.filter(({ id }) => !known.has(id)),
    changed: assets.filter(({ id, version }) => known.has(id) && known.get(id) !== version),
    gone: [...known.keys()].filter((id) => !there.has(id)),
  };
}

// SPDX-License-Identifier: Apache-2.0
// Why the approved analysis is to be looked at again [164.306(e), 164.316(b)(2)(iii)]: derived each time by comparing what it froze with
// what is there now. A cause names the thing in its version, so that it is decided on once, and again when the thing changes again.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type AnalysisRow, driftOf, lastApproved, type ScopeRow, scopeOf } from "./analysis.ts";
import { slugWords } from "../slug-words.ts";
import { type Asset, assetsInUse, assetsNamed } from "./asset.ts";

export type CauseKind = "added" | "changed" | "gone" | "incident" | "check";
export type Cause = {
  /** "system:<id>:3" */
  readonly key: string;
  readonly kind: CauseKind;
  /** What it is: "system", "party", "incident", "check". */
  readonly of: string;
  readonly thing: string;
  /** An imperative without a name: it goes into mail and calendars. */
  readonly title: string;
  /** The thing's own name, for people who may read the register. */
  readonly name: string;
};

/** An incident report in one of these states is not, or not yet, an incident. */
const NO_INCIDENT = ["draft", "reported", "no incident", "discarded", "withdrawn"];

type State = {
  readonly scope: readonly ScopeRow[];
  readonly assets: readonly Asset[];
  /** Of what is gone, its name. */
  readonly named: ReadonlyMap<string, Asset>;
  readonly incidents: readonly string[];
  readonly checks: readonly { readonly name: string; readonly since: Date }[];
};

const WORDS: Readonly<Record<string, string>> = {
  system: "a system",
  flow: "a flow of PHI",
  party: "a party",
  site: "a site",
  workforce: "the workforce",
};
const again = (what: string): string => `Look again at the risk analysis: ${what}`;

/** Version of a failing check: when it began to fail, in seconds; the same failure is the same cause. */
export const MS_PER_VERSION = 1000;
const versionOf = (since: Date): number => Math.floor(since.getTime() / MS_PER_VERSION);

/** Every cause that the comparison finds. Pure. */
export function causesIn({ scope, assets, named, incidents, checks }: State): Cause[] {
  const { added, changed, gone } = driftOf(scope, assets);
  const ofAsset =
    (kind: CauseKind, verb: string) =>
    (asset: Asset): Cause => ({
      key: `${asset.kind}:${asset.id}:${kind === "gone" ? "gone" : asset.version}`,
      kind,
      of: asset.kind,
      thing: asset.id,
      title: again(`${WORDS[asset.kind] ?? "something"} was ${verb}`),
      name: asset.name,
    });
  const knew = (kind: string, thing: string, version: number): boolean =>
    scope.some((one) => one.kind === kind && one.thing === thing && one.version === version);
  return [
    ...added.map(ofAsset("added", "added")),
    ...changed.map(ofAsset("changed", "changed")),
    ...gone.flatMap((id) => named.get(id) ?? []).map(ofAsset("gone", "retired")),
    ...incidents
      .filter((id) => !knew("incident", id, 1))
      .map((id): Cause => ({
        key: `incident:${id}:1`,
        kind: "incident",
        of: "incident",
        thing: id,
        title: again("there was an incident"),
        name: "",
      })),
    ...checks
      .filter(({ name, since }) => !knew("check", name, versionOf(since)))
      .map(({ name, since }): Cause => ({
        key: `check:${name}:${versionOf(since)}`,
        kind: "check",
        of: "check",
        thing: name,
        title: again("a check of a safeguard fails"),
        name: slugWords(name),
      })),
  ];
}

const incidentIds = async (db: Queryable): Promise<string[]> =>
  (
    await db.rows<{ id: string }>(sql`
      select id from program.submission where form = 'incident-report' and state <> all(${NO_INCIDENT}::text[]) order by id`)
  ).map(({ id }) => id);

const failing = (db: Queryable) => db.rows<{ name: string; since: Date }>(sql`select name, since from program.failing_check order by name`);

export type Causes = { readonly analysis: AnalysisRow | null; readonly open: readonly Cause[] };

/** The causes that nobody decided on yet; none before an analysis was approved. */
export async function openCauses(parts: Parts, db: Queryable): Promise<Causes> {
  const analysis = await lastApproved(db);
  if (analysis === undefined) return { analysis: null, open: [] };
  const scope = await scopeOf(db, analysis.id);
  const named = await assetsNamed(
    parts,
    db,
    scope.map(({ thing }) => thing),
  );
  const found = causesIn({
    scope,
    named,
    assets: await assetsInUse(parts, db),
    incidents: await incidentIds(db),
    checks: await failing(db),
  });
  const rows = await db.rows<{ key: string }>(sql`select key from program.risk_cause where analysis = ${analysis.id}`);
  const cleared = new Set(rows.map(({ key }) => key));
  return { analysis, open: found.filter(({ key }) => !cleared.has(key)) };
}

/** What an analysis knew when it was finished, over and above its assets: written anew each time that it is finished. */
export async function freezeKnown(db: Queryable, analysis: string): Promise<void> {
  await db.run(sql`delete from program.risk_scope where analysis = ${analysis} and kind in ('incident', 'check')`);
  const known = [
    ...(await incidentIds(db)).map((thing) => ({ kind: "incident", thing, version: 1 })),
    ...(await failing(db)).map(({ name, since }) => ({ kind: "check", thing: name, version: versionOf(since) })),
  ];
  await db.run(sql`
    insert into program.risk_scope (analysis, kind, thing, version)
    select ${analysis}::uuid, * from unnest(${known.map(({ kind }) => kind)}::text[], ${known.map(({ thing }) => thing)}::text[],
                                            ${known.map(({ version }) => version)}::integer[])`);
}

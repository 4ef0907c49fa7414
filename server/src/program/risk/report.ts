// SPDX-License-Identifier: Apache-2.0
// The report of an analysis as data: what an auditor asks for, in one piece. At approval it is frozen; until then it is made each time.
import { present } from "#base/assert.ts";
import type { Parts } from "#gate/parts.ts";
import { userNames } from "#access/user.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import { openDocument } from "../document/document-store.ts";
import { analyses, type AnalysisRow, type LineRow, linesOf, type ScopeRow, scopeOf } from "./analysis.ts";
import { type Asset, assetsNamed } from "./asset.ts";
import { compared, type Comparison } from "./compare.ts";
import { type Covered, coveredIn } from "./covered.ts";
import { threatNamed, THREATS } from "./library/library.ts";
import { openReasons } from "./reason.ts";
import { type Risk, riskRegister } from "./register.ts";
import { BOUNDS, IMPACT, LIKELIHOOD } from "./scale.ts";

export const FORMAT = "part164-risk-analysis-1";

export type Signed = { readonly by: string; readonly at: string };
export type Report = {
  readonly format: typeof FORMAT;
  readonly organization: string;
  readonly analysis: {
    readonly id: string;
    readonly trigger: string;
    readonly reason: string;
    readonly asOf: Day;
    readonly begun: Signed;
    readonly finished: Signed | null;
    readonly approved: Signed | null;
  };
  readonly scale: { readonly likelihood: typeof LIKELIHOOD; readonly impact: typeof IMPACT; readonly levels: typeof BOUNDS };
  readonly assets: readonly {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly is: string;
    readonly version: number;
    readonly threats: number;
    readonly risks: number;
  }[];
  readonly threats: readonly {
    readonly slug: string;
    readonly class: string;
    readonly says: string;
    readonly lines: number;
    readonly risks: number;
  }[];
  readonly undecided: number;
  readonly risks: readonly Risk[];
  readonly notMattering: readonly {
    readonly why: string;
    readonly by: string;
    readonly lines: readonly { readonly asset: string; readonly threats: readonly string[] }[];
  }[];
  readonly weighed: readonly {
    readonly key: string;
    readonly decision: string;
    readonly why: string;
    readonly by: string;
    readonly at: string;
  }[];
  /** What changed since the analysis before and this one looked at itself; reports of old have none. */
  readonly covered?: readonly Covered[];
  readonly comparison: Comparison | null;
  readonly history: readonly { readonly id: string; readonly asOf: Day; readonly trigger: string; readonly approvedAt: string }[];
};

const NOBODY = "The operator at the machine"; // Who has the machine has no account.

/** Makes the report. `approval`: by whom and when it is about to be approved. */
export async function makeReport(
  parts: Parts,
  db: Queryable,
  row: AnalysisRow,
  { day, approval }: { readonly day: Day; readonly approval: Approval },
): Promise<Report> {
  const [lines, scope, all] = [await linesOf(db, row.id), await scopeOf(db, row.id), await analyses(db)];
  const last = all.find(({ id, approved_at }) => id !== row.id && approved_at !== null)?.id ?? null;
  const [weighed, scopeBefore] = [await weighedSince(db, last), last === null ? null : await scopeOf(db, last)];
  const reasons = await openReasons(parts, db, [row.reason, ...lines.map(({ reason }) => reason), ...weighed.map(({ reason }) => reason)]);
  const people = [
    row.started_by,
    row.finished_by,
    approval?.by ?? row.approved_by,
    ...lines.map((one) => one.decided_by),
    ...weighed.map((one) => one.decided_by),
  ];
  const names = await userNames(parts, [...new Set(people.filter((id) => id !== null))]);
  const nameOf = (id: string | null): string => (id === null ? NOBODY : (names.get(id) ?? "Somebody who is gone"));
  const { organization } = await db.one<{ organization: string }>(sql`
    select coalesce(name, 'The organization') as organization from part164.installation`);
  const named = await assetsNamed(
    parts,
    db,
    [...scope, ...(scopeBefore ?? [])].map(({ thing }) => thing),
  );
  const risks = (await riskRegister(parts, db, day)).filter(({ state }) => state !== "draft");
  const before = await reportBefore(parts, db, all, row);
  return {
    format: FORMAT,
    organization,
    analysis: signedOf(row, { reason: reasons.get(row.reason) ?? "", nameOf, approval }),
    scale: { likelihood: LIKELIHOOD, impact: IMPACT, levels: BOUNDS },
    assets: assetsIn(scope, lines, named),
    threats: threatsIn(lines),
    undecided: lines.filter(({ decision }) => decision === null).length,
    risks,
    notMattering: notMatteringIn(lines, { reasons, nameOf, named }),
    weighed: weighed.map(({ key, decision, reason, decided_by, decided_at }) => ({
      key,
      decision,
      why: reasons.get(reason) ?? "",
      by: nameOf(decided_by),
      at: decided_at.toISOString(),
    })),
    ...(scopeBefore === null
      ? {}
      : { covered: coveredIn({ before: scopeBefore, now: scope, named, weighed: weighed.map(({ key }) => key) }) }),
    comparison: before === null ? null : { ...compared(before.risks, risks), with: before.analysis.id, asOf: before.analysis.asOf },
    history: all.flatMap(({ id, as_of, trigger, approved_at }) =>
      approved_at === null || id === row.id ? [] : [{ id, asOf: as_of, trigger, approvedAt: approved_at.toISOString() }],
    ),
  };
}

type Naming = (id: string | null) => string;
type Approval = { readonly by: string; readonly at: Date } | null;

/** What an analysis was about, and who answers for which part of it. */
function signedOf(
  row: AnalysisRow,
  { reason, nameOf, approval }: { readonly reason: string; readonly nameOf: Naming; readonly approval: Approval },
): Report["analysis"] {
  const approvedAt = approval?.at ?? row.approved_at;
  return {
    id: row.id,
    trigger: row.trigger,
    reason,
    asOf: row.as_of,
    begun: { by: nameOf(row.started_by), at: row.started_at.toISOString() },
    finished: row.finished_at === null ? null : { by: nameOf(row.finished_by), at: row.finished_at.toISOString() },
    approved: approvedAt === null ? null : { by: nameOf(approval?.by ?? row.approved_by), at: approvedAt.toISOString() },
  };
}

function assetsIn(scope: readonly ScopeRow[], lines: readonly LineRow[], named: ReadonlyMap<string, Asset>): Report["assets"] {
  return scope
    .flatMap(({ thing, version }) => {
      const asset = named.get(thing);
      if (asset === undefined) return []; // An incident or a check, which is no asset.
      const own = lines.filter((line) => line.asset === thing);
      const risks = own.filter(({ decision }) => decision === "risk").length;
      return [{ id: thing, kind: asset.kind, name: asset.name, is: asset.is, version, threats: own.length, risks }];
    })
    .sort((a, b) => a.kind.localeCompare(b.kind, "en") || a.name.localeCompare(b.name, "en"));
}

/** Each reason once, with all that it was said of. */
function notMatteringIn(
  lines: readonly LineRow[],
  {
    reasons,
    nameOf,
    named,
  }: { readonly reasons: ReadonlyMap<string, string>; readonly nameOf: Naming; readonly named: ReadonlyMap<string, Asset> },
): Report["notMattering"] {
  const own = lines.filter(({ decision }) => decision === "no-matter");
  return [...Map.groupBy(own, ({ reason }) => reason ?? "")].map(([reason, said]) => ({
    why: reasons.get(reason) ?? "",
    by: nameOf(said[0]?.decided_by ?? null),
    lines: [...Map.groupBy(said, ({ asset }) => asset)].map(([asset, some]) => ({
      asset: named.get(asset)?.name ?? asset,
      threats: some.map(({ threat }) => threatNamed(threat)?.says ?? threat),
    })),
  }));
}

/** The threats that were asked about, in the order of the library; one that it no longer has comes last. */
function threatsIn(lines: readonly LineRow[]): Report["threats"] {
  const asked = Map.groupBy(lines, ({ threat }) => threat);
  const gone = [...asked.keys()].filter((slug) => threatNamed(slug) === undefined);
  return [...THREATS.map(({ slug }) => slug), ...gone].flatMap((slug) => {
    const own = asked.get(slug) ?? [];
    const known = threatNamed(slug);
    const risks = own.filter(({ decision }) => decision === "risk").length;
    return own.length === 0 ? [] : [{ slug, class: known?.class ?? "", says: known?.says ?? slug, lines: own.length, risks }];
  });
}

type Weighed = {
  readonly key: string;
  readonly decision: string;
  readonly reason: string;
  readonly decided_by: string | null;
  readonly decided_at: Date;
};

const weighedSince = (db: Queryable, analysis: string | null): Promise<Weighed[]> =>
  analysis === null
    ? Promise.resolve([])
    : db.rows<Weighed>(sql`
        select key, decision, reason, decided_by, decided_at from program.risk_cause where analysis = ${analysis} order by decided_at, key`);

async function reportBefore(parts: Parts, db: Queryable, all: readonly AnalysisRow[], row: AnalysisRow): Promise<Report | null> {
  const before = all.filter(({ id, approved_at }) => approved_at !== null && id !== row.id && id < row.id).at(0);
  return before === undefined ? null : frozenReport(parts, db, before);
}

/** The report of an approved analysis, as it was frozen. @throws Fault `sealed_broken` if it is not what it was. */
export async function frozenReport(parts: Parts, db: Queryable, { register }: AnalysisRow): Promise<Report> {
  const bytes = await openDocument(parts, db, present(register, "What is approved was frozen."));
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as Report; // Written by approveAnalysis, sealed since.
}

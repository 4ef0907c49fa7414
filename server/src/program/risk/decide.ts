// SPDX-License-Identifier: Apache-2.0
// Deciding lines: all of those that are named or none, and never over somebody else's decision unseen.
import { Fault } from "#base/fault.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { lastApproved, linesOf } from "./analysis.ts";

export type Line = { readonly asset: string; readonly threat: string };
export type Decided = Line & { readonly reason: string | null; readonly risk: string | null };

const keyOf = ({ asset, threat }: Line): string => `${asset} ${threat}`;

/** @throws Fault `malformed_input` for a line that is not there or is named twice; `conflict` for one that is decided, unless it is to change. */
export async function refuseDecided(
  db: Queryable,
  analysis: string,
  lines: readonly Line[],
  { isChange }: { isChange: boolean },
): Promise<void> {
  const there = new Map((await linesOf(db, analysis)).map((line) => [keyOf(line), line]));
  const seen = new Set<string>();
  const unknown = lines.flatMap((line, n) => {
    const key = keyOf(line);
    const isNew = !seen.has(key);
    seen.add(key);
    return there.has(key) && isNew ? [] : [n];
  });
  if (unknown.length > 0)
    throw new Fault("malformed_input", {
      fields: unknown.slice(0, 20).map((n) => ({ at: `/lines/${n}`, says: "Is not a line of this analysis, or is named twice." })),
    });
  const decided = lines.filter((line) => there.get(keyOf(line))?.decision !== null).length;
  if (!isChange && decided > 0)
    throw new Fault("conflict", { detail: `${decided} of them were decided meanwhile. Nothing was changed: read the analysis again.` });
}

/** Writes decisions down. */
export async function decideLines(
  db: Queryable,
  analysis: string,
  lines: readonly Decided[],
  { by, at }: { readonly by: string | null; readonly at: Date },
): Promise<void> {
  await db.run(sql`
    update program.risk_line l
       set decision = case when d.risk is null then 'no-matter' else 'risk' end, reason = d.reason, risk = d.risk, decided_by = ${by}, decided_at = ${at}
      from unnest(${lines.map(({ asset }) => asset)}::text[], ${lines.map(({ threat }) => threat)}::text[],
                  ${lines.map(({ reason }) => reason)}::uuid[], ${lines.map(({ risk }) => risk)}::uuid[]) as d (asset, threat, reason, risk)
     where l.analysis = ${analysis} and l.asset = d.asset and l.threat = d.threat`);
}

/** What the approved analysis decided of these lines; a risk that is closed since is no answer. @throws Fault `malformed_input`. */
export async function asBefore(db: Queryable, lines: readonly Line[]): Promise<Decided[]> {
  const last = await lastApproved(db);
  const before = new Map((last === undefined ? [] : await linesOf(db, last.id)).map((line) => [keyOf(line), line]));
  const risks = [...before.values()].flatMap(({ risk }) => risk ?? []);
  const open = await db.rows<{ id: string }>(sql`
    select id from program.submission where id = any(${risks}::uuid[]) and state in ('assessed', 'in treatment', 'treated')`);
  const counts = new Set(open.map(({ id }) => id));
  const found = lines.map((line) => {
    const was = before.get(keyOf(line));
    return was === undefined || (was.risk !== null && !counts.has(was.risk)) ? null : { ...line, reason: was.reason, risk: was.risk };
  });
  const missing = found.flatMap((one, n) => (one === null ? [n] : []));
  if (missing.length > 0)
    throw new Fault("malformed_input", {
      fields: missing.slice(0, 20).map((n) => ({ at: `/lines/${n}`, says: "Was not decided before, or its risk is closed since." })),
    });
  return found.filter((one) => one !== null);
}

// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { userNames } from "#access/user.ts";
import { etagOf } from "#gate/match.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { analysisById, analyses, driftOf, linesOf, scopeOf } from "../analysis.ts";
import { assetsInUse, assetsNamed } from "../asset.ts";
import { openReasons } from "../reason.ts";
import { AnalysisView, peopleOf, reasonsOf, viewAnalysis } from "./list-analyses.ts";
import { analysisPath } from "./shapes.ts";

const Line = z.object({
  asset: z.string(),
  threat: z.string(),
  decision: z.enum(["risk", "no-matter"]).nullable(),
  why: z.string().nullable(),
  risk: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: z.string().nullable(),
  before: z
    .object({ decision: z.enum(["risk", "no-matter"]), why: z.string().nullable() })
    .nullable()
    .meta({ description: "What the approved analysis before this one decided." }),
});
const AnAsset = z.object({ id: z.string(), kind: z.string(), name: z.string(), is: z.string(), version: z.number(), hasPhi: z.boolean() });
const Drift = z.object({ added: z.array(z.string()), changed: z.array(z.string()), gone: z.array(z.string()) });

export const readAnalysis = operation({
  name: "program.risk-analysis.read",
  cites: ["164.308(a)(1)(ii)(A)", "164.316(b)(2)(ii)"],
  says: "Read a risk analysis",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/risk-analyses/{analysis}" },
  input: z.object({ path: analysisPath, query: nothing, body: noBody }),
  output: AnalysisView.extend({
    assets: z.array(AnAsset),
    lines: z.array(Line),
    drift: Drift.meta({ description: "Names of what the inventory has otherwise than the scope; empty once it is approved." }),
    hasDecided: z.boolean().meta({ description: "Whether this person decided lines of it, and so does not approve it." }),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, actor, db, input: { path } }) {
    const row = await analysisById(db, path.analysis);
    if (row === undefined) throw new Fault("not_found");
    const lines = await linesOf(db, row.id);
    const scope = await scopeOf(db, row.id);
    const earlier = row.approved_at === null ? (await analyses(db)).find(({ approved_at }) => approved_at !== null) : undefined;
    const before = new Map(
      (earlier === undefined ? [] : await linesOf(db, earlier.id)).map((line) => [`${line.asset} ${line.threat}`, line]),
    );
    const reasons = await openReasons(parts, db, [...reasonsOf(row), ...[...lines, ...before.values()].map(({ reason }) => reason)]);
    const names = await userNames(parts, [...new Set([...peopleOf(row), ...lines.flatMap(({ decided_by }) => decided_by ?? [])])]);
    const named = await assetsNamed(
      parts,
      db,
      scope.map(({ thing }) => thing),
    );
    const drift = row.approved_at === null ? driftOf(scope, await assetsInUse(parts, db)) : { added: [], changed: [], gone: [] };
    const wasDecided = (asset: string, threat: string) => {
      const was = before.get(`${asset} ${threat}`);
      return was === undefined || was.decision === null ? null : { decision: was.decision, why: reasons.get(was.reason ?? "") ?? null };
    };
    const output = {
      ...viewAnalysis(row, { names, reasons }),
      assets: scope.flatMap(({ thing, version }) => {
        const asset = named.get(thing);
        return asset === undefined
          ? []
          : [{ id: asset.id, kind: asset.kind, name: asset.name, is: asset.is, hasPhi: asset.hasPhi, version }];
      }),
      lines: lines.map((line) => ({
        asset: line.asset,
        threat: line.threat,
        decision: line.decision,
        why: reasons.get(line.reason ?? "") ?? null,
        risk: line.risk,
        decidedByName: names.get(line.decided_by ?? "") ?? null,
        decidedAt: line.decided_at?.toISOString() ?? null,
        before: wasDecided(line.asset, line.threat),
      })),
      drift: {
        added: drift.added.map(({ name }) => name),
        changed: drift.changed.map(({ name }) => name),
        gone: drift.gone.map((id) => named.get(id)?.name ?? id),
      },
      hasDecided: actor.kind === "user" && lines.some(({ decided_by }) => decided_by === actor.id),
    };
    return { output, headers: { etag: etagOf(row.version) } };
  },
});

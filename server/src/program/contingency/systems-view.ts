// SPDX-License-Identifier: Apache-2.0
// Systems by how soon they are needed, with what the analysis and the plans in force say of each.
import { z } from "zod";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { analysedIn, analysisInForce } from "./draft-analysis.ts";
import type { KnownSystem } from "./ground.ts";
import { opened } from "./known.ts";
import type { StandingPlan } from "./plans.ts";
import { restoresSigned } from "./tried.ts";
import { lineIn, rowsIn } from "./words.ts";

export const SystemView = z.object({
  id: z.string(),
  name: z.string(),
  phi: z.string(),
  criticality: z.string(),
  /** Whether the analysis in force has it, with the same need. */
  isAnalysed: z.boolean(),
  depends: z.string().nullable(),
  manual: z.string().nullable(),
  rtoHours: z.number().nullable(),
  rpoHours: z.number().nullable(),
  /** The day on which a person last restored it. */
  restoredOn: z.string().nullable(),
});

type View = {
  readonly systems: z.infer<typeof SystemView>[];
  /** The analysis that is being written or waits, else the one in force. */
  readonly analysis: { readonly id: string; readonly state: string } | null;
};

export async function systemsView(
  parts: Parts,
  db: Queryable,
  { known, plans }: { known: readonly KnownSystem[]; plans: readonly StandingPlan[] },
): Promise<View> {
  const inForce = await analysisInForce(parts, db);
  const open = (await opened(parts, db, { form: "criticality-analysis", limit: 20 })).find(
    ({ state }) => state === "draft" || state === "submitted",
  );
  const analysed = analysedIn(inForce?.answers ?? {});
  const planned = new Map(
    plans
      .toSorted((a, b) => Number(a.kind === "disaster-recovery") - Number(b.kind === "disaster-recovery"))
      .flatMap(({ answers }) => rowsIn(answers["systems"]).map((row) => [lineIn(row, "system"), row] as const)),
  );
  const restored = new Map(
    (await restoresSigned(parts, db))
      .map(({ about, answers }) => [about ?? "", lineIn(answers, "on")] as const)
      .toSorted((a, b) => (a[1] < b[1] ? -1 : 1)),
  );
  const number = (value: unknown): number | null => (typeof value === "number" ? value : null);
  const systems = known.map(({ id, name, phi, criticality }) => {
    const [row, plan] = [analysed.get(id), planned.get(id)];
    return {
      id,
      name,
      phi,
      criticality,
      isAnalysed: row?.["neededWithin"] === criticality,
      depends: row === undefined ? null : lineIn(row, "depends"),
      manual: lineIn(plan ?? {}, "manual") || lineIn(row ?? {}, "manual") || null,
      rtoHours: number(plan?.["rtoHours"]),
      rpoHours: number(plan?.["rpoHours"]),
      restoredOn: restored.get(id) ?? null,
    };
  });
  const shown = open ?? (inForce === null ? null : { id: inForce.id, state: "approved" });
  return { systems, analysis: shown === null ? null : { id: shown.id, state: shown.state } };
}

// SPDX-License-Identifier: Apache-2.0
import { timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import { Fault } from "#base/fault.ts";
import { isLoopbackName } from "#base/settings.ts";
import type { Parts } from "#gate/parts.ts";
import { LAG_ALARM_MS } from "#ledger/keeper.ts";
import { sql } from "#store/sql.ts";
import type { App } from "./app.ts";
import type { Metrics } from "./metrics.ts";
import { headerOf, sourceOf } from "./request.ts";
import { healthStep, type HealthView, type Problem } from "./steps.ts";

/** What the rest of the process says about itself. */
export type Health = { demo: "preparing" | "ready" | null; readonly problems: () => readonly Problem[] };

/** From here on the wall clock stands behind what it has shown before: sessions go on by the steady one, entries by the wall's. */
const BEHIND_MS = 60_000;

/** /health for a supervisor, /metrics for Prometheus. No identifiers, no PHI, no session. */
export function addHealth(app: App, parts: Parts, health: Health, metrics: Metrics): void {
  app.get(healthStep.route.path, async (c) => {
    const { setUp, problems } = await lookAround(parts, health);
    const answer: z.infer<typeof HealthView> = {
      status: problems.length === 0 ? "ok" : "degraded",
      setUp,
      demo: health.demo,
      database: parts.db.kind,
      problems,
    };
    return c.json(answer, 200, { "cache-control": "no-store" });
  });
  app.get("/metrics", async (c) => {
    const address = sourceOf(c, parts.config).address ?? "";
    if (!isLoopbackName(address) && !hasToken(headerOf(c, "authorization"), parts)) throw new Fault("not_signed_in");
    const lagMs = await parts.ledger.keeper.lagMs().catch(() => -1);
    const { size } = await parts.ledger.reader.log(parts.installation);
    return c.text(metrics.render({ part164_ledger_lag_seconds: lagMs / 1000, part164_organization_log_entries: size }), 200, {
      "content-type": "text/plain; version=0.0.4",
    });
  });
}

async function lookAround(parts: Parts, health: Health): Promise<{ setUp: boolean | null; problems: Problem[] }> {
  const problems = [...health.problems()];
  const { db, ledger, steady } = parts;
  if (db.kind === "embedded")
    problems.push({
      code: "embedded_database",
      says: "The embedded database is for trying, development and demonstration: it survives a killed process, not a power cut. Set DATABASE_URL for PHI.",
    });
  if (steady.behindMs() > BEHIND_MS)
    problems.push({ code: "clock_behind", says: "The machine's clock stands behind what it has shown before. Set it by a time server." });
  try {
    const row = await db.in({ role: "part164_app" }).maybe<{ set_up_at: Date | null }>(sql`select set_up_at from part164.installation`);
    const lagMs = await ledger.keeper.lagMs();
    if (lagMs > LAG_ALARM_MS)
      problems.push({
        code: "ledger_behind",
        says: `The oldest entry without its place in the ledger's tree is ${Math.round(lagMs / 1000)} s old.`,
      });
    if (ledger.keeper.refusal !== null) problems.push({ code: "ledger_refused", says: ledger.keeper.refusal });
    return { setUp: (row?.set_up_at ?? null) !== null, problems };
  } catch {
    return { setUp: null, problems: [...problems, { code: "database_gone", says: "The database does not answer." }] };
  }
}

function hasToken(authorization: string | undefined, { config }: Parts): boolean {
  const expected = Buffer.from(`Bearer ${config.PART164_METRICS_TOKEN?.reveal() ?? ""}`);
  const given = Buffer.from(authorization ?? "");
  return config.PART164_METRICS_TOKEN !== null && given.length === expected.length && timingSafeEqual(given, expected);
}

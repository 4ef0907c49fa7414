// SPDX-License-Identifier: Apache-2.0
import { timingSafeEqual } from "node:crypto";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { LAG_ALARM_MS } from "#ledger/keeper.ts";
import { sql } from "#store/sql.ts";
import type { App } from "./app.ts";
import type { Metrics } from "./metrics.ts";
import { headerOf, sourceOf } from "./request.ts";
import { isLoopbackName } from "#base/settings.ts";

/** What the rest of the process says about itself. */
export type Health = { demo: "preparing" | "ready" | null; readonly problems: () => readonly string[] };

/** /health for a supervisor, /metrics for Prometheus. No identifiers, no PHI, no session. */
export function addHealth(app: App, parts: Parts, health: Health, metrics: Metrics): void {
  app.get("/health", async (c) => {
    const { isSetUp, problems } = await lookAround(parts, health);
    const status = problems.length === 0 ? "ok" : "degraded";
    const database = parts.db.kind;
    return c.json({ status, setUp: isSetUp, demo: health.demo, database, problems }, 200, { "cache-control": "no-store" });
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

async function lookAround(parts: Parts, health: Health): Promise<{ isSetUp: boolean; problems: string[] }> {
  const problems = [...health.problems()];
  try {
    const row = await parts.db
      .in({ role: "part164_app" })
      .maybe<{ set_up_at: Date | null }>(sql`select set_up_at from part164.installation`);
    const lagMs = await parts.ledger.keeper.lagMs();
    if (lagMs > LAG_ALARM_MS) problems.push(`ledger.lag: the oldest entry without a leaf is ${Math.round(lagMs / 1000)} s old.`);
    if (parts.ledger.keeper.refusal !== null) problems.push(parts.ledger.keeper.refusal);
    if (parts.steady.behindMs() > 60_000) problems.push("The machine's clock stands behind what it has shown before.");
    return { isSetUp: (row?.set_up_at ?? null) !== null, problems };
  } catch {
    return { isSetUp: false, problems: [...problems, "The database does not answer."] };
  }
}

function hasToken(authorization: string | undefined, { config }: Parts): boolean {
  const expected = Buffer.from(`Bearer ${config.PART164_METRICS_TOKEN?.reveal() ?? ""}`);
  const given = Buffer.from(authorization ?? "");
  return config.PART164_METRICS_TOKEN !== null && given.length === expected.length && timingSafeEqual(given, expected);
}

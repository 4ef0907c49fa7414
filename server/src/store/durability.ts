// SPDX-License-Identifier: Apache-2.0
import type { ScriptRunner } from "./migrate.ts";
import { StoreFault } from "./store-fault.ts";

/** Settings without which an acknowledged entry can be lost while every hash still verifies (a cut tail shows in no chain). */
export const DURABLE_SETTINGS = ["fsync", "full_page_writes", "synchronous_commit"] as const;

const DURABLE_SYNCHRONOUS_COMMIT = ["on", "remote_apply", "remote_write", "local"];

/** The settings that are not durable, by name. */
export async function weakSettings(db: ScriptRunner): Promise<string[]> {
  const rows = await db.rows("select name, setting from pg_catalog.pg_settings where name = any($1)", [[...DURABLE_SETTINGS]]);
  return rows
    .filter(({ name, setting }) =>
      name === "synchronous_commit" ? !DURABLE_SYNCHRONOUS_COMMIT.includes(String(setting)) : setting !== "on",
    )
    .map(({ name }) => String(name));
}

/** @throws StoreFault when PostgreSQL may lose what it acknowledged. */
export async function refuseWeakDurability(db: ScriptRunner): Promise<void> {
  const weak = await weakSettings(db);
  if (weak.length > 0)
    throw new StoreFault(
      `PostgreSQL may lose what it acknowledged: ${weak.join(", ")} is off. Turn it on in postgresql.conf and restart. [164.312(c)(1)]`,
    );
}

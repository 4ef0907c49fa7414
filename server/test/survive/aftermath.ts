// SPDX-License-Identifier: Apache-2.0
// After all the killing: is everything there that was promised, nothing twice, and does the ledger verify for a stranger?
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { wallClock } from "#base/clock.ts";
import type { EventId } from "#base/id.ts";
import { openLog } from "#base/log.ts";
import { readConfig } from "#base/settings.ts";
import { listTenants } from "#access/tenant.ts";
import { sql } from "#store/sql.ts";
import { parseKey } from "@part164/verify/note.ts";
import { verifyPackage } from "@part164/verify/package.ts";
import { openSite } from "../../src/main/site.ts";
import type { Memory } from "./load.ts";
import { type Place, runProgram } from "./server-process.ts";

/** Holds what the workers remember against the database and the ledger themselves. The server must be gone. */
export async function expectAllKept(place: Place, memory: Memory): Promise<void> {
  assert.deepEqual(memory.wrong.slice(0, 5), []);
  const config = readConfig({ PART164_DATA: place.data, PART164_LOG_LEVEL: "silent", ...place.settings });
  const site = await openSite({ config, clock: wallClock, log: openLog("silent"), demo: "either" });
  try {
    const { parts } = site;
    const [tenant] = await listTenants(parts);
    assert.ok(tenant !== undefined);
    const lost: string[] = [];
    for (const [event, { kind, individual }] of memory.entries) {
      const found = await parts.ledger.reader.entry(tenant.id, event as EventId).catch(() => null); // The header's form is what is tested.
      if (found?.entry.kind !== kind || found.entry.individual !== individual || found.entry.outcome !== "done")
        lost.push(`${kind} ${event}`);
    }
    assert.deepEqual(lost.slice(0, 5), [], `${lost.length} of ${memory.entries.size} entries are lost`);
    const app = parts.db.in({ role: "part164_app", tenant: tenant.id });
    const { stored } = await app.one<{ stored: number }>(sql`select count(*) as stored from phi.record`);
    assert.equal(stored, memory.records.length, "each write happened once: none lost, none twice");
    const versions = await app.rows<{ id: string; version: number }>(sql`select id, version from phi.record`);
    const byId = new Map(versions.map(({ id, version }) => [id, version]));
    for (const { id, version } of memory.records) assert.equal(byId.get(id), version, "each amendment happened once");
  } finally {
    await site.close();
  }
  await expectVerified(place);
}

/** Exports a package by the command line and verifies it as an auditor would. */
export async function expectVerified(place: Place): Promise<void> {
  const file = join(place.data, "survived.zip");
  const made = await runProgram(["export", "--out", file, "--json", "--data", place.data], place.settings);
  assert.equal(made.code, 0, made.err);
  const { logs } = JSON.parse(made.out) as { logs: { key: string }[] };
  const bytes = new Uint8Array(await readFile(file));
  const source = { size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
  const { verified, faults } = await verifyPackage({ source, keys: [parseKey(logs[0]?.key ?? "")], checkpoint: null });
  assert.deepEqual(faults, []);
  assert.equal(verified, true);
}

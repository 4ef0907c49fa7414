// SPDX-License-Identifier: Apache-2.0
// Places to restore into: a folder with the root key alone, and an empty database of either kind.
import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "#base/fault.ts";
import { openLog } from "#base/log.ts";
import { readConfig } from "#base/settings.ts";
import type { Opening } from "#safeguard/backup/installation.ts";
import { backupFolder } from "#safeguard/backup/kept.ts";
import type { BackupMade } from "#safeguard/backup/make.ts";
import { type Serving, serve } from "../../src/main/serve.ts";
import { openSite, type Site } from "../../src/main/site.ts";
import { type DatabaseKind, freshPlace } from "./databases.ts";
import { PATIENT, type TestClient, type TestSite } from "./site.ts";

export type Target = { readonly data: string; readonly opening: Opening; remove(): Promise<void> };

/** A fresh folder with the root keys of `site`, and an empty database. */
export async function target(site: TestSite, kind: DatabaseKind, { secondPlace = false } = {}): Promise<Target> {
  const data = await mkdtemp(join(tmpdir(), "part164-restore-"));
  await mkdir(join(data, "keys"), { mode: 0o700 });
  await cp(join(site.parts.folder.path, "keys", "root.json"), join(data, "keys", "root.json"));
  if (secondPlace) await cp(join(site.parts.folder.path, "checkpoints"), join(data, "checkpoints"), { recursive: true });
  const place = await freshPlace(kind);
  if (place.databaseFolder !== null) await rename(place.databaseFolder, join(data, "database"));
  const config = readConfig({
    PART164_DATA: data,
    PART164_PORT: "0",
    PART164_LOG_LEVEL: "silent",
    ...(place.url === null ? {} : { DATABASE_URL: place.url }),
  });
  return { data, opening: { config, clock: site.clock, log: openLog("silent") }, remove: () => rm(data, { recursive: true, force: true }) };
}

export type Opened = { readonly site: Site; readonly serving: Serving; readonly url: string; close(): Promise<void> };

/** A server on what was restored. */
export async function serveTarget({ opening }: Target): Promise<Opened> {
  const site = await openSite({ ...opening, demo: "either" });
  const serving = await serve(site, { demo: null, problems: () => [] });
  return {
    site,
    serving,
    url: `http://127.0.0.1:${serving.port}`,
    async close() {
      await serving.stop();
      await site.close();
    },
  };
}

/** Creates patients; answers their ids. */
export async function store(site: TestSite, client: TestClient, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const body = JSON.stringify({ ...PATIENT, identifier: [{ system: "http://fernhollow.example/mrn", value: `MRN-${n}` }] });
    const created = await site.fetch("/fhir/R4/Patient", { method: "POST", headers: client.headers(), body });
    assert.equal(created.status, 201);
    ids.push(((await created.json()) as { id: string }).id);
  }
  return ids;
}

export const pathOf = ({ parts }: TestSite, { file }: Pick<BackupMade, "file">): string => join(backupFolder(parts.folder), file);

export const isBroken = (error: unknown): boolean => error instanceof Fault && error.code === "backup_broken";

// SPDX-License-Identifier: Apache-2.0
// The audit package: what anybody needs to verify the whole offline, and nothing that was not asked for.
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createHash } from "node:crypto";
import { ZipFile } from "yazl";
import { canonicalBytes, type Json } from "@part164/verify/canonical-json.ts";
import { MANIFEST, MANIFEST_NOTE, type ManifestFile, manifestText } from "@part164/verify/manifest.ts";
import { assert } from "#base/assert.ts";
import type { Parts } from "#gate/parts.ts";
import { syncFolder } from "#store/data-folder.ts";
import { sql } from "#store/sql.ts";
import type { Assessment } from "../assess.ts";
import { assess } from "../assess.ts";
import { type ExportedLog, exportedLogs } from "./exported-logs.ts";
import { disclosedMembers, logMembers, type Member, verdictsMember } from "./members.ts";

export type MadePackage = {
  readonly file: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly logs: readonly { readonly origin: string; readonly key: string; readonly size: number }[];
};

/**
 * Writes a package to `file`. All that was committed before is sequenced, signed and anchored first.
 * @throws Fault `ledger_behind` if that does not come about.
 */
export async function makePackage(parts: Parts, file: string): Promise<MadePackage> {
  await parts.ledger.keeper.settle();
  const assessment = await assess(parts);
  const logs = await exportedLogs(parts);
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  try {
    await writeZip(parts, draft, assessment, logs);
    const handle = await open(draft, "r+");
    await handle.sync();
    await handle.close();
    await rename(draft, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  const { sha256, sizeBytes } = await hashFile(file);
  return { file, sha256, sizeBytes, logs: logs.map(({ origin, key, size }) => ({ origin, key, size })) };
}

async function writeZip(parts: Parts, draft: string, assessment: Assessment, logs: readonly ExportedLog[]): Promise<void> {
  const zip = new ZipFile();
  const files: ManifestFile[] = [];
  const written = pipeline(zip.outputStream, createWriteStream(draft, { mode: 0o600 }));
  const failed = new Promise<never>((_, reject) => zip.on("error", reject));
  failed.catch(() => {});
  const members: Member[] = [
    ...logs.flatMap((log) => [...logMembers(parts, log)]),
    ...disclosedMembers(parts, assessment, logs),
    verdictsMember(assessment, logs),
  ];
  const add = (path: string, load: () => Promise<Uint8Array>): void => {
    zip.addReadStreamLazy(
      path,
      { compress: path.endsWith(".json") || path.endsWith(".jsonl"), mtime: new Date(0), mode: 0o100644 },
      (give) => {
        load().then(
          (bytes) => give(null, Readable.from([Buffer.from(bytes)], { objectMode: false })),
          (error: unknown) => give(error, new Readable()),
        );
      },
    );
  };
  for (const { path, load } of members)
    add(path, async () => {
      const bytes = await load();
      files.push({ path, size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
      return bytes;
    });
  let manifest: Uint8Array | undefined; // Made when its turn comes: by then every other member was hashed.
  add(MANIFEST, async () => {
    manifest = await manifestBytes(parts, logs, files);
    return manifest;
  });
  add(MANIFEST_NOTE, () => {
    assert(manifest !== undefined, "The manifest is written before its note.");
    return parts.ledger.signer.note(manifestText(parts.installation, manifest));
  });
  zip.end();
  await Promise.race([written, failed]);
}

async function manifestBytes(parts: Parts, logs: readonly ExportedLog[], files: readonly ManifestFile[]): Promise<Uint8Array> {
  const { name, entity, time_zone } = await parts.db.in({ role: "part164_app" }).one<{
    name: string;
    entity: string;
    time_zone: string;
  }>(sql`
    select coalesce(name, 'Not set up') as name, coalesce(entity, 'both') as entity, coalesce(time_zone, 'UTC') as time_zone from part164.installation`);
  const manifest = {
    format: "part164/package/v1",
    installation: parts.installation,
    organization: { name, entity, timeZone: time_zone },
    createdAt: parts.clock.now().toISOString(),
    demo: parts.folder.isDemo,
    logs: logs.map(({ n, origin, key, size }) => ({ n, origin, key, size })),
    files: [...files].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  return canonicalBytes(manifest as unknown as Json); // Strings, numbers, booleans and lists of them.
}

async function hashFile(file: string): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const handle = await open(file, "r");
  for await (const chunk of handle.createReadStream()) {
    const bytes = chunk as Buffer; // No encoding was set.
    hash.update(bytes);
    sizeBytes += bytes.length;
  }
  return { sha256: hash.digest("hex"), sizeBytes };
}

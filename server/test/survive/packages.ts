// SPDX-License-Identifier: Apache-2.0
// A real exported package, taken apart and put together again: as anybody could who has the file, or as its dishonest exporter, who
// holds the keys.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { canonicalBytes, type Json } from "@part164/verify/canonical-json.ts";
import { MANIFEST, MANIFEST_NOTE, type Manifest, manifestText } from "@part164/verify/manifest.ts";
import { parseKey } from "@part164/verify/note.ts";
import { type Answer, verifyPackage } from "@part164/verify/package.ts";
import { Zip } from "@part164/verify/zip.ts";
import { makePackage } from "#report/package/make-package.ts";
import { writeZip } from "../../../verify/test/zip-writer.ts";
import type { TestSite } from "../support/site.ts";

export type Members = ReadonlyMap<string, Uint8Array>;

/** Exports a package of `site` and reads its members. */
export async function exported(site: TestSite, name: string): Promise<Members> {
  const { file } = await makePackage(site.parts, join(site.parts.folder.path, name));
  const bytes = new Uint8Array(await readFile(file));
  const zip = await Zip.open(sourceOf(bytes));
  const members = new Map<string, Uint8Array>();
  for (const [path, member] of zip.members) members.set(path, await zip.read(member, 2 ** 28));
  return members;
}

const sourceOf = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: (offset: number, length: number) => bytes.subarray(offset, offset + length),
});

export const manifestOf = (members: Members): Manifest => JSON.parse(Buffer.from(members.get(MANIFEST) ?? []).toString("utf8")) as Manifest; // The server wrote it.

/** The package's bytes. */
export function zipped(members: Iterable<readonly [string, Uint8Array]>): Uint8Array {
  return writeZip([...members].map(([path, content]) => ({ path, content })));
}

/** The verifier's answer, in this process. It has no other source of truth than the organization's key, and `checkpoint` if given. */
export async function verified(site: TestSite, zip: Uint8Array, checkpoint: Uint8Array | null = null): Promise<Answer> {
  const key = parseKey(await site.parts.ledger.signer.verifierKey(site.parts.installation));
  return verifyPackage({ source: sourceOf(zip), keys: [key], checkpoint });
}

/** The members with a manifest made for them and signed again: what only the exporter could do. */
export async function signedAgain(
  { parts }: TestSite,
  members: Members,
  change: (manifest: Manifest) => Manifest = (one) => one,
): Promise<Members> {
  const files = [...members]
    .filter(([path]) => path !== MANIFEST && path !== MANIFEST_NOTE)
    .map(([path, bytes]) => ({ path, size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = canonicalBytes(change({ ...manifestOf(members), files }) as unknown as Json); // Strings, numbers, booleans and lists of them.
  const note = await parts.ledger.signer.note(manifestText(parts.installation, manifest));
  return new Map([...members, [MANIFEST, manifest], [MANIFEST_NOTE, note]]);
}

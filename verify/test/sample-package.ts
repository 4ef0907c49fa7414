// SPDX-License-Identifier: Apache-2.0
// A small but whole package, built the way an exporter does, with places to bend every part of it.
import { createCipheriv } from "node:crypto";
import { base64, concat, fromUtf8, hex, utf8 } from "../src/bytes.ts";
import { canonicalBytes, type Json } from "../src/canonical-json.ts";
import { signCheckpoint } from "../src/checkpoint.ts";
import { CompactRange } from "../src/compact-range.ts";
import { formatDisclosed } from "../src/disclosed.ts";
import { encodeEntry, type Entry } from "../src/entry.ts";
import { commitment, encodeLeaf, leafHeader } from "../src/leaf.ts";
import { manifestText } from "../src/manifest.ts";
import { leafHash } from "../src/merkle.ts";
import { formatKey, signNote } from "../src/note.ts";
import { sha256 } from "../src/sha256-node.ts";
import { bundlePath, encodeBundle, TILE_WIDTH, tilePath, tilesOf } from "../src/tile.ts";
import { INSTALLATION, organization, TENANTS, tenantKeys, type TestKey } from "./keys.ts";
import { BARE_ENTRY, testId } from "./samples.ts";
import { writeZip, type TestMember } from "./zip-writer.ts";

export const SECONDS = 1_772_355_600;
export const AS_OF = "2026-03-01T09:00:00.000Z";

/** An entry of a log with everything that leads to its leaf. */
export type Logged = { readonly entry: Entry; readonly salt: Uint8Array; readonly leaf: Uint8Array };

export type SampleLog = { readonly origin: string; readonly key: TestKey; readonly owner: string; readonly entries: readonly Logged[] };

const ACTIVITY_KEY = Buffer.alloc(32, 7);
let serial = 1000; // Event ids of all samples are unique.

export function logged(owner: string, more: Partial<Entry> = {}): Logged {
  const entry = { ...BARE_ENTRY, id: testId(serial++), tenant: owner, ...more };
  const bytes = encodeEntry(entry);
  const [salt, nonce, keyId] = [sha256(utf8(entry.id)), sha256(bytes).subarray(0, 12), testId(9)];
  const cipher = createCipheriv("aes-256-gcm", ACTIVITY_KEY, nonce);
  cipher.setAAD(leafHeader(entry.id, keyId));
  const ciphertext = concat(cipher.update(concat(salt, bytes)), cipher.final(), cipher.getAuthTag());
  return { entry, salt, leaf: encodeLeaf({ eventId: entry.id, keyId, nonce, commit: commitment(salt, bytes), ciphertext }) };
}

export function treeOf(entries: readonly Logged[]): CompactRange {
  const range = new CompactRange();
  for (const { leaf } of entries) range.append(leafHash(leaf));
  return range;
}

export function checkpointOf({ origin, key, entries }: SampleLog, size = entries.length): Promise<Uint8Array> {
  const tree = treeOf(entries.slice(0, size));
  const time = key === organization ? [key.cosigner(SECONDS)] : [];
  return signCheckpoint({ origin, size, root: tree.root(), extensions: [] }, [key.signer, ...time]);
}

/** The entry that anchors the first `size` entries of a tenant's log in the organization's. */
export async function anchorOf(log: SampleLog, size = log.entries.length): Promise<Logged> {
  const note = fromUtf8(await checkpointOf(log, size));
  const root = base64(treeOf(log.entries.slice(0, size)).root());
  return logged(INSTALLATION, { kind: "ledger.checkpoint.anchor", outcome: "done", detail: { origin: log.origin, size, root, note } });
}

export function checkRun(check: string, status: string, at: string): Logged {
  return logged(INSTALLATION, {
    kind: "safeguard.check.run",
    outcome: "done",
    at,
    detail: { check, status, freshForMs: 86_400_000, observed: null },
  });
}

export type Sample = {
  logs: SampleLog[];
  /** Indices shown in clear, by log. */
  disclosed: Map<number, number[]>;
  verdicts: { [key: string]: Json };
};

/** The organization's log, two tenants' of 300 and 5 entries anchored twice and once, two checks and three requirements. */
export async function sample(): Promise<Sample> {
  const tenants = [300, 5].map((length, n): SampleLog => {
    const [owner, key] = [TENANTS[n] ?? "", tenantKeys[n] ?? organization];
    return { origin: key.key.name, key, owner, entries: Array.from({ length }, () => logged(owner)) };
  });
  const [first, second] = tenants;
  if (first === undefined || second === undefined) throw new Error("two tenants");
  const filler = Array.from({ length: 260 }, () => logged(INSTALLATION));
  const entries = [
    ...filler,
    await anchorOf(first, 100),
    checkRun("backup-is-fresh", "fail", "2026-02-28T08:00:00.000Z"),
    checkRun("backup-is-fresh", "pass", "2026-03-01T08:00:00.000Z"),
    await anchorOf(second),
    checkRun("logoff-within-15-minutes", "pass", "2026-02-27T08:00:00.000Z"),
    await anchorOf(first),
  ];
  const own: SampleLog = { origin: organization.key.name, key: organization, owner: INSTALLATION, entries };
  return {
    logs: [own, ...tenants],
    disclosed: new Map([
      [0, [3, 260, 261, 262, 263, 264, 265]],
      [1, [0, 255, 256, 299]],
    ]),
    verdicts: verdictsOf(entries),
  };
}

function verdictsOf(entries: readonly Logged[]): { [key: string]: Json } {
  const check = (check: string, index: number): Json => {
    const entry = entries[index]?.entry;
    return { check, status: "pass", at: entry?.at ?? null, freshForMs: 86_400_000, event: entry?.id ?? null, index };
  };
  const requirement = (cite: string, parent: string | null, checks: readonly string[], verdict: string): Json => ({
    cite,
    kind: parent === null ? "standard" : "implementation-specification",
    designation: "required",
    parent,
    applies: true,
    aspects: checks.length === 0 ? [] : [{ name: "mechanism", checks }],
    decision: null,
    verdict,
  });
  return {
    format: "part164/verdicts/v1",
    asOf: AS_OF,
    requirements: [
      requirement("164.308(a)(7)(i)", null, [], "not-assessed"),
      requirement("164.308(a)(7)(ii)(A)", "164.308(a)(7)(i)", ["backup-is-fresh"], "met"),
      requirement("164.308(a)(7)(ii)(B)", "164.308(a)(7)(i)", ["restore-drill"], "not-assessed"),
      requirement("164.312(a)(2)(iii)", null, ["logoff-within-15-minutes"], "gap"),
    ],
    checks: [
      check("backup-is-fresh", 262),
      check("logoff-within-15-minutes", 264),
      { check: "restore-drill", status: "unknown", at: null, freshForMs: 86_400_000, event: null, index: null },
    ],
  };
}

/** Every member but the manifest and its note. */
export async function filesOf({ logs, disclosed, verdicts }: Sample): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>([["verdicts.json", canonicalBytes(verdicts)]]);
  for (const [n, log] of logs.entries()) {
    const { entries } = log;
    files.set(`logs/${n}/checkpoint`, await checkpointOf(log));
    for (const [path, bytes] of logFiles(entries.map(({ leaf }) => leaf))) files.set(`logs/${n}/${path}`, bytes);
    const lines = (disclosed.get(n) ?? []).map((index) => {
      const one = entries[index];
      return one === undefined ? "" : formatDisclosed(index, base64(one.salt), fromUtf8(encodeEntry(one.entry)));
    });
    if (lines.length > 0) files.set(`disclosed/${n}.jsonl`, utf8(lines.join("")));
  }
  return files;
}

/** The tiles and bundles of a log. */
export function logFiles(leaves: Iterable<Uint8Array>): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const levels: Uint8Array[][] = [[]];
  const range = new CompactRange();
  let bundle: Uint8Array[] = [];
  const put = (): void => {
    if (bundle.length > 0) files.set(bundlePath(Math.floor((range.size - 1) / TILE_WIDTH), bundle.length), encodeBundle(bundle));
    bundle = [];
  };
  for (const leaf of leaves) {
    const hash = leafHash(leaf);
    levels[0]?.push(hash);
    range.append(hash, (level, _, root) => (levels[level + 1] ??= []).push(root));
    bundle.push(leaf);
    if (bundle.length === TILE_WIDTH) put();
  }
  put();
  for (const tile of tilesOf(range.size)) {
    const from = tile.index * TILE_WIDTH;
    files.set(tilePath(tile), concat(...(levels[tile.level]?.slice(from, from + tile.width) ?? [])));
  }
  return files;
}

/** The manifest of `files`, as the value that is written. */
export function manifestOf({ logs }: Sample, files: ReadonlyMap<string, Uint8Array>): { [key: string]: Json } {
  return {
    format: "part164/package/v1",
    installation: INSTALLATION,
    organization: { name: "Example Health", entity: "both", timeZone: "America/New_York" },
    createdAt: AS_OF,
    demo: false,
    logs: logs.map(({ origin, key, entries }, n) => ({ n, origin, key: formatKey(key.key), size: entries.length })),
    files: [...files]
      .map(([path, bytes]) => ({ path, size: bytes.length, sha256: hex(sha256(bytes)) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** All members, with a manifest signed by the organization's key. */
export async function signedMembers(manifest: Json, files: ReadonlyMap<string, Uint8Array>): Promise<TestMember[]> {
  const json = canonicalBytes(manifest);
  const note = await signNote(manifestText(INSTALLATION, json), [organization.signer]);
  const all = [...files, ["manifest.json", json] as const, ["manifest.note", note] as const];
  return all.map(([path, content]) => ({ path, content }));
}

export async function packageOf(made: Sample): Promise<Uint8Array> {
  const files = await filesOf(made);
  return writeZip(await signedMembers(manifestOf(made, files), files));
}

// SPDX-License-Identifier: Apache-2.0
// manifest.json and manifest.note: what is in a package, in the organization's name.
import { sha256 } from "#sha256";
import { base64 } from "./bytes.ts";
import { parseJson } from "./canonical-json.ts";
import { organizationOrigin, tenantOrigin } from "./checkpoint.ts";
import { expect } from "./error.ts";
import type { Findings } from "./findings.ts";
import { boolean, instant, listOf, matching, object, oneOf, sha256Hex, shaped, size, text, uuid } from "./form.ts";
import { TILE_WIDTH } from "./tile.ts";
import { ED25519, formatKey, parseKey, parseNote, verifyNote, type NoteKey } from "./note.ts";

export const MANIFEST = "manifest.json";
export const MANIFEST_NOTE = "manifest.note";

export type ManifestFile = { readonly path: string; readonly size: number; readonly sha256: string };

/** A log of the package: `n` names its folder, `key` is its verifier key, `size` its leaves. */
export type ManifestLog = { readonly n: number; readonly origin: string; readonly key: string; readonly size: number };

export type Entity = "business-associate" | "covered-entity" | "both";

export type Manifest = {
  readonly format: "part164/package/v1";
  readonly installation: string;
  readonly organization: { readonly name: string; readonly entity: Entity; readonly timeZone: string };
  readonly createdAt: string;
  readonly demo: boolean;
  /** The organization's first, then the tenants'. */
  readonly logs: readonly ManifestLog[];
  /** Every member but the manifest and its note, sorted by path. */
  readonly files: readonly ManifestFile[];
};

const path = matching(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,200}$/, "a path");

const manifestForm = object({
  format: oneOf("part164/package/v1"),
  installation: uuid,
  organization: object({ name: text, entity: oneOf("business-associate", "covered-entity", "both"), timeZone: text }),
  createdAt: instant,
  demo: boolean,
  logs: listOf(object({ n: size, origin: text, key: text, size })),
  files: listOf(object({ path, size, sha256: sha256Hex })),
});

/** The text of manifest.note for the bytes of manifest.json. */
export function manifestText(installation: string, manifest: Uint8Array): string {
  return `part164.package/v1\n${organizationOrigin(installation)}\n${base64(sha256(manifest))}\n`;
}

/**
 * Reads a manifest that the organization's key signed; that key must be one of `keys`. Null if its note is wrong, which is `told`.
 * @throws VerificationError `bad_manifest`, `unknown_signer`, `wrong_origin`, `bad_key`, `bad_json`: what is wrong with the manifest itself.
 */
export async function openManifest(json: Uint8Array, note: Uint8Array, keys: readonly NoteKey[], told: Findings): Promise<Manifest | null> {
  const manifest = shaped<Manifest>(parseJson(json), manifestForm, "bad_manifest", "the manifest");
  const origin = organizationOrigin(manifest.installation);
  const own = keys.filter((key) => key.type === ED25519 && key.name === origin);
  expect(own.length > 0, "unknown_signer", `none of the keys given is that of ${origin}`);
  const parsed = await told.attempt(MANIFEST_NOTE, () => parseNote(note));
  if (parsed === null || (await told.attempt(MANIFEST_NOTE, () => verifyNote(parsed, own))) === null) return null;
  expect(parsed.text === manifestText(manifest.installation, json), "bad_manifest", "the manifest is not the one that was signed");
  checkLogs(manifest, keys);
  checkFiles(manifest.files);
  return manifest;
}

/** Origins follow from the installation and the tenants; a key given for a log must be the one the manifest names. */
function checkLogs({ logs, installation, files }: Manifest, given: readonly NoteKey[]): void {
  expect(logs.length > 0, "bad_manifest", "the manifest lists no log");
  expect(new Set(logs.map(({ origin }) => origin)).size === logs.length, "wrong_origin", "the manifest lists a log twice");
  for (const [n, log] of logs.entries()) {
    expect(log.size <= files.length * TILE_WIDTH, "bad_manifest", `${log.size} entries do not fit in the files listed`);
    expect(log.n === n, "bad_manifest", `log ${log.n} stands where log ${n} belongs`);
    const tenant = log.origin.slice(tenantOrigin(installation, "").length);
    const origin = n === 0 ? organizationOrigin(installation) : tenantOrigin(installation, tenant);
    expect(log.origin === origin && (n === 0 || uuid(tenant) === null), "wrong_origin", `${log.origin} is not the origin of log ${n}`);
    const key = parseKey(log.key);
    expect(key.type === ED25519 && key.name === origin, "bad_key", `the key of ${origin} is of another name or type`);
    const others = given.filter(({ name, type }) => name === origin && type === ED25519);
    const same = others.length === 0 || others.some((other) => formatKey(other) === log.key);
    expect(same, "bad_key", `the key given for ${origin} is not the one in the manifest`);
  }
}

function checkFiles(files: readonly ManifestFile[]): void {
  for (const [n, { path }] of files.entries()) {
    expect(n === 0 || (files[n - 1]?.path ?? "") < path, "bad_manifest", `${path} is listed twice or out of order`);
    expect(path !== MANIFEST && path !== MANIFEST_NOTE, "bad_manifest", `${path} cannot list itself`);
  }
}

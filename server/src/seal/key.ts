// SPDX-License-Identifier: Apache-2.0
// Keys and the rows they rest in: root (custodian) -> tenant -> individual, activity, index, signing, backup.
import { createPrivateKey, createSecretKey, timingSafeEqual, type KeyObject } from "node:crypto";
import { assert } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import { idBytes, type InstallationId, type KeyId, type TenantId } from "#base/id.ts";
import { fieldBytes } from "./fields.ts";
import { SECRET_BYTES } from "./gcm.ts";
import { hkdfSha256 } from "./hkdf.ts";

/**
 * tenant: wraps the others. individual: seals one individual's records, or, without an owner, the tenant's records about nobody.
 * activity: seals the ledger entries of a month. index: makes look-up terms. signing: Ed25519. backup: seals backups.
 */
export type KeyKind = "tenant" | "individual" | "activity" | "index" | "signing" | "backup";

/** Whose key it is: a tenant's, or the organization's own under the installation's id. */
export type KeyTenant = TenantId | InstallationId;

/** A key at rest. All of it may be seen by whoever sees the database: `wrapped` opens only under its wrapper. */
export type KeyRow = {
  readonly id: KeyId;
  readonly kind: KeyKind;
  readonly tenant: KeyTenant;
  /** Individual id, month ("2026-11"), log origin; null where the tenant has just one. */
  readonly owner: string | null;
  /** From 1; one row a version. */
  readonly version: number;
  /** The tenant key that wraps it; null for a tenant key, which the custodian wraps. */
  readonly wrappedBy: KeyId | null;
  /** Empty once destroyed. */
  readonly wrapped: Uint8Array;
  /** 32 bytes that only this key gives. */
  readonly commitment: Uint8Array;
  readonly createdAt: Date;
  /** From then on it opens but seals nothing new. */
  readonly retiredAt: Date | null;
  readonly destroyedAt: Date | null;
};

/** A key in memory. Never printed: a KeyObject does not show its bytes. */
export type Key = {
  readonly id: KeyId;
  readonly kind: KeyKind;
  readonly tenant: KeyTenant;
  readonly owner: string | null;
  readonly version: number;
  /** AES or HMAC key; for the kind `signing` the Ed25519 private key. */
  readonly secret: KeyObject;
  readonly commitment: Uint8Array;
  /** Id (16) and version (4), as they stand in what it seals. */
  readonly name: Uint8Array;
};

/** What a wrapped key is bound to: pasted into another row, or kept while the row changes, it does not open. */
export function wrapContext(row: Omit<KeyRow, "wrapped" | "commitment" | "createdAt" | "retiredAt" | "destroyedAt">): Uint8Array {
  return fieldBytes(["part164/wrapped-key/v1", row.id, row.kind, row.tenant, row.owner, String(row.version), row.wrappedBy]);
}

/**
 * The commitment of a key: HKDF-SHA-256 (RFC 5869) with the format and the key's id as info. AES-GCM does not commit to its key:
 * one ciphertext can be made to open under two. Comparing this first closes that, at the price of one derivation per key version.
 */
export function commitmentOf(secret: KeyObject, id: KeyId): Uint8Array {
  const info = fieldBytes(["part164/key-commitment/v1", id]);
  return hkdfSha256(secret, { salt: new Uint8Array(0), info }, 32);
}

/** What names a key and is not secret. */
type KeyName = Pick<KeyRow, "id" | "kind" | "tenant" | "owner" | "version">;

/** Brings 32 bytes of key material to life and wipes them. */
export function keyFromMaterial(name: KeyName, material: Uint8Array): Key {
  assert(material.length === SECRET_BYTES, "Key material has 32 bytes.");
  const { id, kind, tenant, owner, version } = name;
  const symmetric = createSecretKey(material);
  const secret = kind === "signing" ? ed25519FromSeed(material) : symmetric;
  material.fill(0);
  return {
    id,
    kind,
    tenant,
    owner,
    version,
    secret,
    commitment: commitmentOf(symmetric, id),
    name: nameBytes(id, version),
  };
}

/** The same from a row. @throws Fault `sealed_broken` if the material is not what the row committed to. */
export function keyFromRow(row: KeyRow, material: Uint8Array): Key {
  if (material.length !== SECRET_BYTES) throw new Fault("sealed_broken");
  const key = keyFromMaterial(row, material);
  if (row.commitment.length !== key.commitment.length || !timingSafeEqual(row.commitment, key.commitment)) throw new Fault("sealed_broken");
  return key;
}

function nameBytes(id: KeyId, version: number): Uint8Array {
  const bytes = Buffer.alloc(20);
  bytes.set(idBytes(id));
  bytes.writeUInt32BE(version, 16);
  return bytes;
}

const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex"); // RFC 8410, section 7: the 32-byte seed follows.

function ed25519FromSeed(seed: Uint8Array): KeyObject {
  const der = Buffer.concat([PKCS8_ED25519, seed]);
  const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  der.fill(0);
  return secret;
}

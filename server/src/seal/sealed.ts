// SPDX-License-Identifier: Apache-2.0
// A sealed value: format (1) | suite (1) | key id (16) | key version (4) | nonce (12) | commitment (32) | ciphertext and tag.
import { timingSafeEqual } from "node:crypto";
import { assert } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import { idFromBytes, type KeyId } from "#base/id.ts";
import { unpredictableBytes } from "#base/random.ts";
import { fieldBytes } from "./fields.ts";
import { gcmOpen, gcmSeal, NONCE_BYTES, TAG_BYTES } from "./gcm.ts";
import type { Key, KeyTenant } from "./key.ts";

/** What a sealed value is: it opens only as this version of this record, for this individual, in this tenant. */
export type Binding = {
  readonly tenant: KeyTenant;
  /** FHIR type, collection or other kind of thing. */
  readonly type: string;
  readonly id: string;
  /** The record's version, from 1. */
  readonly version: number;
  /** Null for what is about nobody. */
  readonly individual: string | null;
};

const FORMAT = 1;
const SUITE_AES_256_GCM = 1;
const NAME_AT = 2;
const NONCE_AT = 22;
const COMMITMENT_AT = NONCE_AT + NONCE_BYTES;
// The whole commitment: 16 of its bytes would save 16 a record, but two keys that share 128 bits take an attacker only 2^64 tries.
const HEADER_BYTES = COMMITMENT_AT + 32;

/** Bytes that sealing adds. */
export const SEALED_OVERHEAD_BYTES = HEADER_BYTES + TAG_BYTES;

/**
 * Seals bytes under an individual, activity or backup key, bound to what they are. Nonces are random: at 2^32 values a key the chance
 * of a repeat is 2^-33 (SP 800-38D, section 8.3), far above what one individual, month or backup ever has.
 * @throws BrokenInvariant if the key is not for this binding.
 */
export function seal(key: Key, plaintext: Uint8Array, binding: Binding): Uint8Array {
  assert(fits(key, binding), "A value is sealed under the key of its own tenant and individual.");
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = FORMAT;
  header[1] = SUITE_AES_256_GCM;
  header.set(key.name, NAME_AT);
  const nonce = unpredictableBytes(NONCE_BYTES);
  header.set(nonce, NONCE_AT);
  header.set(key.commitment, COMMITMENT_AT);
  return Buffer.concat([header, gcmSeal(key.secret, nonce, additionalData(header, binding), plaintext)]);
}

/** Opens a sealed value. @throws Fault `sealed_broken`, always the same, if key, binding or any byte is not that of the sealing. */
export function open(key: Key, sealed: Uint8Array, binding: Binding): Uint8Array {
  assertSealed(sealed);
  const header = sealed.subarray(0, HEADER_BYTES);
  const named = Buffer.compare(header.subarray(NAME_AT, NONCE_AT), key.name) === 0;
  if (!named || !fits(key, binding) || !timingSafeEqual(header.subarray(COMMITMENT_AT), key.commitment)) throw new Fault("sealed_broken");
  return gcmOpen(key.secret, header.subarray(NONCE_AT, COMMITMENT_AT), additionalData(header, binding), sealed.subarray(HEADER_BYTES));
}

/** The id of the key that opens a sealed value. @throws Fault `sealed_broken` if it has no header of ours. */
export function sealedKeyId(sealed: Uint8Array): KeyId {
  assertSealed(sealed);
  try {
    return idFromBytes<"key">(sealed.subarray(NAME_AT, NAME_AT + 16));
  } catch {
    throw new Fault("sealed_broken");
  }
}

function assertSealed(sealed: Uint8Array): void {
  if (sealed.length < SEALED_OVERHEAD_BYTES || sealed[0] !== FORMAT || sealed[1] !== SUITE_AES_256_GCM) throw new Fault("sealed_broken");
}

function fits(key: Key, binding: Binding): boolean {
  if (key.tenant !== binding.tenant) return false;
  if (key.kind === "individual") return key.owner === binding.individual;
  return key.kind === "activity" || key.kind === "backup";
}

/** The header up to the nonce and the binding. The nonce is GCM's own input, the commitment was compared. */
function additionalData(header: Uint8Array, { tenant, type, id, version, individual }: Binding): Uint8Array {
  return Buffer.concat([header.subarray(0, NONCE_AT), fieldBytes([tenant, type, id, String(version), individual])]);
}

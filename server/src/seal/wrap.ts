// SPDX-License-Identifier: Apache-2.0
// Key wrapping by AES-256-GCM with the key's whole identity as additional data. RFC 3394 (aes-wrap) authenticates no context, and
// node:crypto accepts three of its invalid Wycheproof vectors.
import { assert } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import { unpredictableBytes } from "#base/random.ts";
import { gcmOpen, gcmSeal, NONCE_BYTES, SECRET_BYTES, TAG_BYTES } from "./gcm.ts";
import type { Key } from "./key.ts";

const FORMAT = Uint8Array.of(1);
const WRAPPED_BYTES = FORMAT.length + NONCE_BYTES + SECRET_BYTES + TAG_BYTES;

/** Wraps 32 bytes under a tenant key. */
export function wrapUnder(wrapper: Key, material: Uint8Array, context: Uint8Array): Uint8Array {
  assert(wrapper.kind === "tenant", "Only a tenant key wraps keys.");
  assert(material.length === SECRET_BYTES, "A key to wrap has 32 bytes.");
  const nonce = unpredictableBytes(NONCE_BYTES);
  return Buffer.concat([FORMAT, nonce, gcmSeal(wrapper.secret, nonce, Buffer.concat([FORMAT, context]), material)]);
}

/** @throws Fault `sealed_broken` if the bytes, the wrapper or the context are not those of the wrapping. */
export function unwrapUnder(wrapper: Key, wrapped: Uint8Array, context: Uint8Array): Uint8Array {
  if (wrapper.kind !== "tenant" || wrapped.length !== WRAPPED_BYTES || wrapped[0] !== FORMAT[0]) throw new Fault("sealed_broken");
  const nonce = wrapped.subarray(FORMAT.length, FORMAT.length + NONCE_BYTES);
  return gcmOpen(wrapper.secret, nonce, Buffer.concat([FORMAT, context]), wrapped.subarray(FORMAT.length + NONCE_BYTES));
}

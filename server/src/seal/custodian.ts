// SPDX-License-Identifier: Apache-2.0

/**
 * Who keeps the root key. It wraps tenant keys and nothing else, so its load is the number of tenants, not of requests.
 * Every method rejects with Fault `custodian_gone` when the root key cannot be reached, never with a weaker answer.
 */
export type KeyCustodian = {
  /** For health and the ledger, e.g. "file". */
  readonly name: string;
  /** Wraps 32 bytes under the newest root key; `context` is authenticated, not kept. */
  wrap(key: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /** Rejects with Fault `sealed_broken` if the bytes or the context are not those that were wrapped. */
  unwrap(wrapped: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /** Makes a newer root key. What older ones wrapped still opens. */
  rotate(): Promise<void>;
  /** True if `wrapped` was made by a root key other than the newest. */
  rewrapNeeded(wrapped: Uint8Array): Promise<boolean>;
};

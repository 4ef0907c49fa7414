// SPDX-License-Identifier: Apache-2.0
import { assert } from "#base/assert.ts";
import { MS_PER_MINUTE, type Clock } from "#base/clock.ts";
import type { Key } from "./key.ts";

export const KEY_TTL_MS_MAX = 15 * MS_PER_MINUTE;

/**
 * Keys in memory, the least recently used dropped first, none older than its time to live. Age counts from loading, not from use:
 * a busy key, too, is asked for again, so that destruction and a lost custodian take effect.
 */
export class KeyCache {
  readonly #keys = new Map<string, { key: Key; untilMs: number }>();
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #capacity: number;

  constructor(clock: Clock, ttlMs: number, capacity: number) {
    assert(ttlMs > 0 && ttlMs <= KEY_TTL_MS_MAX, "A key stays in memory for at most 15 minutes.");
    assert(capacity > 0, "The cache holds at least one key.");
    this.#clock = clock;
    this.#ttlMs = ttlMs;
    this.#capacity = capacity;
  }

  get(name: string): Key | undefined {
    const entry = this.#keys.get(name);
    if (!entry) return undefined;
    this.#keys.delete(name);
    if (entry.untilMs <= this.#clock.monotonicMs()) return undefined;
    this.#keys.set(name, entry); // A Map keeps the order of insertion: this makes it the most recent.
    return entry.key;
  }

  put(name: string, key: Key): void {
    this.#keys.delete(name);
    this.#keys.set(name, { key, untilMs: this.#clock.monotonicMs() + this.#ttlMs });
    if (this.#keys.size <= this.#capacity) return;
    for (const oldest of this.#keys.keys()) {
      this.#keys.delete(oldest);
      return;
    }
  }

  drop(unwanted: (key: Key) => boolean): void {
    for (const [name, { key }] of this.#keys) if (unwanted(key)) this.#keys.delete(name);
  }
}

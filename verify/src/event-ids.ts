// SPDX-License-Identifier: Apache-2.0
// The event ids of one log, to find one that stands there twice: 24 bytes an entry, and no hash table that chosen ids could slow.
import { hex } from "./bytes.ts";

const ID_BYTES = 16;

export class EventIds {
  readonly #ids: Uint8Array<ArrayBuffer>;

  constructor(count: number) {
    this.#ids = new Uint8Array(count * ID_BYTES);
  }

  /** Takes the id of entry `index`. */
  set(index: number, id: Uint8Array): void {
    this.#ids.set(id, index * ID_BYTES);
  }

  /** The first two indices that carry the same id, or null. */
  repeated(): readonly [number, number] | null {
    const halves = new BigUint64Array(this.#ids.buffer);
    const suspects = new BigUint64Array(halves.length / 2);
    for (let n = 0; n < suspects.length; n++) suspects[n] = halves[2 * n + 1] ?? 0n;
    const twice = new Set(suspects.sort().filter((half, n) => n > 0 && half === suspects[n - 1]));
    if (twice.size === 0) return null;
    const seen = new Map<string, number>();
    for (let n = 0; n < suspects.length; n++) {
      if (!twice.has(halves[2 * n + 1] ?? 0n)) continue;
      const id = hex(this.#ids.subarray(n * ID_BYTES, (n + 1) * ID_BYTES));
      const before = seen.get(id);
      if (before !== undefined) return [before, n];
      seen.set(id, n);
    }
    return null;
  }
}

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { EventIds } from "./event-ids.ts";

/** Ids from a small alphabet, so that halves often agree and whole ids sometimes do. */
const id = fc
  .array(fc.constantFrom(0, 1), { minLength: 16, maxLength: 16 })
  .map((bits) => Uint8Array.from(bits, (bit, n) => (n % 4 === 0 ? bit : 7)));

test("the first id that stands there twice is named with both places, and no other", () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 40 }), (all) => {
      const ids = new EventIds(all.length);
      for (const [n, one] of all.entries()) ids.set(n, one);
      const seen = new Map<string, number>();
      let expected: readonly [number, number] | null = null;
      for (const [n, one] of all.entries()) {
        const before = seen.get(String(one));
        if (before !== undefined && expected === null) expected = [before, n];
        if (before === undefined) seen.set(String(one), n);
      }
      assert.deepEqual(ids.repeated(), expected);
    }),
  );
});

test("ids that agree in their last eight bytes alone are not the same", () => {
  const ids = new EventIds(3);
  for (const n of [0, 1, 2]) ids.set(n, new Uint8Array(16).fill(n, 0, 8));
  assert.equal(ids.repeated(), null);
});

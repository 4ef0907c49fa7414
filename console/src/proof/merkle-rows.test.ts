// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { merkleRows } from "./merkle-rows.ts";
import type { PathStep } from "./verify-entry.ts";

const path = (length: number) => ({
  leaf: "",
  root: "",
  steps: Array.from({ length }, (_, n): PathStep => ({ side: n % 2 === 0 ? "left" : "right", sibling: String(n), result: "" })),
});

test("every step is drawn or counted, from the root down to the entry", () => {
  for (let length = 0; length <= 40; length++) {
    const rows = merkleRows(path(length));
    assert.equal(
      rows.reduce((sum, row) => sum + (row.kind === "gap" ? row.count : 1), 0),
      length,
    );
    const numbers = rows.flatMap((row) => (row.kind === "step" ? [row.number] : []));
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => b - a),
    );
    if (length > 0) assert.equal(numbers.at(-1), 1);
    assert.ok(rows.length <= 7);
  }
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cause } from "../../api/risk.ts";
import { foldCauses } from "./fold-causes.ts";

const cause = (of: string, n: number): Cause => ({
  key: `${of}:${n}:1`,
  kind: of === "check" ? "check" : "added",
  of,
  thing: `${n}`,
  title: "",
  name: `${of} ${n}`,
});

test("failing checks are one line until it is opened, where the first of them stood; nothing else is folded", () => {
  const causes = [cause("system", 1), ...[1, 2, 3, 4].map((n) => cause("check", n)), cause("party", 1)];
  const folded = foldCauses(causes, false);
  assert.deepEqual(
    folded.map(({ key, causes: within }) => [key, within.length]),
    [
      ["system:1:1", 1],
      ["checks", 4],
      ["party:1:1", 1],
    ],
  );
  assert.deepEqual(
    folded.flatMap(({ causes: within }) => within),
    causes,
  );
  assert.equal(foldCauses(causes, true).length, 6);
  assert.equal(foldCauses(causes.slice(0, 4), false).length, 4, "a few are not folded");
});

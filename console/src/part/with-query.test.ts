// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { withQuery } from "./with-query.ts";

test("a path takes only parameters with a value, encoded", () => {
  assert.equal(withQuery("/ledger", { kind: "a b", cursor: "", log: undefined }), "/ledger?kind=a+b");
  assert.equal(withQuery("/ledger", {}), "/ledger");
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { actSays } from "./entry-words.ts";

test("after a name, each act is a sentence: done, refused, failed, or a refusal by itself", () => {
  const kind = "phi.record.read";
  assert.equal(actSays({ kind, says: "Read a record", outcome: "done" }), "read a record");
  assert.equal(actSays({ kind, says: "Tried to read a record", outcome: "not_allowed" }), "tried to read a record, but was refused");
  assert.equal(actSays({ kind, says: "Tried to read a record", outcome: "ledger_behind" }), "tried to read a record, but it failed");
  const refusal = { kind: "access.sign-in.refuse", says: "Was refused at the sign-in", outcome: "sign_in_failed" };
  assert.equal(actSays(refusal), "was refused at the sign-in");
});

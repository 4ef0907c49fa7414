// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { slugWords } from "./slug-words.ts";

test("a slug is read as words: with its capital, PHI as it is written, and the article that fits", () => {
  assert.equal(slugWords("integrity-of-phi"), "Integrity of PHI");
  assert.equal(slugWords("a-emergency-mode-plan-is-in-force"), "An emergency mode plan is in force");
  assert.equal(slugWords("a-backup-plan-is-in-force"), "A backup plan is in force");
  assert.equal(slugWords("policy-de-identification-and-research-is-known"), "Policy de-identification and research is known");
  assert.equal(slugWords("log-in-monitoring-is-taught"), "Log-in monitoring is taught");
});

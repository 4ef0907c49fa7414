// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { countSays, lookedSays, periodSays, stateSays, whoseSays } from "./activity-words.ts";

test("a period ends with the day in which its last instant is", () => {
  const zone = "America/Los_Angeles";
  const of = (from: string, to: string): string => periodSays({ from, to }, zone);
  assert.equal(of("2026-11-22T08:00:00Z", "2026-11-29T08:00:00Z"), "22 November 2026 to 28 November 2026");
  assert.equal(of("2026-11-29T08:00:00Z", "2026-11-29T20:59:00Z"), "29 November 2026");
});

test("who failed to sign in is not said to be whose account it is", () => {
  assert.equal(whoseSays({ subjectName: "Lee", people: 1, class: "sign-ins" }), "The account of Lee");
  assert.equal(whoseSays({ subjectName: null, people: 0, class: "sign-ins" }), "Strangers");
  assert.equal(whoseSays({ subjectName: "Lee", people: 1, class: "volume" }), "Lee");
  assert.equal(whoseSays({ subjectName: null, people: 4, class: "opened" }), "4 actors");
  assert.equal(whoseSays({ subjectName: null, people: 0, class: "machine" }), "The operator, or the system");
});

test("nothing found is said with how much was looked at", () => {
  assert.equal(lookedSays({ looked: 1204, items: 0, none: "Nothing was exported." }), "Nothing was exported: 0 of 1,204 entries.");
  assert.equal(lookedSays({ looked: 1, items: 1, none: "Nothing was exported." }), "1 item in 1 entry.");
  assert.equal(countSays({ count: 60, usual: 4 }), "60 entries, usually 4");
  assert.equal(countSays({ count: 1, usual: null }), "1 entry");
});

test("what is decided waits for its signature", () => {
  assert.equal(stateSays({ signedAt: null, open: 2 }), "Under way");
  assert.equal(stateSays({ signedAt: null, open: 0 }), "To be signed");
  assert.equal(stateSays({ signedAt: "2026-11-29T08:00:00Z", open: 0 }), "Signed");
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Case } from "../../api/privacy.ts";
import { leftSays, nextCase, movesOf } from "./privacy-words.ts";

const one = (code: string, dueOn: string | null, isRunning = true): Case => ({
  id: code,
  form: "individual-access",
  kind: "Request for one's own records",
  code,
  state: "open",
  receivedOn: "2026-11-01",
  dueOn,
  basis: "law",
  isRunning,
  isExtended: false,
  daysLeft: 1,
});

test("the next case is the one that is due first, and not one that is over", () => {
  const cases = [one("B", "2026-12-02"), one("A", "2026-12-01", false), one("C", "2026-12-05"), one("D", null)];
  assert.equal(nextCase(cases)?.code, "B");
  assert.equal(nextCase([]), undefined);
});

test("days left read as a person would say them", () => {
  assert.deepEqual([-2, -1, 0, 1, 30].map(leftSays), ["2 days late", "1 day late", "due today", "1 day left", "30 days left"]);
});

test("what is a customer's is passed on first and answered by nobody here; what is ours is passed on to nobody", () => {
  const moves = ["verify", "grant", "deny", "pass", "withdraw", "extend"].map((move) => ({
    move,
    to: "",
    says: move,
    closed: null,
    asksWhy: false,
    asks: [],
  }));
  const offered = (whose: string | undefined): string[] => movesOf({ answers: { whose }, moves }).map(({ move }) => move);
  assert.deepEqual(offered("customers"), ["pass", "verify", "withdraw"]);
  assert.deepEqual(offered("ours"), ["verify", "grant", "deny", "withdraw", "extend"]);
  assert.equal(offered(undefined).length, moves.length);
});

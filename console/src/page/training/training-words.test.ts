// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Place, Trained } from "../../api/training.ts";
import { because, standingOf, statusCsv } from "./training-words.ts";

const place = (state: Place["state"]): Place => ({
  course: "security-at-work",
  state,
  dueOn: state === "done" ? null : "2026-12-02",
  reasons: ["hire"],
  completedOn: null,
  completion: null,
  version: null,
  score: null,
  isBlocked: false,
});
const person = (name: string, ...courses: Place[]): Trained => ({
  member: "m",
  name,
  position: "Engineer, senior",
  maySignIn: true,
  joinedOn: "2026-11-02",
  courses,
  others: [],
});

test("one course that is overdue makes a person overdue; nobody is done without a course", () => {
  assert.equal(standingOf(person("A", place("done"), place("overdue"), place("due"))), "overdue");
  assert.equal(standingOf(person("A", place("done"), place("due"))), "due");
  assert.equal(standingOf(person("A", place("done"))), "done");
  assert.equal(standingOf(person("A")), "none");
});

test("reasons make a sentence", () => {
  assert.equal(because([]), "");
  assert.equal(because(["hire", "change"]), "because you joined and something changed");
});

test("a list as CSV is no formula, and says its day and hash", () => {
  const status = {
    asOf: "2026-11-29",
    totals: { people: 2, done: 0, due: 1, overdue: 0 },
    sha256: "ab",
    courses: [],
    items: [person('=HYPERLINK("x")', place("due")), person("Kim")],
  };
  const lines = statusCsv(status, status.items).split("\r\n");
  assert.equal(lines[1], `"'=HYPERLINK(""x"")","Engineer, senior",2026-11-02,security-at-work,,due,2026-12-02,,,`);
  assert.equal(lines[2], 'Kim,"Engineer, senior",2026-11-02,,,none,,,,');
  assert.equal(lines[3], "as of 2026-11-29,SHA-256 of the whole list ab");
  const some = statusCsv(status, status.items.slice(1)).split("\r\n");
  assert.equal(some[2], "as of 2026-11-29,SHA-256 of the whole list ab; 1 of its 2 people are in this file");
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Task } from "../../api/task.ts";
import { narrowed, narrowedCsv } from "../../part/table/narrow.ts";
import { monthBeside, ownerOf, taskNarrowing, weeksOf, whenGroup } from "./task-words.ts";

const nameOf = (id: string | null): string => (id === "m" ? "Maya" : "somebody");
const task = (title: string, dueOn: string, rest: Partial<Task> = {}): Task => ({
  key: title,
  title,
  cite: null,
  basis: "law",
  href: "/training",
  ownerUser: null,
  ownerRole: "security-official",
  dueOn,
  lateAt: `${dueOn}T23:59:59Z`,
  isLate: false,
  ...rest,
});

test("a month is whole weeks from Monday, whatever day it begins on", () => {
  const november = weeksOf("2026-11");
  assert.equal(november.length, 6);
  assert.deepEqual([november[0]?.[0], november[0]?.[6], november[5]?.[0]], ["2026-10-26", "2026-11-01", "2026-11-30"]);
  assert.equal(weeksOf("2027-02").length, 4, "February 2027 is four weeks to the day");
  assert.equal(weeksOf("2027-02")[0]?.[0], "2027-02-01");
  assert.deepEqual([monthBeside("2026-12", 1), monthBeside("2026-01", -1)], ["2027-01", "2025-12"]);
});

test("each word is looked for in title, paragraph, basis and owner, and CSV says the same", () => {
  const list = taskNarrowing(nameOf);
  const one = task("Review the activity", "2026-12-01", { cite: "164.308(a)(1)(ii)(D)" });
  const found = (find: string): number => narrowed([one], list, { find, sort: undefined, chosen: {} }).length;
  assert.deepEqual([found("activity 164.308 law"), found("activity privacy")], [1, 0]);
  assert.equal(ownerOf(task("x", "2026-12-01"), nameOf), "Security official");
  assert.match(narrowedCsv([task("=a", "2026-11-28", { isLate: true })], list), /2026-11-28,yes,'=a,,law,Security official,\/training/);
});

test("what is late, soon and later stands apart", () => {
  const groups = ["2026-11-28", "2026-11-29", "2026-12-06", "2026-12-07"].map((dueOn) => whenGroup({ dueOn }, "2026-11-29"));
  assert.deepEqual(groups, ["Late", "Within a week", "Within a week", "Later"]);
});

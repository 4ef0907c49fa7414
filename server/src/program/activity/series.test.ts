// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { BY_KIND, median, opensRecords } from "./class.ts";
import { longestSeries } from "./series.ts";

test("the longest series is what counting from each event finds", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 60 }), fc.integer({ min: 1, max: 100 }), (times, withinMs) => {
      const sorted = times.toSorted((a, b) => a - b);
      const counts = sorted.map((from) => sorted.filter((at) => at >= from && at < from + withinMs).length);
      const { start, count } = longestSeries(sorted, withinMs);
      assert.equal(count, Math.max(0, ...counts));
      if (count > 0) assert.ok((sorted[start + count - 1] ?? 0) - (sorted[start] ?? 0) < withinMs);
    }),
  );
});

test("an hour is an hour: what comes exactly an hour later begins anew", () => {
  assert.equal(longestSeries([0, 3_600_000], 3_600_000).count, 1);
  assert.equal(longestSeries([0, 3_599_999], 3_600_000).count, 2);
});

test("the middle of no counts is none, of an even number the lower", () => {
  assert.equal(median([]), 0);
  assert.equal(median([9, 1]), 1);
  assert.equal(median([5, 1, 9]), 5);
});

test("kinds are told apart: what opens records, what leaves, what changes access", () => {
  for (const kind of ["phi.record.read", "phi.record.list-versions", "phi.individual.list"]) assert.ok(opensRecords(kind), kind);
  for (const kind of ["phi.record.create", "program.submission.read"]) assert.ok(!opensRecords(kind), kind);
  assert.ok(BY_KIND.exports("report.package.download") && BY_KIND.exports("phi.record.export"));
  assert.ok(!BY_KIND.exports("program.policy.download") && !BY_KIND.exports("report.gap.read"));
  assert.ok(BY_KIND.access("access.user.invite") && BY_KIND.access("program.member.move") && !BY_KIND.access("access.user.list"));
  assert.ok(BY_KIND.applications("access.client.create") && !BY_KIND.applications("access.client.list"));
  assert.ok(BY_KIND.machine("operate.key.rotate") && BY_KIND.machine("operate.restore.run") && !BY_KIND.machine("operate.restore.drill"));
});

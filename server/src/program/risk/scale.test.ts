// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { standingOf } from "./acceptance.ts";
import { compared } from "./compare.ts";
import { BOUNDS, choicesOf, IMPACT, levelOf, LIKELIHOOD, mustBeAnswered, rated, ratingOf } from "./scale.ts";

const step = fc.integer({ min: 1, max: 5 });
const ORDER = BOUNDS.map(({ level }) => level);

test("what is no step of the scale is refused", () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ max: 0 }), fc.integer({ min: 6 }), fc.double()), step, (wrong, right) => {
      fc.pre(!(Number.isInteger(wrong) && wrong >= 1 && wrong <= 5));
      assert.throws(() => rated({ likelihood: wrong, impact: right }), RangeError);
      assert.throws(() => rated({ likelihood: right, impact: wrong }), RangeError);
    }),
  );
  for (const wrong of [0, 26, 1.5, Number.NaN]) assert.throws(() => levelOf(wrong), RangeError);
  for (const wrong of ["0", "6", "", "1.0", 3, null, undefined]) assert.equal(ratingOf(wrong, "3"), null);
});

test("a score is the product, and neither step makes a risk lower by rising", () => {
  fc.assert(
    fc.property(step, step, step, (likelihood, impact, more) => {
      const one = rated({ likelihood, impact });
      assert.equal(one.score, likelihood * impact);
      const higher = rated({ likelihood: Math.max(likelihood, more), impact });
      assert.ok(ORDER.indexOf(higher.level) >= ORDER.indexOf(one.level));
      assert.deepEqual(ratingOf(String(likelihood), String(impact)), one);
    }),
  );
});

test("levels begin where their bounds say, and high ones must be answered", () => {
  for (const { level, from } of BOUNDS) {
    assert.equal(levelOf(from), level);
    if (from > 1) assert.notEqual(levelOf(from - 1), level);
  }
  assert.deepEqual(ORDER.filter(mustBeAnswered), ["high", "critical"]);
});

test("each step is said in words, and its choice carries them", () => {
  for (const steps of [LIKELIHOOD, IMPACT]) {
    assert.deepEqual(
      steps.map(({ value }) => value),
      [1, 2, 3, 4, 5],
    );
    assert.equal(new Set(steps.map(({ word }) => word)).size, 5);
    assert.ok(choicesOf(steps).every(({ help = "" }) => help.endsWith(".")));
  }
});

test("164.308(a)(1)(ii)(B): an acceptance counts exactly while nothing that it was given for is otherwise", () => {
  const score = fc.integer({ min: 1, max: 25 });
  const version = fc.integer({ min: 1, max: 3 });
  const day = fc.integer({ min: 10, max: 28 }).map((n) => `2026-11-${n}`);
  const held = fc.record({ score, asset: fc.constant("a"), asset_version: version });
  const present = fc.record({ score, asset: fc.constant("a"), assetVersion: version, today: day, until: day });
  fc.assert(
    fc.property(held, present, (was, is) => {
      const { standing, why } = standingOf(was, is);
      assert.equal(standing === "in force", is.until >= is.today && was.score === is.score && was.asset_version === is.assetVersion);
      assert.equal(why === null, standing === "in force");
    }),
  );
  const now = { score: 12, asset: "a", assetVersion: 1, today: "2026-11-20", until: "2026-11-30" };
  assert.equal(standingOf({ score: 6, asset: "a", asset_version: 1 }, now).why, "the score rose from 6 to 12");
  assert.equal(standingOf({ score: 20, asset: "a", asset_version: 1 }, now).why, "the score fell from 20 to 12");
  assert.equal(standingOf({ score: 12, asset: "b", asset_version: 1 }, now).standing, "stale");
  assert.equal(standingOf({ score: 12, asset: "a", asset_version: 1 }, { ...now, until: null }).standing, "expired");
});

test("two registers compared: every risk stands in exactly one place", () => {
  const register = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      name: fc.constant("x"),
      state: fc.constantFrom("draft", "assessed", "in treatment", "treated", "closed"),
      now: fc.record({ likelihood: step, impact: step }).map(rated),
    }),
    { selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(register, register, (before, after) => {
      const { added, gone, risen, fallen, unchanged } = compared(before, after);
      const counts = (some: typeof before): string[] =>
        some.filter(({ state }) => state !== "draft" && state !== "closed").map(({ id }) => id);
      const all = new Set([...counts(before), ...counts(after)]);
      const moved = [...added, ...gone, ...risen, ...fallen].map(({ id }) => id);
      assert.equal(new Set(moved).size, moved.length);
      assert.equal(moved.length + unchanged, all.size);
      assert.ok(added.every(({ id }) => !counts(before).includes(id)) && gone.every(({ id }) => !counts(after).includes(id)));
      assert.deepEqual(compared(before, before).unchanged, counts(before).length);
    }),
  );
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { groundOf, type KnownSystem, staleReasons } from "./ground.ts";

const word = fc.constantFrom("", "a", "b");
const system = (id: string): fc.Arbitrary<KnownSystem> =>
  fc.record({
    id: fc.constant(id),
    name: fc.constantFrom("Service", "Archive"),
    phi: fc.constantFrom("keeps", "passes", "none"),
    criticality: fc.constantFrom("hours-4", "day", "week", "longer"),
    location: word,
    party: word,
    owner: fc.constant("o"),
    since: fc.constant("2026-11-01"),
  });
const inventory = fc.uniqueArray(fc.constantFrom("s1", "s2", "s3", "s4"), { maxLength: 4 }).chain((ids) => fc.tuple(...ids.map(system)));
const world = (systems: readonly KnownSystem[]) => ({ systems, members: [], today: "2026-11-29" });

test("164.308(a)(7)(i): a plan that names every system is not stale while nothing changes", () => {
  fc.assert(
    fc.property(inventory, (systems) => {
      const plan = {
        ground: groundOf(
          systems,
          systems.map(({ id }) => id),
        ),
      };
      assert.deepEqual(staleReasons(plan, world(systems)), []);
    }),
  );
});

test("164.308(a)(7)(i): whatever was added, changed or retired is a reason, each once, and nothing else is", () => {
  fc.assert(
    fc.property(inventory, inventory, (before, after) => {
      const plan = {
        ground: groundOf(
          before,
          before.map(({ id }) => id),
        ),
      };
      const reasons = staleReasons(plan, world(after)).map(({ why, of }) => `${why} ${of}`);
      const was = new Map(before.map((one) => [one.id, one]));
      const is = new Map(after.map((one) => [one.id, one]));
      const expected = [
        ...after.filter(({ id, phi }) => !was.has(id) && phi === "keeps").map(({ id }) => `added ${id}`),
        ...before.filter(({ id }) => !is.has(id)).map(({ id }) => `retired ${id}`),
        ...after
          .filter((one) => was.has(one.id) && JSON.stringify(was.get(one.id)) !== JSON.stringify(one))
          .map(({ id }) => `changed ${id}`),
      ];
      assert.deepEqual(reasons.sort(), expected.sort());
    }),
  );
});

test("who left is a reason from the day after the last one, and only where they are on the plan", () => {
  const plan = { ground: [], people: [{ role: "Lead", person: "m1", deputy: "m2" }] };
  const members = [
    { id: "m1", name: "Maya", leftOn: "2026-11-29" },
    { id: "m2", name: "Ruth", leftOn: "2026-11-28" },
    { id: "m3", name: "Sam", leftOn: "2026-01-01" },
  ];
  const reasons = staleReasons(plan, { systems: [], members, today: "2026-11-29" });
  assert.deepEqual(
    reasons.map(({ why, of }) => [why, of]),
    [["left", "m2"]],
  );
});

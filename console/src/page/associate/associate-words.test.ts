// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Associate } from "../../api/associate.ts";
import { type Branch, branches, contractSays, firstStep } from "./associate-words.ts";

const one = (id: string, more: Partial<Associate> = {}): Associate => ({
  id,
  name: id,
  role: "vendor",
  parent: null,
  service: "x",
  isNeeded: true,
  passes: false,
  contract: { is: "in-force", contract: null, endsOn: null, days: null },
  missing: [],
  noticeHours: null,
  agent: null,
  tier: null,
  review: { is: "fresh", id: null, dueOn: null },
  flows: 0,
  systems: 0,
  tenants: [],
  next: null,
  ...more,
});
const idsIn = (found: readonly Branch[]): string[] => found.flatMap(({ of, through }) => [of.id, ...idsIn(through)]);

test("everybody below us stands in the chain once, also where parents make a circle", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(7), { minLength: 1, maxLength: 8 }), (parents) => {
      const all = parents.map((parent, n) => one(String(n), { parent: parent === n ? null : String(parent) }));
      assert.deepEqual(idsIn(branches(all)).sort(), all.map(({ id }) => id).sort());
    }),
  );
  assert.deepEqual(idsIn(branches([one("up", { role: "customer" }), one("a"), one("b", { parent: "a" })])), ["a", "b"]);
});

test("PHI that passes uncovered is harm, and stands first", () => {
  const contract = { is: "being-made", contract: null, endsOn: null, days: null } as const;
  assert.equal(contractSays(one("a", { contract })).tone, "act");
  assert.equal(contractSays(one("a", { contract, passes: true })).tone, "harm");
  assert.equal(contractSays(one("a", { contract: { ...contract, is: "ending", days: 1 } })).says, "Ends in 1 day");
  const step = (says: string, isUrgent: boolean) => ({ next: { says, href: "/", isUrgent } });
  assert.equal(firstStep([one("a", step("soon", false)), one("b", step("now", true))])?.of.id, "b");
  assert.equal(firstStep([one("a")]), null);
});

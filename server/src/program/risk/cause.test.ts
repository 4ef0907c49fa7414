// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { driftOf } from "./analysis.ts";
import type { Asset } from "./asset.ts";
import { causesIn } from "./cause.ts";
import { coveredIn } from "./covered.ts";
import { nextStep, type StandingState } from "./next-step.ts";

const asset = (id: string, version: number): Asset => ({
  id,
  kind: "system",
  name: id,
  is: "database",
  version,
  isInUse: true,
  hasPhi: true,
});
const inventory = fc
  .uniqueArray(fc.record({ id: fc.constantFrom("a", "b", "c", "d"), version: fc.integer({ min: 1, max: 3 }) }), {
    selector: ({ id }) => id,
  })
  .map((some) => some.map(({ id, version }) => asset(id, version)));
const scopeOf = (assets: readonly Asset[]) => assets.map(({ kind, id, version }) => ({ kind, thing: id, version }));

test("164.316(b)(2)(iii): what is as it was is no cause, and whatever is otherwise is exactly one", () => {
  fc.assert(
    fc.property(inventory, inventory, (then, now) => {
      const named = new Map(then.map((one) => [one.id, one]));
      const state = { scope: scopeOf(then), named, incidents: [], checks: [] };
      assert.deepEqual(causesIn({ ...state, assets: then }), []);
      const causes = causesIn({ ...state, assets: now });
      assert.equal(new Set(causes.map(({ key }) => key)).size, causes.length);
      const otherwise =
        new Set([...then, ...now].map(({ id }) => id)).size - now.filter((one) => named.get(one.id)?.version === one.version).length;
      assert.equal(causes.length, otherwise);
      assert.deepEqual(causesIn({ ...state, scope: scopeOf(now), assets: now }), [], "a scope that was brought up to date has no drift");
    }),
  );
});

test("an incident or a failing check is a cause unless the analysis knew it; failing anew is another", () => {
  const since = new Date("2026-11-29T12:00:00Z");
  const empty = { assets: [], named: new Map(), scope: [] };
  const [incident, check] = causesIn({ ...empty, incidents: ["i"], checks: [{ name: "logoff", since }] });
  assert.ok(incident && check);
  const version = Number(check.key.split(":")[2]);
  const knew = [
    { kind: "incident", thing: "i", version: 1 },
    { kind: "check", thing: "logoff", version },
  ];
  assert.deepEqual(causesIn({ ...empty, scope: knew, incidents: ["i"], checks: [{ name: "logoff", since }] }), []);
  const later = new Date(since.getTime() + 1000);
  assert.equal(causesIn({ ...empty, scope: knew, incidents: ["i"], checks: [{ name: "logoff", since: later }] }).length, 1);
  assert.deepEqual(driftOf(knew, []).gone, [], "neither is an asset");
});

test("the next step is one, in the order in which things hang on each other", () => {
  const done: StandingState = { systems: 1, open: null, hasApproved: true, isOld: false, unanswered: 0, causes: 0, drafts: 0 };
  const open = { id: "x", decided: 3, lines: 5, isFinished: false };
  const CASES: readonly (readonly [Partial<StandingState>, string])[] = [
    [{}, "Nothing is due"],
    [{ drafts: 1 }, "Rate 1 risk"],
    [{ drafts: 1, causes: 2 }, "Look again at the analysis"],
    [{ causes: 2, unanswered: 3 }, "Answer 3 high risks"],
    [{ unanswered: 3, isOld: true }, "Begin the yearly analysis"],
    [{ hasApproved: false }, "Begin the first analysis"],
    [{ hasApproved: false, systems: 0 }, "List your systems"],
    [{ isOld: true, open }, "Go on with the analysis"],
    [{ open: { ...open, decided: 5 } }, "Finish the analysis"],
    [{ unanswered: 3, open: { ...open, decided: 5, isFinished: true } }, "Approve the analysis"],
  ];
  for (const [more, title] of CASES) assert.equal(nextStep({ ...done, ...more }).title, title);
});

test("164.316(b)(2)(iii): a new analysis looks at what changed since the one before, but for what was decided on by itself", () => {
  const [db, mail, old] = [asset("db", 2), asset("mail", 1), asset("old", 1)];
  const before = [...scopeOf([asset("db", 1), old]), { kind: "check", thing: "backup-taken", version: 7 }];
  const now = [
    ...scopeOf([db, mail]),
    { kind: "incident", thing: "one", version: 1 },
    { kind: "check", thing: "backup-taken", version: 7 },
    { kind: "check", thing: "disk-encrypted", version: 9 },
  ];
  const named = new Map([db, mail, old].map((one) => [one.id, one]));
  const said = (weighed: readonly string[]): string[] =>
    coveredIn({ before, now, named, weighed }).map(({ kind, of, name }) => `${kind} ${of} ${name}`.trim());
  const all = ["added system mail", "changed system db", "gone system old", "incident incident", "check check Disk encrypted"];
  assert.deepEqual(said([]), all);
  assert.deepEqual(said(["system:db:2", "incident:one:1", "check:disk-encrypted:9"]), [all[0], all[2]]);
  assert.deepEqual(coveredIn({ before: now, now, named, weighed: [] }), []);
});

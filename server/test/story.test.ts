// SPDX-License-Identifier: Apache-2.0
// The program's story through the typed client, on both databases, to a package that verifies with the organization's key alone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseKey } from "@part164/verify/note.ts";
import { verifyPackage } from "@part164/verify/package.ts";
import { wallClock } from "#base/clock.ts";
import { setUpLink } from "#access/set-up.ts";
import { assess } from "#report/assess.ts";
import { makePackage } from "#report/package/make-package.ts";
import { requirements } from "#rule/rule.ts";
import { eachDatabase } from "./support/databases.ts";
import { openTestSite } from "./support/site.ts";
import { playProgram } from "./story/program-story.ts";

eachDatabase("a three-person startup's program, from nothing to a verified package", async (kind) => {
  const site = await openTestSite(kind, {}, wallClock);
  try {
    const link = await setUpLink(site.parts);
    const { before, after } = await playProgram(site.url, link ?? "", () => {});
    const judged = (totals: Readonly<Record<string, number>>): number =>
      Object.entries(totals).reduce(
        (sum, [verdict, count]) => (verdict === "not-applicable" || verdict === "not-assessed" ? sum : sum + count),
        0,
      );
    assert.ok((before["not-assessed"] ?? 0) > judged(before), "mostly not assessed at first");
    assert.ok(judged(after) > 5 * (after["not-assessed"] ?? 0), JSON.stringify(after));

    const { decided } = await assess(site.parts);
    const addressable = requirements().filter(({ designation }) => designation === "addressable");
    assert.deepEqual([...decided.decisions.keys()].sort(), addressable.map(({ cite }) => cite).sort());

    const { file, logs } = await makePackage(site.parts, join(site.parts.folder.path, "story.zip"));
    const bytes = new Uint8Array(await readFile(file));
    const source = (of: Uint8Array) => ({ size: of.length, read: (at: number, length: number) => of.slice(at, at + length) });
    const question = { keys: [parseKey(logs[0]?.key ?? "")], checkpoint: null };
    const answer = await verifyPackage({ source: source(bytes), ...question });
    assert.deepEqual(answer.faults, []);
    assert.equal(answer.verified, true);
  } finally {
    await site.close();
  }
});

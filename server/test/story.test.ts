// SPDX-License-Identifier: Apache-2.0
// The program's story through the typed client, on both databases, to a package that verifies with the organization's key alone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { wallClock } from "#base/clock.ts";
import { setUpLink } from "#access/set-up.ts";
import { assess } from "#report/assess.ts";
import { makePackage } from "#report/package/make-package.ts";
import { eachDatabase } from "./support/databases.ts";
import { openTestSite } from "./support/site.ts";
import { addressable, judged, playProgram } from "./story/program-story.ts";
import { auditorSays } from "./story/story-package.ts";

eachDatabase("a three-person startup's program, from nothing to a verified package", async (kind) => {
  const site = await openTestSite(kind, {}, wallClock);
  try {
    const link = await setUpLink(site.parts);
    const { before, after } = await playProgram(site.url, link ?? "", () => {});
    assert.ok((before["not-assessed"] ?? 0) > judged(before), "mostly not assessed at first");
    assert.ok(judged(after) > 5 * (after["not-assessed"] ?? 0), JSON.stringify(after));

    const { decided } = await assess(site.parts);
    assert.deepEqual([...decided.decisions.keys()].sort(), addressable().toSorted());

    const { file, logs } = await makePackage(site.parts, join(site.parts.folder.path, "story.zip"));
    const answer = await auditorSays(new Uint8Array(await readFile(file)), logs[0]?.key ?? "");
    assert.deepEqual(answer.faults, []);
    assert.equal(answer.verified, true);
  } finally {
    await site.close();
  }
});

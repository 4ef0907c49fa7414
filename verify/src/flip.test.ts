// SPDX-License-Identifier: Apache-2.0
// Every part of a package, one bit at a time: each change is found, or it is in a place that no reader takes for content.
import assert from "node:assert/strict";
import test from "node:test";
import { organization, tenantKeys } from "../test/keys.ts";
import { anchorOf, checkRun, filesOf, logged, manifestOf, signedMembers, type Sample, type SampleLog } from "../test/sample-package.ts";
import { answerToZip, flipped } from "../test/verify-sample.ts";
import { writeZip } from "../test/zip-writer.ts";
import { INSTALLATION, TENANTS } from "../test/keys.ts";
import { view } from "./bytes.ts";

const STRIDE = 3; // Prime to the lengths of headers and hashes, so that in time every field is hit.

/** Versions, times, checksums, attributes: what a local and a central header say about nothing that is in the file. */
const LOCAL_FREE = [4, 5, 10, 11, 12, 13];
const CENTRAL_FREE = [4, 5, 6, 7, 12, 13, 14, 15, 36, 37, 38, 39, 40, 41];

test("one bit anywhere in a package", async () => {
  const bytes = await small();
  const whole = await answerToZip(bytes);
  assert.deepEqual(whole.faults, []);
  const free = placesWithoutContent(bytes);
  const unnoticed: number[] = [];
  for (let at = 0; at < bytes.length; at += STRIDE) {
    const answer = await answerToZip(flipped(bytes, at));
    if (!answer.verified) continue;
    if (!free.has(at)) unnoticed.push(at);
    assert.deepEqual(answer, whole, `byte ${at} changed nothing that is said`);
  }
  assert.deepEqual(unnoticed, []);
});

test("a package cut off anywhere", async () => {
  const bytes = await small();
  for (let length = 0; length < bytes.length; length += 37) assert.equal((await answerToZip(bytes.subarray(0, length))).verified, false);
});

/** A package with every kind of member, in a few thousand bytes. */
async function small(): Promise<Uint8Array> {
  const [owner, key] = [TENANTS[0], tenantKeys[0] ?? organization];
  const tenant: SampleLog = { origin: key.key.name, key, owner, entries: [logged(owner)] };
  const entries = [await anchorOf(tenant), checkRun("backup-is-fresh", "pass", "2026-03-01T08:00:00.000Z")];
  const own: SampleLog = { origin: organization.key.name, key: organization, owner: INSTALLATION, entries };
  const run = entries[1]?.entry;
  const made: Sample = {
    logs: [own, tenant],
    disclosed: new Map([[0, [0, 1]]]),
    verdicts: {
      format: "part164/verdicts/v1",
      asOf: "2026-03-01T09:00:00.000Z",
      requirements: [],
      checks: [{ check: "backup-is-fresh", status: "pass", at: run?.at ?? null, freshForMs: 86_400_000, event: run?.id ?? null, index: 1 }],
    },
  };
  const files = await filesOf(made);
  const members = await signedMembers(manifestOf(made, files), files);
  return writeZip(members.map((member, n) => ({ ...member, deflate: n % 3 === 1, zip64: n % 4 === 2 })));
}

function placesWithoutContent(bytes: Uint8Array): Set<number> {
  const free = new Set<number>();
  for (let at = 0; at + 4 <= bytes.length; at++) {
    const signature = view(bytes).getUint32(at, true);
    const fields = signature === 0x04034b50 ? LOCAL_FREE : signature === 0x02014b50 ? CENTRAL_FREE : [];
    for (const field of fields) free.add(at + field);
  }
  return free;
}

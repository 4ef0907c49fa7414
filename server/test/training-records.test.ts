// SPDX-License-Identifier: Apache-2.0
// Records of training: what was given elsewhere, and who was trained on a day.
import assert from "node:assert/strict";
import { callAsOperator } from "#cli/command.ts";
import { hasBasics } from "#program/training/basics.ts";
import { BASICS } from "#program/training/course.ts";
import { take } from "./support/learner.ts";
import { codeOf } from "./support/person.ts";
import { testSite, type TestSite } from "./support/site.ts";
import { ownOf, SECURITY, status, team } from "./support/team.ts";

testSite(
  "164.530(b)(2)(ii): training given elsewhere is on record; only our own course completes it, and nobody records their own",
  async (site) => {
    const { official, manager, sam, samId } = await team(site);
    const document = await keepFile(site, "Attendance list of the second of November");
    const record = { member: samId, completedOn: "2026-11-02", provider: "Rosa, in the meeting room", document };
    for (const nobody of [manager, sam])
      assert.equal((await nobody.send("/v1/training/outside", { ...record, course: SECURITY })).status, 403);
    for (const wrong of [
      record,
      { ...record, course: SECURITY, title: "Both" },
      { ...record, course: SECURITY, completedOn: "2026-11-03" },
    ])
      assert.equal((await official.send("/v1/training/outside", wrong)).status, 400);
    assert.equal((await official.send("/v1/training/outside", { ...record, course: SECURITY, document: site.parts.makeId() })).status, 404);
    const me = (await official.get<{ user: { id: string } }>("/v1/session")).user.id;
    assert.equal(await codeOf(await official.send("/v1/training/outside", { ...record, member: me, course: SECURITY })), "not_yours_to_do");

    const other = await official.write<{ fulfilled: number }>("/v1/training/outside", { ...record, title: "HIPAA at my last company" });
    assert.equal(other.fulfilled, 0);
    assert.equal((await ownOf(sam, SECURITY)).state, "open", "a certificate from another company does not replace a course");
    const ours = await official.write<{ fulfilled: number }>("/v1/training/outside", { ...record, course: SECURITY });
    assert.equal(ours.fulfilled, 1);
    assert.equal((await ownOf(sam, SECURITY)).state, "done");
    const row = (await status(official)).items.find(({ member }) => member === samId);
    assert.deepEqual(
      row?.others.map(({ title }) => title),
      ["HIPAA at my last company"],
    );
  },
);

testSite("the population of a day is proven: who was here, who had completed; the list's hash is in the ledger", async (site) => {
  const { official, auditor, sam, samId } = await team(site);
  assert.equal((await sam.get<{ code: string }>("/v1/training", 403)).code, "not_allowed");
  for (const course of BASICS) await take(sam, course);
  await take(sam, "our-policies");
  const { parts } = site;
  assert.equal(await hasBasics(parts, parts.db.in({ role: "part164_app", tenant: parts.installation }), samId), true);
  const now = await status(auditor);
  assert.deepEqual(now.totals, { people: 4, done: 1, due: 3, overdue: 0 });
  const [entry] = await parts.ledger.reader.find(parts.installation, { kind: "program.training.status", outcome: "done" }, 1);
  assert.equal(entry?.entry.detail?.["sha256"], now.sha256);
  assert.deepEqual((await status(official, "2026-11-02")).sha256, now.sha256, "the same day, the same list");
  assert.equal((await status(official, "2026-11-01")).items.length, 0, "nobody was here the day before");
  const ahead = await status(official, "2027-01-01");
  assert.deepEqual(ahead.totals, { people: 4, done: 1, due: 0, overdue: 3 }, "as things stand");
});

testSite("officials read a member's whole record: why, what was answered, who released it; nobody else does", async (site) => {
  const { official, manager, sam, samId } = await team(site);
  await official.write("/v1/training/assign", {
    members: [samId],
    course: SECURITY,
    reason: "incident",
    why: "A link was clicked on Monday.",
  });
  for (let n = 0; n < 3; n++) await take(sam, SECURITY, 5);
  await manager.write("/v1/attempt-releases", { member: samId, course: SECURITY, reason: "We went through it at the table." });
  await take(sam, SECURITY);
  type Read = {
    assignments: { course: string; reason: string; why: string | null; doneOn: string | null }[];
    attempts: { score: number; passed: boolean; answers: { given: string | null; isRight: boolean }[] }[];
    releases: { reason: string }[];
    completions: { certificate: string; statement: string }[];
  };
  const read = await official.get<Read>(`/v1/training/${samId}`);
  assert.deepEqual(
    read.assignments
      .filter(({ course }) => course === SECURITY)
      .map(({ reason, why, doneOn }) => [reason, why, doneOn])
      .sort(),
    [
      ["hire", null, "2026-11-02"],
      ["incident", "A link was clicked on Monday.", "2026-11-02"],
    ],
  );
  assert.deepEqual(
    read.attempts.map(({ score }) => score),
    [50, 50, 50, 100],
  );
  assert.ok(read.attempts.every(({ answers }) => answers.length === 10 && answers.every(({ given }) => given !== null)));
  assert.deepEqual([read.releases.map(({ reason }) => reason), read.completions.length], [["We went through it at the table."], 1]);
  for (const nobody of [manager, sam]) await nobody.get(`/v1/training/${samId}`, 403);
  await official.get(`/v1/training/${site.parts.makeId()}`, 404);
});

/** Puts a file into the store of documents. */
async function keepFile(site: TestSite, text: string): Promise<string> {
  const { output } = await callAsOperator(site.site, "program.document.upload", {
    input: { query: { kind: "training-record", mediaType: "text/plain" } },
    bytes: Buffer.from(text),
    headers: { "document-name": "attendance.txt" },
  });
  return (output as { id: string }).id;
}

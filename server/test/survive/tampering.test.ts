// SPDX-License-Identifier: Apache-2.0
// Thousands of ways to bend a real package: the verifier, who knows only the organization's key, finds each.
import assert from "node:assert/strict";
import test from "node:test";
import { CompactRange } from "@part164/verify/compact-range.ts";
import { leafHash } from "@part164/verify/merkle.ts";
import { decodeBundle, encodeBundle } from "@part164/verify/tile.ts";
import { systemAct } from "#ledger/act.ts";
import { listTenants } from "#access/tenant.ts";
import { runCheck } from "#safeguard/run.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { count, repeatable } from "../support/long.ts";
import { addClient, openTestSite, setUpSite, type TestSite } from "../support/site.ts";
import { exported, type Members, signedAgain, verified, zipped } from "./packages.ts";
import { BY_ANYBODY, BY_THE_EXPORTER, type Whole, withOldLog } from "./tamper.ts";

/** An installation with two tenants' logs, one of them wider than a tile, and checks that ran; exported, and again a little later. */
async function prepare(site: TestSite): Promise<Whole> {
  await setUpSite(site);
  for (const tenant of ["Clinic A", "Clinic B"]) await addClient(site, tenant);
  const [a, b] = await listTenants(site.parts);
  assert.ok(a !== undefined && b !== undefined);
  const record = (tenant: typeof a.id, n: number) =>
    Promise.all(
      Array.from({ length: n }, (_, each) => site.parts.ledger.recorder.record(systemAct(tenant, "phi.record.read", { detail: { each } }))),
    );
  await record(a.id, 300);
  await record(b.id, 9);
  const cheap = (await allSafeguards()).flatMap(({ checks }) => checks).filter(({ name }) => !/backup|restor/.test(name));
  for (const check of cheap) await runCheck(site.parts, check);
  const before = await exported(site, "before.zip");
  await record(a.id, 20);
  await record(b.id, 3);
  return { before, now: await exported(site, "now.zip") };
}

test("no tampering with a package goes unseen", { timeout: count(120_000, 3_000_000) }, async (t) => {
  const site = await openTestSite("embedded");
  try {
    const whole = await prepare(site);
    for (const members of [whole.before, whole.now]) assert.deepEqual((await verified(site, zipped(members))).faults, []);
    assert.deepEqual((await verified(site, zipped(await signedAgain(site, whole.now)))).faults, [], "signing again is no fault by itself");
    const chance = repeatable(4);
    const ways = [
      ...Object.entries(BY_ANYBODY).map(([name, change]) => ({ name, change, again: false })),
      ...Object.entries(BY_THE_EXPORTER).map(([name, change]) => ({ name, change, again: true })),
    ];
    const tried = new Map<string, number>();
    const unseen: string[] = [];
    for (let n = 0, cases = 0; cases < count(300, 10_000, 100); n++) {
      const { name, change, again } = ways[n % ways.length] ?? assert.fail();
      const members = change(whole, chance);
      if (members === null) continue;
      const bent: Members = again ? await signedAgain(site, members) : members;
      const answer = await verified(site, zipped(bent));
      if (answer.verified) unseen.push(name);
      tried.set(name, (tried.get(name) ?? 0) + 1);
      cases += 1;
    }
    t.diagnostic(JSON.stringify(Object.fromEntries(tried)));
    assert.deepEqual([...new Set(unseen)], [], `${unseen.length} went unseen`);
    assert.equal(tried.size, ways.length, "every way was tried");
    await expectOldLogsSeen(site, whole);
    await expectRewritingSeen(site, whole);
    await expectZipSeen(site, whole);
  } finally {
    await site.close();
  }
});

/** A log taken back to what it was, with valid signatures throughout, is seen by its anchors; the whole of it, by a checkpoint kept outside. */
async function expectOldLogsSeen(site: TestSite, whole: Whole): Promise<void> {
  for (const n of [0, 1, 2]) {
    const { members, change } = withOldLog(whole, n);
    assert.equal((await verified(site, zipped(await signedAgain(site, members, change)))).verified, false, `log ${n} taken back`);
  }
  const outside = whole.now.get("logs/0/checkpoint") ?? assert.fail();
  assert.equal((await verified(site, zipped(whole.before))).verified, true);
  const codes = (await verified(site, zipped(whole.before), outside)).faults.map(({ code }) => code);
  assert.ok(codes.length > 0, "the whole package taken back, against a checkpoint kept outside");
}

/** Who holds every key can write the organization's log anew. Only a checkpoint that somebody else kept tells. */
async function expectRewritingSeen(site: TestSite, whole: Whole): Promise<void> {
  const outside = whole.now.get("logs/0/checkpoint") ?? assert.fail();
  const [path, bytes] = [...whole.before].find(([one]) => /^logs\/0\/tile\/entries\/[^/]*\.p\//.test(one)) ?? assert.fail();
  const leaves = decodeBundle(bytes, Number(path.split("/").at(-1)));
  const first = leaves[0] ?? assert.fail();
  const altered = [first.with(60, (first[60] ?? 0) ^ 1), ...leaves.slice(1)];
  const range = new CompactRange();
  for (const leaf of altered) range.append(leafHash(leaf));
  const note = await site.parts.ledger.signer.checkpoint(site.parts.installation, altered.length, range.root());
  const tile = path.replace("/entries/", "/0/");
  const members = new Map([
    ...whole.before,
    [path, encodeBundle(altered)],
    [tile, Buffer.concat(altered.map(leafHash))],
    ["logs/0/checkpoint", Buffer.from(note)],
  ]);
  const rewritten = zipped(await signedAgain(site, members));
  const faults = (await verified(site, rewritten, outside)).faults.map(({ code }) => code);
  assert.ok(faults.length > 0, "a history written anew, against a checkpoint kept outside");
}

/** The archive itself: cut anywhere, or with one name twice. */
async function expectZipSeen(site: TestSite, { now }: Whole): Promise<void> {
  const zip = zipped(now);
  const chance = repeatable(5);
  for (let n = 0; n < count(30, 300); n++)
    assert.equal((await verified(site, zip.subarray(0, chance.below(zip.length)))).verified, false, "cut");
  for (const path of [...now.keys()].slice(0, 20))
    assert.equal((await verified(site, zipped([...now, [path, Buffer.from("x")]]))).verified, false, `${path} twice`);
}

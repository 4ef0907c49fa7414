// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { MS_PER_MINUTE } from "#base/clock.ts";
import { Keyring } from "./keyring.ts";
import { commitmentOf, type KeyRow } from "./key.ts";
import { open, seal } from "./sealed.ts";
import { publicKeyBytes, publicKeyFromBytes, sign, verify } from "./signing.ts";
import { memoryKeyRows, testKeys, type TestKeys } from "./testing.ts";
import { hmacSha256, term } from "./hmac.ts";

const GONE = { name: "Fault", code: "gone" };
const BROKEN = { name: "Fault", code: "sealed_broken" };
const CUSTODIAN_GONE = { name: "Fault", code: "custodian_gone" };

/** Another process: the same rows and custodian, an empty memory. */
function another(keys: TestKeys): Keyring {
  const { custodian, rows, clock, makeId } = keys;
  return new Keyring({ custodian, rows, clock, makeId });
}

async function loseTheRootKey(keys: TestKeys): Promise<() => Promise<void>> {
  const file = join(keys.data, "keys", "root.json");
  await rename(file, `${file}.away`);
  return () => rename(`${file}.away`, file);
}

test("without the custodian, keys in memory serve until they age, then nothing opens, then it recovers by itself", async () => {
  await using keys = await testKeys();
  const { keyring, tenant, clock } = keys;
  const key = await keyring.key("individual", tenant, "a");
  const restore = await loseTheRootKey(keys);
  clock.pass(15 * MS_PER_MINUTE - 1);
  assert.equal(await keyring.key("individual", tenant, "a"), key);
  assert.equal(keyring.cached("individual", tenant, "a"), key);
  assert.equal(keyring.cachedById(key.id), key);
  clock.pass(1);
  assert.equal(keyring.cached("individual", tenant, "a"), undefined);
  assert.equal(keyring.cachedById(key.id), undefined);
  await assert.rejects(keyring.key("individual", tenant, "a"), CUSTODIAN_GONE);
  await assert.rejects(keyring.keyById(tenant, key.id), CUSTODIAN_GONE);
  await assert.rejects(keyring.key("individual", tenant, "new"), CUSTODIAN_GONE);
  await assert.rejects(keyring.newKey("individual", tenant, "newer"), CUSTODIAN_GONE);
  await restore();
  assert.equal((await keyring.key("individual", tenant, "a")).id, key.id);
});

test("the wall clock does not lengthen a key's life", async () => {
  await using keys = await testKeys();
  await keys.keyring.key("index", keys.tenant, null);
  keys.clock.jump(-1000 * MS_PER_MINUTE);
  keys.clock.pass(15 * MS_PER_MINUTE);
  assert.equal(keys.keyring.cached("index", keys.tenant, null), undefined);
});

test("a time to live above 15 minutes is refused", async () => {
  await using keys = await testKeys();
  const { custodian, rows, clock, makeId } = keys;
  assert.throws(() => new Keyring({ custodian, rows, clock, makeId, ttlMs: 15 * MS_PER_MINUTE + 1 }), { name: "BrokenInvariant" });
});

test("a destroyed key is gone everywhere, and its place stays empty", async () => {
  await using keys = await testKeys();
  const { keyring, tenant, rows, clock } = keys;
  const key = await keyring.key("individual", tenant, "a");
  const kept = await keyring.key("individual", tenant, "b");
  await keyring.destroy("individual", tenant, "a");
  assert.equal(keyring.cached("individual", tenant, "a"), undefined);
  assert.equal(keyring.cachedById(key.id), undefined);
  for (const ring of [keyring, another(keys)]) {
    await assert.rejects(ring.keyById(tenant, key.id), GONE);
    await assert.rejects(ring.key("individual", tenant, "a"), GONE);
    assert.equal((await ring.key("individual", tenant, "b")).id, kept.id);
  }
  const row = rows.table.find(({ id }) => id === key.id);
  assert.deepEqual([row?.wrapped.length, row?.destroyedAt], [0, clock.now()]);
  const again = await keyring.newKey("individual", tenant, "a");
  await assert.rejects(rows.insert(again.row), { code: "conflict" });
});

test("a destroyed tenant key takes the tenant's whole memory with it", async () => {
  await using keys = await testKeys();
  const { keyring, tenant } = keys;
  const key = await keyring.key("individual", tenant, "a");
  const other = await keyring.key("individual", keys.makeId<"tenant">(), "a");
  await keyring.destroy("tenant", tenant, null);
  assert.equal(keyring.cachedById(key.id), undefined);
  assert.equal(keyring.cachedById(other.id), other);
  await assert.rejects(keyring.keyById(tenant, key.id), GONE);
  await assert.rejects(keyring.key("index", tenant, null), GONE);
});

test("a load that was under way when its key was destroyed does not put it back", async () => {
  await using keys = await testKeys();
  const { tenant } = keys;
  const key = await keys.keyring.key("individual", tenant, "a");
  const held = Promise.withResolvers<void>();
  const rows = memoryKeyRows();
  rows.table.push(...keys.rows.table);
  const slow = {
    ...rows,
    byId: async (...args: Parameters<typeof rows.byId>) => (await Promise.all([rows.byId(...args), held.promise]))[0],
  };
  const { custodian, clock, makeId } = keys;
  const ring = new Keyring({ custodian, rows: slow, clock, makeId });
  const loading = ring.keyById(tenant, key.id);
  await ring.destroy("individual", tenant, "a");
  const after = assert.rejects(ring.keyById(tenant, key.id), GONE); // Asked after the destruction: it must not share the answer from before.
  held.resolve();
  await loading;
  await after;
  assert.equal(ring.cachedById(key.id), undefined);
  await assert.rejects(ring.keyById(tenant, key.id), GONE);
});

const TAMPERED: Record<string, (row: KeyRow, other: KeyRow) => Partial<KeyRow>> = {
  "another key's wrapped bytes": (_, other) => ({ wrapped: other.wrapped }),
  "another key's commitment": (_, other) => ({ commitment: other.commitment }),
  "another key's wrapped bytes and commitment": (_, other) => ({ wrapped: other.wrapped, commitment: other.commitment }),
  "another owner": () => ({ owner: "c" }),
  "no owner": () => ({ owner: null }),
  "another kind": () => ({ kind: "backup" }),
  "another version": () => ({ version: 2 }),
  "no wrapper": () => ({ wrappedBy: null }),
  "a wrapper that is no tenant key": (_, other) => ({ wrappedBy: other.id }),
  "no bytes": () => ({ wrapped: new Uint8Array(0) }),
  "no commitment": () => ({ commitment: new Uint8Array(0) }),
};

for (const [what, change] of Object.entries(TAMPERED))
  test(`a key row given ${what} does not open`, async () => {
    await using keys = await testKeys();
    const { keyring, tenant, rows } = keys;
    const key = await keyring.key("individual", tenant, "a");
    const other = await keyring.key("individual", tenant, "b");
    const [row, otherRow] = [key, other].map(({ id }) => rows.table.find((each) => each.id === id));
    assert.ok(row && otherRow);
    rows.table[rows.table.indexOf(row)] = { ...row, ...change(row, otherRow) };
    await assert.rejects(another(keys).keyById(tenant, key.id), BROKEN);
  });

test("a key row pasted into another tenant does not open there", async () => {
  await using keys = await testKeys();
  const { keyring, tenant, rows } = keys;
  const key = await keyring.key("individual", tenant, "a");
  const theirs = keys.makeId<"tenant">();
  const theirKey = await keyring.tenantKey(theirs);
  const row = rows.table.find(({ id }) => id === key.id);
  assert.ok(row);
  rows.table[rows.table.indexOf(row)] = { ...row, tenant: theirs, wrappedBy: theirKey.id };
  await assert.rejects(another(keys).keyById(theirs, key.id), BROKEN);
  assert.equal(keyring.cachedById(key.id), key);
  await assert.rejects(keyring.keyById(keys.makeId<"tenant">(), key.id), BROKEN);
});

test("a destroyed key whose wrapped bytes someone puts back stays gone", async () => {
  await using keys = await testKeys();
  const { keyring, tenant, rows } = keys;
  const key = await keyring.key("individual", tenant, "a");
  const index = rows.table.findIndex(({ id }) => id === key.id);
  const before = rows.table[index];
  await keyring.destroy("individual", tenant, "a");
  const after = rows.table[index];
  assert.ok(before && after);
  rows.table[index] = { ...after, wrapped: before.wrapped };
  await assert.rejects(keyring.keyById(tenant, key.id), GONE);
});

test("concurrent asks for one key are one load, and concurrent first asks make one key", async () => {
  await using keys = await testKeys();
  const { tenant, rows } = keys;
  const [one, two] = [another(keys), another(keys)];
  const made = await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 ? one : two).key("individual", tenant, "a")));
  assert.equal(new Set(made.map(({ id }) => id)).size, 1);
  assert.equal(rows.table.length, 2);
  let loads = 0;
  const counted = { ...rows, active: (...args: Parameters<typeof rows.active>) => ((loads += 1), rows.active(...args)) };
  const { custodian, clock, makeId } = keys;
  const ring = new Keyring({ custodian, rows: counted, clock, makeId });
  await Promise.all(Array.from({ length: 20 }, () => ring.key("individual", tenant, "a")));
  assert.equal(loads, 1);
});

test("a failed load is not remembered", async () => {
  await using keys = await testKeys();
  const { tenant, rows, custodian, clock, makeId } = keys;
  let fails = true;
  const flaky = {
    ...rows,
    active: async (...args: Parameters<typeof rows.active>) => (fails ? Promise.reject(new Error("down")) : rows.active(...args)),
  };
  const ring = new Keyring({ custodian, rows: flaky, clock, makeId });
  await assert.rejects(ring.tenantKey(tenant), /down/);
  fails = false;
  await ring.tenantKey(tenant);
});

test("a new key is saved and remembered by its caller alone", async () => {
  await using keys = await testKeys();
  const { keyring, tenant, rows } = keys;
  const { key, row } = await keyring.newKey("individual", tenant, "a");
  assert.equal(keyring.cached("individual", tenant, "a"), undefined);
  assert.ok(!rows.table.some(({ id }) => id === key.id));
  await rows.insert(row);
  keyring.remember(key);
  assert.equal(keyring.cached("individual", tenant, "a"), key);
  const binding = { tenant, type: "Patient", id: "a", version: 1, individual: "a" };
  const sealed = seal(key, Buffer.from("x"), binding);
  assert.equal(Buffer.from(open(await another(keys).keyById(tenant, key.id), sealed, binding)).toString(), "x");
});

test("the least recently used key leaves a full memory", async () => {
  await using keys = await testKeys();
  const { tenant, custodian, rows, clock, makeId } = keys;
  const ring = new Keyring({ custodian, rows, clock, makeId, capacity: 4 });
  for (const owner of ["a", "b"]) await ring.key("individual", tenant, owner);
  assert.ok(ring.cached("individual", tenant, "a"));
  await ring.key("individual", tenant, "c");
  await ring.key("individual", tenant, "d");
  const kept = ["a", "b", "c", "d"].filter((owner) => ring.cached("individual", tenant, owner));
  assert.deepEqual(kept, ["a", "c", "d"]);
});

test("a key's secret is 32 random bytes that no row shows, and its commitment names it", async () => {
  await using keys = await testKeys();
  const { keyring, tenant, rows } = keys;
  const key = await keyring.key("individual", tenant, "a");
  const secret = key.secret.export();
  assert.equal(secret.length, 32);
  assert.notDeepEqual(secret, Buffer.alloc(32));
  for (const row of rows.table) assert.ok(!Buffer.from(row.wrapped).includes(secret) && !Buffer.from(row.commitment).includes(secret));
  assert.deepEqual(key.commitment, commitmentOf(key.secret, key.id));
  assert.notDeepEqual(key.commitment, commitmentOf(key.secret, keys.makeId<"key">()));
});

test("a signing key signs, and still does after it was loaded anew", async () => {
  await using keys = await testKeys();
  const { keyring, tenant } = keys;
  const key = await keyring.key("signing", tenant, "origin");
  const message = Buffer.from("a checkpoint");
  const loaded = await another(keys).key("signing", tenant, "origin");
  assert.deepEqual(publicKeyBytes(loaded), publicKeyBytes(key));
  assert.ok(verify(publicKeyFromBytes(publicKeyBytes(key)), message, sign(loaded, message)));
  assert.ok(!verify(publicKeyFromBytes(publicKeyBytes(key)), Buffer.from("another"), sign(loaded, message)));
  assert.ok(!verify(publicKeyFromBytes(publicKeyBytes(key)), message, sign(loaded, message).subarray(1)));
  const index = await keyring.key("index", tenant, null);
  assert.throws(() => sign(index, message), { name: "BrokenInvariant" });
});

test("terms are 16 bytes, keep their parts apart, and differ between tenants", async () => {
  await using keys = await testKeys();
  const key = await keys.keyring.key("index", keys.tenant, null);
  const other = await keys.keyring.key("index", keys.makeId<"tenant">(), null);
  const ways = [
    ["ab", "c"],
    ["a", "bc"],
    ["abc"],
    ["a", "b", "c"],
    ["abc", ""],
    ["abc", null],
    [null, "abc"],
    ["", "abc"],
    ["1:a"],
    ["-"],
    [null],
    [""],
    [],
  ];
  assert.equal(new Set(ways.map((parts) => Buffer.from(term(key, ...parts)).toString("hex"))).size, ways.length);
  assert.equal(term(key, "a").length, 16);
  assert.deepEqual(term(key, "a"), term(key, "a"));
  assert.notDeepEqual(term(key, "a"), term(other, "a"));
  assert.deepEqual(term(key, "ä"), hmacSha256(key.secret, Buffer.from("1:ä", "utf8")).subarray(0, 16));
  assert.throws(() => term(key, "\ud800"), { code: "malformed_input" });
  const wrong = await keys.keyring.key("individual", keys.tenant, "a");
  assert.throws(() => term(wrong, "a"), { name: "BrokenInvariant" });
});

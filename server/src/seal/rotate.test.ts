// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Fault } from "#base/fault.ts";
import type { KeyRows } from "./key-rows.ts";
import { Keyring } from "./keyring.ts";
import type { KeyKind } from "./key.ts";
import { finishRootRotation, finishTenantRotation, newVersion, rotateRoot, rotateTenant } from "./rotate.ts";
import { open, seal, sealedKeyId, type Binding } from "./sealed.ts";
import { testKeys, type TestKeys } from "./testing.ts";

const BODY = Buffer.from("body");
type Kept = { readonly sealed: Uint8Array; readonly binding: Binding };

function fresh(keys: TestKeys, rows: KeyRows = keys.rows): Keyring {
  const { custodian, clock, makeId } = keys;
  return new Keyring({ custodian, rows, clock, makeId });
}

async function keep(keys: TestKeys, keyring: Keyring, individual: string): Promise<Kept> {
  const binding = { tenant: keys.tenant, type: "Patient", id: keys.makeId(), version: 1, individual };
  return { sealed: seal(await keyring.key("individual", keys.tenant, individual), BODY, binding), binding };
}

async function assertOpens(keys: TestKeys, keyring: Keyring, kept: readonly Kept[]): Promise<void> {
  for (const { sealed, binding } of kept)
    assert.deepEqual(Buffer.from(open(await keyring.keyById(keys.tenant, sealedKeyId(sealed)), sealed, binding)), BODY);
}

test("a root rotation rewraps every tenant key and only those, once", async () => {
  await using keys = await testKeys();
  const kept = [await keep(keys, keys.keyring, "a")];
  await keys.keyring.tenantKey(keys.makeId<"tenant">());
  const child = keys.rows.table.find(({ kind }) => kind === "individual")?.wrapped;
  assert.equal(await rotateRoot(keys.keyring), 2);
  assert.equal(await finishRootRotation(keys.keyring), 0);
  for (const row of keys.rows.table) if (row.kind === "tenant") assert.equal(await keys.custodian.rewrapNeeded(row.wrapped), false);
  assert.equal(keys.rows.table.find(({ kind }) => kind === "individual")?.wrapped, child);
  await assertOpens(keys, fresh(keys), kept);
});

test("a tenant rotation moves every kind of key under the new tenant key and retires the old one", async () => {
  await using keys = await testKeys();
  const kinds: KeyKind[] = ["individual", "activity", "index", "signing", "backup"];
  const before = await Promise.all(kinds.map((kind) => keys.keyring.key(kind, keys.tenant, null)));
  const old = await keys.keyring.tenantKey(keys.tenant);
  assert.equal(await rotateTenant(keys.keyring, keys.tenant), kinds.length);
  const now = await fresh(keys).tenantKey(keys.tenant);
  assert.equal(now.version, 2);
  for (const row of keys.rows.table) if (row.kind !== "tenant") assert.equal(row.wrappedBy, now.id);
  assert.deepEqual(keys.rows.table.find(({ id }) => id === old.id)?.retiredAt, keys.clock.now());
  const after = await Promise.all(kinds.map((kind) => fresh(keys).key(kind, keys.tenant, null)));
  assert.deepEqual(
    after.map(({ id }) => id),
    before.map(({ id }) => id),
  );
});

test("a key made under the old tenant key by a slower process opens, and the next run moves it", async () => {
  await using keys = await testKeys();
  const slow = fresh(keys);
  const old = await slow.tenantKey(keys.tenant);
  await rotateTenant(keys.keyring, keys.tenant);
  const kept = [await keep(keys, slow, "late")];
  const row = keys.rows.table.find(({ owner }) => owner === "late");
  assert.equal(row?.wrappedBy, old.id);
  await assertOpens(keys, fresh(keys), kept);
  assert.equal(await finishTenantRotation(keys.keyring, keys.tenant), 1);
  await assertOpens(keys, fresh(keys), kept);
});

test("finishing a rotation with an old key in memory moves nothing back", async () => {
  await using keys = await testKeys();
  const slow = fresh(keys);
  await keep(keys, slow, "a");
  await rotateTenant(keys.keyring, keys.tenant);
  assert.equal((await slow.tenantKey(keys.tenant)).version, 1);
  assert.equal(await finishTenantRotation(slow, keys.tenant), 0);
  const now = await fresh(keys).tenantKey(keys.tenant);
  assert.equal(keys.rows.table.find(({ owner }) => owner === "a")?.wrappedBy, now.id);
});

test("two rotations of one key at once are one new version", async () => {
  await using keys = await testKeys();
  await keep(keys, keys.keyring, "a");
  const made = await Promise.all([1, 2, 3].map(() => newVersion(fresh(keys), "individual", keys.tenant, "a")));
  const live = keys.rows.table.filter(({ owner, retiredAt }) => owner === "a" && retiredAt === null);
  assert.equal(live.length, 1);
  assert.ok(made.every(({ version }) => version >= 2));
});

test("after a new version, new values name it, and old values open", async () => {
  await using keys = await testKeys();
  const kept = [await keep(keys, keys.keyring, "a")];
  const next = await newVersion(keys.keyring, "individual", keys.tenant, "a");
  kept.push(await keep(keys, keys.keyring, "a"));
  assert.deepEqual(
    kept.map(({ sealed }) => sealedKeyId(sealed) === next.id),
    [false, true],
  );
  assert.equal((await fresh(keys).key("individual", keys.tenant, "a")).id, next.id);
  await assertOpens(keys, fresh(keys), kept);
  await keys.keyring.destroy("individual", keys.tenant, "a");
  for (const { sealed } of kept) await assert.rejects(fresh(keys).keyById(keys.tenant, sealedKeyId(sealed)), { code: "gone" });
  await assert.rejects(newVersion(keys.keyring, "individual", keys.tenant, "a"), { code: "gone" });
});

test("a key destroyed between a rotation's look and its write stays destroyed", async () => {
  await using keys = await testKeys();
  const { tenant, rows } = keys;
  await keep(keys, keys.keyring, "a");
  const meddling: KeyRows = {
    ...rows,
    replaceWrapped: async (row, to) => {
      if (row.owner === "a") await rows.destroy(row, keys.clock.now());
      return rows.replaceWrapped(row, to);
    },
  };
  assert.equal(await rotateTenant(fresh(keys, meddling), tenant), 0);
  await assert.rejects(fresh(keys).key("individual", tenant, "a"), { code: "gone" });

  await keep(keys, keys.keyring, "b");
  const racing: KeyRows = {
    ...rows,
    insert: async (row) => {
      await rows.destroy(row, keys.clock.now());
      await rows.insert(row);
    },
  };
  await assert.rejects(newVersion(fresh(keys, racing), "individual", tenant, "b"), { code: "gone" });
  assert.ok(rows.table.filter(({ owner }) => owner === "b").every(({ wrapped }) => wrapped.length === 0));
});

test("a rotation that dies at any write leaves everything open, and running it again finishes it", async () => {
  for (let writesAllowed = 0; ; writesAllowed++) {
    await using keys = await testKeys();
    const kept = [];
    for (const individual of ["a", "b", "c"]) kept.push(await keep(keys, keys.keyring, individual));
    let left = writesAllowed;
    const mortal = mortalRows(keys.rows, () => left-- > 0);
    const dying = fresh(keys, mortal);
    let died = false;
    try {
      await rotateRoot(dying);
      await rotateTenant(dying, keys.tenant);
      await newVersion(dying, "individual", keys.tenant, "a");
    } catch (error) {
      assert.match(String(error), /killed/);
      died = true;
    }
    await assertOpens(keys, fresh(keys), kept);
    kept.push(await keep(keys, fresh(keys), "a"), await keep(keys, fresh(keys), "d"));
    await finishRootRotation(fresh(keys));
    await rotateTenant(fresh(keys), keys.tenant);
    await newVersion(fresh(keys), "individual", keys.tenant, "a");
    await assertOpens(keys, fresh(keys), kept);
    const live = keys.rows.table.filter(({ kind, retiredAt }) => kind === "tenant" && retiredAt === null);
    assert.equal(live.length, 1, "one tenant key is left, and every other key hangs from it");
    assert.ok(keys.rows.table.every((row) => row.kind === "tenant" || row.wrappedBy === live[0]?.id));
    if (!died) break;
  }
});

/** Rows whose process dies before a write, once `mayWrite` says no. */
function mortalRows(rows: KeyRows, mayWrite: () => boolean): KeyRows {
  const live = (): void => {
    if (!mayWrite()) throw new Error("killed");
  };
  return {
    ...rows,
    insert: async (row) => (live(), rows.insert(row)),
    replaceWrapped: async (row, to) => (live(), rows.replaceWrapped(row, to)),
    retire: async (row, at) => (live(), rows.retire(row, at)),
  };
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant("keep" as const), ring: fc.nat(2), who: fc.constantFrom("a", "b", "c") }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("new version" as const), ring: fc.nat(2), who: fc.constantFrom("a", "b", "c") }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("destroy" as const), ring: fc.nat(2), who: fc.constantFrom("a", "b", "c") }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constantFrom("rotate root" as const, "rotate tenant" as const), ring: fc.nat(2), who: fc.constant("") }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("age" as const), ring: fc.nat(2), who: fc.constant("") }) },
);

test("whatever three processes do at once, what was sealed for a living individual opens and for a shredded one never does", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.scheduler(), async (steps, scheduler) => {
      await using keys = await testKeys();
      const rings = [0, 1, 2].map(() => fresh(keys, scheduledRows(keys.rows, scheduler)));
      const kept: Kept[] = [];
      const destroyed = new Set<string>();
      const running = steps.map(async ({ act, ring, who }) => {
        const keyring = rings[ring] ?? keys.keyring;
        try {
          if (act === "keep") kept.push(await keep(keys, keyring, who));
          if (act === "new version") await newVersion(keyring, "individual", keys.tenant, who);
          if (act === "rotate root") await rotateRoot(keyring);
          if (act === "rotate tenant") await rotateTenant(keyring, keys.tenant);
          if (act === "age") keys.clock.pass(16 * 60_000);
          if (act !== "destroy") return;
          if (keys.rows.table.some(({ owner }) => owner === who)) destroyed.add(who);
          await keyring.destroy("individual", keys.tenant, who);
        } catch (error) {
          // Two rotations of one key at once: the second is told so. A shredded individual: gone.
          if (!(error instanceof Fault) || !["conflict", "gone"].includes(error.code)) throw error;
        }
      });
      await scheduler.waitFor(Promise.all(running));
      for (const each of kept) {
        const opening = assertOpens(keys, fresh(keys), [each]);
        if (destroyed.has(each.binding.individual ?? ""))
          await opening.catch((error: unknown) => assert.ok(error instanceof Fault && error.code === "gone"));
        else await opening;
      }
      for (const row of keys.rows.table) assert.equal(row.destroyedAt !== null, row.wrapped.length === 0);
    }),
    { numRuns: 60 },
  );
});

/** Rows whose answers come in an order that fast-check chooses. */
function scheduledRows(rows: KeyRows, scheduler: fc.Scheduler): KeyRows {
  return {
    ...rows,
    active: scheduler.scheduleFunction(rows.active),
    versions: scheduler.scheduleFunction(rows.versions),
    byId: scheduler.scheduleFunction(rows.byId),
    insert: scheduler.scheduleFunction(rows.insert),
    replaceWrapped: scheduler.scheduleFunction(rows.replaceWrapped),
    destroy: scheduler.scheduleFunction(rows.destroy),
  };
}

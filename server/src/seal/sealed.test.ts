// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Fault } from "#base/fault.ts";
import type { Key } from "./key.ts";
import { newVersion } from "./rotate.ts";
import { open, seal, sealedKeyId, SEALED_OVERHEAD_BYTES, type Binding } from "./sealed.ts";
import { testKeys, type TestKeys } from "./testing.ts";

const BODY = Buffer.from('{"resourceType":"Patient","birthDate":"1970-01-01"}');

type Sealed = { keys: TestKeys; key: Key; binding: Binding; sealed: Uint8Array };

async function aSealedRecord(): Promise<Sealed> {
  const keys = await testKeys();
  const individual = keys.makeId<"individual">();
  const key = await keys.keyring.key("individual", keys.tenant, individual);
  const binding = {
    tenant: keys.tenant,
    type: "Patient",
    id: keys.makeId(),
    version: 3,
    individual,
  };
  return { keys, key, binding, sealed: seal(key, BODY, binding) };
}

/** It is refused, and in the words of every other refusal. */
function assertBroken(work: () => unknown): void {
  assert.throws(work, (error: unknown) => {
    assert.ok(error instanceof Fault);
    assert.deepEqual([error.code, error.detail, error.cause], ["sealed_broken", undefined, undefined]);
    return true;
  });
}

const REGIONS = {
  format: [0, 1],
  suite: [1, 2],
  "key id": [2, 18],
  "key version": [18, 22],
  nonce: [22, 34],
  commitment: [34, 66],
  ciphertext: [66, -16],
  tag: [-16, undefined],
} as const;

for (const [region, [from, to]] of Object.entries(REGIONS))
  test(`a change of any bit of the ${region} is refused`, async () => {
    const { keys, key, binding, sealed } = await aSealedRecord();
    await using _ = keys;
    const bytes = sealed.subarray(from, to);
    assert.ok(bytes.length > 0);
    for (let index = 0; index < bytes.length; index++)
      for (let bit = 0; bit < 8; bit++) {
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        assertBroken(() => open(key, sealed, binding));
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
      }
    assert.deepEqual(Buffer.from(open(key, sealed, binding)), BODY);
  });

const CHANGES: Record<string, (binding: Binding, keys: TestKeys) => Binding> = {
  "another tenant": (binding, keys) => ({ ...binding, tenant: keys.makeId<"tenant">() }),
  "another type": (binding) => ({ ...binding, type: "Observation" }),
  "another record": (binding, keys) => ({ ...binding, id: keys.makeId() }),
  "an earlier version": (binding) => ({ ...binding, version: 2 }),
  "a later version": (binding) => ({ ...binding, version: 4 }),
  "another individual": (binding, keys) => ({ ...binding, individual: keys.makeId() }),
  "no individual": (binding) => ({ ...binding, individual: null }),
};

for (const [what, change] of Object.entries(CHANGES))
  test(`what was sealed does not open as ${what}`, async () => {
    const { keys, key, binding, sealed } = await aSealedRecord();
    await using _ = keys;
    assertBroken(() => open(key, sealed, change(binding, keys)));
  });

test("the binding holds also under a key that serves any owner", async () => {
  await using keys = await testKeys();
  const key = await keys.keyring.key("backup", keys.tenant, null);
  const binding: Binding = {
    tenant: keys.tenant,
    type: "Backup",
    id: keys.makeId(),
    version: 1,
    individual: keys.makeId(),
  };
  const sealed = seal(key, BODY, binding);
  for (const change of Object.values(CHANGES)) assertBroken(() => open(key, sealed, change(binding, keys)));
  assert.deepEqual(Buffer.from(open(key, sealed, binding)), BODY);
});

test("rows that are swapped do not open", async () => {
  const { keys, key, binding } = await aSealedRecord();
  await using _ = keys;
  const other = { ...binding, id: keys.makeId() };
  const [one, two] = [seal(key, BODY, binding), seal(key, BODY, other)];
  assertBroken(() => open(key, two, binding));
  assertBroken(() => open(key, one, other));
});

test("a row pasted into another tenant does not open with that tenant's key, nor with its own", async () => {
  const { keys, key, binding, sealed } = await aSealedRecord();
  await using _ = keys;
  const tenant = keys.makeId<"tenant">();
  const theirs = await keys.keyring.key("individual", tenant, binding.individual);
  assertBroken(() => open(theirs, sealed, { ...binding, tenant }));
  assertBroken(() => open(key, sealed, { ...binding, tenant }));
  await assert.rejects(keys.keyring.keyById(tenant, sealedKeyId(sealed)), {
    code: "sealed_broken",
  });
});

test("a value sealed under one version of a key does not open with the other", async () => {
  const { keys, key, binding, sealed } = await aSealedRecord();
  await using _ = keys;
  const next = await newVersion(keys.keyring, "individual", keys.tenant, binding.individual);
  assertBroken(() => open(next, sealed, binding));
  const renamed = Buffer.from(sealed);
  renamed.set(next.name, 2);
  assertBroken(() => open(next, renamed, binding));
  renamed.set(next.commitment, 34);
  assertBroken(() => open(next, renamed, binding));
  assert.deepEqual(Buffer.from(open(key, sealed, binding)), BODY);
});

test("the commitment is compared before anything is opened", async () => {
  const { keys, key, binding, sealed } = await aSealedRecord();
  await using _ = keys;
  // A key whose secret would open the value, but which commits to something else, as a colliding key would.
  assertBroken(() => open({ ...key, commitment: new Uint8Array(32) }, sealed, binding));
});

test("a key is known by its name and its owner, not by its secret alone", async () => {
  const { keys, key, binding, sealed } = await aSealedRecord();
  await using _ = keys;
  assertBroken(() => open({ ...key, name: new Uint8Array(20) }, sealed, binding));
  assertBroken(() => open({ ...key, owner: keys.makeId() }, sealed, binding));
  assertBroken(() => open({ ...key, tenant: keys.makeId<"tenant">() }, sealed, binding));
  assertBroken(() => open({ ...key, kind: "index" }, sealed, binding));
});

test("cut, empty and foreign bytes are refused", async () => {
  const { keys, key, binding, sealed } = await aSealedRecord();
  await using _ = keys;
  for (let length = 0; length < sealed.length; length++) assertBroken(() => open(key, sealed.subarray(0, length), binding));
  assertBroken(() => open(key, Buffer.concat([sealed, Buffer.alloc(1)]), binding));
  assertBroken(() => sealedKeyId(new Uint8Array(200)));
  assertBroken(() => sealedKeyId(Buffer.concat([Buffer.of(1, 1), Buffer.alloc(200)])));
  assert.equal(sealedKeyId(sealed), key.id);
});

test("keys of other kinds seal nothing, and no key seals for another individual", async () => {
  const { keys, key, binding } = await aSealedRecord();
  await using _ = keys;
  for (const kind of ["tenant", "index", "signing"] as const) {
    const wrong = await keys.keyring.key(kind, keys.tenant, null);
    assert.throws(() => seal(wrong, BODY, binding), { name: "BrokenInvariant" });
  }
  assert.throws(() => seal(key, BODY, { ...binding, individual: keys.makeId() }), {
    name: "BrokenInvariant",
  });
  assert.throws(() => seal(key, BODY, { ...binding, tenant: keys.makeId<"tenant">() }), {
    name: "BrokenInvariant",
  });
});

test("whatever is sealed opens to the same bytes, in the stated size", async () => {
  const { keys, key, binding } = await aSealedRecord();
  await using _ = keys;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), fc.string(), fc.nat(), (bytes, type, version) => {
      const bound = { ...binding, type, version };
      const sealed = seal(key, bytes, bound);
      assert.equal(sealed.length, bytes.length + SEALED_OVERHEAD_BYTES);
      assert.deepEqual(Buffer.from(open(key, sealed, bound)), Buffer.from(bytes));
    }),
  );
});

test("no nonce comes twice in 100,000 values", async () => {
  const { keys, key, binding } = await aSealedRecord();
  await using _ = keys;
  const nonces = new Set<string>();
  for (let count = 0; count < 100_000; count++) nonces.add(Buffer.from(seal(key, BODY, binding).subarray(22, 34)).toString("latin1"));
  assert.equal(nonces.size, 100_000);
});

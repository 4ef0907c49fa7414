// SPDX-License-Identifier: Apache-2.0
// Rotation. Every step leaves a state in which everything opens, so a rotation that dies half-way is finished by running it again.
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { KeyId } from "#base/id.ts";
import type { KeyPlace } from "./key-rows.ts";
import type { Keyring } from "./keyring.ts";
import type { Key, KeyKind, KeyRow, KeyTenant } from "./key.ts";

const PAGE = 500;

/** A new root key, then every tenant key wrapped under it. Returns how many were rewrapped. */
export async function rotateRoot(keyring: Keyring): Promise<number> {
  await keyring.custodian.rotate();
  return finishRootRotation(keyring);
}

/** Rewraps the tenant keys that an older root key still wraps: the second half of `rotateRoot`, alone after a crash. */
export async function finishRootRotation(keyring: Keyring): Promise<number> {
  let rewrapped = 0;
  for await (const row of paged((after) => keyring.rows.wrappedByRoot({ after, limit: PAGE }))) {
    if (!(await keyring.custodian.rewrapNeeded(row.wrapped))) continue;
    if (await keyring.rows.replaceWrapped(row, await keyring.rewrapped(row, null))) rewrapped += 1;
  }
  return rewrapped;
}

/** A new tenant key, every key of the tenant wrapped under it, and the older tenant keys retired. Returns how many were rewrapped. */
export async function rotateTenant(keyring: Keyring, tenant: KeyTenant): Promise<number> {
  await addVersion(keyring, { kind: "tenant", tenant, owner: null });
  return finishTenantRotation(keyring, tenant);
}

/**
 * Rewraps what older tenant keys still wrap, and retires those that wrap nothing: the second half of `rotateTenant`. Another process may
 * make keys under the old one until its cache ages (15 minutes); they open all the same, and running this again then moves them.
 */
export async function finishTenantRotation(keyring: Keyring, tenant: KeyTenant): Promise<number> {
  const versions = (await keyring.rows.versions({ kind: "tenant", tenant, owner: null })).filter((row) => row.destroyedAt === null);
  const newest = present(versions.at(-1), "A tenant that rotates has a key.");
  const wrapper = await keyring.keyById(tenant, newest.id);
  let rewrapped = 0;
  for (const old of versions.slice(0, -1)) {
    for await (const row of paged((after) => keyring.rows.wrappedBy(tenant, old.id, { after, limit: PAGE })))
      if (await keyring.rows.replaceWrapped(row, await keyring.rewrapped(row, wrapper))) rewrapped += 1;
    const left = await keyring.rows.wrappedBy(tenant, old.id, { after: null, limit: 1 });
    if (left.length === 0 && old.retiredAt === null) await keyring.rows.retire(old, keyring.clock.now());
  }
  return rewrapped;
}

/**
 * A new version of a data key for new writes; the older ones are retired: they open, and seal nothing new here. Another process may seal
 * under the old version until its cache ages (15 minutes), so "no row on the old version" can be claimed only after that.
 */
export async function newVersion(
  keyring: Keyring,
  kind: Exclude<KeyKind, "tenant">,
  tenant: KeyTenant,
  owner: string | null,
): Promise<Key> {
  const place = { kind, tenant, owner };
  const key = await addVersion(keyring, place);
  for (const row of await keyring.rows.versions(place))
    if (row.version < key.version && row.retiredAt === null) await keyring.rows.retire(row, keyring.clock.now());
  return key;
}

/** @throws Fault `gone` if the place was destroyed, `conflict` if another process rotates it at this moment. */
async function addVersion(keyring: Keyring, place: KeyPlace): Promise<Key> {
  const versions = await keyring.rows.versions(place);
  if (versions.some((row) => row.destroyedAt !== null)) throw new Fault("gone");
  const { key, row } = await keyring.newVersionOf(place, (versions.at(-1)?.version ?? 0) + 1);
  await keyring.rows.insert(row);
  if ((await keyring.rows.versions(place)).some((other) => other.destroyedAt !== null)) {
    await keyring.destroy(place.kind, place.tenant, place.owner); // It was shredded between the two looks: so is what was just made.
    throw new Fault("gone");
  }
  keyring.remember(key);
  return key;
}

async function* paged(page: (after: KeyId | null) => Promise<readonly KeyRow[]>): AsyncGenerator<KeyRow> {
  let after: KeyId | null = null;
  for (;;) {
    const rows: readonly KeyRow[] = await page(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

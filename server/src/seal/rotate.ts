// SPDX-License-Identifier: Apache-2.0
// Rotation. Every step leaves a state in which everything opens, so a rotation that dies half-way is finished by running it again.
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

/** A new tenant key, and every key of the tenant wrapped under it. Returns how many were rewrapped. */
export async function rotateTenant(keyring: Keyring, tenant: KeyTenant): Promise<number> {
  await addVersion(keyring, { kind: "tenant", tenant, owner: null });
  return finishTenantRotation(keyring, tenant);
}

/**
 * Rewraps what older tenant keys still wrap: the second half of `rotateTenant`, alone after a crash. Another process may make keys under
 * the old one until its cache ages (15 minutes); they open all the same, and running this again then moves them.
 */
export async function finishTenantRotation(keyring: Keyring, tenant: KeyTenant): Promise<number> {
  keyring.forget("tenant", tenant, null); // The key in memory may be the one that another process has just rotated away.
  const wrapper = await keyring.tenantKey(tenant);
  let rewrapped = 0;
  for (const old of await keyring.rows.versions({ kind: "tenant", tenant, owner: null })) {
    if (old.id === wrapper.id || old.destroyedAt !== null) continue;
    for await (const row of paged((after) => keyring.rows.wrappedBy(tenant, old.id, { after, limit: PAGE })))
      if (await keyring.rows.replaceWrapped(row, await keyring.rewrapped(row, wrapper))) rewrapped += 1;
  }
  return rewrapped;
}

/**
 * A new version of a data key for new writes; the older ones open, and seal nothing new here. Another process may seal under the old
 * version until its cache ages (15 minutes), so "no row on the old version" can be claimed only after that.
 */
export function newVersion(keyring: Keyring, kind: Exclude<KeyKind, "tenant">, tenant: KeyTenant, owner: string | null): Promise<Key> {
  return addVersion(keyring, { kind, tenant, owner });
}

/**
 * Retires the active version and adds the next, or takes the one that another process added meanwhile. Dying between the two leaves a
 * place without an active key, and whoever asks for it next makes the next version: nothing is lost, nothing waits.
 * @throws Fault `gone` if the place was destroyed.
 */
async function addVersion(keyring: Keyring, place: KeyPlace): Promise<Key> {
  const { kind, tenant, owner } = place;
  const versions = await keyring.rows.versions(place);
  if (versions.some((row) => row.destroyedAt !== null)) throw new Fault("gone");
  for (const row of versions) if (row.retiredAt === null) await keyring.rows.retire(row, keyring.clock.now());
  keyring.forget(kind, tenant, owner);
  const key = await keyring.key(kind, tenant, owner);
  if ((await keyring.rows.versions(place)).some((row) => row.destroyedAt !== null)) {
    await keyring.destroy(kind, tenant, owner); // It was shredded between the two looks: so is what was just made.
    throw new Fault("gone");
  }
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

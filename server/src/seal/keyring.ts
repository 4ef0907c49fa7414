// SPDX-License-Identifier: Apache-2.0
import { assert } from "#base/assert.ts";
import type { Clock } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { Id, KeyId } from "#base/id.ts";
import { unpredictableBytes } from "#base/random.ts";
import type { KeyCustodian } from "./custodian.ts";
import { SECRET_BYTES } from "./gcm.ts";
import { KEY_TTL_MS_MAX, KeyCache } from "./key-cache.ts";
import type { KeyPlace, KeyRows } from "./key-rows.ts";
import { keyFromMaterial, keyFromRow, wrapContext, type Key, type KeyKind, type KeyRow, type KeyTenant } from "./key.ts";
import { unwrapUnder, wrapUnder } from "./wrap.ts";

export type KeyringOptions = {
  readonly custodian: KeyCustodian;
  readonly rows: KeyRows;
  readonly clock: Clock;
  readonly makeId: <Name extends string>() => Id<Name>;
  /** How long a key serves without being asked for again; at most, and by default, 15 minutes. */
  readonly ttlMs?: number;
  /** How many keys stay in memory; about 1 kB each. */
  readonly capacity?: number;
};

const CAPACITY = 20_000;

/**
 * Finds, makes and remembers keys: root (custodian) -> tenant key -> every other kind. It fails closed: Fault `custodian_gone` without
 * the custodian once the cached keys have aged, `gone` for a destroyed key, `sealed_broken` for a row that does not open.
 */
export class Keyring {
  readonly custodian: KeyCustodian;
  readonly rows: KeyRows;
  readonly clock: Clock;
  readonly #makeId: <Name extends string>() => Id<Name>;
  readonly #active: KeyCache;
  readonly #byId: KeyCache;
  readonly #loading = new Map<string, Promise<Key>>();
  /** Counts what was forgotten, so that a load begun before cannot put back a key destroyed since. */
  #forgotten = 0;

  constructor({ custodian, rows, clock, makeId, ttlMs = KEY_TTL_MS_MAX, capacity = CAPACITY }: KeyringOptions) {
    this.custodian = custodian;
    this.rows = rows;
    this.clock = clock;
    this.#makeId = makeId;
    this.#active = new KeyCache(clock, ttlMs, capacity);
    this.#byId = new KeyCache(clock, ttlMs, capacity);
  }

  /** The active key if it is in memory: for paths too hot to await. */
  cached(kind: KeyKind, tenant: KeyTenant, owner: string | null): Key | undefined {
    return this.#active.get(placeName(kind, tenant, owner));
  }

  /** The key with this id if it is in memory, whatever its version. */
  cachedById(id: KeyId): Key | undefined {
    return this.#byId.get(id);
  }

  /** The tenant's active wrapping key, made if there is none yet. */
  tenantKey(tenant: KeyTenant): Promise<Key> {
    return this.key("tenant", tenant, null);
  }

  /**
   * The active key of a place, made and saved if there never was one.
   * @throws Fault `gone` if it was destroyed: what was shredded does not come back as an empty key.
   */
  async key(kind: KeyKind, tenant: KeyTenant, owner: string | null): Promise<Key> {
    const name = placeName(kind, tenant, owner);
    const cached = this.#active.get(name);
    if (cached) return cached;
    return this.#once(
      name,
      () => this.#loadOrCreate({ kind, tenant, owner }),
      (key) => this.remember(key),
    );
  }

  /**
   * The key that a sealed value names, retired ones too.
   * @throws Fault `gone` if it was destroyed, `sealed_broken` if this tenant has no such key.
   */
  async keyById(tenant: KeyTenant, id: KeyId): Promise<Key> {
    const cached = this.#byId.get(id);
    if (cached?.tenant === tenant) return cached;
    return this.#once(
      `${tenant}|${id}`,
      () => this.#loadById(tenant, id),
      (key) => this.#byId.put(id, key),
    );
  }

  /**
   * A new first key that is not saved: the caller inserts the row in its own transaction and calls `remember` after the commit.
   * An insert that conflicts means that the place has a key already, perhaps a destroyed one.
   */
  newKey(kind: KeyKind, tenant: KeyTenant, owner: string | null): Promise<{ key: Key; row: KeyRow }> {
    return this.#newVersionOf({ kind, tenant, owner }, 1);
  }

  /** Keeps a key in memory as the active one of its place. Only after its row is committed. */
  remember(key: Key): void {
    this.#active.put(placeName(key.kind, key.tenant, key.owner), key);
    this.#byId.put(key.id, key);
  }

  /** Drops a place's keys from memory; for a tenant key, all the tenant's. Another process drops them when their time to live ends. */
  forget(kind: KeyKind, tenant: KeyTenant, owner: string | null): void {
    const unwanted = (key: Key): boolean => key.tenant === tenant && (kind === "tenant" || (key.kind === kind && key.owner === owner));
    this.#forgotten += 1;
    this.#loading.clear();
    this.#active.drop(unwanted);
    this.#byId.drop(unwanted);
  }

  /** Destroys every version of a place's key: what it sealed is gone for ever. A caller checks retention and holds first. */
  async destroy(kind: KeyKind, tenant: KeyTenant, owner: string | null): Promise<void> {
    try {
      await this.rows.destroy({ kind, tenant, owner }, this.clock.now());
    } finally {
      this.forget(kind, tenant, owner); // Also when the outcome is unknown.
    }
  }

  /** The same key under another wrapper. For rotation. */
  async rewrapped(row: KeyRow, wrapper: Key | null): Promise<Pick<KeyRow, "wrappedBy" | "wrapped">> {
    const wrappedBy = wrapper?.id ?? null;
    const material = await this.#unwrap(row);
    const wrapped = await this.#wrap(wrapper, material, wrapContext({ ...row, wrappedBy }));
    keyFromRow(row, material); // Wipes it, and refuses to carry on a row that does not keep its commitment.
    return { wrappedBy, wrapped };
  }

  async #loadOrCreate(place: KeyPlace): Promise<Key> {
    return this.#open((await this.rows.active(place)) ?? (await this.#create(place)));
  }

  async #newVersionOf(place: KeyPlace, version: number): Promise<{ key: Key; row: KeyRow }> {
    const wrapper = place.kind === "tenant" ? null : await this.tenantKey(place.tenant);
    const named = {
      ...pick(place),
      id: this.#makeId<"key">(),
      version,
      wrappedBy: wrapper?.id ?? null,
    };
    const material = unpredictableBytes(SECRET_BYTES);
    const wrapped = await this.#wrap(wrapper, material, wrapContext(named));
    const key = keyFromMaterial(named, material);
    const row = {
      ...named,
      wrapped,
      commitment: key.commitment,
      createdAt: this.clock.now(),
      retiredAt: null,
      destroyedAt: null,
    };
    return { key, row };
  }

  async #create(place: KeyPlace): Promise<KeyRow> {
    const versions = await this.rows.versions(place);
    if (versions.some((row) => row.destroyedAt !== null)) throw new Fault("gone");
    const { row } = await this.#newVersionOf(place, (versions.at(-1)?.version ?? 0) + 1);
    try {
      await this.rows.insert(row);
      return row;
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "conflict") throw error;
      // Another process was first: its key is the one, unless it has been rotated or destroyed since.
      return (await this.rows.active(place)) ?? (await this.#create(place));
    }
  }

  async #loadById(tenant: KeyTenant, id: KeyId): Promise<Key> {
    const row = await this.rows.byId(tenant, id);
    if (row?.tenant !== tenant) throw new Fault("sealed_broken");
    return this.#open(row);
  }

  async #open(row: KeyRow): Promise<Key> {
    return keyFromRow(row, await this.#unwrap(row));
  }

  async #unwrap(row: KeyRow): Promise<Uint8Array> {
    if (row.destroyedAt !== null) throw new Fault("gone");
    if ((row.wrappedBy === null) !== (row.kind === "tenant")) throw new Fault("sealed_broken");
    const context = wrapContext(row);
    if (row.wrappedBy === null) return this.custodian.unwrap(row.wrapped, context);
    const wrapper = await this.keyById(row.tenant, row.wrappedBy);
    return unwrapUnder(wrapper, row.wrapped, context);
  }

  #wrap(wrapper: Key | null, material: Uint8Array, context: Uint8Array): Promise<Uint8Array> | Uint8Array {
    return wrapper === null ? this.custodian.wrap(material, context) : wrapUnder(wrapper, material, context);
  }

  /** Concurrent loads of one key share one promise; its result is kept unless something was forgotten meanwhile. */
  #once(name: string, load: () => Promise<Key>, keep: (key: Key) => void): Promise<Key> {
    const running = this.#loading.get(name);
    if (running) return running;
    const before = this.#forgotten;
    const loading = load()
      .then((key) => {
        if (this.#forgotten === before) keep(key);
        return key;
      })
      .finally(() => {
        if (this.#loading.get(name) === loading) this.#loading.delete(name);
      });
    this.#loading.set(name, loading);
    return loading;
  }
}

function placeName(kind: KeyKind, tenant: KeyTenant, owner: string | null): string {
  assert(kind !== "tenant" || owner === null, "A tenant key has no owner.");
  return owner === null ? `${kind}|${tenant}` : `${kind}|${tenant}|${owner}`;
}

function pick({ kind, tenant, owner }: KeyPlace): KeyPlace {
  return { kind, tenant, owner };
}

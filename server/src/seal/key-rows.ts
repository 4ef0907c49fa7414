// SPDX-License-Identifier: Apache-2.0
import type { KeyId } from "#base/id.ts";
import type { KeyKind, KeyRow, KeyTenant } from "./key.ts";

/** Where a key belongs; each place holds one line of versions. */
export type KeyPlace = {
  readonly kind: KeyKind;
  readonly tenant: KeyTenant;
  readonly owner: string | null;
};

/**
 * The table of wrapped keys, as the room `store` implements it; in a caller's transaction or on its own. Every method but one names the
 * tenant, so that row security can hold. Faults: `database_gone`, and those named below.
 */
export type KeyRows = {
  /** The version in the place that is neither retired nor destroyed; there is one at most. */
  active(place: KeyPlace): Promise<KeyRow | undefined>;
  /** Every version in the place, destroyed ones too, oldest first. */
  versions(place: KeyPlace): Promise<readonly KeyRow[]>;
  byId(tenant: KeyTenant, id: KeyId): Promise<KeyRow | undefined>;
  /** Undestroyed keys of the tenant that `wrapper` wraps, by id, after `after`; at most `limit`. */
  wrappedBy(tenant: KeyTenant, wrapper: KeyId, page: KeyPage): Promise<readonly KeyRow[]>;
  /** Undestroyed tenant keys, of all tenants, by id, after `after`; at most `limit`. For the rotation of the root only. */
  wrappedByRoot(page: KeyPage): Promise<readonly KeyRow[]>;
  /**
   * Rejects with Fault `conflict` if the place (null owner included) has this version already, or an active one: these two constraints
   * settle races.
   */
  insert(row: KeyRow): Promise<void>;
  /**
   * Sets wrapper and wrapped bytes if the row is undestroyed and its wrapped bytes still equal `row.wrapped`; says whether it did.
   * The comparison keeps a rewrap from bringing back a key that was destroyed meanwhile.
   */
  replaceWrapped(row: KeyRow, to: Pick<KeyRow, "wrappedBy" | "wrapped">): Promise<boolean>;
  retire(row: KeyRow, at: Date): Promise<void>;
  /** Empties `wrapped` and sets `destroyedAt` in every version of the place. The rows stay: they say what was destroyed and when. */
  destroy(place: KeyPlace, at: Date): Promise<void>;
};

export type KeyPage = { readonly after: KeyId | null; readonly limit: number };

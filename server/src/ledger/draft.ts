// SPDX-License-Identifier: Apache-2.0
// From an act to the row that makes it durable: entry, leaf and look-up terms. No database here: keys are at hand or are awaited.
import { canonicalBytes } from "@part164/verify/canonical-json.ts";
import { decodeEntry, type Entry } from "@part164/verify/entry.ts";
import { commitment, decodeLeaf, leafBytes, leafHeader, SALT_BYTES } from "@part164/verify/leaf.ts";
import { assert } from "#base/assert.ts";
import type { Clock } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { EventId, Id, KeyId } from "#base/id.ts";
import { unpredictableBytes } from "#base/random.ts";
import { gcmOpen, gcmSeal, NONCE_BYTES } from "#seal/gcm.ts";
import { TermCache } from "#seal/hmac.ts";
import type { Key } from "#seal/key.ts";
import type { Keyring } from "#seal/keyring.ts";
import type { Act, LogTenant } from "./act.ts";
import { entryBytes } from "./entry-bytes.ts";

/** One row of `ledger.event` and its row of `ledger.lookup`. */
export type Draft = {
  readonly id: EventId;
  readonly tenant: LogTenant;
  readonly leaf: Uint8Array;
  readonly kind: string;
  readonly outcome: string;
  readonly actorTerm: Uint8Array | null;
  readonly individualTerm: Uint8Array | null;
  readonly recordTerm: Uint8Array | null;
};

export type Drafting = { readonly keyring: Keyring; readonly clock: Clock; readonly makeId: <Name extends string>() => Id<Name> };

export type DraftingKeys = { readonly activity: Key; readonly index: Key };

/** The month whose activity key seals an entry, "2026-11" (UTC). */
export function activityMonth(at: Date): string {
  const month = at.getUTCMonth() + 1;
  return `${at.getUTCFullYear()}-${month < 10 ? "0" : ""}${month}`;
}

/** Drafts an act, at once if the keys are in memory. @throws Fault `ledger_behind` if they cannot be had. */
export function draft(drafting: Drafting, act: Act): Draft | Promise<Draft> {
  const { keyring, clock } = drafting;
  const activity = keyring.cached("activity", act.tenant, activityMonth(clock.now()));
  const index = keyring.cached("index", act.tenant, null);
  if (activity !== undefined && index !== undefined) return compose(drafting, act, { activity, index });
  return draftingKeys(drafting, act.tenant).then((keys) => compose(drafting, act, keys));
}

/** The keys that entries of a tenant are sealed and found with. @throws Fault `ledger_behind` if they cannot be had. */
export async function draftingKeys({ keyring, clock }: Drafting, tenant: LogTenant): Promise<DraftingKeys> {
  try {
    return { activity: await keyring.key("activity", tenant, activityMonth(clock.now())), index: await keyring.key("index", tenant, null) };
  } catch (error) {
    throw new Fault("ledger_behind", { cause: error, retryAfterSeconds: 1 });
  }
}

/** The row of an act, under keys at hand. */
export function compose({ makeId, clock }: Drafting, act: Act, { activity, index }: DraftingKeys): Draft {
  const id = makeId<"event">();
  const entry: Entry = { v: 1, id, at: clock.now().toISOString(), ...act };
  return {
    id,
    tenant: act.tenant,
    leaf: sealEntry(entry, activity),
    kind: act.kind,
    outcome: act.outcome,
    actorTerm: act.actor.id === null ? null : actorTerm(index, act.actor.id),
    individualTerm: act.individual === null ? null : individualTerm(index, act.individual),
    recordTerm: act.record === null || act.record.id === null ? null : recordTerm(index, act.record.type, act.record.id),
  };
}

export const actorTerm = (index: Key, id: string): Uint8Array => terms.term(index, "actor", id);
export const individualTerm = (index: Key, id: string): Uint8Array => terms.term(index, "individual", id);
export const recordTerm = (index: Key, type: string, id: string): Uint8Array => terms.term(index, "record", type, id);

/** Who is at work, and on whom, does so many times in a row. */
const terms = new TermCache();

/** The leaf of an entry, sealed under the activity key of its tenant and month. */
export function sealEntry(entry: Entry, activity: Key): Uint8Array {
  assert(activity.kind === "activity" && activity.tenant === entry.tenant, "An entry is sealed under its own tenant's activity key.");
  const salted = Buffer.concat([unpredictableBytes(SALT_BYTES), entryBytes(entry)]);
  const header = leafHeader(entry.id, activity.id);
  const nonce = unpredictableBytes(NONCE_BYTES);
  const commit = commitment(salted.subarray(0, SALT_BYTES), salted.subarray(SALT_BYTES));
  return leafBytes(header, { nonce, commit, ciphertext: gcmSeal(activity.secret, nonce, header, salted) });
}

/** An opened entry with what an auditor needs to check it against its leaf. */
export type OpenedEntry = { readonly entry: Entry; readonly salt: Uint8Array; readonly text: string };

/** Opens a leaf. @throws Fault `sealed_broken` if it is not what it was, `gone` if its key was destroyed. */
export async function openEntry(keyring: Keyring, tenant: LogTenant, leafBytes: Uint8Array): Promise<OpenedEntry> {
  const leaf = decodeLeaf(leafBytes);
  const keyId = leaf.keyId as KeyId; // A uuid by decodeLeaf.
  const key = keyring.cachedById(keyId) ?? (await keyring.keyById(tenant, keyId));
  const opened = gcmOpen(key.secret, leaf.nonce, leafHeader(leaf.eventId, leaf.keyId), leaf.ciphertext);
  const salt = opened.subarray(0, SALT_BYTES);
  const bytes = opened.subarray(SALT_BYTES);
  if (Buffer.compare(commitment(salt, bytes), leaf.commit) !== 0) throw new Fault("sealed_broken");
  return { entry: decodeEntry(bytes), salt, text: Buffer.from(bytes).toString("utf8") };
}

/** The SHA-256-able bytes of a value, for before and after hashes in `detail`. */
export const canonical = canonicalBytes;

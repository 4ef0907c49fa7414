// SPDX-License-Identifier: Apache-2.0
// Entry, version 1: the meaning of one recorded act. What is read back is what was written: the form is checked key by key, and
// the bytes are canonical, so that an entry has exactly one encoding.
import { canonicalBytes, parseCanonical, type Json } from "./canonical-json.ts";
import { expect } from "./error.ts";
import { anyObject, instant, matching, names, object, oneOf, orNull, sha256Hex, shaped, sortedNames, text, uuid, uuidV7 } from "./form.ts";
import type { Form } from "./form.ts";
import { ENTRY_BYTES_MAX } from "./leaf.ts";

export type ActorKind = "user" | "client" | "system" | "nobody";

export type Entry = {
  readonly v: 1;
  /** Event id, UUIDv7. */
  readonly id: string;
  /** RFC 3339 UTC instant with milliseconds. */
  readonly at: string;
  /** The name of an operation, e.g. `phi.record.read`. */
  readonly kind: string;
  /** `done`, `refused`, `failed` or a fault code. */
  readonly outcome: string;
  readonly actor: { readonly kind: ActorKind; readonly id: string | null; readonly session: string | null; readonly factor: string | null };
  /** The end user of an application, opaque. */
  readonly onBehalfOf: string | null;
  readonly from: { readonly address: string | null; readonly agent: string | null } | null;
  /** A tenant's id, or the installation's in the organization's own log. */
  readonly tenant: string;
  readonly individual: string | null;
  /** `id` and `version` are null where the act never got so far as to have one. */
  readonly record: { readonly type: string; readonly id: string | null; readonly version: number | null } | null;
  /** Names of the top-level fields that left or entered, sorted, each once. */
  readonly fields: readonly string[];
  /** HL7 v3 PurposeOfUse code. */
  readonly purpose: string | null;
  readonly disclosure: { readonly recipient: string; readonly basis: string } | null;
  /** `policySet` is the SHA-256 of the Cedar policy set, in hex. */
  readonly decided: { readonly policyIds: readonly string[]; readonly policySet: string } | null;
  readonly request: string | null;
  /** The operation's own facts; before and after as hashes; never PHI. */
  readonly detail: { readonly [key: string]: Json } | null;
};

/** The canonical bytes of an entry. @throws VerificationError `bad_entry`, `bad_json`. The message names keys, never values. */
export function encodeEntry(entry: Entry): Uint8Array {
  shaped<Entry>(entry, entryForm, "bad_entry", "entry");
  const bytes = canonicalBytes(entry);
  expect(bytes.length <= ENTRY_BYTES_MAX, "bad_entry", `an entry of ${bytes.length} bytes; a leaf holds ${ENTRY_BYTES_MAX}`);
  return bytes;
}

/** The entry in canonical `bytes`. @throws VerificationError `bad_entry`, `bad_json`, `bad_encoding`. */
export function decodeEntry(bytes: Uint8Array): Entry {
  expect(bytes.length <= ENTRY_BYTES_MAX, "bad_entry", `an entry of ${bytes.length} bytes`);
  return shaped<Entry>(parseCanonical(bytes), entryForm, "bad_entry", "entry");
}

const version: Form = (value) => (Number.isSafeInteger(value) && Number(value) >= 1 ? null : " is not a whole number from 1");

/** The form of each part of an entry. */
export const entryForms = {
  v: oneOf(1),
  id: uuidV7,
  at: instant,
  kind: matching(/^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+$/, "the name of an operation"),
  outcome: matching(/^[a-z][a-z_]*$/, "done, refused, failed or a fault code"),
  actor: object({ kind: oneOf("user", "client", "system", "nobody"), id: orNull(text), session: orNull(text), factor: orNull(text) }),
  onBehalfOf: orNull(text),
  from: orNull(object({ address: orNull(text), agent: orNull(text) })),
  tenant: uuid,
  individual: orNull(uuid),
  record: orNull(object({ type: text, id: orNull(text), version: orNull(version) })),
  fields: sortedNames,
  purpose: orNull(text),
  disclosure: orNull(object({ recipient: text, basis: text })),
  decided: orNull(object({ policyIds: names, policySet: sha256Hex })),
  request: orNull(text),
  detail: orNull(anyObject),
} satisfies Record<keyof Entry, Form>;

const entryForm = object(entryForms);

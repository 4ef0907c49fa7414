// SPDX-License-Identifier: Apache-2.0
// Entry, version 1: the meaning of one recorded act. What is read back is what was written: the form is checked key by key, and
// the bytes are canonical, so that an entry has exactly one encoding.
import { canonicalBytes, parseCanonical } from "./canonical-json.ts";
import type { Json } from "./canonical-json.ts";
import { expect } from "./error.ts";
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
  readonly actor: {
    readonly kind: ActorKind;
    readonly id: string | null;
    readonly session: string | null;
    readonly factor: string | null;
  };
  /** The end user of an application, opaque. */
  readonly onBehalfOf: string | null;
  readonly from: { readonly address: string | null; readonly agent: string | null } | null;
  /** A tenant's id, or the installation's in the organization's own log. */
  readonly tenant: string;
  readonly individual: string | null;
  /** `id` and `version` are null where the act never got so far as to have one. */
  readonly record: {
    readonly type: string;
    readonly id: string | null;
    readonly version: number | null;
  } | null;
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
  const wrong = entryForm(entry);
  expect(wrong === null, "bad_entry", `entry${wrong}`);
  const bytes = canonicalBytes(entry);
  expect(bytes.length <= ENTRY_BYTES_MAX, "bad_entry", `an entry of ${bytes.length} bytes; a leaf holds ${ENTRY_BYTES_MAX}`);
  return bytes;
}

/** The entry in canonical `bytes`. @throws VerificationError `bad_entry`, `bad_json`, `bad_encoding`. */
export function decodeEntry(bytes: Uint8Array): Entry {
  expect(bytes.length <= ENTRY_BYTES_MAX, "bad_entry", `an entry of ${bytes.length} bytes`);
  const value = parseCanonical(bytes);
  const wrong = entryForm(value);
  expect(wrong === null, "bad_entry", `entry${wrong}`);
  return value as Entry; // entryForm is the proof.
}

/** Says what is wrong with a value, after the path to it: ".actor.id is not text"; null if nothing is. */
type Form = (value: unknown) => string | null;

const matching =
  (pattern: RegExp, what: string): Form =>
  (value) =>
    typeof value === "string" && pattern.test(value) ? null : ` is not ${what}`;

const orNull =
  (form: Form): Form =>
  (value) =>
    value === null ? null : form(value);

const oneOf =
  (...values: readonly unknown[]): Form =>
  (value) =>
    values.includes(value) ? null : ` is not one of ${values.join(", ")}`;

/** An object with exactly these keys. */
function object(forms: Readonly<Record<string, Form>>): Form {
  const known = Object.entries(forms);
  const keys = ` is not an object with exactly the keys ${Object.keys(forms).join(", ")}`;
  return (value) => {
    if (!isObject(value) || Object.keys(value).length !== known.length) return keys;
    for (const [key, form] of known) {
      if (!Object.hasOwn(value, key)) return keys;
      const wrong = form(value[key]);
      if (wrong !== null) return `.${key}${wrong}`;
    }
    return null;
  };
}

const text = matching(/^[^]{1,1024}$/, "text of 1 to 1,024 characters");
const uuid = matching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, "a lower-case UUID");
const uuidV7 = matching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, "a lower-case UUIDv7");

const instant: Form = (value) => {
  const ms = typeof value === "string" && value.length === 24 ? Date.parse(value) : Number.NaN;
  const exists = !Number.isNaN(ms) && new Date(ms).toISOString() === value;
  return exists ? null : " is not an existing UTC instant with milliseconds (RFC 3339)";
};

const version: Form = (value) => (Number.isSafeInteger(value) && Number(value) >= 1 ? null : " is not a whole number from 1");

const detail: Form = (value) => (isObject(value) ? null : " is not an object");

/** Texts, each once. */
const names: Form = (value) => {
  if (!Array.isArray(value)) return " is not a list";
  const good = value.every((name) => text(name) === null) && new Set(value).size === value.length;
  return good ? null : " is not a list of texts, each once";
};

/** Texts whose order says nothing: sorted, so that there is one way to write them. */
const sortedNames: Form = (value) => {
  const wrong = names(value);
  if (wrong !== null || !Array.isArray(value)) return wrong;
  return value.every((name, n) => n === 0 || value[n - 1] < name) ? null : " is not sorted";
};

const entryForm = object({
  v: oneOf(1),
  id: uuidV7,
  at: instant,
  kind: matching(/^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+$/, "the name of an operation"),
  outcome: matching(/^[a-z][a-z_]*$/, "done, refused, failed or a fault code"),
  actor: object({
    kind: oneOf("user", "client", "system", "nobody"),
    id: orNull(text),
    session: orNull(text),
    factor: orNull(text),
  }),
  onBehalfOf: orNull(text),
  from: orNull(object({ address: orNull(text), agent: orNull(text) })),
  tenant: uuid,
  individual: orNull(uuid),
  record: orNull(object({ type: text, id: orNull(text), version: orNull(version) })),
  fields: sortedNames,
  purpose: orNull(text),
  disclosure: orNull(object({ recipient: text, basis: text })),
  decided: orNull(object({ policyIds: names, policySet: matching(/^[0-9a-f]{64}$/, "a SHA-256 in hex") })),
  request: orNull(text),
  detail: orNull(detail),
});

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

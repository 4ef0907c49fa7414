// SPDX-License-Identifier: Apache-2.0
// Entry, version 1: the meaning of one recorded act. What is read back is what was written: the form is checked key by key, and
// the bytes are canonical, so that an entry has exactly one encoding.
import { canonicalBytes, parseCanonical } from "./canonical-json.ts";
import type { Json } from "./canonical-json.ts";
import { expect, VerificationError } from "./error.ts";
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
  isEntry(entry, "entry");
  const bytes = canonicalBytes(entry);
  expect(
    bytes.length <= ENTRY_BYTES_MAX,
    "bad_entry",
    `an entry of ${bytes.length} bytes; a leaf holds ${ENTRY_BYTES_MAX}`,
  );
  return bytes;
}

/** The entry in canonical `bytes`. @throws VerificationError `bad_entry`, `bad_json`, `bad_encoding`. */
export function decodeEntry(bytes: Uint8Array): Entry {
  expect(bytes.length <= ENTRY_BYTES_MAX, "bad_entry", `an entry of ${bytes.length} bytes`);
  const value = parseCanonical(bytes);
  isEntry(value, "entry");
  return value as Entry; // isEntry is the proof.
}

/** Says what a value must be; throws where it is not. */
type Form = (value: unknown, at: string) => void;

const matching =
  (pattern: RegExp, what: string): Form =>
  (value, at) => {
    if (typeof value !== "string" || !pattern.test(value)) refuse(at, what);
  };
const orNull =
  (form: Form): Form =>
  (value, at) => {
    if (value !== null) form(value, at);
  };
const oneOf =
  (...values: readonly unknown[]): Form =>
  (value, at) => {
    if (!values.includes(value)) refuse(at, `one of ${values.join(", ")}`);
  };
const text = matching(/^[^]{1,1024}$/, "text of 1 to 1,024 characters");
const uuid = matching(
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  "a lower-case UUID",
);

/** An object with exactly these keys. */
function object(forms: Readonly<Record<string, Form>>): Form {
  const known = Object.entries(forms);
  return (value, at) => {
    if (!isObject(value)) refuse(at, "an object");
    for (const [key, form] of known) form(value[key], `${at}.${key}`);
    if (Object.keys(value).length !== known.length)
      refuse(at, `an object with the keys ${Object.keys(forms).join(", ")} and no other`);
  };
}

const instant: Form = (value, at) => {
  const form = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/;
  if (typeof value !== "string" || !form.test(value))
    refuse(at, "an RFC 3339 UTC instant with milliseconds");
  const ms = Date.parse(value);
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== value)
    refuse(at, "a day and time that exist");
};

const version: Form = (value, at) => {
  if (!Number.isSafeInteger(value) || Number(value) < 1) refuse(at, "a whole number from 1");
};

const detail: Form = (value, at) => {
  if (!isObject(value)) refuse(at, "an object");
};

/** Texts, each once; in order where the order says nothing. */
const names =
  (sorted: boolean): Form =>
  (value, at) => {
    if (!Array.isArray(value)) refuse(at, "a list");
    for (const [n, name] of value.entries()) text(name, `${at}[${n}]`);
    if (new Set(value).size !== value.length) refuse(at, "a list that names each once");
    if (sorted && value.some((name, n) => n > 0 && name < value[n - 1]))
      refuse(at, "a sorted list");
  };

const isEntry = object({
  v: oneOf(1),
  id: matching(
    /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    "a lower-case UUIDv7",
  ),
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
  fields: names(true),
  purpose: orNull(text),
  disclosure: orNull(object({ recipient: text, basis: text })),
  decided: orNull(
    object({ policyIds: names(false), policySet: matching(/^[0-9a-f]{64}$/, "a SHA-256 in hex") }),
  ),
  request: orNull(text),
  detail: orNull(detail),
});

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(at: string, what: string): never {
  throw new VerificationError("bad_entry", `${at} is not ${what}`);
}

// SPDX-License-Identifier: Apache-2.0
// The form of JSON that comes from outside, stated once and checked key by key. Messages name keys, never values.
import { VerificationError, type VerificationCode } from "./error.ts";
import { isSize } from "./bytes.ts";

/** Says what is wrong with a value, after the path to it: ".actor.id is not text"; null if nothing is. */
export type Form = (value: unknown) => string | null;

/** `value` as what `form` proves it to be. @throws VerificationError `code`, saying where in `what` it differs. */
export function shaped<T>(value: unknown, form: Form, code: VerificationCode, what: string): T {
  const wrong = form(value);
  if (wrong !== null) throw new VerificationError(code, `${what}${wrong}`);
  return value as T; // The form is the proof; form and type stand side by side at each caller.
}

export const matching =
  (pattern: RegExp, what: string): Form =>
  (value) =>
    typeof value === "string" && pattern.test(value) ? null : ` is not ${what}`;

export const orNull =
  (form: Form): Form =>
  (value) =>
    value === null ? null : form(value);

export const oneOf =
  (...values: readonly unknown[]): Form =>
  (value) =>
    values.includes(value) ? null : ` is not one of ${values.join(", ")}`;

/** An object with exactly these keys. */
export function object(forms: Readonly<Record<string, Form>>): Form {
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

export const listOf =
  (form: Form): Form =>
  (value) => {
    if (!Array.isArray(value)) return " is not a list";
    for (const [n, item] of value.entries()) {
      const wrong = form(item);
      if (wrong !== null) return `[${n}]${wrong}`;
    }
    return null;
  };

export const text = matching(/^[^]{1,1024}$/, "text of 1 to 1,024 characters");
export const uuid = matching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, "a lower-case UUID");
export const uuidV7 = matching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, "a lower-case UUIDv7");
export const sha256Hex = matching(/^[0-9a-f]{64}$/, "a SHA-256 in hex");
export const boolean = oneOf(true, false);
export const anyText: Form = (value) => (typeof value === "string" ? null : " is not text");
export const anyObject: Form = (value) => (isObject(value) ? null : " is not an object");
export const size: Form = (value) => (typeof value === "number" && isSize(value) ? null : " is not a whole number from 0 to 2^53-1");

export const instant: Form = (value) => {
  const ms = typeof value === "string" && value.length === 24 ? Date.parse(value) : Number.NaN;
  const exists = !Number.isNaN(ms) && new Date(ms).toISOString() === value;
  return exists ? null : " is not an existing UTC instant with milliseconds (RFC 3339)";
};

/** Texts, each once. */
export const names: Form = (value) => {
  if (!Array.isArray(value)) return " is not a list";
  const good = value.every((name) => text(name) === null) && new Set(value).size === value.length;
  return good ? null : " is not a list of texts, each once";
};

/** Texts whose order says nothing: sorted, so that there is one way to write them. */
export const sortedNames: Form = (value) =>
  names(value) ?? (Array.isArray(value) && value.some((name, n) => n > 0 && name < value[n - 1]) ? " is not sorted" : null);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

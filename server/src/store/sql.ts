// SPDX-License-Identifier: Apache-2.0
// SQL is SQL: a tagged template whose values are always parameters, never text. Each template has one name for life, so that
// PostgreSQL plans it once a connection.
import { createHash } from "node:crypto";

export type Value =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | null
  | readonly (string | number | null)[]
  | readonly (Uint8Array | null)[];

export type Statement = { readonly text: string; readonly values: readonly Value[]; readonly name: string };

type Shape = { readonly text: string; readonly name: string };
const shapes = new WeakMap<TemplateStringsArray, Shape>();

/** One statement. Every `${value}` becomes a parameter. */
export function sql(parts: TemplateStringsArray, ...values: readonly Value[]): Statement {
  let shape = shapes.get(parts);
  if (shape === undefined) {
    const text = parts.reduce((left, right, index) => `${left}$${index}${right}`);
    shape = { text, name: createHash("sha256").update(text).digest("base64url").slice(0, 22) };
    shapes.set(parts, shape);
  }
  return { text: shape.text, name: shape.name, values };
}

/**
 * A statement whose text code puts together: names from the catalog, or the text of a library. Never anything from outside; that is what
 * `values` are for. It is not kept prepared.
 */
export function composed(text: string, values: readonly Value[] = []): Statement {
  return { text, values, name: "" };
}

export type Row = Readonly<Record<string, unknown>>;

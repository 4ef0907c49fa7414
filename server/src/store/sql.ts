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
    shape = { text, name: nameOf(text) };
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

const joined = new Map<string, Shape>();

/**
 * Several statements as one, which happens whole or not at all without a transaction around it; null if they cannot be one. All but the
 * last must write, see none of each other's rows, and ask for no answer: PostgreSQL runs writes in `with` in any order.
 */
export function together(statements: readonly Statement[]): Statement | null {
  const last = statements.at(-1);
  if (last === undefined || statements.length === 1) return last ?? null;
  const writes = statements.slice(0, -1);
  if (statements.some(({ name }) => name === "") || !writes.every(({ text }) => /^\s*insert\s/.test(text))) return null;
  const key = statements.map(({ name }) => name).join();
  let shape = joined.get(key);
  if (shape === undefined) joined.set(key, (shape = join(writes, last)));
  return { ...shape, values: statements.flatMap(({ values }) => values) };
}

function join(writes: readonly Statement[], last: Statement): Shape {
  let before = 0;
  const renumbered = [...writes, last].map(({ text, values }) => {
    const offset = before;
    before += values.length;
    return text.replaceAll(/\$(\d+)/g, (_, n: string) => `$${Number(n) + offset}`);
  });
  const text = `with ${writes.map((_, n) => `w${n} as (${renumbered[n] ?? ""})`).join(", ")} ${renumbered.at(-1) ?? ""}`;
  return { text, name: nameOf(text) };
}

const nameOf = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 22);

export type Row = Readonly<Record<string, unknown>>;

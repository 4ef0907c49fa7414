// SPDX-License-Identifier: Apache-2.0
// FHIR decimals carry their precision in how they are written: 1.10 is not 1.1 (R4, section 2.24.0.1). A double loses that, so the written
// form of the few numbers that need it is kept beside the parsed value, and comes back when the value becomes text again.

import type { WrittenNumber } from "./json-scan.ts";

// ECMAScript 2026, "JSON.parse source text access"; not yet in TypeScript's library.
declare global {
  interface JSON {
    rawJSON(text: string): { readonly rawJSON: string };
  }
}

type Holder = Readonly<Record<string, unknown>>;

/** By object or array, by name: the written form of numbers that a double would write otherwise. */
const writtenForms = new WeakMap<object, Map<string, string>>();

/** Remembers how the numbers of a text were written, by their paths in the value that was parsed from it. */
export function keepWrittenNumbers(value: unknown, numbers: readonly WrittenNumber[]): void {
  for (const { written, path } of numbers) {
    const names = path().map(String);
    const last = names.pop();
    const holder = names.reduce((at: unknown, name) => (isHolder(at) ? at[name] : undefined), value);
    if (last === undefined || !isHolder(holder)) continue; // A number alone is a whole text: nothing holds it.
    const forms = writtenForms.get(holder) ?? new Map<string, string>();
    writtenForms.set(holder, forms.set(last, written));
  }
}

/**
 * JSON text of a value that came from `parseJson`, changed or not, each number as it was first written. What was copied into a new object
 * keeps it in the parts that were not copied; a number that was changed is written anew.
 */
export function jsonText(value: unknown): string {
  if (!needsCare(value)) return JSON.stringify(value); // Nearly always, and five times as fast.
  return JSON.stringify(value, function (this: Holder, name, each: unknown) {
    const written = typeof each === "number" ? writtenForms.get(this)?.get(name) : undefined;
    return written !== undefined && Number(written) === each ? JSON.rawJSON(written) : each;
  });
}

function needsCare(value: unknown): boolean {
  if (!isHolder(value)) return false;
  if (writtenForms.has(value)) return true;
  if (Array.isArray(value)) return value.some(needsCare);
  for (const name of Object.keys(value)) if (needsCare(value[name])) return true;
  return false;
}

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null;
}

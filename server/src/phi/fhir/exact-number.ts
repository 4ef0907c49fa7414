// SPDX-License-Identifier: Apache-2.0
// FHIR decimals carry their precision in how they are written: 1.10 is not 1.1 (R4, section 2.24.0.1). A double loses that, so the written
// form of the few numbers that need it is kept beside the parsed value, and comes back when the value becomes text again.

// ECMAScript 2026, "JSON.parse source text access"; not yet in TypeScript's library.
declare global {
  interface JSON {
    rawJSON(text: string): { readonly rawJSON: string };
    isRawJSON(value: unknown): boolean;
  }
}

type Holder = Readonly<Record<string, unknown>>;

/** By object or array, by name: the written form of numbers that a double would write otherwise. */
const writtenForms = new WeakMap<object, Map<string, string>>();

/** Remembers the numbers of `text` that `value`, parsed from it, cannot give back. */
export function keepExactNumbers(value: unknown, text: string): void {
  const twin: unknown = JSON.parse(text, (_name, each: unknown, { source }: { source?: string } = {}) =>
    typeof each === "number" && source !== undefined && String(each) !== source ? JSON.rawJSON(source) : each,
  );
  walk(value, twin);
}

function walk(value: unknown, twin: unknown): void {
  if (!isHolder(value) || !isHolder(twin)) return;
  for (const name of Object.keys(value)) {
    const written = twin[name];
    if (isRaw(written)) {
      const forms = writtenForms.get(value) ?? new Map<string, string>();
      writtenForms.set(value, forms.set(name, written.rawJSON));
    } else walk(value[name], written);
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

function isRaw(value: unknown): value is { rawJSON: string } {
  return JSON.isRawJSON(value);
}

// SPDX-License-Identifier: Apache-2.0
// Third-party test data is not part of this repository. Where it lies beside the checkout, tests read it; elsewhere they say so.
import { existsSync, readFileSync } from "node:fs";

const FOLDER = new URL("../../../shared/vectors/", import.meta.url);

/** The options of a test that needs `path`: skipped with the reason where the file is absent. */
export function needs(path: string): { skip: string | false } {
  return { skip: existsSync(new URL(path, FOLDER)) ? false : `../shared/vectors/${path} is not on this machine` };
}

/** A file of vectors. Integers beyond 2^53 come as bigint, all others as numbers. The caller knows the shape. */
export function vectors<T>(path: string): T {
  const text = readFileSync(new URL(path, FOLDER), "utf8");
  const exact = (_: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(context?.source ?? value) : value;
  return JSON.parse(text, exact) as T; // Test data: a wrong shape fails the test that reads it.
}

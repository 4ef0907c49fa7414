// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Compares with a file in golden/; UPDATE_GOLDEN=1 writes it instead, for a person to read in the diff. */
export function golden(name: string, found: string): void {
  const file = new URL(`../../golden/${name}`, import.meta.url);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    writeFileSync(file, found);
    return;
  }
  const known = existsSync(file) ? readFileSync(file, "utf8") : "";
  assert.equal(found, known, `golden/${name} differs. If that is meant: UPDATE_GOLDEN=1 npm test -- house`);
}

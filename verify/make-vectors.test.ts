// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { vectorFiles } from "./make-vectors.ts";

const FOLDER = new URL("../vectors/", import.meta.url);

test("the committed vectors are those that the script writes, and there are no others of ours", () => {
  const files = vectorFiles();
  for (const [name, content] of files) assert.deepEqual(JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")), JSON.parse(content), name);
  const ours = readdirSync(FOLDER).filter((name) => /^(?:entry|leaf|verdict)-/.test(name));
  assert.deepEqual(ours.sort(), [...files.keys()].sort());
});

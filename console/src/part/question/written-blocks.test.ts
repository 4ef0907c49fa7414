// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { writtenBlocks } from "./written-blocks.ts";

test("a notice is read as headings, lists and paragraphs, and nothing of it is lost", () => {
  assert.deepEqual(
    writtenBlocks("# Notice\n\n[Name]\\\n[Address]\n\n## What information\n\n- Names\n- Diagnoses\n\nUp to 5 * 3 # of them."),
    [
      { is: "heading", level: 1, text: "Notice" },
      { is: "paragraph", lines: ["[Name]", "[Address]"] },
      { is: "heading", level: 2, text: "What information" },
      { is: "list", items: ["Names", "Diagnoses"] },
      { is: "paragraph", lines: ["Up to 5 * 3 # of them."] },
    ],
  );
  assert.deepEqual(writtenBlocks(""), []);
  assert.deepEqual(writtenBlocks("Before:\n- one\nafter"), [
    { is: "paragraph", lines: ["Before:"] },
    { is: "list", items: ["one"] },
    { is: "paragraph", lines: ["after"] },
  ]);
});

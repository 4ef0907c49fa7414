// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { blanksIn, noticeStatements } from "./notice-lint.ts";

const hasContact = (text: string): boolean =>
  noticeStatements(text, {}).find(({ cite }) => cite === "164.520(b)(1)(vii)")?.isThere === true;

test("164.520(b)(1)(vii): a contact is somebody with a telephone number, below its heading or beside it", () => {
  assert.ok(hasContact("## Whom to ask\n\nPrivacy official, telephone 555 0100."));
  assert.ok(hasContact("Whom to ask first? Nobody.\n\nWhom to ask Ruth, Telephone +1 555 0100"));
  assert.ok(!hasContact("Whom to ask\n\nPrivacy official, telephone [telephone number]."));
  assert.ok(!hasContact("Whom to ask\n\nPrivacy official.\n\nElsewhere, telephone 555 0100."));
  assert.ok(!hasContact("Whom to ask: see below"));
});

test("a text that somebody wrote does not hold up the server, whatever it is", () => {
  // An expression that goes back and forth over these takes minutes, and the file's time limit ends the test.
  const hostile = [
    `Whom to ask${" ".repeat(9_000)}${", telephone ".repeat(800)}x`,
    "Whom to ask ".repeat(1_600),
    "treat you ".repeat(2_000),
    "[".repeat(20_000),
    "[a".repeat(10_000),
  ];
  for (const text of hostile) assert.ok(noticeStatements(text, {}).length + blanksIn(text).length > 0);
});

test("a blank is what stands between brackets and is no link", () => {
  assert.deepEqual(blanksIn("To [name], see [here](https://example.org), \\[not this\\], [a [b]."), ["[name]", "[b]"]);
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf } from "./csv.ts";

test("no cell is a formula to a spreadsheet; numbers and quotes stay what they are", () => {
  for (const start of ["=", "+", "-", "@", "\t"]) assert.equal(csvOf(["a"], [[`${start}1+1`]]), `a\r\n'${start}1+1\r\n`);
  assert.equal(csvOf(["a", "b", "c"], [[-1, null, 'x "y", z']]), 'a,b,c\r\n-1,,"x ""y"", z"\r\n');
  assert.equal(csvOf(["a"], [['=HYPERLINK("x")']]), `a\r\n"'=HYPERLINK(""x"")"\r\n`);
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { passwordRules } from "./password-rules.ts";

const WHOSE = { name: "Maya Okafor", email: "maya.okafor@fernhollow.example", passwordMin: { withFactor: 8 } };
const broken = (password: string): number[] => passwordRules(password, WHOSE).flatMap((rule, n) => (rule.holds ? [] : [n]));

test("short, repeated and own names are refused while typing", () => {
  assert.deepEqual(broken(""), [0, 1, 2]);
  assert.deepEqual(broken("kestrel"), [0]);
  assert.deepEqual(broken("aaaaaaaaaa"), [2]);
  assert.deepEqual(broken("my name is Okafor"), [1]);
  assert.deepEqual(broken("maya.okafor@fernhollow.example"), [1]);
});

test("a long phrase holds, and an emoji is one character", () => {
  assert.deepEqual(broken("kestrel over the estuary"), []);
  assert.deepEqual(broken("🦉🌊🍂🪨ab"), [0]);
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { unpredictableBytes } from "./random.ts";

test("no bytes are given away twice, across refills of the stock", () => {
  const seen = new Set<string>();
  for (let n = 0; n < 20_000; n++) seen.add(Buffer.from(unpredictableBytes(12)).toString("hex"));
  assert.equal(seen.size, 20_000);
});

test("what was given away is not changed by later draws, and none of it is zero", () => {
  const first = unpredictableBytes(64);
  const copy = Buffer.from(first);
  for (let n = 0; n < 1000; n++) unpredictableBytes(64);
  assert.deepEqual(Buffer.from(first), copy);
  assert.ok(copy.some((byte) => byte !== 0));
});

test("any length is given, longer than the stock too", () => {
  for (const length of [0, 1, 2047, 2048, 2049, 8192, 100_000]) assert.equal(unpredictableBytes(length).length, length);
});

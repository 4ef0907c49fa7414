// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { fromUtf8, utf8 } from "./bytes.ts";
import { canonicalBytes, canonicalJson, parseCanonical, parseJson, type Json } from "./canonical-json.ts";

test("keys in the order of their UTF-16 code units (RFC 8785, section 3.2.3)", () => {
  const object = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1f600}": 5, "\u0080": 6, "\u00f6": 7, "10": 8, "9": 9 };
  const expected = '{"\\r":2,"1":4,"10":8,"9":9,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}';
  assert.equal(canonicalJson(object), expected);
});

test("numbers and strings as ECMAScript writes them (RFC 8785, section 3.2.2)", () => {
  const numbers = [333_333_333.333_333_3, 1e30, 4.5, 2e-3, 1e-27, -0, 1e21, 2 ** 53];
  assert.equal(canonicalJson(numbers), "[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,9007199254740992]");
  assert.equal(canonicalJson('\u20ac$\u000f\nA\'B"\\\\"/'), '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
});

/** Plain JavaScript callers can pass anything; the types alone do not stop them. */
const NOT_JSON: readonly unknown[] = [
  Number.NaN,
  Infinity,
  -Infinity,
  undefined,
  () => 1,
  1n,
  Symbol("s"),
  [undefined],
  { a: undefined },
  Array(2),
  "\ud800",
  { "\udc00": 1 },
];
for (const [n, value] of NOT_JSON.entries())
  test(`what JSON cannot carry is refused, case ${n}`, () => {
    assert.throws(() => canonicalJson(value as Json), { code: "bad_json" }); // On purpose not Json.
  });

test("depth is limited", () => {
  const nested = (depth: number): Json => (depth === 0 ? 1 : [nested(depth - 1)]);
  assert.doesNotThrow(() => canonicalJson(nested(64)));
  assert.throws(() => canonicalJson(nested(65)), { code: "bad_json" });
  assert.throws(() => parseCanonical(utf8("[".repeat(65) + "]".repeat(65))), { code: "bad_json" });
});

for (const text of [
  " 1",
  "1 ",
  '{"b":1,"a":2}',
  '{"a":1,"a":1}',
  '{"a":1,"a":2}',
  "1.0",
  "1e1",
  "-0",
  '"\\u0041"',
  '"\\/"',
  "[1, 2]",
  "\ufeff1",
  "",
  "01",
  '"\\ud800"',
])
  test(`another spelling is refused: ${text}`, () => {
    assert.throws(() => parseCanonical(utf8(text)), { code: "bad_json" });
  });

test("bytes that are not UTF-8 are refused", () => {
  assert.throws(() => parseCanonical(Uint8Array.of(0x22, 0xff, 0x22)), { code: "bad_encoding" });
});

const json = fc.jsonValue({ stringUnit: "binary" }) as fc.Arbitrary<Json>; // What fast-check calls JsonValue is our Json.

test("any value comes back, whatever the order of its keys", () => {
  fc.assert(
    fc.property(json, (value) => {
      const bytes = canonicalBytes(value);
      assert.deepEqual(JSON.parse(fromUtf8(bytes)), JSON.parse(JSON.stringify(value)));
      assert.deepEqual(canonicalBytes(parseCanonical(bytes)), bytes);
      assert.deepEqual(canonicalBytes(reversed(value)), bytes);
    }),
  );
});

test("a key called __proto__ is a key like any other", () => {
  const bytes = utf8('{"__proto__":{"a":1},"b":2}');
  assert.deepEqual(canonicalBytes(parseCanonical(bytes)), bytes);
});

function reversed(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  const pairs = Object.entries(value).toReversed();
  return Object.fromEntries(pairs.map(([key, inner]) => [key, reversed(inner)]));
}

test("what is not JSON at all is refused as such", () => {
  for (const text of ["", "{", "hello", "{'a':1}", "[1,]", "NaN", "\ufeff{}"]) {
    assert.throws(() => parseJson(utf8(text)), { code: "bad_json" }, text);
    assert.throws(() => parseCanonical(utf8(text)), { code: "bad_json" }, text);
  }
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import { Fault } from "#base/fault.ts";
import { jsonText } from "./exact-number.ts";
import { parseJson, RESOURCE_LIMITS } from "./parse-json.ts";

const CORPUS = new URL("../../../../../shared/vectors/naughty-strings/", import.meta.url);
const skip = existsSync(CORPUS) ? false : "the hostile inputs are not beside the checkout";
const parse = (text: string | Uint8Array): unknown => parseJson(Buffer.from(text as string), RESOURCE_LIMITS);
const MALFORMED = { name: "Fault", code: "malformed_body" };
const TOO_LARGE = { name: "Fault", code: "too_large" };

test("what has two meanings, or none, is refused", () => {
  const bad = [
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '[{"b":{"a":1,"a":1}}]',
    '{"":1,"":2}',
    '{"__proto__":{}}',
    '{"a":[{"constructor":1}]}',
    '{"prototype":1}',
    '{"\\u005f_proto__":1}',
    '{"a":1e999}',
    "[-1e999]",
  ];
  for (const text of bad) assert.throws(() => parse(text), MALFORMED, text);
  for (const text of [
    '"\\u0000"',
    '{"\\u0000":1}',
    '"\\ud800"',
    '{"a":"\\udc00x"}',
    '{"\\ud800":1}',
    "\ufeff{}",
    "",
    " ",
    "{",
    "[1,]",
    "01",
    "+1",
    "NaN",
    "'a'",
    "{a:1}",
    "[1]x",
  ])
    assert.throws(() => parse(text), MALFORMED, JSON.stringify(text));
  for (const bytes of [[0xff], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xf5, 0x80, 0x80, 0x80, 0x22]])
    assert.throws(() => parse(Uint8Array.from(bytes)), MALFORMED);
});

test("an error says nothing of the body", () => {
  for (const text of ['{"Secret": Secret}', "Secret", '{"Secret":1,"Secret":1}', '{"__proto__":"Secret"}'])
    assert.throws(
      () => parse(text),
      (error: unknown) =>
        error instanceof Fault &&
        error.cause === undefined &&
        !String(error.stack).includes('Secret"') &&
        !error.message.includes("Secret"),
    );
});

test("limits are inclusive, and one more is refused", () => {
  const limits = { bytes: 20, depth: 3, array: 4 };
  const within = (text: string): unknown => parseJson(Buffer.from(text), limits);
  assert.deepEqual(within("[[[]]]"), [[[]]]);
  assert.throws(() => within("[[[[]]]]"), TOO_LARGE);
  assert.throws(() => within('{"a":{"a":{"a":{}}}}'), TOO_LARGE);
  assert.deepEqual(within("[1,2,3,4]"), [1, 2, 3, 4]);
  assert.throws(() => within("[1,2,3,4,5]"), TOO_LARGE);
  assert.equal(within(`"${"x".repeat(18)}"`), "x".repeat(18));
  assert.throws(() => within(`"${"x".repeat(19)}"`), TOO_LARGE);
  assert.throws(() => parse("[".repeat(100_000)), TOO_LARGE);
  assert.throws(() => parse('{"a":'.repeat(100_000)), TOO_LARGE);
  assert.deepEqual(within('["[[[[{{{{"]'), ["[[[[{{{{"], "what stands in a text does not count");
  assert.deepEqual(within('["\\"[[[[", []]'), ['"[[[[', []]);
});

// A parser that goes back over what it read would take hours here, and the runner ends it.
test("a body of the largest size is refused or taken, whatever it holds", () => {
  const size = RESOURCE_LIMITS.bytes;
  const hostile = ["[", '"', "\\", '"\\', "{", "1", "-", "1e", '{"a":', "0.", "\u00e9", " ", '"a":', ",", '[""', "]"];
  for (const unit of hostile) {
    const bytes = Buffer.from(unit.repeat(size)).subarray(0, size);
    try {
      parse(bytes);
    } catch (error) {
      assert.ok(error instanceof Fault);
    }
  }
});

/** Valid JSON that is not kept: a name with two meanings, and NUL, which no database text can hold. */
const NOT_KEPT = new Set([
  "y_object_duplicated_key.json",
  "y_object_duplicated_key_and_value.json",
  "y_object_escaped_null_in_key.json",
  "y_string_null_escape.json",
]);

test("JSONTestSuite: of the 95 all but four are taken, all of the 188 refused, and none of the 318 crashes", { skip }, () => {
  const file = readFileSync(new URL("jsontestsuite.base64.json", CORPUS), "utf8");
  const documents = JSON.parse(file) as { name: string; expect: "accept" | "reject" | "either"; base64: string }[];
  const counts: Record<string, number> = {};
  for (const { name, expect, base64 } of documents) {
    let taken = true;
    try {
      parse(Buffer.from(base64, "base64"));
    } catch (error) {
      assert.ok(error instanceof Fault && error.status < 500, name);
      taken = false;
    }
    if (expect === "accept") assert.equal(taken, !NOT_KEPT.has(name), name);
    if (expect === "reject") assert.ok(!taken, name);
    counts[expect] = (counts[expect] ?? 0) + 1;
  }
  assert.deepEqual(counts, { accept: 95, reject: 188, either: 35 });
});

test("what is taken is what JSON.parse gives", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      fc.pre(!/__proto__|constructor|prototype|\\u0000|\\ud[89a-f]/i.test(text));
      assert.deepEqual(parse(text), JSON.parse(text));
    }),
  );
});

test("a name is found repeated wherever it is", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: "grapheme" }), fc.nat(), (inner, name, place) => {
      fc.pre(!name.includes("\0") && !["__proto__", "constructor", "prototype"].includes(name));
      const twice = `{${JSON.stringify(name)}:1,"-":${JSON.stringify("x".repeat(place % 9))},${JSON.stringify(name)}:2}`;
      fc.pre(name !== "-");
      const text = JSON.stringify([inner, { a: "HERE" }]).replace('"HERE"', () => twice);
      assert.throws(() => parse(text), Fault);
    }),
  );
});

const written = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.constantFrom("0", "1", "10", "170", "123456789012345678"),
    fc.constantFrom("", ".0", ".10", ".5", ".050", ".1234567890123456789"),
    fc.constantFrom("", "e3", "E-7", "e+10"),
  )
  .map((parts) => parts.join(""));

test("numbers come back as they were written, at any place", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: "grapheme" }), written), { maxLength: 6 }), written, (members, alone) => {
      const names = members.map(([name], index) => JSON.stringify(`n${name.replaceAll("\0", "")}${index}`));
      const object = `{${members.map(([, number], index) => `${names[index]}:${number}`).join(",")}}`;
      const text = `[${alone},{"list":[${object},"\\\\\\"",${alone}],"x":${object}},[[${alone}]]]`;
      assert.equal(jsonText(parse(text)), text);
    }),
  );
});

test("a number that was changed, or moved, is written anew", () => {
  const value = parse('{"a":{"value":1.10},"b":[2.0]}') as { a: { value: number }; b: number[] };
  assert.equal(jsonText(value), '{"a":{"value":1.10},"b":[2.0]}');
  assert.equal(jsonText({ ...value, id: "x" }), '{"a":{"value":1.10},"b":[2.0],"id":"x"}');
  value.a.value = 1.2;
  value.b[0] = 2;
  assert.equal(jsonText(value), '{"a":{"value":1.2},"b":[2.0]}');
  assert.equal(jsonText({ a: { ...value.a } }), '{"a":{"value":1.2}}');
  assert.equal(jsonText({ a: 1 }), '{"a":1}');
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { halves, words, writeZip, zip64Field, type TestMember } from "../test/zip-writer.ts";
import { concat, utf8 } from "./bytes.ts";
import * as node from "./inflate-node.ts";
import * as plain from "./inflate.ts";
import { Zip, type Source } from "./zip.ts";

const memory = (bytes: Uint8Array): Source => ({ size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) });

/** Opens a zip and reads every member in both ways. */
async function readAll(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const zip = await Zip.open(memory(bytes));
  const contents = new Map<string, Uint8Array>();
  for (const [path, member] of zip.members) {
    const content = await zip.read(member, 1_000_000);
    const chunks: Uint8Array[] = [];
    for await (const chunk of zip.chunks(member)) chunks.push(chunk);
    assert.deepEqual(concat(...chunks), concat(content), path);
    contents.set(path, concat(content));
  }
  return contents;
}

const member: TestMember = { path: "logs/0/checkpoint", content: utf8("some content, some content, some content") };
const other: TestMember = { path: "verdicts.json", content: utf8("{}") };
const size = member.content.length;
const refused = (work: Promise<unknown>, what?: string): Promise<void> => assert.rejects(work, { code: "bad_zip" }, what);

test("members come back however they were written", async () => {
  const name = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,8}(\/[a-z0-9]{1,5})?$/);
  const any = fc.record({
    path: name,
    content: fc.uint8Array({ maxLength: 5000 }),
    deflate: fc.boolean(),
    follow: fc.boolean(),
    zip64: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(any, { selector: ({ path }) => path, maxLength: 6 }), fc.boolean(), async (members, zip64) => {
      const read = await readAll(writeZip(members, { zip64 }));
      assert.deepEqual(
        [...read],
        members.map(({ path, content }) => [path, content]),
      );
    }),
  );
});

test("an empty zip has no members", async () => assert.equal((await readAll(writeZip([]))).size, 0));

test("only what is asked for is read", async () => {
  const bytes = writeZip([{ path: "big", content: new Uint8Array(1_000_000) }, other]);
  let read = 0;
  const zip = await Zip.open({ size: bytes.length, read: (offset, length) => ((read += length), bytes.subarray(offset, offset + length)) });
  const small = zip.members.get(other.path);
  assert.ok(small);
  await zip.read(small, 10);
  assert.ok(read < 400, `${read} bytes`);
});

test("a zip cut off anywhere, or with anything before or after it, is refused", async () => {
  const bytes = writeZip([member, other]);
  for (let length = 0; length < bytes.length; length++) await refused(Zip.open(memory(bytes.subarray(0, length))), `length ${length}`);
  await assert.rejects(Zip.open(memory(new Uint8Array(21))), { code: "bad_zip", message: "the zip is cut off" });
  await refused(Zip.open(memory(concat(bytes, Uint8Array.of(0)))), "after");
  await refused(Zip.open(memory(concat(Uint8Array.of(0), bytes))), "before");
  const wide = writeZip([member, other], { zip64: true });
  for (let length = wide.length - 120; length < wide.length; length++)
    await refused(Zip.open(memory(wide.subarray(0, length))), `zip64 ${length}`);
});

const PATHS = [
  "/etc/passwd",
  "../up",
  "a/../b",
  "a/./b",
  "./a",
  "a//b",
  "a/",
  "a\\b",
  "C:\\a",
  "c:a",
  "a\0b",
  "a b",
  ".hidden",
  "a/.b",
  "é",
  "a\nb",
  "-",
  "",
  "CON:",
  "%2e%2e/a",
];
for (const path of PATHS)
  test(`the path ${JSON.stringify(path)} is refused`, () => refused(Zip.open(memory(writeZip([{ ...member, path }])))));

const TWICE: readonly [string, string][] = [
  ["a", "a"],
  ["a", "A"],
  ["tile/0/x001/000", "tile/0/X001/000"],
];
for (const [first, second] of TWICE)
  test(`${first} and ${second} in one zip are refused`, () =>
    refused(
      Zip.open(
        memory(
          writeZip([
            { ...member, path: first },
            { ...other, path: second },
          ]),
        ),
      ),
    ));

const plainZip = writeZip([member, other]);
const wideZip = writeZip([member, other], { zip64: true });
/** The zip with a 16- or 32-bit field changed, counted from its end. */
const set = (bytes: Uint8Array, fromEnd: number, field: Uint8Array): Uint8Array => {
  const changed = new Uint8Array(bytes);
  changed.set(field, bytes.length - fromEnd);
  return changed;
};
const FOREIGN_END = /^not a zip, or one with something after its end$/;
const ELSEWHERE = /^the directory of the zip is not where its end says$/;
const MALFORMED = /^the directory of the zip is malformed$/;
const CUT_OFF = /^the directory of the zip is cut off$/;
const PARTS = /^the zip has several parts/;
const END64 = /^the Zip64 end record is malformed$/;

const DIRECTORIES: readonly [string, RegExp, Uint8Array][] = [
  ["with a comment", FOREIGN_END, writeZip([member], { comment: "hello" })],
  ["that ends in something else", FOREIGN_END, set(plainZip, 22, words(0x06054b51))],
  ["that announces a comment", PARTS, set(plainZip, 2, halves(5))],
  ["that is one of several parts", PARTS, set(plainZip, 18, halves(1))],
  ["that has another count in this part", ELSEWHERE, set(plainZip, 14, halves(1))],
  ["with a count too high", /^2 members where 3 were announced$/, writeZip([member, other], { count: 3 })],
  ["with a count too low", /^2 members where 1 were announced$/, writeZip([member, other], { count: 1 })],
  ["with a directory elsewhere", ELSEWHERE, writeZip([member, other], { directoryAt: 0 })],
  ["with a directory longer than it is", ELSEWHERE, set(plainZip, 10, words(1000))],
  ["with something else in its directory", MALFORMED, set(plainZip, 22 + 46 + other.path.length, words(0x02014b51))],
  ["with a name that leaves its directory", CUT_OFF, set(plainZip, 22 + 46 + other.path.length - 28, halves(60_000))],
  ["with a member in another part", CUT_OFF, set(plainZip, 22 + 46 + other.path.length - 34, halves(1))],
  ["with half a member in its directory", CUT_OFF, halfMember()],
  ["with a directory too long to be one", /^the directory of the zip is too long$/, new Uint8Array()],
  ["in Zip64 without a locator", /^the Zip64 locator is missing$/, set(wideZip, 42, words(0x07064b51))],
  ["in Zip64 and in several parts", PARTS, set(wideZip, 26, words(2))],
  ["in Zip64 with its end record in another part", PARTS, set(wideZip, 38, words(1))],
  ["in Zip64 with its end record elsewhere", /^the Zip64 end record is not where/, set(wideZip, 34, words(7))],
  ["in Zip64 with another end record", END64, set(wideZip, 98, words(0x06064b51))],
  ["in Zip64 with a longer end record", END64, set(wideZip, 94, words(45))],
  ["in Zip64 with a directory in another part", END64, set(wideZip, 82, words(1))],
  ["in Zip64 with a directory beyond the end", /is not where/, writeZip([member], { zip64: true, directoryAt: 2 ** 40 })],
  ["in Zip64 with a size above 2^53", /above 2\^53-1$/, set(wideZip, 42 + 9, Uint8Array.of(0xff))],
];
for (const [what, message, bytes] of DIRECTORIES)
  test(`a zip ${what} is refused`, async () => {
    const source = bytes.length > 0 ? memory(bytes) : vast();
    await assert.rejects(Zip.open(source), { code: "bad_zip", message });
  });

/** A directory whose last 20 bytes are the beginning of one more member. */
function halfMember(): Uint8Array {
  const rest = new Uint8Array(20);
  const start = plainZip.length - 22;
  const end = set(plainZip, 10, words(2 * 46 + member.path.length + other.path.length + rest.length)).subarray(start);
  return concat(plainZip.subarray(0, start), rest, end);
}

/** A file of 300 MB that is all directory, of which nothing but the end exists. */
function vast(): Source {
  const length = 300_000_000;
  const end = concat(words(0x06054b50), halves(0, 0, 1, 1), words(length, 0), halves(0));
  return {
    size: length + 22,
    read: (offset) => {
      assert.equal(offset, length, "nothing but the end is read");
      return end;
    },
  };
}

const ENCRYPTED = /is encrypted or of an unknown kind$/;
const DIFFERS = /has a local header that differs from the directory$/;
const OVERLAPS = /overlaps another member$/;
const wide = { size: 0xffffffff, compressed: 0xffffffff };

const LYING: readonly [string, RegExp, Partial<TestMember>][] = [
  ["encrypted", ENCRYPTED, { local: { flags: 0x0801 }, central: { flags: 0x0801 } }],
  ["strongly encrypted", ENCRYPTED, { local: { flags: 0x0840 }, central: { flags: 0x0840 } }],
  ["with a masked header", ENCRYPTED, { local: { flags: 0x2800 }, central: { flags: 0x2800 } }],
  ["of an unknown method", /is compressed by an unknown method$/, { local: { method: 12 }, central: { method: 12 } }],
  ["of another path in its local header", DIFFERS, { local: { path: "logs/0/checkpoinT" } }],
  [
    "of a shorter path in its local header",
    /differs from the directory$|is cut off$/,
    { local: { path: member.path.slice(0, -5), extra: concat(halves(0x9999, 1), Uint8Array.of(0)) } },
  ],
  ["of another method in its local header", DIFFERS, { local: { method: 8 } }],
  ["of other flags in its local header", DIFFERS, { local: { flags: 0 } }],
  ["of another size in its local header", DIFFERS, { local: { size: 1 } }],
  ["of another compressed size in its local header", DIFFERS, { local: { compressed: 1 } }],
  ["of another checksum in its local header", DIFFERS, { local: { crc: 1 } }],
  ["of no size in its local header, though none follows", DIFFERS, { local: { size: 0 } }],
  ["stored with two sizes", /is stored with two different sizes$/, { local: { size: size + 1 }, central: { size: size + 1 } }],
  ["said to be longer than it is", OVERLAPS, { central: { size: size + 99, compressed: size + 99 } }],
  ["at an offset beyond the file", OVERLAPS, { central: { offset: 0x7fffffff } }],
  ["with half a Zip64 field", /^a Zip64 field is cut off$/, { central: { ...wide, extra: zip64Field(size) } }],
  ["with a size above 2^53", /above 2\^53-1$/, { central: { ...wide, extra: concat(halves(1, 16), new Uint8Array(16).fill(0xff)) } }],
  [
    "with two Zip64 fields",
    /says something twice$/,
    { central: { ...wide, extra: concat(zip64Field(size, size), zip64Field(size, size)) } },
  ],
  ["with a second name", /says something twice$/, { central: { extra: concat(halves(0x7075, 6), words(1), halves(0)) } }],
  ["with an extra field cut off", /^an extra field of the zip is cut off$/, { central: { extra: concat(halves(0x9999, 6), words(1)) } }],
  ["inflating to less than announced", /were announced$/, { deflate: true, local: { size: size + 1 }, central: { size: size + 1 } }],
  ["inflating to more than announced", /damaged$/, { deflate: true, local: { size: size - 1 }, central: { size: size - 1 } }],
  ["inflating to more than nothing", /damaged$/, { deflate: true, local: { size: 0 }, central: { size: 0 } }],
  ["with bytes after its compressed data", /damaged$/, { deflate: true, tail: Uint8Array.of(1, 2, 3) }],
  ["that is not compressed at all", /damaged$/, { local: { method: 8 }, central: { method: 8 } }],
];
for (const [what, message, lie] of LYING)
  test(`a member ${what} is refused`, () =>
    assert.rejects(readAll(writeZip([{ ...member, ...lie }, other])), { code: "bad_zip", message }));

test("a member that streams less or more than it announced is refused", async () => {
  for (const announced of [size + 1, size - 1]) {
    const zip = await Zip.open(memory(writeZip([{ ...member, deflate: true, local: { size: announced }, central: { size: announced } }])));
    const streamed = zip.members.get(member.path);
    assert.ok(streamed);
    await assert.rejects(
      async () => {
        for await (const chunk of zip.chunks(streamed)) assert.ok(chunk.length <= announced);
      },
      { code: "bad_zip", message: /were announced$/ },
    );
  }
});

test("two names for the same bytes are refused", () => {
  const overlapping = { ...other, central: { offset: 0 } };
  return refused(readAll(writeZip([member, overlapping])));
});

test("a member that reaches into the next is refused", async () => {
  const whole = { size: 60, compressed: 60 };
  await refused(readAll(writeZip([{ ...member, local: whole, central: whole }, other])));
  const content = concat(halves(0x9999, 16), new Uint8Array(60)); // Begins like an extra field, and is then taken for one.
  const reaching = new Uint8Array(writeZip([{ path: "a", content }, other]));
  reaching.set(halves(20), 28);
  await assert.rejects(readAll(reaching), { code: "bad_zip", message: OVERLAPS });
  const extra = concat(halves(0x9999, 40), new Uint8Array(40)); // Grows the local header only.
  const bytes = writeZip([{ ...member, local: { extra } }, other]);
  assert.equal((await readAll(bytes)).size, 2);
});

test("a bomb is stopped at the size it announced, or before it is opened", async () => {
  const bomb = { path: "bomb", content: new Uint8Array(50_000_000), deflate: true };
  const zip = await Zip.open(memory(writeZip([bomb])));
  const honest = zip.members.get("bomb");
  assert.ok(honest);
  await refused(zip.read(honest, 1_000_000));
  const lying = await Zip.open(memory(writeZip([{ ...bomb, local: { size: 100 }, central: { size: 100 } }])));
  const small = lying.members.get("bomb");
  assert.ok(small);
  await refused(lying.read(small, 1_000_000));
  let length = 0;
  await assert.rejects(
    async () => {
      for await (const chunk of lying.chunks(small)) length += chunk.length;
    },
    { code: "bad_zip" },
  );
  assert.ok(length <= 100);
});

test("a source that gives less than its size is refused", () => {
  const bytes = writeZip([member]);
  const source = { size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length - 1) };
  return assert.rejects(Zip.open(source), { code: "bad_zip", message: "the zip became shorter while it was read" });
});

for (const [name, { inflateAll }] of Object.entries({ node, plain }))
  test(`${name}: inflates what it is given, and nothing else`, async () => {
    const { deflateRawSync } = await import("node:zlib");
    const content = utf8("abc".repeat(1000));
    const packed = new Uint8Array(deflateRawSync(content));
    assert.deepEqual(concat(await inflateAll(packed, content.length)), content);
    for (const wrong of [packed.slice(0, -1), concat(packed, Uint8Array.of(0)), Uint8Array.of(0xff, 0xff), new Uint8Array()])
      await assert.rejects(async () => inflateAll(wrong, content.length));
    await assert.rejects(async () => inflateAll(packed, content.length - 1));
  });

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { halves, words, writeZip, zip64Field, type TestMember, type TestZip } from "../test/zip-writer.ts";
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

const DIRECTORIES: readonly [string, TestZip][] = [
  ["a comment", { comment: "hello" }],
  ["a count too high", { count: 3 }],
  ["a count too low", { count: 1 }],
  ["a directory elsewhere", { directoryAt: 0 }],
  ["a directory one byte off", { directoryAt: 200 }],
  ["a directory beyond the end, in Zip64", { zip64: true, directoryAt: 2 ** 40 }],
];
for (const [what, zip] of DIRECTORIES)
  test(`a zip with ${what} is refused`, () => refused(Zip.open(memory(writeZip([member, other], zip)))));

const LYING: readonly [string, Partial<TestMember>][] = [
  ["encrypted", { local: { flags: 0x0801 }, central: { flags: 0x0801 } }],
  ["strongly encrypted", { local: { flags: 0x0840 }, central: { flags: 0x0840 } }],
  ["with a masked header", { local: { flags: 0x2800 }, central: { flags: 0x2800 } }],
  ["of an unknown method", { local: { method: 12 }, central: { method: 12 } }],
  ["of another path in its local header", { local: { path: "logs/0/checkpoinT" } }],
  ["of a shorter path in its local header", { local: { path: "logs/0/check" } }],
  ["of another method in its local header", { local: { method: 8 } }],
  ["of other flags in its local header", { local: { flags: 0 } }],
  ["of another size in its local header", { local: { size: 1 } }],
  ["of another compressed size in its local header", { local: { compressed: 1 } }],
  ["of another checksum in its local header", { local: { crc: 1 } }],
  ["of no size in its local header, though none follows", { local: { size: 0 } }],
  ["stored with two sizes", { local: { size: size + 1 }, central: { size: size + 1 } }],
  ["said to be longer than it is", { local: { size: size + 9, compressed: size + 9 }, central: { size: size + 9, compressed: size + 9 } }],
  ["at another offset", { central: { offset: 1 } }],
  ["at an offset beyond the file", { central: { offset: 0x7fffffff } }],
  ["with half a Zip64 field", { central: { size: 0xffffffff, compressed: 0xffffffff, extra: zip64Field(size) } }],
  [
    "with a Zip64 size above 2^53",
    { central: { size: 0xffffffff, compressed: 0xffffffff, extra: concat(halves(1, 16), new Uint8Array(16).fill(0xff)) } },
  ],
  [
    "with two Zip64 fields",
    { central: { size: 0xffffffff, compressed: 0xffffffff, extra: concat(zip64Field(size, size), zip64Field(size, size)) } },
  ],
  ["with a second name", { central: { extra: concat(halves(0x7075, 6), words(1), halves(0)) } }],
  ["with an extra field cut off", { central: { extra: concat(halves(0x9999, 6), words(1)) } }],
  ["inflating to less than announced", { deflate: true, local: { size: size + 1 }, central: { size: size + 1 } }],
  ["inflating to more than announced", { deflate: true, local: { size: size - 1 }, central: { size: size - 1 } }],
  ["inflating to more than nothing", { deflate: true, local: { size: 0 }, central: { size: 0 } }],
  ["with bytes after its compressed data", { deflate: true, tail: Uint8Array.of(1, 2, 3) }],
  ["that is not compressed at all", { local: { method: 8 }, central: { method: 8 } }],
];
for (const [what, lie] of LYING) test(`a member ${what} is refused`, () => refused(readAll(writeZip([{ ...member, ...lie }, other]))));

test("two names for the same bytes are refused", () => {
  const overlapping = { ...other, central: { offset: 0 } };
  return refused(readAll(writeZip([member, overlapping])));
});

test("a member that reaches into the next is refused", async () => {
  const whole = { size: 60, compressed: 60 };
  await refused(readAll(writeZip([{ ...member, local: whole, central: whole }, other])));
  const extra = concat(halves(0x9999, 40), new Uint8Array(40)); // Grows the local header only.
  const bytes = writeZip([{ ...member, local: { extra } }, other]);
  assert.equal((await readAll(bytes)).size, 2);
  const longer = writeZip([{ ...member, local: { extra: concat(halves(0x9999, 80), new Uint8Array(40)) } }, other]);
  await refused(readAll(longer));
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
  return refused(Zip.open({ size: bytes.length + 5, read: (offset, length) => bytes.subarray(offset, offset + length) }));
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

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import * as bytes from "./bytes.ts";

const refused = { name: "VerificationError", code: "bad_encoding" };

for (const text of ["QQ", "QR==", "QQ=", "QQ==\n", " QQ==", "Q-==", "Q===", "====", "QQ==QQ==", "é==="])
  test(`base64 with more than one spelling is refused: ${JSON.stringify(text)}`, () => {
    assert.throws(() => bytes.fromBase64(text), refused);
  });

for (const text of ["0", "AB", "0g", "0 ", "0x", "00\n"])
  test(`hexadecimal is refused: ${JSON.stringify(text)}`, () => {
    assert.throws(() => bytes.fromHex(text), refused);
  });

for (const text of ["", "-1", "01", "+1", "1e3", "0x1", "1.0", " 1", "9007199254740992", "18446744073709551616"])
  test(`a size is refused: ${JSON.stringify(text)}`, () => {
    assert.throws(() => bytes.parseSize(text), refused);
  });

test("integers above 2^53-1, cut off or negative are refused", () => {
  assert.throws(() => bytes.readUint64(Uint8Array.of(0, 32, 0, 0, 0, 0, 0, 0), 0), refused);
  assert.throws(() => bytes.readUint64(new Uint8Array(8), 1), refused);
  for (const value of [-1, 0.5, 2 ** 53, Number.NaN]) assert.throws(() => bytes.uint64(value), refused);
  assert.equal(bytes.readUint64(bytes.uint64(2 ** 53 - 1), 0), 2 ** 53 - 1);
});

test("text that is not UTF-8, and a lone surrogate, are refused; a byte order mark is kept", () => {
  assert.throws(() => bytes.fromUtf8(Uint8Array.of(0xff)), refused);
  assert.throws(() => bytes.fromUtf8(Uint8Array.of(0xc0, 0x80)), refused);
  assert.throws(() => bytes.utf8("\ud800"), refused);
  assert.equal(bytes.fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)), "\ufeffA");
});

test("base64, hexadecimal and integers agree with Node's and come back", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.maxSafeNat(), (data, size) => {
      assert.equal(bytes.base64(data), Buffer.from(data).toString("base64"));
      assert.deepEqual(bytes.fromBase64(bytes.base64(data)), data);
      assert.equal(bytes.hex(data), Buffer.from(data).toString("hex"));
      assert.deepEqual(bytes.fromHex(bytes.hex(data)), data);
      assert.equal(bytes.readUint64(bytes.uint64(size), 0), size);
      assert.equal(bytes.parseSize(String(size)), size);
      assert.ok(bytes.equal(bytes.concat(data, Uint8Array.of(1)), Uint8Array.of(...data, 1)));
      assert.ok(!bytes.equal(data, bytes.concat(data, data, Uint8Array.of(0))));
    }),
  );
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { hex } from "./bytes.ts";
import * as node from "./sha256-node.ts";
import * as plain from "./sha256.ts";

const backends = Object.entries({ node, plain });

for (const [name, backend] of backends)
  test(`${name}: the examples of FIPS 180-4`, () => {
    const of = (text: string): string => hex(backend.sha256(new TextEncoder().encode(text)));
    assert.equal(of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert.equal(of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert.equal(
      of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    );
    assert.equal(of("a".repeat(1_000_000)), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  });

test("both backends agree at every length around the blocks", () => {
  for (let length = 0; length <= 260; length++) {
    const data = new Uint8Array(length).fill(length);
    assert.deepEqual(plain.sha256(data), node.sha256(data), `length ${length}`);
  }
});

test("both backends agree however the bytes are cut, at once or as a stream", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (parts) => {
      const whole = node.sha256(...parts);
      for (const [, backend] of backends) {
        assert.deepEqual(backend.sha256(...parts), whole);
        const stream = backend.sha256Stream();
        for (const part of parts) stream.update(part);
        assert.deepEqual(stream.digest(), whole);
        const target = new Uint8Array(40).fill(7);
        backend.sha256Into(target, 4, Buffer.concat(parts));
        assert.deepEqual(target.slice(4, 36), whole);
        assert.deepEqual([...target.slice(0, 4), ...target.slice(36)], Array(8).fill(7));
      }
    }),
  );
});

// SPDX-License-Identifier: Apache-2.0
// C2SP Wycheproof through our own functions: whatever is outside our one set of parameters is refused too.
import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gcmOpen, gcmSeal } from "./gcm.ts";
import { hkdfSha256 } from "./hkdf.ts";
import { hmacSha256 } from "./hmac.ts";
import { publicKeyFromBytes, verify } from "./signing.ts";

const FOLDER = new URL("../../../../shared/vectors/wycheproof/", import.meta.url);
const skip = existsSync(FOLDER) ? false : "the Wycheproof vectors are not beside the checkout";

type Case<T> = T & { readonly tcId: number; readonly result: string };
type File<Group, T> = {
  readonly testGroups: readonly (Group & { readonly tests: readonly Case<T>[] })[];
};

function vectors<Group, T>(name: string): readonly { group: Group; vector: Case<T> }[] {
  const file = JSON.parse(readFileSync(new URL(`${name}_test.json`, FOLDER), "utf8")) as File<Group, T>; // The file's published schema.
  return file.testGroups.flatMap((group) => group.tests.map((vector) => ({ group, vector })));
}

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");

test("AES-GCM", { skip }, () => {
  type Group = { ivSize: number; keySize: number; tagSize: number };
  type Vector = { key: string; iv: string; aad: string; msg: string; ct: string; tag: string };
  let [opened, refused] = [0, 0];
  for (const { group, vector } of vectors<Group, Vector>("aes_gcm")) {
    const [key, iv, aad] = [createSecretKey(bytes(vector.key)), bytes(vector.iv), bytes(vector.aad)];
    const sealed = bytes(vector.ct + vector.tag);
    const ours = group.keySize === 256 && group.ivSize === 96 && group.tagSize === 128;
    if (ours && vector.result === "valid") {
      assert.equal(gcmSeal(key, iv, aad, bytes(vector.msg)).toString("hex"), vector.ct + vector.tag, `tcId ${vector.tcId}`);
      assert.equal(gcmOpen(key, iv, aad, sealed).toString("hex"), vector.msg, `tcId ${vector.tcId}`);
      opened += 1;
    } else {
      assert.throws(() => gcmOpen(key, iv, aad, sealed), `tcId ${vector.tcId} was opened`);
      if (!ours) assert.throws(() => gcmSeal(key, iv, aad, bytes(vector.msg)), `tcId ${vector.tcId} was sealed`);
      refused += 1;
    }
  }
  assert.deepEqual({ opened, refused }, { opened: 39, refused: 277 });
});

test("HMAC-SHA-256", { skip }, () => {
  let count = 0;
  for (const { group, vector } of vectors<{ tagSize: number }, { key: string; msg: string; tag: string }>("hmac_sha256")) {
    const tag = hmacSha256(createSecretKey(bytes(vector.key)), bytes(vector.msg)).subarray(0, group.tagSize / 8);
    assert.equal(tag.toString("hex") === vector.tag, vector.result === "valid", `tcId ${vector.tcId}`);
    count += 1;
  }
  assert.equal(count, 174);
});

test("HKDF-SHA-256", { skip }, () => {
  let count = 0;
  for (const { vector } of vectors<object, { ikm: string; salt: string; info: string; size: number; okm: string }>("hkdf_sha256")) {
    const derive = (): string =>
      Buffer.from(
        hkdfSha256(createSecretKey(bytes(vector.ikm)), { salt: bytes(vector.salt), info: bytes(vector.info) }, vector.size),
      ).toString("hex");
    if (vector.result === "valid") assert.equal(derive(), vector.okm, `tcId ${vector.tcId}`);
    else assert.throws(derive, RangeError, `tcId ${vector.tcId}`);
    count += 1;
  }
  assert.equal(count, 86);
});

test("Ed25519", { skip }, () => {
  let count = 0;
  for (const { group, vector } of vectors<{ publicKey: { pk: string } }, { msg: string; sig: string }>("ed25519")) {
    const holds = verify(publicKeyFromBytes(bytes(group.publicKey.pk)), bytes(vector.msg), bytes(vector.sig));
    assert.equal(holds, vector.result === "valid", `tcId ${vector.tcId}`);
    count += 1;
  }
  assert.equal(count, 151);
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { organization, tenantKeys, testKey } from "../test/keys.ts";
import { needs, vectors } from "../test/shared-vectors.ts";
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { EMPTY_ROOT } from "./merkle.ts";
import { COSIGNATURE } from "./note.ts";

const { key, signer, cosigner } = organization;
const checkpoint = { origin: key.name, size: 5, root: EMPTY_ROOT, extensions: [] };
const [tenant] = tenantKeys;
assert.ok(tenant);

/**
 * All five bodies that others accept carry hashes of 7 or 42 bytes, and we know of no root but SHA-256's 32. One more has empty
 * extension lines, which tlog-checkpoint forbids. With a root put right, the shapes are judged as they should be.
 */
const EMPTY_EXTENSION_LINES = "valid with trailing newlines";

test("checkpoint bodies of transparency-dev/formats", needs("merkle/checkpoint-bodies.json"), () => {
  const all = vectors<{ vectors: { desc: string; body: string; want: string }[] }>("merkle/checkpoint-bodies.json").vectors;
  assert.equal(all.length, 12);
  for (const { desc, body, want } of all) {
    assert.throws(() => parseCheckpoint(body), { name: "VerificationError" }, desc);
    const whole = body.replace(/^[A-Za-z0-9+/]{8,}={0,2}$/m, Buffer.alloc(32, 7).toString("base64"));
    const read = (): unknown => parseCheckpoint(whole);
    if (want === "ok" && desc !== EMPTY_EXTENSION_LINES) assert.doesNotThrow(read, desc);
    else assert.throws(read, { name: "VerificationError" }, desc);
  }
});

test("a checkpoint reads back", () => {
  const line = fc.stringMatching(/^[ -~]{1,20}$/);
  const any = fc.record({
    origin: line,
    size: fc.maxSafeNat(),
    root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    extensions: fc.array(line, { maxLength: 3 }),
  });
  fc.assert(fc.property(any, (one) => assert.deepEqual(parseCheckpoint(formatCheckpoint(one)), { ...one })));
});

const text = formatCheckpoint(checkpoint);
const REFUSED: readonly [string, string][] = [
  ["a leading zero", text.replace("\n5\n", "\n05\n")],
  ["a plus", text.replace("\n5\n", "\n+5\n")],
  ["a size above 2^53-1", text.replace("\n5\n", "\n9007199254740992\n")],
  ["a short root", text.replace("47DEQpj8", "47DE")],
  ["a carriage return", text.replaceAll("\n", "\r\n")],
  ["no origin", text.replace(key.name, "")],
  ["an empty extension line", `${text}\n`],
  ["no last newline", text.trimEnd()],
];
for (const [what, one] of REFUSED)
  test(`a checkpoint is refused: ${what}`, () => assert.throws(() => parseCheckpoint(one), { name: "VerificationError" }));

test("a checkpoint that could not be read back is not written", () => {
  for (const wrong of [
    { size: -1 },
    { size: 2 ** 53 },
    { root: new Uint8Array(31) },
    { origin: "" },
    { origin: "a\nb" },
    { extensions: [""] },
  ])
    assert.throws(() => formatCheckpoint({ ...checkpoint, ...wrong }), { name: "VerificationError" }, JSON.stringify(wrong));
});

test("the log's own signature opens it, with the time of the latest cosignature", async () => {
  const cosignKey = { ...key, type: COSIGNATURE } as const;
  const bytes = await signCheckpoint(checkpoint, [signer, cosigner(1_700_000_000)]);
  const opened = await openCheckpoint(bytes, key.name, [key, cosignKey]);
  assert.deepEqual({ ...opened, vouched: opened.vouched.length }, { ...checkpoint, vouched: 2, seconds: 1_700_000_000 });
  assert.equal((await openCheckpoint(bytes, key.name, [key])).seconds, null);
});

test("another log's checkpoint, another's signature or only a cosignature does not open it", async () => {
  const bytes = await signCheckpoint(checkpoint, [signer]);
  await assert.rejects(openCheckpoint(bytes, tenant.key.name, [key]), { code: "wrong_origin" });
  await assert.rejects(openCheckpoint(bytes, key.name, [tenant.key]), { code: "unknown_signer" });
  const byWitness = await signCheckpoint(checkpoint, [testKey("witness", 9).signer]);
  await assert.rejects(openCheckpoint(byWitness, key.name, [testKey("witness", 9).key]), { code: "unknown_signer" });
  const cosigned = await signCheckpoint(checkpoint, [cosigner(1)]);
  await assert.rejects(openCheckpoint(cosigned, key.name, [{ ...key, type: COSIGNATURE }]), { code: "unknown_signer" });
});

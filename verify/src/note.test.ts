// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import { organization } from "../test/keys.ts";
import { needs, vectors } from "../test/shared-vectors.ts";
import { base64, concat, fromHex, fromUtf8, utf8 } from "./bytes.ts";
import { COSIGNATURE, ED25519, formatKey, formatNote, keyId, parseKey, parseNote, signNote, verifyEd25519, verifyNote } from "./note.ts";

const { signer, key, cosigner } = organization;

type NoteVector = {
  name: string;
  vkeys: string[] | null;
  note?: string;
  note_base64?: string;
  want: "ok" | "error" | "parse";
  verified?: string[];
};

test("the signed notes of golang/mod, C2SP and transparency-dev/formats", needs("merkle/signed-notes.json"), async (t) => {
  const all = vectors<{ notes: NoteVector[]; bad_vkeys: { vkey: string; why: string }[] }>("merkle/signed-notes.json");
  assert.equal(all.notes.length, 17);
  for (const { name, vkeys, note, note_base64, want, verified } of all.notes)
    await t.test(name, async () => {
      const bytes = note === undefined ? new Uint8Array(Buffer.from(note_base64 ?? "", "base64")) : utf8(note);
      const verify = async (): Promise<string[]> =>
        (await verifyNote(parseNote(bytes), (vkeys ?? []).map(parseKey))).map((one) => one.key.name);
      if (want === "ok") assert.deepEqual(await verify(), verified);
      else if (want === "parse") assert.deepEqual(formatNote(parseNote(bytes)), bytes);
      else await assert.rejects(verify, { name: "VerificationError" });
    });
  for (const { vkey, why } of all.bad_vkeys)
    await t.test(`key refused: ${why}`, () => assert.throws(() => parseKey(vkey), { name: "VerificationError" }));
});

type Wycheproof = {
  testGroups: { publicKey: { pk: string }; tests: { tcId: number; msg: string; sig: string; result: string }[] }[];
};

test("Ed25519: Wycheproof, all 151", needs("wycheproof/ed25519_test.json"), async () => {
  let count = 0;
  for (const group of vectors<Wycheproof>("wycheproof/ed25519_test.json").testGroups)
    for (const { tcId, msg, sig, result } of group.tests) {
      const holds = await verifyEd25519(fromHex(group.publicKey.pk), fromHex(sig), fromHex(msg));
      assert.equal(holds, result === "valid", `tcId ${tcId}`);
      count++;
    }
  assert.equal(count, 151);
});

test("a signature of the wrong length, by a key that is no point, does not hold", async () => {
  assert.equal(await verifyEd25519(new Uint8Array(31), new Uint8Array(64), utf8("a")), false);
  assert.equal(await verifyEd25519(key.publicKey, new Uint8Array(63), utf8("a")), false);
  assert.equal(await verifyEd25519(new Uint8Array(32).fill(0xff), new Uint8Array(64), utf8("a")), false);
});

const text = "one\n\ntwo\n"; // A text may hold an empty line.

test("what was signed verifies; a changed text, signature or key does not", async () => {
  const note = parseNote(await signNote(text, [signer]));
  assert.equal(note.text, text);
  assert.deepEqual(await verifyNote(note, [key]), [{ key, seconds: null }]);
  await assert.rejects(verifyNote({ ...note, text: "one\n\ntoo\n" }, [key]), { code: "bad_signature" });
  const [signature] = note.signatures;
  assert.ok(signature);
  for (let at = 0; at < signature.signature.length; at++) {
    const bent = { ...signature, signature: signature.signature.map((byte, n) => (n === at ? byte ^ 1 : byte)) };
    await assert.rejects(verifyNote({ text, signatures: [bent] }, [key]), { code: "bad_signature" });
  }
  await assert.rejects(verifyNote({ text, signatures: [{ ...signature, keyId: signature.keyId ^ 1 }] }, [key]), { code: "unknown_signer" });
  await assert.rejects(verifyNote({ text, signatures: [{ ...signature, name: "other" }] }, [key]), { code: "unknown_signer" });
  await assert.rejects(verifyNote(note, []), { code: "unknown_signer" });
  await assert.rejects(verifyNote(note, [key, key]), { code: "bad_key" });
});

test("a signer counts once, however often its signature stands there", async () => {
  const note = parseNote(await signNote(text, [signer, signer, signer]));
  assert.equal(note.signatures.length, 3);
  assert.equal((await verifyNote(note, [key])).length, 1);
});

test("a cosignature carries its time, which cannot be changed; it is no plain signature", async () => {
  const note = parseNote(await signNote(text, [cosigner(1_700_000_000)]));
  const cosignKey = { ...key, type: COSIGNATURE } as const;
  assert.deepEqual(await verifyNote(note, [cosignKey]), [{ key: cosignKey, seconds: 1_700_000_000 }]);
  await assert.rejects(verifyNote(note, [key]), { code: "unknown_signer" });
  const [signature] = note.signatures;
  assert.ok(signature);
  const later = { ...signature, signature: signature.signature.map((byte, n) => (n === 7 ? byte ^ 1 : byte)) };
  await assert.rejects(verifyNote({ text, signatures: [later] }, [cosignKey]), { code: "bad_signature" });
  const asPlain = { ...signature, keyId: keyId(key), signature: signature.signature.slice(8) };
  await assert.rejects(verifyNote({ text, signatures: [asPlain] }, [key]), { code: "bad_signature" });
});

test("a signature with bytes before or after it is not one", async () => {
  const note = parseNote(await signNote(text, [signer]));
  const [signature] = note.signatures;
  assert.ok(signature);
  for (const longer of [concat(Uint8Array.of(0), signature.signature), concat(signature.signature, Uint8Array.of(0)), new Uint8Array(1)])
    await assert.rejects(verifyNote({ text, signatures: [{ ...signature, signature: longer }] }, [key]), {
      code: "bad_signature",
      message: /wrong length$/,
    });
});

test("a time belongs to cosignatures only", async () => {
  await assert.rejects(signNote(text, [{ ...signer, seconds: 1 }]), { code: "bad_key" });
  await assert.rejects(signNote(text, [{ ...cosigner(1), seconds: null }]), { code: "bad_key" });
  await assert.rejects(signNote(text, [{ ...signer, sign: () => new Uint8Array(63) }]), { code: "bad_key" });
});

const line = `— a ${base64(new Uint8Array(68))}\n`;
const REFUSED: readonly [string, string][] = [
  ["nothing", ""],
  ["a signature line and nothing else", line],
  ["no signature", "text\n\n"],
  ["no blank line", `text\n${line}`],
  ["no last newline", `text\n\n${line.trim()}`],
  ["a tab", `te\txt\n\n${line}`],
  ["a carriage return", `text\r\n\n${line}`],
  ["a null", `te\0xt\n\n${line}`],
  ["a hyphen for the dash", `text\n\n${line.replace("—", "-")}`],
  ["two spaces", `text\n\n${line.replace("a ", "a  ")}`],
  ["a plus in the name", `text\n\n${line.replace("a ", "a+b ")}`],
  ["a no-break space in the name", `text\n\n${line.replace("a ", "a\u00a0b ")}`],
  ["an ideographic space in the name", `text\n\n${line.replace("a ", "a\u3000b ")}`],
  ["base64 without padding", `text\n\n${line.replaceAll("=", "")}`],
  ["a signature of no bytes", `text\n\n— a ${base64(new Uint8Array(4))}\n`],
  ["101 signatures", `text\n\n${line.repeat(101)}`],
  ["more than a million bytes", `${"x".repeat(1_000_000)}\n\n${line}`],
];
for (const [what, note] of REFUSED)
  test(`a note is refused: ${what}`, () => assert.throws(() => parseNote(utf8(note)), { name: "VerificationError" }));

test("what ends otherwise than in signature lines is called so", () => {
  for (const note of ["", line, `text\n\n${line.trim()}`])
    assert.throws(() => parseNote(utf8(note)), { message: /^the note does not end/ });
});

test("16 signatures of strangers are passed over, and 100 in all are read", async () => {
  const ours = fromUtf8(await signNote(text, [signer])).slice(text.length + 1);
  const note = parseNote(utf8(`${text}\n${line.repeat(16)}${ours}`));
  assert.equal((await verifyNote(note, [key])).length, 1);
  assert.equal(parseNote(utf8(`${text}\n${line.repeat(100)}`)).signatures.length, 100);
});

test("verifier keys read back, and are refused when anything is off", () => {
  for (const type of [ED25519, COSIGNATURE] as const) assert.deepEqual(parseKey(formatKey({ ...key, type })), { ...key, type });
  const good = formatKey(key);
  const wrong = [
    "",
    good.slice(1),
    good.slice(0, -1),
    good.replace("+", " +"),
    `${good} `,
    good.toUpperCase(),
    formatKey({ ...key, name: "other" }).replace("other", key.name),
    `${key.name}+00000000+${base64(concat(Uint8Array.of(1), key.publicKey))}`,
    `${key.name}+00000000+${base64(concat(Uint8Array.of(2), key.publicKey))}`,
    `${key.name}+00000000+${base64(concat(Uint8Array.of(1), key.publicKey, key.publicKey))}`,
  ];
  for (const one of wrong) assert.throws(() => parseKey(one), { name: "VerificationError" }, one);
  const spelled = (name: string, publicKey: Uint8Array): string => {
    const id = keyId({ name, type: ED25519, publicKey }).toString(16).padStart(8, "0");
    return `${name}+${id}+${base64(concat(Uint8Array.of(ED25519), publicKey))}`;
  };
  assert.deepEqual(parseKey(spelled(key.name, key.publicKey)), key);
  assert.throws(() => parseKey(spelled("a b", key.publicKey)), { code: "bad_key" });
  assert.throws(() => parseKey(spelled(key.name, concat(key.publicKey, Uint8Array.of(0)))), { code: "bad_key" });
  assert.throws(() => parseKey(spelled(key.name, key.publicKey.slice(1))), { code: "bad_key" });
  for (const name of ["", "a b", "a+b", "a\u2003b"]) assert.throws(() => formatKey({ ...key, name }), { code: "bad_key" });
});

test("a note that could not be read back is not written", async () => {
  await assert.rejects(signNote("no newline", [signer]), { code: "bad_note" });
  await assert.rejects(signNote("a\ttab\n", [signer]), { code: "bad_note" });
  await assert.rejects(signNote(text, []), { code: "bad_note" });
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { BARE_ENTRY, FULL_ENTRY } from "../test/samples.ts";
import { fromUtf8, utf8 } from "./bytes.ts";
import { canonicalBytes, type Json } from "./canonical-json.ts";
import { decodeEntry, encodeEntry, type Entry } from "./entry.ts";
import { ENTRY_BYTES_MAX } from "./leaf.ts";

for (const [name, entry] of Object.entries({ FULL_ENTRY, BARE_ENTRY }))
  test(`${name} comes back, whatever the order of its keys`, () => {
    const bytes = encodeEntry(entry);
    assert.deepEqual(decodeEntry(bytes), entry);
    const reversed = Object.fromEntries(Object.entries(entry).toReversed()) as Entry; // The same keys.
    assert.deepEqual(encodeEntry(reversed), bytes);
  });

/** One wrong thing at a time, at its path. */
const WRONG: readonly [string, Json][] = [
  ["v", 2],
  ["v", "1"],
  ["id", "01890a5d-ac96-474b-bcce-b302099a8057"],
  ["id", FULL_ENTRY.id.toUpperCase()],
  ["at", "2026-03-01T09:30:00Z"],
  ["at", "2026-03-01T09:30:00.2500Z"],
  ["at", "2026-03-01T09:30:00.250+00:00"],
  ["at", "2026-02-29T09:30:00.250Z"],
  ["at", "2026-03-01T24:30:00.250Z"],
  ["at", 1_772_357_400_250],
  ["kind", "read"],
  ["kind", "phi..read"],
  ["kind", "Phi.record.read"],
  ["kind", "phi.record.read "],
  ["outcome", ""],
  ["outcome", "not done"],
  ["actor", null],
  ["actor.kind", "robot"],
  ["actor.id", ""],
  ["actor.id", 7],
  ["actor.factor", true],
  ["actor.more", null],
  ["onBehalfOf", ""],
  ["from", "192.0.2.7"],
  ["from.address", 1],
  ["from.agent", "x".repeat(1025)],
  ["tenant", null],
  ["tenant", "acme"],
  ["individual", "Jane"],
  ["record.type", null],
  ["record.version", 0],
  ["record.version", 1.5],
  ["record.version", "1"],
  ["fields", null],
  ["fields", ["name", "birthDate"]],
  ["fields", ["name", "name"]],
  ["fields", [1]],
  ["purpose", ""],
  ["disclosure.basis", null],
  ["disclosure", {}],
  ["decided.policySet", "AB".repeat(32)],
  ["decided.policySet", "ab"],
  ["decided.policyIds", ["a", "a"]],
  ["request", 1],
  ["detail", []],
  ["detail", "text"],
  ["more", null],
];
for (const [path, value] of WRONG)
  test(`an entry is refused: ${path} = ${JSON.stringify(value).slice(0, 40)}`, () => {
    const wrong = changed(path, value);
    assert.throws(() => encodeEntry(wrong), { code: "bad_entry" });
    assert.throws(() => decodeEntry(canonicalBytes(wrong)), { code: "bad_entry" });
  });

for (const key of Object.keys(FULL_ENTRY))
  test(`an entry without ${key} is refused`, () => {
    const { [key]: _, ...rest } = { ...FULL_ENTRY } as Record<string, Json>; // To leave out any key.
    assert.throws(() => decodeEntry(canonicalBytes(rest)), { code: "bad_entry" });
  });

test("what is wrong is named by its key and never by its value", () => {
  const wrong = changed("record.version", "Jane Doe");
  assert.throws(() => encodeEntry(wrong), { message: "entry.record.version is not a whole number from 1" });
  const secret = changed("individual", "Jane Doe");
  assert.throws(
    () => encodeEntry(secret),
    (error: Error) => !error.message.includes("Jane") && error.message.includes("entry.individual"),
  );
});

test("another spelling of the same entry, and what is not an entry, are refused", () => {
  const text = fromUtf8(encodeEntry(FULL_ENTRY));
  for (const one of [`${text} `, text.replace(":", ": "), text.replace("Zoë", "Zo\\u00eb"), "null", "[]", "{}", ""])
    assert.throws(() => decodeEntry(utf8(one)), { name: "VerificationError" }, one);
});

test("an entry fits a leaf, to the byte", () => {
  const sized = (length: number): Entry => ({ ...BARE_ENTRY, detail: { filler: "x".repeat(length) } });
  const room = ENTRY_BYTES_MAX - encodeEntry(sized(0)).length;
  assert.equal(encodeEntry(sized(room)).length, ENTRY_BYTES_MAX);
  assert.throws(() => encodeEntry(sized(room + 1)), { code: "bad_entry" });
  assert.throws(() => decodeEntry(canonicalBytes(sized(room + 1))), { code: "bad_entry" });
});

test("the committed vectors: old entries decode for ever", () => {
  const file = new URL("../../vectors/entry-v1.json", import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, "utf8")) as {
    vectors: { name: string; entry: Entry; canonical: string; sha256: string }[];
  }; // Our own file.
  assert.ok(vectors.length >= 2);
  for (const { name, entry, canonical } of vectors) {
    assert.equal(fromUtf8(encodeEntry(entry)), canonical, name);
    assert.deepEqual(decodeEntry(utf8(canonical)), entry, name);
  }
});

function changed(path: string, value: Json): Entry {
  const copy = structuredClone(FULL_ENTRY) as unknown as Record<string, Json>; // To put in what the type forbids.
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const target = keys.reduce<Record<string, Json>>((inner, key) => inner[key] as Record<string, Json>, copy); // Paths above.
  target[last] = value;
  return copy as unknown as Entry; // As above.
}

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { encodeEntry, type Entry } from "@part164/verify/entry.ts";
import { entryBytes } from "./entry-bytes.ts";

const plain: Entry = {
  v: 1,
  id: "01980000-0000-7000-8000-000000000001",
  at: "2026-11-22T10:00:00.000Z",
  kind: "phi.record.read",
  outcome: "done",
  actor: { kind: "client", id: "a", session: null, factor: "client-secret" },
  onBehalfOf: null,
  from: { address: "127.0.0.1", agent: null },
  tenant: "01980000-0000-7000-8000-000000000002",
  individual: null,
  record: { type: "Patient", id: "p", version: 1 },
  fields: ["active", "name"],
  purpose: "TREAT",
  disclosure: null,
  decided: { policyIds: ["p1"], policySet: "a".repeat(64) },
  request: null,
  detail: null,
};

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const json = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)));
/** Good and bad alike, in the places where callers differ. */
const anything = fc.oneof(fc.constant(null), fc.string({ unit: "binary", maxLength: 6 }), fc.double(), fc.constant([]), json);
const change = fc.record(
  {
    actor: fc.oneof(fc.record({ kind: fc.constantFrom("user", "robot"), id: text, session: fc.constant(null), factor: text }), anything),
    at: fc.oneof(fc.constant("2026-02-30T00:00:00.000Z"), fc.constant("2028-02-29T00:00:00.000Z"), anything),
    detail: anything,
    disclosure: fc.oneof(fc.record({ recipient: text, basis: text }), anything),
    fields: fc.oneof(fc.array(text, { maxLength: 4 }), anything),
    from: fc.oneof(fc.record({ agent: text, address: text }), anything),
    kind: anything,
    onBehalfOf: anything,
    purpose: anything,
    record: fc.oneof(fc.record({ version: fc.integer({ min: -1, max: 3 }), type: text, id: text }), anything),
    tenant: anything,
    v: fc.constantFrom(1, 2),
  },
  { requiredKeys: [] },
);

function outcome(encode: (entry: Entry) => Uint8Array, entry: Entry): string {
  try {
    return Buffer.from(encode(entry)).toString("utf8");
  } catch (error) {
    return error instanceof Error ? error.name : "thrown";
  }
}

test("every entry is written, or refused, as the verifier's own encoder does, the first time and the next", () => {
  fc.assert(
    fc.property(change, (changed) => {
      const entry = { ...plain, ...(changed as Partial<Entry>) };
      const expected = outcome(encodeEntry, entry);
      assert.equal(outcome(entryBytes, entry), expected);
      assert.equal(outcome(entryBytes, entry), expected);
    }),
    { numRuns: 2000 },
  );
});

test("what was remembered lets nothing else through", () => {
  entryBytes(plain);
  for (const actor of [
    { ...plain.actor, extra: 1 },
    { kind: "client", id: "a", session: null },
    '{"factor":"x"}',
  ] as unknown as Entry["actor"][])
    assert.throws(() => entryBytes({ ...plain, actor }));
});

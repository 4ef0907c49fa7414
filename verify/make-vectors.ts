// SPDX-License-Identifier: Apache-2.0
// Writes ../vectors/*-v1.json from fixed inputs: `node verify/make-vectors.ts`. What is committed there is a promise, so this runs
// again only to add vectors; a change of one that exists is a change of format.
import { createCipheriv } from "node:crypto";
import { writeFileSync } from "node:fs";
import { concat, fromUtf8, hex } from "./src/bytes.ts";
import type { Json } from "./src/canonical-json.ts";
import { encodeEntry } from "./src/entry.ts";
import { commitment, encodeLeaf, leafHeader } from "./src/leaf.ts";
import { leafHash } from "./src/merkle.ts";
import { sha256 } from "./src/sha256-node.ts";
import { rollUp, statusAt, type CheckResult, type Requirement } from "./src/verdict.ts";
import { BARE_ENTRY, FULL_ENTRY, testId } from "./test/samples.ts";

const ENTRIES = { "every part present": FULL_ENTRY, "every part absent": BARE_ENTRY };

/** File name and content of each file of vectors. */
export function vectorFiles(): Map<string, string> {
  const file = (about: string, vectors: readonly Json[]): string => `${JSON.stringify({ about, vectors }, null, 2)}\n`;
  return new Map([
    ["entry-v1.json", file("Entry, version 1: the value, its canonical text and the SHA-256 of that.", entryVectors())],
    ["leaf-v1.json", file("Leaf, version 1. All bytes in hex; `key` is the AES-256 key of the sample only.", leafVectors())],
    ["verdict-v1.json", file("The roll-up: check results and requirements at `asOf`, and the verdict of each cite.", verdictVectors())],
  ]);
}

function entryVectors(): Json[] {
  return Object.entries(ENTRIES).map(([name, entry]) => {
    const bytes = encodeEntry(entry);
    return { name, entry, canonical: fromUtf8(bytes), sha256: hex(sha256(bytes)) };
  });
}

function leafVectors(): Json[] {
  return Object.entries(ENTRIES).map(([name, entry], n) => {
    const [key, salt, nonce] = [new Uint8Array(32).fill(0x10 + n), new Uint8Array(32).fill(0x20 + n), new Uint8Array(12).fill(0x30 + n)];
    const [keyId, bytes] = [testId(100 + n), encodeEntry(entry)];
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    cipher.setAAD(leafHeader(entry.id, keyId));
    const ciphertext = concat(cipher.update(concat(salt, bytes)), cipher.final(), cipher.getAuthTag());
    const leaf = encodeLeaf({ eventId: entry.id, keyId, nonce, commit: commitment(salt, bytes), ciphertext });
    return {
      name,
      eventId: entry.id,
      keyId,
      key: hex(key),
      nonce: hex(nonce),
      salt: hex(salt),
      entry: fromUtf8(bytes),
      ciphertext: hex(ciphertext),
      leaf: hex(leaf),
      leafHash: hex(leafHash(leaf)),
    };
  });
}

const AS_OF = "2026-03-01T00:00:00.000Z";
const DAY_MS = 86_400_000;

const CHECKS: Readonly<Record<string, CheckResult>> = {
  passes: { status: "pass", at: "2026-02-28T12:00:00.000Z", freshForMs: DAY_MS },
  "just-fresh": { status: "pass", at: "2026-02-28T00:00:00.000Z", freshForMs: DAY_MS },
  "just-stale": { status: "pass", at: "2026-02-27T23:59:59.999Z", freshForMs: DAY_MS },
  fails: { status: "fail", at: "2026-02-28T12:00:00.000Z", freshForMs: DAY_MS },
  errs: { status: "error", at: "2026-02-28T12:00:00.000Z", freshForMs: DAY_MS },
  "accepted-risk": { status: "accepted", at: "2026-02-28T12:00:00.000Z", freshForMs: 90 * DAY_MS },
  "does-not-apply": { status: "not-applicable", at: "2026-02-28T12:00:00.000Z", freshForMs: DAY_MS },
  "never-ran": { status: "unknown", at: null, freshForMs: DAY_MS },
};

function verdictVectors(): Json[] {
  const of = (cite: string, aspects: readonly (readonly string[])[], more: Partial<Requirement> = {}): Requirement => ({
    cite,
    kind: "provision",
    designation: null,
    parent: null,
    applies: true,
    aspects: aspects.map((checks, n) => ({ name: `aspect ${n + 1}`, checks })),
    decision: null,
    ...more,
  });
  const under = (cite: string, parent: string, aspects: readonly (readonly string[])[], more: Partial<Requirement> = {}): Requirement =>
    of(cite, aspects, { kind: "implementation-specification", designation: "required", parent, ...more });
  const addressable = (cite: string, decision: Requirement["decision"]): Requirement =>
    under(cite, "A", [["passes"]], { designation: "addressable", decision });
  return [
    vector("own aspects", [
      of("all hold", [
        ["passes", "just-fresh"],
        ["accepted-risk", "does-not-apply"],
      ]),
      of("some hold", [["passes"], ["never-ran"], []]),
      of("one fails", [["passes"], ["fails"]]),
      of("none holds, one is stale", [["just-stale"], []]),
      of("none holds, one is in error", [["errs", "passes"], ["never-ran"]]),
      of("nothing has run", [["never-ran"], ["does-not-apply"]]),
      of("nothing is bound", [[], []]),
      of("no aspects", []),
      of("none applies", [["does-not-apply"]]),
      of("does not apply", [["fails"]], { applies: false }),
    ]),
    vector("addressable specifications and their decisions", [
      of("A", [], { kind: "standard" }),
      addressable("A implemented", "implement"),
      addressable("A alternative", "alternative"),
      addressable("A not reasonable", "not-reasonable"),
    ]),
    vector("an addressable specification without its decision", [
      of("A", [["passes"]], { kind: "standard" }),
      addressable("A undecided", null),
    ]),
    vector("standards and their specifications", [
      of("S", [["passes"]], { kind: "standard" }),
      under("S.1", "S", [["passes"]]),
      under("S.2", "S", [["just-stale"], ["passes"]]),
      under("S.3", "S", [["fails"]], { applies: false }),
      of("T", [], { kind: "standard" }),
      under("T.1", "T", [["never-ran"]]),
      under("T.2", "T", [["fails"]]),
    ]),
  ];
}

function vector(name: string, requirements: readonly Requirement[]): Json {
  const verdicts = rollUp(requirements, (check) => statusAt(CHECKS[check] ?? { status: "unknown", at: null, freshForMs: 0 }, AS_OF));
  return { name, asOf: AS_OF, checks: CHECKS, requirements, verdicts: Object.fromEntries(verdicts) };
}

if (import.meta.main) for (const [name, content] of vectorFiles()) writeFileSync(new URL(`../vectors/${name}`, import.meta.url), content);

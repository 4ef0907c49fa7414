// SPDX-License-Identifier: Apache-2.0
// Entries as `encodeEntry` of `verify` writes them, for the one place that writes thousands a second: actors, decisions, kinds and
// lists of fields come again and again, and a text that was found good once is good.
import { canonicalJson, type Json } from "@part164/verify/canonical-json.ts";
import { type Entry, entryForms } from "@part164/verify/entry.ts";
import { shaped } from "@part164/verify/form.ts";
import { ENTRY_BYTES_MAX } from "@part164/verify/leaf.ts";
import { assert } from "#base/assert.ts";

type Part = keyof Entry;

const REMEMBERED_MAX = 2000;
const remembered = new Map<Part, Map<string, string>>();

/** The canonical bytes of an entry, byte for byte those of `encodeEntry`. @throws VerificationError `bad_entry`, `bad_json` as that does. */
export function entryBytes(entry: Entry): Buffer {
  const text = // The keys in the order of RFC 8785.
    `{"actor":${often("actor", entry.actor)},"at":${once("at", entry.at)},"decided":${often("decided", entry.decided)},` +
    `"detail":${once("detail", entry.detail)},"disclosure":${once("disclosure", entry.disclosure)},` +
    `"fields":${often("fields", entry.fields)},"from":${often("from", entry.from)},"id":${once("id", entry.id)},` +
    `"individual":${once("individual", entry.individual)},"kind":${often("kind", entry.kind)},` +
    `"onBehalfOf":${once("onBehalfOf", entry.onBehalfOf)},"outcome":${often("outcome", entry.outcome)},` +
    `"purpose":${often("purpose", entry.purpose)},"record":${once("record", entry.record)},` +
    `"request":${once("request", entry.request)},"tenant":${often("tenant", entry.tenant)},"v":${often("v", entry.v)}}`;
  const bytes = Buffer.from(text, "utf8");
  assert(bytes.length <= ENTRY_BYTES_MAX, "An entry fits into a leaf.");
  return bytes;
}

/** A part that seldom has the same value twice. */
function once(part: Part, value: Json): string {
  return canonicalJson(shaped<Json>(value, entryForms[part], "bad_entry", `entry.${part}`));
}

/** A part of few values. How it is written, and whether it is good, depends on its text alone, so that is what is remembered. */
function often(part: Part, value: Json): string {
  const text = JSON.stringify(value);
  let known = remembered.get(part);
  if (known === undefined) remembered.set(part, (known = new Map()));
  let canonical = known.get(text);
  if (canonical !== undefined) return canonical;
  canonical = once(part, value);
  if (known.size >= REMEMBERED_MAX) known.clear();
  known.set(text, canonical);
  return canonical;
}

// SPDX-License-Identifier: Apache-2.0
// How a record stands inside its seal: a line that names its fields and holds its meta, then the rest as it came. A record whose
// fields are all granted leaves without being parsed again.
import { Fault } from "#base/fault.ts";
import { permittedFields, type FieldProfile } from "#access/decide/field-profile.ts";
import { jsonText } from "../fhir/exact-number.ts";
import { parseJson, RESOURCE_LIMITS } from "../fhir/parse-json.ts";
import type { FhirRecord } from "../fhir/validate.ts";

type Head = { readonly fields: readonly string[]; readonly meta: Readonly<Record<string, unknown>> };

/** The bytes that are sealed, and the names of the record's fields, sorted. */
export function recordBytes(record: FhirRecord): { bytes: Uint8Array; fields: string[] } {
  const { resourceType: _type, id: _id, meta, ...content } = record;
  const { versionId: _version, lastUpdated: _updated, ...kept } = isObject(meta) ? meta : {};
  const fields = Object.keys(content).sort();
  const head: Head = { fields, meta: kept };
  return { bytes: Buffer.from(`${jsonText(head)}\n${contentText(content, record)}`, "utf8"), fields };
}

/** Numbers keep their written form in the objects they came in; at the top level that is the record itself. */
function contentText(content: Record<string, unknown>, record: FhirRecord): string {
  const parts = Object.keys(content).map((name) => {
    const value = record[name];
    const text = typeof value === "number" ? jsonText({ [name]: value }).slice(0, -1) : `{${JSON.stringify(name)}:${jsonText(value)}`;
    return text.slice(1);
  });
  return `{${parts.join(",")}}`;
}

export type RecordPlace = { readonly type: string; readonly id: string; readonly version: number; readonly updatedAt: Date };

/** The record as FHIR, with only the fields that the profiles permit, and the names of those. */
export function recordText(opened: Uint8Array, place: RecordPlace, profiles: readonly FieldProfile[]): { text: string; fields: string[] } {
  const stored = Buffer.from(opened.buffer, opened.byteOffset, opened.byteLength);
  const split = stored.indexOf(0x0a);
  if (split < 0) throw new Fault("sealed_broken");
  const head = JSON.parse(stored.toString("utf8", 0, split)) as Head; // Sealed by recordBytes.
  const fields = permittedFields(profiles, place.type, head.fields);
  const content = fields.length === head.fields.length ? stored.toString("utf8", split + 1) : pick(stored.subarray(split + 1), fields);
  const meta = { ...head.meta, versionId: String(place.version), lastUpdated: place.updatedAt.toISOString() };
  const start = `{"resourceType":"${place.type}","id":"${place.id}","meta":${JSON.stringify(meta)}`;
  return { text: content === "{}" ? `${start}}` : `${start},${content.slice(1)}`, fields };
}

function pick(content: Uint8Array, fields: readonly string[]): string {
  const parsed = parseJson(content, { ...RESOURCE_LIMITS, bytes: RESOURCE_LIMITS.bytes * 2 });
  if (!isObject(parsed)) throw new Fault("sealed_broken");
  return jsonText(Object.fromEntries(fields.map((name) => [name, parsed[name]])));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

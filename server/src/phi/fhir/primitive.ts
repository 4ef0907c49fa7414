// SPDX-License-Identifier: Apache-2.0
// The primitive types of FHIR R4 (section 2.24.0.1): which JSON values are one.
// A decimal arrives as a double: its value is exact to about 15 digits, its written form ("1.10") is not in it. What must keep the form
// takes it from the text (exact-number.ts), never from here.

export type Primitive = {
  readonly holds: (value: unknown) => boolean;
  readonly says: string;
};

const INT_MAX = 2_147_483_647;

/** Text that can be stored and given back byte for byte: not empty, no NUL (PostgreSQL refuses it), no half of a surrogate pair. */
function isText(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && !value.includes("\0") && value.isWellFormed();
}

const text: Primitive = { holds: isText, says: "must be text: not empty, without NUL, well-formed Unicode" };

function pattern(regex: RegExp, says: string): Primitive {
  return { holds: (value) => typeof value === "string" && regex.test(value) && isText(value), says };
}

function whole(least: number, says: string): Primitive {
  return { holds: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= INT_MAX, says };
}

const uri = pattern(/^\S+$/, "must be a URI without spaces");
const YEAR_TO_DAY = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?$/;
const ZONE = /(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;

/** A year, a month or a day that the calendar has. */
export function isDate(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const match = YEAR_TO_DAY.exec(value);
  if (!match || match[1] === "0000") return false;
  return match[3] === undefined || Number(match[3]) <= daysIn(Number(match[1]), Number(match[2]));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** A day, a time with seconds, and a zone. */
function isInstant(value: unknown): boolean {
  if (typeof value !== "string" || value[10] !== "T" || !isDate(value.slice(0, 10))) return false;
  const zone = ZONE.exec(value);
  return zone !== null && TIME.test(value.slice(11, zone.index));
}

function isBase64(value: unknown): boolean {
  if (typeof value !== "string" || value.length === 0) return false;
  const packed = /\s/.test(value) ? value.replaceAll(/\s/g, "") : value;
  return packed.length > 0 && packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
}

/** By type name. `xhtml` is not here: narrative.ts reads it. */
export const PRIMITIVES: ReadonlyMap<string, Primitive> = new Map<string, Primitive>([
  ["boolean", { holds: (value) => typeof value === "boolean", says: "must be true or false" }],
  ["integer", whole(-INT_MAX - 1, "must be a whole number of 32 bits")],
  ["unsignedInt", whole(0, "must be a whole number, 0 or more, of 31 bits")],
  ["positiveInt", whole(1, "must be a whole number, 1 or more, of 31 bits")],
  ["decimal", { holds: (value) => Number.isFinite(value), says: "must be a number" }],
  ["string", text],
  ["markdown", text],
  ["uri", uri],
  ["url", uri],
  ["canonical", uri],
  ["oid", pattern(/^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/, "must be an OID as a URI (urn:oid:...)")],
  ["uuid", pattern(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "must be a UUID as a URI, in lower case (urn:uuid:...)")],
  ["code", pattern(/^\S+(?: \S+)*$/, "must be a code: no spaces at its ends, single ones within")],
  ["id", pattern(/^[A-Za-z0-9.-]{1,64}$/, "must be an id: 1 to 64 of A-Z a-z 0-9 - .")],
  ["date", { holds: isDate, says: "must be a date: YYYY, YYYY-MM or YYYY-MM-DD" }],
  ["dateTime", { holds: (value) => isDate(value) || isInstant(value), says: "must be a date, or a date and time with seconds and zone" }],
  ["instant", { holds: isInstant, says: "must be a date and time with seconds and zone" }],
  ["time", { holds: (value) => typeof value === "string" && TIME.test(value), says: "must be a time: hh:mm:ss" }],
  ["base64Binary", { holds: isBase64, says: "must be base64" }],
]);

// SPDX-License-Identifier: Apache-2.0
// FHIR R4 data types in words. Recognised by their shape, because a resource does not name the types of its elements.

type Parts = Readonly<Record<string, unknown>>;

export function isParts(value: unknown): value is Parts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const textAt = (parts: Parts, name: string): string | undefined =>
  typeof parts[name] === "string" && parts[name] !== "" ? parts[name] : undefined;
const numberAt = (parts: Parts, name: string): number | undefined => (typeof parts[name] === "number" ? parts[name] : undefined);
const listAt = (parts: Parts, name: string): readonly unknown[] => (Array.isArray(parts[name]) ? parts[name] : []);
const has = (parts: Parts, ...names: readonly string[]): boolean => names.some((name) => name in parts);
const joined = (parts: readonly (string | undefined)[], between = " "): string =>
  parts.filter((part) => part !== undefined && part !== "").join(between);

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A date or time as FHIR writes it, for people: the time zone stays the record's own, because it is part of what was recorded. */
export function dateWords(text: string): string {
  if (DATE_TIME.test(text)) {
    const offset = /(?:Z|[+-]\d{2}:\d{2})$/.exec(text)?.[0] ?? "";
    return `${dayWords(text.slice(0, 10))}, ${text.slice(11, 16)}${offset === "" ? "" : offset === "Z" || offset === "+00:00" ? " UTC" : ` UTC${offset}`}`;
  }
  return DATE.test(text) ? dayWords(text) : text;
}

function dayWords(date: string): string {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(ms)
    ? date
    : new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(ms);
}

/** At most four decimals; the exact number is in the JSON. */
function numberWords(value: number): string {
  return String(Number(value.toFixed(4)));
}

/** A reference: what it is called, or its type and the end of its id. */
export function referenceWords(parts: Parts): string | undefined {
  const reference = textAt(parts, "reference");
  const display = textAt(parts, "display");
  if (display !== undefined) return display;
  if (reference === undefined) return undefined;
  const [type, id] =
    reference.startsWith("urn:") || reference.startsWith("#")
      ? ["Reference", reference]
      : [reference.split("/").at(-2) ?? "Reference", reference];
  return `${type} …${id.slice(-8)}`;
}

type Reader = (parts: Parts) => string | undefined;

const concept: Reader = (parts) => {
  if (!Array.isArray(parts["coding"]) && !(Object.keys(parts).length === 1 && has(parts, "text"))) return undefined;
  return (
    textAt(parts, "text") ??
    joined(
      listAt(parts, "coding").map((one) => (isParts(one) ? (textAt(one, "display") ?? textAt(one, "code")) : undefined)),
      ", ",
    )
  );
};
const coding: Reader = (parts) =>
  has(parts, "code") && has(parts, "system", "display") && !has(parts, "value")
    ? (textAt(parts, "display") ?? textAt(parts, "code"))
    : undefined;
const quantity: Reader = (parts) => {
  const value = numberAt(parts, "value");
  return value === undefined
    ? undefined
    : joined([
        textAt(parts, "comparator"),
        numberWords(value),
        textAt(parts, "unit") ?? textAt(parts, "currency") ?? textAt(parts, "code"),
      ]);
};
const period: Reader = (parts) => {
  if (!has(parts, "start", "end") || Object.keys(parts).some((name) => !["start", "end", "extension", "id"].includes(name)))
    return undefined;
  const [start, end] = [textAt(parts, "start"), textAt(parts, "end")];
  return joined([
    start === undefined ? "until" : dateWords(start),
    start === undefined || end === undefined ? (end === undefined ? "onward" : undefined) : "to",
    end === undefined ? undefined : dateWords(end),
  ]);
};
const range: Reader = (parts) =>
  isParts(parts["low"]) || isParts(parts["high"])
    ? joined([
        isParts(parts["low"]) ? quantity(parts["low"]) : undefined,
        "to",
        isParts(parts["high"]) ? quantity(parts["high"]) : undefined,
      ])
    : undefined;
const ratio: Reader = (parts) =>
  isParts(parts["numerator"]) && isParts(parts["denominator"])
    ? joined([quantity(parts["numerator"]), "per", quantity(parts["denominator"])])
    : undefined;
const reference: Reader = (parts) => (has(parts, "reference") ? referenceWords(parts) : undefined);
const humanName: Reader = (parts) => {
  if (!has(parts, "family", "given")) return undefined;
  const words = (name: string): string =>
    listAt(parts, name)
      .filter((one) => typeof one === "string")
      .join(" ");
  const use = textAt(parts, "use");
  return (
    textAt(parts, "text") ??
    joined([
      words("prefix"),
      words("given"),
      textAt(parts, "family"),
      words("suffix"),
      use === undefined || use === "official" ? undefined : `(${use})`,
    ])
  );
};
const address: Reader = (parts) =>
  has(parts, "city", "postalCode", "line")
    ? joined(
        [
          listAt(parts, "line").join(", "),
          textAt(parts, "city"),
          joined([textAt(parts, "state"), textAt(parts, "postalCode")]),
          textAt(parts, "country"),
        ],
        ", ",
      )
    : undefined;
const contact: Reader = (parts) => {
  const [value, system] = [textAt(parts, "value"), textAt(parts, "system")];
  return value !== undefined && system !== undefined && /^(?:phone|fax|email|pager|url|sms|other)$/.test(system)
    ? `${value} (${joined([textAt(parts, "use"), system])})`
    : undefined;
};
const identifier: Reader = (parts) => {
  const value = textAt(parts, "value");
  if (value === undefined || !has(parts, "system", "type", "use")) return undefined;
  const type = isParts(parts["type"]) ? concept(parts["type"]) : textAt(parts, "system")?.split("/").at(-1);
  return type === undefined || type === "" ? value : `${value} (${type})`;
};
const annotation: Reader = (parts) =>
  has(parts, "text") && has(parts, "time", "authorString", "authorReference")
    ? joined([textAt(parts, "text"), textAt(parts, "time") === undefined ? undefined : `(${dateWords(textAt(parts, "time") ?? "")})`])
    : undefined;
const attachment: Reader = (parts) =>
  has(parts, "contentType")
    ? joined(
        [
          textAt(parts, "title"),
          textAt(parts, "contentType"),
          numberAt(parts, "size") === undefined ? undefined : `${numberAt(parts, "size")} bytes`,
        ],
        ", ",
      )
    : undefined;
const timing: Reader = (parts) => {
  const repeat = parts["repeat"];
  if (!isParts(repeat)) return undefined;
  const [frequency, every, unit] = [numberAt(repeat, "frequency"), numberAt(repeat, "period"), textAt(repeat, "periodUnit")];
  return frequency === undefined || unit === undefined
    ? undefined
    : `${frequency} ${frequency === 1 ? "time" : "times"} every ${every === undefined || every === 1 ? "" : `${every} `}${UNIT[unit] ?? unit}`;
};
const UNIT: Readonly<Record<string, string>> = { s: "s", min: "min", h: "hours", d: "day", wk: "week", mo: "month", a: "year" };

const READERS: readonly Reader[] = [
  timing,
  contact,
  identifier,
  humanName,
  address,
  concept,
  coding,
  quantity,
  period,
  range,
  ratio,
  reference,
  annotation,
  attachment,
];

/** The value in words; undefined when it is a structure of its own, to be shown as a section. */
export function valueWords(value: unknown): string | undefined {
  if (typeof value === "string") return dateWords(value);
  if (typeof value === "number") return numberWords(value);
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (!isParts(value)) return undefined;
  for (const reader of READERS) {
    const words = reader(value);
    if (words !== undefined && words !== "") return words;
  }
  return undefined;
}

// SPDX-License-Identifier: Apache-2.0
// Answers are untrusted. Whatever they are, a text keeps its form, and they read as the words that they are.
import assert from "node:assert/strict";
import test from "node:test";
import { array, assert as holds, constantFrom, oneof, property, string } from "fast-check";
import type { FrontMatter } from "../policy-text.ts";
import { filledHash, fillPolicy } from "./fill.ts";
import { oneLine } from "./fill-value.ts";
import { type Part, type Inline, parseMarkdown } from "./markdown.ts";

const FRONT: FrontMatter = {
  id: "sign-in",
  title: "How we sign in",
  version: "1.2.0",
  owner: "securityOfficial",
  approver: "privacyOfficial",
  reviewMonths: 12,
  cites: ["164.312(d)"],
  parameters: { place: { default: "the office", says: "where we work" } },
  forms: [],
  checks: [],
};

/** A text filled with one value everywhere. */
function textWith(body: string, value: string): string {
  const policy = { file: "sign-in.md", front: FRONT, lines: body.split("\n"), firstLine: 1 };
  const organization = { "organization.name": value, "securityOfficial.title": value, "privacyOfficial.title": value };
  const answer = fillPolicy(policy, { entity: "both", organization, parameters: { place: value } });
  if (Array.isArray(answer)) assert.fail(JSON.stringify(answer));
  return answer.text;
}

/** Places where a value could become form, if it were let. */
const PLACES = `
Words {organization.name} words.

{place}

{place} begins a line
{place}. Then goes on.

{organization.name}{place}. Both begin a line.

- {place}
- {place} begins an item
1. {place}) it ends with a bracket
2. **{place} is bold.** And *{place}* is not.

> {place}

[our choice]{place} and [our choice] {place}

[{place}] and ({place}) and "{place}" and {place}{place}

| {place} | b |
|---|---|
| {place} | {place}|
| a{place}|{organization.name} |

{place}
{place}
`;

const HOSTILE = [
  "](javascript:alert(1))",
  "](https://x.example)",
  "[x](javascript:alert(1))",
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "<!-- x",
  "<https://x.example>",
  ":::",
  ":::only covered-entity",
  "a\n\n# b",
  "a\n:::\nb",
  "a\r\nb",
  "a\u2028b",
  "# a",
  "a #",
  "1. a",
  "1",
  "7",
  "123",
  ". a",
  ") a",
  "- a",
  "-",
  "+ a",
  "* a",
  "> a",
  "---",
  "===",
  "***",
  "___",
  "```",
  "~~~",
  "`a`",
  "**a**",
  "__a__",
  "*",
  "_",
  "|",
  "\\|",
  "\\",
  "a\\",
  "\\\\|",
  "| a | b |",
  "|---|---|",
  ":-:",
  "&lt;",
  "&#60;b&#62;",
  "&amp",
  "!",
  "![a](b)",
  "{organization.name}",
  "{length}",
  "{",
  "}",
  "(https://x.example)",
  ": https://x.example",
  "[a]: https://x.example",
  "    a",
  "\ta",
  "Example, Inc.",
  "a  ",
  "\u202eevil",
  "$&",
  "$1",
  "\u0000",
  "\ud800",
  "a".repeat(10_000),
  "<b>".repeat(3_000),
];

/** The form of a text, without its words; and its words, without their form. */
function shapeOf(parts: readonly (Part | Inline)[]): unknown[] {
  return parts.flatMap((part): unknown[] => {
    if (part.kind === "text") return [];
    if (part.kind === "list") return [{ list: part.start, items: part.items.map(shapeOf) }];
    if (part.kind === "table") return [{ head: part.head.map(shapeOf), rows: part.rows.map((row) => row.map(shapeOf)) }];
    return [{ kind: part.kind, href: "href" in part ? part.href : "", inside: "children" in part ? shapeOf(part.children) : [] }];
  });
}

function wordsOf(parts: readonly (Part | Inline)[]): string {
  return parts
    .map((part) => {
      if ("text" in part) return part.text;
      if (part.kind === "list") return part.items.map(wordsOf).join("\n");
      if (part.kind === "table") return [part.head, ...part.rows].map((row) => row.map(wordsOf).join("\t")).join("\n");
      return `${"children" in part ? wordsOf(part.children) : ""}${part.kind === "paragraph" ? "\n" : ""}`;
    })
    .join("");
}

const NEUTRAL = "Neutral";
const treeWith = (value: string): Part[] => parseMarkdown(textWith(PLACES, value), "");

function isOnlyWords(value: string): void {
  const line = oneLine(value);
  if (line === "") return;
  const tree = treeWith(value);
  const neutral = treeWith(NEUTRAL);
  assert.deepEqual(shapeOf(tree), shapeOf(neutral), JSON.stringify(value));
  const expected = wordsOf(neutral).replaceAll(line.endsWith(".") ? /Neutral(?:\.(?=\s|$))?/g : /Neutral/g, () => line);
  assert.equal(wordsOf(tree), expected, JSON.stringify(value));
}

for (const value of HOSTILE) test(`a value is only words: ${JSON.stringify(value.slice(0, 40))}`, () => isOnlyWords(value));

test("any value is only words, wherever it stands", () => {
  const piece = oneof(
    constantFrom(...HOSTILE.filter(({ length }) => length < 50)),
    string({ unit: "binary", maxLength: 8 }),
    string({ maxLength: 8 }),
  );
  holds(
    property(array(piece, { minLength: 1, maxLength: 5 }), (pieces) => isOnlyWords(pieces.join(""))),
    { numRuns: 300 },
  );
});

test("what cannot be seen and what turns the direction of writing does not get into the text", () => {
  assert.match(textWith("{place}", "a\u202eb\u2066c\u200bd\u0007 \ufeff\u0007ef"), /\nabcd ef\n$/);
});

test("a bracket in a value does not take a link's words from it", () => {
  const [, , paragraph] = parseMarkdown(textWith("[{place} b](https://x.example)", "a [c"), "");
  assert.ok(paragraph?.kind === "paragraph");
  assert.deepEqual(paragraph.children, [{ kind: "link", href: "https://x.example", children: [{ kind: "text", text: "a [c b" }] }]);
});

test("half a letter becomes one that says so: UTF-8 has none, and two texts would have one hash", () => {
  assert.match(textWith("{place}", "a\ud800b"), /\na\ufffdb\n$/);
});

test("what looks the same hashes the same", () => {
  const hash = (place: string): string => filledHash(textWith("{place}", place));
  assert.equal(hash("Z\u00fcrich"), hash("Zu\u0308rich"));
  assert.notEqual(hash("Zurich"), hash("Z\u00fcrich"));
});

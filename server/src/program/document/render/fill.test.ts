// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import { POLICIES } from "../library.ts";
import { type PolicyText, readPolicyText } from "../policy-text.ts";
import { type FilledPolicy, filledHash, type Filling, fillPolicy } from "./fill.ts";
import { VALUE_MAX } from "./fill-value.ts";
import { parseMarkdown } from "./markdown.ts";

const ORGANIZATION: Filling["organization"] = {
  "organization.name": "Stonebridge Health",
  "organization.contactEmail": "privacy@stonebridge.example",
  "organization.reportLine": "+1 555 0100",
  "securityOfficial.title": "Security Official",
  "privacyOfficial.title": "Privacy Official",
  "executiveSponsor.title": "Chief Executive",
  identityProvider: "our sign-in",
  cloudProviders: "two clouds",
  ticketSystem: "the tracker",
};
const FILLING: Filling = { entity: "both", organization: ORGANIZATION, parameters: {} };

const FRONT = `---
id: sign-in
title: How we sign in
version: 1.2.0
owner: securityOfficial
approver: privacyOfficial
reviewMonths: 12
cites: [164.312(d)]
parameters:
  length: { default: 15, min: 12, max: 64, says: characters of a password }
  tls: { default: "1.2", oneOf: ["1.2", "1.3"], says: the oldest version }
  place: { default: the office, says: where we work }
forms: []
checks: []
---

# How we sign in
`;

function policyOf(body: string): PolicyText {
  const policy = readPolicyText("sign-in.md", FRONT + body);
  if (Array.isArray(policy)) assert.fail(JSON.stringify(policy));
  return policy;
}

function filled(body: string, filling: Partial<Filling> = {}): FilledPolicy {
  const answer = fillPolicy(policyOf(body), { ...FILLING, ...filling });
  if (Array.isArray(answer)) assert.fail(JSON.stringify(answer));
  return answer;
}

/** What is wrong, as "line: words". Lines of the body count from 1. */
function problems(body: string, filling: Partial<Filling> = {}): string[] {
  const answer = fillPolicy(policyOf(body), { ...FILLING, ...filling });
  const before = FRONT.split("\n").length - 1;
  return Array.isArray(answer) ? answer.map(({ line, says }) => `${line > before ? line - before : `front ${line}`}: ${says}`) : [];
}

const bodyOf = ({ text }: FilledPolicy): string => text.split("\n").slice(7).join("\n");

test("the filled text begins with its head and ends with one line end", () => {
  const { text, ...head } = filled("\nWe work at {place} with {length} characters.  \r\n\n\n\n");
  assert.equal(
    text,
    "# How we sign in\n\n- **Organization:** Stonebridge Health\n- **Version:** 1.2.0\n- **Owner:** Security Official\n" +
      "- **Approver:** Privacy Official\n\nWe work at the office with 15 characters.\n",
  );
  assert.deepEqual(head, {
    id: "sign-in",
    title: "How we sign in",
    version: "1.2.0",
    owner: "Security Official",
    approver: "Privacy Official",
    organization: "Stonebridge Health",
  });
});

test("values given by the organization win over defaults, at their limits too", () => {
  assert.match(filled("{length} {tls} {place}", { parameters: { length: 12, tls: "1.3", place: "home" } }).text, /12 1\\.3 home/);
  assert.match(filled("{length}", { parameters: { length: "64" } }).text, /\n64\n/);
});

test("a name that ends in a full stop ends a sentence with one", () => {
  const organization = { ...ORGANIZATION, "organization.name": "Example, Inc." };
  assert.equal(
    bodyOf(filled("We are {organization.name}. Now {organization.name}\n", { organization })),
    "We are Example, Inc. Now Example, Inc.\n",
  );
});

const PASSAGES = `
## Rules
1. **One.** [our choice]
:::only covered-entity
   For covered entities. [our choice]
2. **Two.** [our choice]
:::
:::only business-associate
3. **Three.** [our choice]
:::
10. **Four, after rule 3.** See rules 1, 3 and 10. [our choice]

## What shows that we follow it
| rule | evidence |
|---|---|
| 1, 10 | 3 lists |
`;

test("passages: an organization that is both keeps both", () => {
  const text = bodyOf(filled(PASSAGES));
  assert.match(
    text,
    /^1\. \*\*One.*\n {3}For covered.*\n2\. \*\*Two.*\n3\. \*\*Three.*\n4\. \*\*Four, after rule 3.\*\* See rules 1, 3 and 4\./m,
  );
  assert.match(text, /^\| 1, 4 \| 3 lists \|$/m);
  assert.doesNotMatch(text, /:::/);
});

test("passages: what drops out leaves no gap in the numbers, nor in what refers to them", () => {
  const text = bodyOf(filled(PASSAGES, { entity: "business-associate" }));
  assert.match(text, /^1\. \*\*One.*\n2\. \*\*Three.*\n3\. \*\*Four, after rule 2.\*\* See rules 1, 2 and 3\./m);
  assert.match(text, /^\| 1, 3 \| 3 lists \|$/m);
});

test("passages: a reference to a rule that dropped out is a problem on its line", () => {
  assert.deepEqual(problems(PASSAGES, { entity: "covered-entity" }), [
    "11: Rule 3 is referred to, and does not concern this kind of organization.",
    "11: Rule 3 is referred to, and does not concern this kind of organization.",
  ]);
});

test("lists count on within themselves only", () => {
  const body =
    "1. a\n   1. x\n:::only covered-entity\n   2. y\n:::\n   3. z\n2. b\n   1. q\n\nWords.\n1. c\n:::only covered-entity\n2. d\n:::\n3. e\n";
  assert.equal(bodyOf(filled(body, { entity: "business-associate" })), "1. a\n   1. x\n   2. z\n2. b\n   1. q\n\nWords.\n1. c\n2. e\n");
});

const WRONG: readonly (readonly [string, string, Partial<Filling>, string[]])[] = [
  ["no value", "a\n{ticketSystem}", { organization: { ...ORGANIZATION, ticketSystem: "" } }, ["2: {ticketSystem} has no value."]],
  [
    "only what cannot be seen",
    "{ticketSystem}",
    { organization: { ...ORGANIZATION, ticketSystem: " \n\u200b\u202e" } },
    ["1: {ticketSystem} has no value."],
  ],
  ["a blank nobody knows", "a {b} {b}\n{b}", {}, ["1: {b} is no parameter of this policy or of the organization."]],
  [
    "a blank named like what every object has",
    "{constructor}",
    {},
    ["1: {constructor} is no parameter of this policy or of the organization."],
  ],
  ["too small", "{length}", { parameters: { length: 11 } }, ["1: {length} is at least 12, not 11."]],
  ["too large", "{length}", { parameters: { length: "65" } }, ["1: {length} is at most 64, not 65."]],
  ["no number", "{length}", { parameters: { length: "20 <b>" } }, ["1: {length} is a number."]],
  ["no finite number", "{length}", { parameters: { length: Number.NaN } }, ["1: {length} is a number."]],
  ["not one of the choices", "{tls}", { parameters: { tls: "1.1" } }, ["1: {tls} is one of: 1.2; 1.3."]],
  ["a value for no parameter", "a", { parameters: { size: 1 } }, ['front 1: The policy has no parameter "size".']],
  [
    "more than people read",
    "{place}",
    { parameters: { place: "a".repeat(VALUE_MAX + 1) } },
    [`1: {place} has more than ${VALUE_MAX} characters.`],
  ],
  [
    "several at once",
    "{b}\n{length}",
    { parameters: { length: 1 } },
    ["1: {b} is no parameter of this policy or of the organization.", "2: {length} is at least 12, not 1."],
  ],
  ["an open passage", "\n:::only covered-entity\na", {}, ["2: This passage is not closed."]],
  ["a passage for nobody", ":::only hospitals\na\n:::", {}, ['1: ":::only hospitals" opens no passage: see policies/README.md.']],
  ["something like a passage", "::: note", {}, ['1: "::: note" opens no passage: see policies/README.md.']],
  ["a passage in a passage", ":::only covered-entity\n:::only covered-entity\n:::", {}, ["2: Passages are closed before the next opens."]],
  ["an end without a beginning", "a\n:::", {}, ["2: Passages are closed before the next opens."]],
  ["a blank in code", "a\n`{place}`", {}, ["2: {place} stands in code or in a link's address: it cannot be filled there."]],
  [
    "a blank in a link's address",
    "[a](https://x.example/{place})",
    {},
    ["1: {place} stands in code or in a link's address: it cannot be filled there."],
  ],
];

for (const [name, body, filling, says] of WRONG)
  test(`refused: ${name}`, () => {
    assert.deepEqual(problems(body, filling), says);
  });

test("head: who owns, who approves and for whom must be known, though the text does not ask", () => {
  assert.deepEqual(problems("a", { organization: {} }), [
    "front 1: {organization.name} has no value.",
    "front 1: {securityOfficial.title} has no value.",
    "front 1: {privacyOfficial.title} has no value.",
  ]);
});

test("the hash is SHA-256 of the text's UTF-8", () => {
  assert.equal(filledHash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.equal(filledHash("\u00a7"), createHash("sha256").update(Uint8Array.of(0xc2, 0xa7)).digest("hex"));
});

for (const id of POLICIES)
  test(`${id}: filled for each kind of organization, nothing is left open`, () => {
    const file = new URL(`../../../../../policies/${id}.md`, import.meta.url);
    for (const entity of ["covered-entity", "business-associate", "both"] as const) {
      const policy = readPolicyText(`${id}.md`, readFileSync(file, "utf8"));
      const answer = Array.isArray(policy) ? policy : fillPolicy(policy, { ...FILLING, entity });
      if (Array.isArray(answer)) assert.fail(JSON.stringify(answer));
      assert.doesNotMatch(answer.text, /[{}\r]|\n:::|\n\n\n/);
      assert.match(answer.text, /[^\n]\n$/);
      const parts = parseMarkdown(answer.text, "");
      parts.forEach((part, n) => {
        if (part.kind === "heading") assert.ok((parts[n + 1]?.kind ?? "heading") !== "heading", `${entity}: an empty section in ${id}`);
      });
      const again = Array.isArray(policy) ? policy : fillPolicy(policy, { ...FILLING, entity });
      assert.deepEqual(again, answer);
    }
  });

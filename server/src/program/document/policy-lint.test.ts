// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { AUDIENCES, FORMS, ORGANIZATION_PARAMETERS, POLICIES } from "./library.ts";
import { vacatedRequirements } from "#rule/rule.ts";
import { lintPolicy } from "./policy-lint.ts";

const GOOD = `---
id: sign-in
title: How we sign in
version: 1.0.0
owner: securityOfficial
approver: privacyOfficial
reviewMonths: 12
cites: [164.312(d), 164.316(b)(2)(i)]
parameters:
  length: { default: 15, min: 15, says: characters of a password }
forms: [access-request]
checks: [everybody-has-a-second-factor]
---

# How we sign in

## Why we have this policy
Because {organization.name} must know who asks.

## Who it concerns
Everybody.

## Rules
1. **Two factors.** Nobody signs in with a password alone, which has {length} characters
   at least. [164.312(d)]
2. **We keep the record.** For six years. [164.316(b)(2)(i); our choice for sign-ins]

## How somebody gets in
1. Send an *access request*.

:::only covered-entity
2. Say why.
:::

## What shows that we follow it
| rule | evidence |
|---|---|
| 1 | \`everybody-has-a-second-factor\` |

## Exceptions
None.
`;
const known = { checks: new Set(["everybody-has-a-second-factor"]) };
const lint = (text: string, name = "sign-in") => lintPolicy("sign-in.md", name, text, known);

test("a good policy has nothing wrong", () => {
  assert.deepEqual(lint(GOOD), []);
});

const lineOf = (text: string, part: string): number => text.split("\n").findIndex((line) => line.includes(part)) + 1;

/** What is changed, and the line and the words that are then said. */
const WRONG: readonly (readonly [string, string | RegExp, string, string, RegExp])[] = [
  ["no front matter", /^---\n/, "", "id: sign-in", /front matter/],
  ["broken YAML", "version: 1.0.0", "version: [1", "", /YAML/],
  ["YAML with an alias", "forms: [access-request]", "forms: &a [*a]", "", /expected object/],
  ["an unknown key", "reviewMonths: 12", "reviewMonths: 12\nreviewYears: 1", "reviewYears", /reviewYears/],
  ["a review after two years", "reviewMonths: 12", "reviewMonths: 24", "reviewMonths", /reviewMonths/],
  ["an owner who approves", "approver: privacyOfficial", "approver: securityOfficial", "approver", /does not approve/],
  ["a form that is not there", "[access-request]", "[access-requests]", "forms", /no form "access-requests"/],
  ["a check that is not there", "[everybody-has", "[nobody-has", "checks", /no check/],
  ["a form that nobody uses", "*access request*", "mail", "forms", /used nowhere/],
  ["a check that is evidence for nothing", "| `everybody-has-a-second-factor` |", "| a look |", "checks", /evidence for no rule/],
  ["a cite that is not in the rule", "for sign-ins]", "for sign-ins; 164.312(z)]", "164.312(z)", /not in the rule/],
  ["a cite that is not announced", "for sign-ins]", "for sign-ins; 164.312(b)]", "164.312(b)", /not among/],
  ["a cite that is only announced", "cites: [", "cites: [164.312(b), ", "cites", /nowhere in the text/],
  ["a cite that a court vacated", "cites: [", `cites: [${vacatedRequirements()[0]?.cite ?? ""}, `, "cites", /vacated/],
  ["a parameter nobody declared", "{length} characters", "{lenght} characters", "{lenght}", /\{lenght\} is no parameter/],
  ["a parameter nobody uses", "{length} characters", "15 characters", "parameters:", /never used/],
  ["a default outside its limits", "default: 15", "default: 8", "parameters:", /outside its own limits/],
  ["another title", "# How we sign in", "# Signing in", "", /one title/],
  ["a missing section", /## Who it concerns\nEverybody\.\n/, "", "## Rules", /missing before "Rules"/],
  ["a section out of its place", "## Exceptions\nNone.", "## Exceptions\nNone.\n\n## Rules\n", "", /does not stand here/],
  ["no exceptions", /## Exceptions\nNone\.\n/, "", "", /Exceptions/],
  ["a rule without its sentence", "**We keep the record.**", "We keep the record.", "2. We keep", /in bold/],
  ["a rule without its source", "[164.316(b)(2)(i); our choice for sign-ins]", "(164.316(b)(2)(i))", "2. **We keep", /ends with its cite/],
  ["a passage for nobody", ":::only covered-entity", ":::only hospitals", ":::only hospitals", /Nobody is a "hospitals"/],
  ["a passage that never ends", /\n:::\n/, "\n", ":::only", /not closed/],
  ["a passage in a passage", "2. Say why.", ":::only business-associate", ":::only business-associate", /closed before/],
  ["something left to be written", "Because", "TODO because", "TODO", /left to be written/],
  ["a promise that nobody can make", "Because", "We are HIPAA compliant because", "compliant", /Nobody is/],
];

for (const [name, from, to, at, says] of WRONG)
  test(`found: ${name}`, () => {
    const text = GOOD.replace(from, to);
    assert.notEqual(text, GOOD);
    const found = lint(text).filter((problem) => says.test(problem.says));
    assert.notEqual(found.length, 0, JSON.stringify(lint(text)));
    if (at !== "")
      assert.ok(
        found.some(({ line }) => line === lineOf(text, at)),
        JSON.stringify(found),
      );
  });

test("found: a file of another name", () => {
  assert.match(lint(GOOD, "sign-on")[0]?.says ?? "", /named "sign-on"/);
});

test("policies/README.md names the same policies, forms, parameters and audiences", () => {
  const readme = readFileSync(new URL("../../../../policies/README.md", import.meta.url), "utf8");
  const section = (title: string): string => new RegExp(`## ${title}\\n([^#]*)`).exec(readme)?.[1] ?? "";
  const slugs = (text: string): string[] => [...text.matchAll(/`([a-z-]+)`/g)].map(([, slug = ""]) => slug);
  assert.deepEqual(slugs(section("Policies")), [...POLICIES]);
  assert.deepEqual(slugs(section("Forms")), [...FORMS]);
  const parameters = [...section("Parameters").matchAll(/`\{([A-Za-z.]+)\}`/g)].map(([, name]) => name).filter((name) => name !== "name");
  assert.deepEqual(parameters, [...ORGANIZATION_PARAMETERS]);
  for (const audience of AUDIENCES) assert.ok(section("Parameters").includes(`:::only ${audience}`));
});

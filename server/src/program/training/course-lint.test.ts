// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { lintModule } from "./course-lint.ts";
import { COURSE_AUDIENCES, MODULES } from "./library.ts";

const LESSON = `---
id: doors
title: Who opens the door
version: 1.0.0
audience: everyone
minutes: 10
asks: 5
passMark: 80
cites: ["164.312(d)", "164.402"]
objectives:
  ask: You ask who somebody is before you open.
  tell: You tell the security official what looked odd.
---

# Who opens the door

Somebody knocks at {organization.name}.
`;

const question = (n: number, more = ""): string => `- id: dr-${String(n).padStart(2, "0")}
  objective: ${n % 2 === 0 ? "ask" : "tell"}
  cite: "164.312(d)"
  level: 1
${n % 3 === 0 ? "  scenario: A stranger in a parcel service's jacket wants to come in.\n" : ""}  ask: What do you do, number ${n}?
  answers:
    - { text: Ask who it is, right: true }
    - { text: Open, right: false }
    - { text: Run, right: false }
  because: Whoever seeks access is who they say only once that was verified.
${more}`;
const QUESTIONS = Array.from({ length: 10 }, (_, n) => question(n)).join("");
const lint = (lesson = LESSON, questions = QUESTIONS, taken = new Set<string>()) =>
  lintModule({ name: "doors", folder: "training/doors", lesson, questions }, taken);

test("a good module has nothing wrong", () => {
  assert.deepEqual(lint(), { problems: [], questions: 10 });
});

const WRONG: readonly (readonly [string, "lesson" | "questions", string | RegExp, string, RegExp])[] = [
  ["no lesson", "lesson", /[^]*/, "", /front matter/],
  ["another folder's module", "lesson", "id: doors", "id: windows", /folder is named "doors"/],
  ["a pass mark below 80", "lesson", "passMark: 80", "passMark: 60", /passMark/],
  ["a cite that is not in the rule", "lesson", '"164.402"', '"164.499"', /164\.499 is not in the rule/],
  ["another title", "lesson", "# Who opens the door", "# Doors", /title/],
  ["a parameter of nobody", "lesson", "{organization.name}", "{company}", /\{company\}/],
  ["a promise that nobody can make", "lesson", "Somebody knocks", "We are HIPAA-compliant", /Nobody is/],
  ["no questions", "questions", /[^]*/, "", /expected array/],
  ["no right answer", "questions", "who it is, right: true", "who it is, right: false", /dr-00: exactly one/],
  ["two right answers", "questions", "Open, right: false", "Open, right: true", /dr-00: exactly one/],
  ["the same answer twice", "questions", "text: Run", "text: open", /dr-00: two answers/],
  ["all of the above", "questions", "text: Run", "text: All of the above", /dr-00: no answer/],
  ["one answer", "questions", /    - \{ text: Open.*\n    - \{ text: Run.*\n/, "", /answers/],
  ["a paragraph the lesson does not teach", "questions", '"164.312(d)"', '"164.312(b)"', /dr-00: 164\.312\(b\) is not among/],
  ["an objective that is not there", "questions", "objective: ask", "objective: shout", /dr-00: there is no objective/],
  ["the same id twice", "questions", "id: dr-01", "id: dr-00", /another question "dr-00"/],
  ["too few questions", "questions", question(9), "", /10 at least/],
  ["too few situations", "questions", /  scenario: .*\n/g, "", /one in three/],
  ["a parameter of nobody in a question", "questions", "text: Run", 'text: "Run to {nobody}"', /dr-00: \{nobody\}/],
  ["no reason", "questions", /  because: .*\n/, "", /because/],
];

for (const [name, where, from, to, says] of WRONG)
  test(`found: ${name}`, () => {
    const [lesson, questions] = [LESSON, QUESTIONS].map((text, n) => ((where === "lesson") === (n === 0) ? text.replace(from, to) : text));
    const { problems } = lint(lesson, questions);
    assert.ok(
      problems.some((problem) => says.test(problem.says) && problem.line >= 1),
      JSON.stringify(problems),
    );
  });

test("found: an objective that is asked for once", () => {
  const { problems } = lint(
    LESSON.replace("objectives:", "objectives:\n  wait: You wait until the answer has come."),
    QUESTIONS.replace("objective: ask", "objective: wait"),
  );
  assert.deepEqual(
    problems.map(({ says }) => says),
    ['"wait" is asked for once; twice at least.'],
  );
});

test("found: a question of another module", () => {
  assert.match(lint(LESSON, QUESTIONS, new Set(["dr-03"])).problems[0]?.says ?? "", /another question "dr-03"/);
});

test("training/README.md names the same modules and audiences", () => {
  const readme = readFileSync(new URL("../../../../training/README.md", import.meta.url), "utf8");
  const [, listed = ""] = /## Modules\n([^#]*)/.exec(readme) ?? [];
  assert.deepEqual(
    [...listed.matchAll(/`([a-z-]+)`/g)].map(([, slug]) => slug),
    [...MODULES],
  );
  for (const audience of COURSE_AUDIENCES) assert.ok(readme.includes(`\`${audience}\``));
});

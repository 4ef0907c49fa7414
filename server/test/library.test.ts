// SPDX-License-Identifier: Apache-2.0
// The texts that come with the program, held to their own rules by the commands that anybody can run on theirs.
import assert from "node:assert/strict";
import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { POLICIES } from "#program/document/library.ts";
import { readPolicyText } from "#program/document/policy-text.ts";
import { MODULES } from "#program/training/library.ts";
import { runProgram } from "./survive/server-process.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const EXAMPLE = join(ROOT, "../shared/examples/policy.md");
const named = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name !== "README.md" && !name.endsWith(".yaml"))
    .map((name) => name.replace(/\.md$/, ""));

test("every policy is there, and nothing is wrong with any", async () => {
  assert.deepEqual(named("policies").sort(), [...POLICIES].sort());
  const { code, out } = await runProgram(["policies", "lint", "--json"]);
  assert.deepEqual(JSON.parse(out), { policies: POLICIES.length, problems: [] });
  assert.equal(code, 0);
});

test("a parameter has one name, and stands in one policy", () => {
  const owners = new Map<string, string[]>();
  for (const name of POLICIES) {
    const policy = readPolicyText(name, readFileSync(join(ROOT, "policies", `${name}.md`), "utf8"));
    if (Array.isArray(policy)) assert.fail(JSON.stringify(policy));
    for (const parameter of Object.keys(policy.front.parameters)) owners.set(parameter, [...(owners.get(parameter) ?? []), name]);
  }
  assert.deepEqual(
    [...owners].filter(([, names]) => names.length > 1),
    [],
  );
});

test("a clock that is asked of a policy stands in that policy", () => {
  const source = globSync("server/src/{program,safeguard}/**/*.ts", { cwd: ROOT })
    .map((path) => readFileSync(join(ROOT, path), "utf8"))
    .join("\n");
  const asked = [
    ...source.matchAll(/policy: "(?<policy>[a-z-]+)", name: "(?<name>\w+)"/g),
    ...source.matchAll(/policy: \{ name: "(?<name>\w+)"(?<policy>)/g), // A request's clock: of the policy on individual rights.
  ].map(({ groups }) => [groups?.["policy"] || "individual-rights", groups?.["name"] ?? ""] as const);
  assert.ok(asked.length >= 10, `${asked.length} found`);
  for (const [policy, name] of asked) {
    const read = readPolicyText(policy, readFileSync(join(ROOT, "policies", `${policy}.md`), "utf8"));
    if (Array.isArray(read)) assert.fail(JSON.stringify(read));
    assert.ok(Object.hasOwn(read.front.parameters, name), `${name} of ${policy}`);
  }
});

test("every course is there, with its questions, and nothing is wrong with any", async () => {
  assert.deepEqual(named("training").sort(), [...MODULES].sort());
  const { code, out } = await runProgram(["training", "lint", "--json"]);
  const { modules, questions, problems } = JSON.parse(out) as { modules: number; questions: number; problems: unknown[] };
  assert.deepEqual(problems, []);
  assert.equal(modules, MODULES.length);
  assert.ok(questions >= 150, `${questions} questions`);
  assert.equal(code, 0);
});

test(
  "what is wrong in a policy of one's own is said with file and line",
  { skip: !existsSync(EXAMPLE) && "the example policy is not beside the checkout" },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "part164-policies-"));
    try {
      await cp(EXAMPLE, join(folder, "audit-controls.md"));
      const { code, out } = await runProgram(["policies", "lint", folder]);
      assert.equal(code, 1);
      for (const name of ["sampleSize", "graceDays"]) {
        const line =
          readFileSync(EXAMPLE, "utf8")
            .split("\n")
            .findIndex((each) => each.includes(`{${name}}`)) + 1;
        assert.ok(out.includes(`audit-controls.md:${line}: {${name}} is no parameter`), out);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

test("a folder without texts is wrong use", async () => {
  for (const words of [
    ["policies", "lint", "/nowhere"],
    ["training", "lint", "/nowhere"],
  ]) {
    const { code, out, err } = await runProgram(words);
    assert.deepEqual({ code, out }, { code: 2, out: "" });
    assert.match(err, /There is no folder/);
  }
});

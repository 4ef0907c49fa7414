// SPDX-License-Identifier: Apache-2.0
// Documentation as tested product: reference pages are made from the tables they describe; decisions have numbers without gaps; pages
// keep their size.
import assert from "node:assert/strict";
import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { FAULTS } from "#base/fault.ts";
import { SETTINGS } from "#base/settings.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { LISTED_CITES } from "#safeguard/aspects.ts";
import { duty } from "#rule/rule.ts";
import { findOperations } from "../../src/main/registry.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;

/** Compares a generated page; UPDATE_GOLDEN=1 writes it. */
function page(name: string, text: string): void {
  const file = `${ROOT}docs/reference/${name}`;
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, text);
  else
    assert.equal(
      existsSync(file) ? readFileSync(file, "utf8") : "",
      text,
      `docs/reference/${name} is not what the code says. Run: UPDATE_GOLDEN=1 npm test -- house`,
    );
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");

test("settings are documented", () => {
  const rows = Object.entries(SETTINGS).map(([name, setting]) => [
    `\`${name}\``,
    "fallback" in setting && setting.fallback !== "" ? `\`${setting.fallback}\`` : "",
    setting.why,
  ]);
  page(
    "settings.md",
    `# Settings\n\nFrom the environment, read once at start; every problem is reported at once. Generated from \`server/src/base/settings.ts\`.\n\n${table(["setting", "otherwise", "why"], rows)}\n`,
  );
});

test("faults are documented", () => {
  const rows = Object.entries(FAULTS).map(([code, { status, retry, says }]) => [`\`${code}\``, String(status), retry ? "yes" : "no", says]);
  page(
    "faults.md",
    `# Faults\n\nWhat a caller may be told (RFC 9457; an OperationOutcome where FHIR is spoken). Generated from \`server/src/base/fault.ts\`.\n\n${table(["code", "status", "may succeed later", "says"], rows)}\n`,
  );
});

test("operations are documented", async () => {
  const rows = (await findOperations())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, route, says, cites, effect }) => [`\`${name}\``, `${route.method} ${route.path}`, effect, says, cites.join(", ")]);
  page(
    "operations.md",
    `# Operations\n\nEach goes through the one door and leaves an entry of its name. Generated from the operations themselves.\n\n${table(["operation", "route", "effect", "what its entry says", "serves"], rows)}\n`,
  );
});

test("safeguards are documented", async () => {
  const rows = (await allSafeguards()).flatMap(({ title, proves, checks }) =>
    checks.map((check) => [title, `\`${check.name}\``, check.says, proves.map(({ cite, aspect }) => `${cite} (${aspect})`).join(", ")]),
  );
  page(
    "safeguards.md",
    `# Safeguards and their checks\n\nGenerated from \`server/src/safeguard/safeguard\`.\n\n${table(["safeguard", "check", "what it looks at", "proves"], rows)}\n`,
  );
});

test("listed aspects are of duties, and every safeguard proves an aspect that its requirement has", async () => {
  const { aspectsOf } = await import("#safeguard/aspects.ts");
  for (const cite of LISTED_CITES) assert.ok(duty(cite), cite);
  for (const { name, proves } of await allSafeguards())
    for (const { cite, aspect } of proves)
      assert.ok(
        aspectsOf(cite).some((one) => one === aspect),
        `${name}: ${cite} has no aspect ${aspect}`,
      );
});

test("decisions are numbered without gaps and doubles", () => {
  const names = readdirSync(`${ROOT}docs/decisions`).sort();
  names.forEach((name, n) => assert.match(name, new RegExp(`^${String(n + 1).padStart(4, "0")}-[a-z0-9-]+\\.md$`)));
  for (const name of names)
    assert.match(
      readFileSync(`${ROOT}docs/decisions/${name}`, "utf8"),
      /## Context\n[^]+## Decision\n[^]+## Consequences\n[^]+## Enforced by\n/,
    );
});

test("pages keep their size", () => {
  const lines = (path: string): number => readFileSync(ROOT + path, "utf8").split("\n").length;
  assert.ok(lines("CONTRIBUTING.md") <= 150);
  assert.ok(lines("ARCHITECTURE.md") <= 300);
  for (const path of globSync("docs/decisions/*.md", { cwd: ROOT })) assert.ok(lines(path) <= 60, path);
  for (const path of globSync("docs/how-to/*.md", { cwd: ROOT })) assert.ok(lines(path) <= 41, path);
});

test("every file that a root page names is there", () => {
  for (const name of ["README.md", "ARCHITECTURE.md", "SECURITY.md", "CONTRIBUTING.md"])
    for (const [, path = ""] of readFileSync(ROOT + name, "utf8").matchAll(
      /`((?:server|verify|docs|client|console|scripts|vectors)\/[\w./-]+\.(?:ts|md|txt|json))`/g,
    ))
      assert.ok(existsSync(ROOT + path), `${name} names ${path}`);
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { DEFINITIONS, generateFhirDefinitions } from "../../../../scripts/generate-fhir-definitions.ts";
import { valueSetExpander } from "../../../../scripts/expand-value-set.ts";
import type { DefinitionFile } from "./definition-file.ts";
import { isResourceType, resourceDefinition, storedTypes, typeDefinition } from "./definitions.ts";

test("a value set that cannot be expanded whole is refused, never dropped", () => {
  const system = { resourceType: "CodeSystem" as const, url: "s", content: "complete", concept: [{ code: "a", concept: [{ code: "b" }] }] };
  const set = (url: string, include: object[], more = {}) => ({ resourceType: "ValueSet" as const, url, compose: { include, ...more } });
  const expand = valueSetExpander([
    system,
    { ...system, url: "cut", content: "example" },
    set("whole", [{ system: "s" }]),
    set("listed", [{ system: "x", concept: [{ code: "1" }] }, { valueSet: ["whole|4.0.1"] }]),
    set("filtered", [{ system: "s", filter: [{}] }]),
    set("missing", [{ system: "elsewhere" }]),
    set("incomplete", [{ system: "cut" }]),
    set("less", [{ system: "s" }], { exclude: [{ system: "s" }] }),
    set("both", [{ system: "s", valueSet: ["listed"] }]),
  ]);
  assert.deepEqual(expand("whole"), { s: ["a", "b"] });
  assert.deepEqual(expand("listed"), { x: ["1"], s: ["a", "b"] });
  for (const url of ["filtered", "missing", "incomplete", "less", "both", "unknown"]) assert.throws(() => expand(url), Error, url);
});

test("the file is what its source gives, and small", () => {
  const text = generateFhirDefinitions();
  assert.ok(text.length < 300_000);
  if (existsSync(DEFINITIONS)) assert.equal(readFileSync(DEFINITIONS, "utf8"), text);
});

test("every type of the file can be prepared: each invariant is written down, each part and target is there", () => {
  const file = JSON.parse(readFileSync(DEFINITIONS, "utf8")) as DefinitionFile;
  for (const name of Object.keys(file.types)) {
    const definition = typeDefinition(name);
    assert.ok(definition, name);
    for (const { primitive, type, targets } of definition.properties.values()) {
      assert.ok(primitive !== undefined || type === "xhtml" || type === "Resource" || typeDefinition(type), `${name} ${type}`);
      for (const target of targets ?? []) assert.ok(isResourceType(target), target);
    }
  }
  assert.equal(file.valueSets.length, 83);
});

test("the stored types, and no others", () => {
  assert.equal(storedTypes().length, 38);
  for (const type of storedTypes()) assert.ok(resourceDefinition(type));
  for (const name of ["Account", "HumanName", "Patient.contact", "toString", "__proto__", "constructor", "", 1, undefined, null, {}])
    assert.equal(resourceDefinition(name), undefined);
  assert.ok(isResourceType("Account") && !isResourceType("HumanName") && !isResourceType("Resource") && !isResourceType("DomainResource"));
});

test("loading takes little memory of a start", () => {
  const code = `
    const { typeDefinition, storedTypes } = await import("#phi/fhir/definitions.ts");
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    for (const type of storedTypes()) typeDefinition(type);
    globalThis.gc();
    process.stdout.write(String(process.memoryUsage().heapUsed - before));`;
  const cwd = fileURLToPath(new URL("../../../", import.meta.url));
  const run = spawnSync(process.execPath, ["--expose-gc", "--input-type=module", "--eval", code], { cwd, encoding: "utf8" });
  const bytes = Number(run.stdout);
  assert.ok(bytes > 0 && bytes < 10e6, `${bytes} bytes`); // About 2 MB; the limit only catches a change of kind.
});

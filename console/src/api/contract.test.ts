// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { ROUTES } from "@part164/client/generated/api.ts";

const HERE = new URL("./", import.meta.url);
const UNDOORED = ["/v1/setup", "/v1/enrolment/open", "/v1/enrolment/finish", "/v1/sign-in", "/v1/sign-in/factor"];

test("every address that the console asks is one that the server offers", () => {
  const offered = new Set([...Object.values(ROUTES).map(([, path]) => path.replaceAll(/\{\w+\}/g, "{}")), ...UNDOORED]);
  const asked = readdirSync(HERE)
    .filter((name) => name.endsWith(".ts") && !name.includes(".test.") && !name.includes(".check."))
    .flatMap((name) =>
      [...readFileSync(new URL(name, HERE), "utf8").matchAll(/["`](\/(?:v1|fhir)\/[^"`]*)["`]/g)].flatMap(([, path]) => path ?? []),
    )
    .map((path) => path.replaceAll(/\$\{[^}]*\}/g, "{}"));
  assert.ok(asked.length >= 20);
  assert.deepEqual(
    asked.filter((path) => !offered.has(path)),
    [],
  );
});

// SPDX-License-Identifier: Apache-2.0
// What others script against, held still: routes that nothing guards, the API's description.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openApi } from "#http/openapi.ts";
import { findOperations } from "../../src/main/registry.ts";
import { golden } from "../support/golden.ts";

const operations = await findOperations();

test("the API is described as before", () => golden("openapi.json", `${JSON.stringify(openApi(operations), null, 1)}\n`));

test("operations are named after their plane, and serve duties of Part 164", async () => {
  const { duty, nearestRequirement } = await import("#rule/rule.ts");
  for (const { name, cites } of operations) {
    assert.match(name, /^(access|ledger|phi|report|program|safeguard)\./);
    for (const cite of cites) assert.ok(duty(cite) ?? nearestRequirement(cite), `${name} cites ${cite}`);
  }
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { draftNotice } from "./notice-text.ts";

test("a notice says days as an individual reads them, never as a machine writes them", () => {
  const answers = { what: "A laptop is gone", happenedFrom: "2026-11-27", happenedTo: "2026-11-28" };
  const facts = {
    state: null,
    organization: "Fernhollow Health",
    customer: null,
    associate: null,
    told: null,
    discoveredOn: "2026-11-29",
    answers,
  };
  for (const to of ["individuals", "media", "secretary", "covered-entity"] as const) {
    const text = draftNotice({ ...facts, to });
    assert.match(text, /It happened from November 27, 2026 to November 28, 2026\. It was discovered on November 29, 2026\./);
    assert.doesNotMatch(text, /\d{4}-\d\d-\d\d/);
  }
});

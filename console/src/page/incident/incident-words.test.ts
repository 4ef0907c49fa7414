// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Breach } from "../../api/incident.ts";
import { nextStep } from "./incident-words.ts";

const reported = { id: "i1", title: "A laptop", state: "reported" };
const open = { id: "i2", title: "A mail", state: "contained" };
const breach = (id: string, lateAt: string | null, late = 0): Breach =>
  ({ id, title: id, state: "breach", late, next: lateAt === null ? null : { lateAt } }) as Breach; // What nextStep looks at.

test("a clock that has passed comes first, then what waits to be judged, then the clock that ends first", () => {
  const [near, far] = [breach("near", "2026-12-01T00:00:00Z"), breach("far", "2027-01-01T00:00:00Z")];
  assert.equal(nextStep([reported], [far, breach("late", "2026-11-01T00:00:00Z", 1)])?.href, "/breaches/late");
  assert.equal(nextStep([open, reported], [far, near])?.href, "/submissions/i1");
  assert.equal(nextStep([open], [far, near])?.href, "/breaches/near");
  assert.equal(nextStep([open], [breach("done", null)])?.href, "/submissions/i2");
  const doubt = { ...breach("doubt", null), state: "presumed" };
  assert.equal(nextStep([open], [doubt])?.href, "/breaches/doubt", "also when every notice is sent already");
  assert.equal(nextStep([open], [doubt, near])?.href, "/breaches/near");
  assert.equal(nextStep([{ ...open, state: "closed" }], [breach("done", null)]), null);
});

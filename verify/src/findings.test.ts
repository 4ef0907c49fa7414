// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import test from "node:test";
import { VerificationError } from "./error.ts";
import { Findings } from "./findings.ts";

test("a failed verification is a fault of its file; any other error is a bug, and goes on up", async () => {
  const findings = new Findings();
  const failing = (): never => {
    throw new VerificationError("bad_tile", "why");
  };
  assert.equal(await findings.attempt("file", failing), null);
  assert.deepEqual(findings.faults, [{ code: "bad_tile", file: "file", reason: "why" }]);
  const broken = (): never => {
    throw new TypeError("a bug");
  };
  await assert.rejects(findings.attempt("file", broken), TypeError);
  assert.equal(await findings.attempt("file", () => 7), 7);
});

test("nothing counts as proved that met a fault on the way, also when faults are no longer listed", async () => {
  const findings = new Findings();
  for (let n = 0; n < 1500; n++) findings.fault("bad_leaf", "file", "why");
  assert.equal(findings.faults.length, 1000);
  await findings.prove(async () => {
    findings.fault("bad_leaf", "file", "why");
    return "not proved";
  });
  await findings.prove(async () => "proved");
  await findings.prove(async () => null);
  assert.deepEqual(findings.proved, ["proved"]);
});

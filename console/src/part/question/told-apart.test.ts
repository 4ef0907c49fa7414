// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { toldApart } from "./told-apart.ts";

const labels = (...rows: readonly (readonly [string, string, string | undefined, string])[]): string[] =>
  toldApart(rows.map(([id, title, ends, filed]) => ({ id, title, apart: [ends, filed] }))).map(({ label }) => label);

test("two of one name are told apart: flows by their ends, others by the day they were filed, and at last by their number", () => {
  assert.deepEqual(
    labels(
      ["id-0001", "Claims", "EHR to billing", "filed 1 Nov"],
      ["id-0002", "Claims", "Billing to payer", "filed 1 Nov"],
      ["id-0003", "Letters", "EHR to post", "filed 1 Nov"],
    ),
    ["EHR to billing · Claims", "Billing to payer · Claims", "Letters"],
  );
  assert.deepEqual(labels(["id-0001", "Cloud", undefined, "filed 1 Nov"], ["id-0002", "Cloud", undefined, "filed 2 Nov"]), [
    "Cloud, filed 1 Nov",
    "Cloud, filed 2 Nov",
  ]);
  assert.deepEqual(labels(["id-0001", "Claims", "EHR to billing", "filed 1 Nov"], ["id-0002", "Claims", "EHR to billing", "filed 2 Nov"]), [
    "Claims, filed 1 Nov",
    "Claims, filed 2 Nov",
  ]);
  assert.deepEqual(labels(["id-0001", "Cloud", undefined, "filed 1 Nov"], ["id-0002", "Cloud", undefined, "filed 1 Nov"]), [
    "Cloud, filed 1 Nov · 0001",
    "Cloud, filed 1 Nov · 0002",
  ]);
  assert.deepEqual(
    toldApart([
      { id: "id-0001", title: "Kim Lee" },
      { id: "id-0002", title: "Kim Lee" },
    ]).map(({ label }) => label),
    ["Kim Lee · 0001", "Kim Lee · 0002"],
  );
});

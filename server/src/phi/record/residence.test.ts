// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { residenceOf } from "./residence.ts";

test("164.406(a): somebody lives at home and now, in a State by its code or its name, or nobody knows where", () => {
  const cases: readonly [unknown, string | null][] = [
    [{}, null],
    [null, null],
    [{ address: [] }, null],
    [{ address: [{ state: "TX" }] }, "TX"],
    [{ address: [{ state: "texas " }] }, "TX"],
    [{ address: [{ state: "Ontario" }] }, null],
    [
      {
        address: [
          { use: "old", state: "OK" },
          { use: "home", state: "NM" },
        ],
      },
      "NM",
    ],
    [
      {
        address: [
          { use: "work", state: "OK" },
          { use: "home", state: "NM" },
        ],
      },
      "NM",
    ],
    [
      {
        address: [
          { use: "home", state: "OK", period: { end: "2020-01-01" } },
          { use: "temp", state: "NM" },
        ],
      },
      "NM",
    ],
    [{ address: [{ use: "home" }, { use: "work", state: "GU" }] }, "GU"],
    [{ address: "nowhere" }, null],
  ];
  for (const [patient, state] of cases) assert.equal(residenceOf(patient), state, JSON.stringify(patient));
});

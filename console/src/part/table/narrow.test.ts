// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesOf, isRearranged, narrowed, narrowedCsv, sortAfter, sortOf, type Asked, type Narrowing } from "./narrow.ts";

type Row = { readonly cite: string; readonly due: string | null; readonly state: string; readonly id: string };

const LIST: Narrowing<Row> = {
  fields: { cite: ({ cite }) => cite, due: ({ due }) => due, state: ({ state }) => state },
  also: { id: ({ id }) => id },
  filters: [{ field: "state", label: "State", all: "All states" }],
};
const ROWS: readonly Row[] = [
  { cite: "164.312(a)(10)", due: null, state: "Open", id: "one" },
  { cite: "164.312(a)(2)", due: "2026-12-01", state: "Closed", id: "two" },
  { cite: "164.308(a)(1)", due: "2026-11-01", state: "Open", id: "=three" },
];
const asked = (next: Partial<Asked>): Asked => ({ find: "", sort: undefined, chosen: {}, ...next });
const ids = (next: Partial<Asked>): string => narrowed(ROWS, LIST, asked(next)).map(({ id }) => id).join(" "); // prettier-ignore

test("rows stay as they came until somebody asks; numbers in words sort as numbers; no value comes last, whichever way", () => {
  assert.equal(ids({}), "one two =three");
  assert.equal(ids({ sort: "cite" }), "=three two one");
  assert.equal(ids({ sort: "due" }), "=three two one");
  assert.equal(ids({ sort: "-due" }), "two =three one");
  assert.equal(ids({ sort: "constructor" }), "one two =three", "an address that somebody made up changes nothing");
});

test("every word must be found in the fields; what only CSV has is not looked at; filters leave out the rest", () => {
  assert.equal(ids({ find: "312 OPEN" }), "one");
  assert.equal(ids({ find: "three" }), "");
  const at = { fields: { at: () => "2026-11-29T10:00:07.123Z", name: () => "a" } };
  assert.equal(narrowed([0], at, asked({ find: "7" })).length, 0, "nobody looks for an instant");
  assert.equal(ids({ chosen: { state: "Open" } }), "one =three");
});

test("all rows are needed for what is arranged here, not for what the server filters", () => {
  const servers: Narrowing<Row> = { ...LIST, filters: [{ field: "state", label: "State", all: "All", isServers: true }] };
  assert.equal(isRearranged(LIST, asked({ chosen: { state: "Open" } })), true);
  assert.equal(isRearranged(servers, asked({ chosen: { state: "Open" } })), false);
  assert.equal(isRearranged(servers, asked({ sort: "due" })), true);
});

test("a head sorts upwards, downwards, and then lets go; where a list begins downwards it turns round", () => {
  assert.equal(sortAfter(null, "due", undefined), "due");
  assert.equal(sortAfter({ by: "due", isDown: false }, "due", undefined), "-due");
  assert.equal(sortAfter({ by: "due", isDown: true }, "due", undefined), undefined);
  assert.equal(sortAfter({ by: "due", isDown: true }, "due", "-due"), "due");
  assert.equal(sortAfter({ by: "due", isDown: false }, "due", "-due"), undefined);
  assert.equal(sortAfter({ by: "due", isDown: false }, "cite", "due"), "cite");
  assert.deepEqual(sortOf({ ...LIST, start: "-due" }, asked({})), { by: "due", isDown: true });
});

test("choices are what the rows have, and what is chosen though no row has it", () => {
  const [filter] = LIST.filters ?? [];
  assert.ok(filter !== undefined);
  const values = (chosen: string) => choicesOf(ROWS, LIST, { ...filter, chosen }).map(({ value }) => value);
  assert.deepEqual(values(""), ["Closed", "Open"]);
  assert.deepEqual(values("Gone"), ["Closed", "Open", "Gone"]);
  const states = [{ cite: "", due: null, state: "in force", id: "" }];
  assert.deepEqual(choicesOf(states, LIST, { ...filter, chosen: "gone" }), [
    { value: "in force", label: "In force" },
    { value: "gone", label: "Gone" },
  ]);
});

test("CSV has the fields and what stands only there, and no formula", () => {
  assert.equal(narrowedCsv(ROWS.slice(2), LIST), "cite,due,state,id\r\n164.308(a)(1),2026-11-01,Open,'=three\r\n");
});

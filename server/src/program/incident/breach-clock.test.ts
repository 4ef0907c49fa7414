// SPDX-License-Identifier: Apache-2.0
// Each day here was counted on a calendar by hand, from the words of the paragraph beside it.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { breachClocks, type BreachFacts } from "./breach-clock.ts";

const zoned = (text: string, zone: string): Temporal.ZonedDateTime => Temporal.Instant.from(text).toZonedDateTimeISO(zone);

const FACTS: BreachFacts = {
  discovered: zoned("2026-12-29T16:40:00-06:00", "-06:00"),
  entity: "covered-entity",
  individuals: 612,
  residents: new Map(),
  contractHours: null,
  isAgent: false,
  delay: null,
};
const dueOf = (more: Partial<BreachFacts>): string[] =>
  breachClocks({ ...FACTS, ...more }).map(({ to, cite, dueBy }) => `${dueBy} ${to} ${cite}`);
const on = (day: string): Partial<BreachFacts> => ({ discovered: zoned(`${day}T12:00:00Z`, "UTC") });

test("164.404(b), 164.408(b): sixty calendar days after the day of discovery, which is not counted", () => {
  assert.deepEqual(dueOf({}), ["2027-02-27 individuals 164.404(b)", "2027-02-27 secretary 164.408(b)"]);
  for (const [discovered, due] of [
    ["2026-01-01", "2026-03-02"],
    ["2024-01-01", "2024-03-01"], // 29 February is one of them.
    ["2023-12-31", "2024-02-29"],
    ["2026-07-04", "2026-09-02"],
    ["2026-03-08", "2026-05-07"], // The clocks change.
    ["2026-11-02", "2027-01-01"],
  ] as const)
    assert.ok(dueOf(on(discovered)).includes(`${due} individuals 164.404(b)`), discovered);
});

test("the day is that of the place where it was discovered, to the minute", () => {
  const at = (text: string, zone: string) => breachClocks({ ...FACTS, discovered: zoned(text, zone) })[0]?.dueBy;
  assert.equal(at("2026-12-29T23:59:59-06:00", "-06:00"), "2027-02-27");
  assert.equal(at("2026-12-30T00:00:00-06:00", "-06:00"), "2027-02-28");
  assert.equal(at("2026-12-29T23:59:59-06:00", "+00:00"), "2027-02-28", "the same instant, where it is tomorrow");
  assert.equal(at("2027-01-01T05:59:00Z", "-06:00"), "2027-03-01");
});

test("164.406(a): the media of a State of which more than 500 residents are concerned, and of no other", () => {
  assert.deepEqual(
    dueOf({
      individuals: 1501,
      residents: new Map([
        ["TX", 501],
        ["OK", 500],
        ["AZ", 500],
      ]),
    }),
    ["2027-02-27 individuals 164.404(b)", "2027-02-27 media 164.406(b)", "2027-02-27 secretary 164.408(b)"],
  );
  assert.ok(
    !dueOf({
      residents: new Map([
        ["TX", 300],
        ["OK", 200],
        ["LA", 112],
      ]),
    }).some((text) => text.includes("media")),
  );
  assert.equal(
    dueOf({
      individuals: 1002,
      residents: new Map([
        ["TX", 501],
        ["OK", 501],
      ]),
    }).length,
    4,
    "one for each State",
  );
});

test("164.408(c): fewer than 500 are told to the Secretary in the sixty days after the year of the discovery", () => {
  const few = { individuals: 499 };
  assert.ok(dueOf({ ...few, ...on("2026-12-31") }).includes("2027-03-01 secretary 164.408(c)"));
  assert.ok(dueOf({ ...few, ...on("2026-01-01") }).includes("2027-03-01 secretary 164.408(c)"));
  assert.ok(dueOf({ ...few, ...on("2027-06-01") }).includes("2028-02-29 secretary 164.408(c)"), "day 60 of a leap year");
  const newYear = zoned("2027-01-01T05:30:00Z", "-06:00"); // Still 2026 there.
  assert.ok(dueOf({ ...few, discovered: newYear }).includes("2027-03-01 secretary 164.408(c)"));
  assert.ok(dueOf({ individuals: 500 }).includes("2027-02-27 secretary 164.408(b)"), "500 is 500 or more");
});

test("164.410: a business associate owes the covered entity notice, and nobody else", () => {
  const associate = { entity: "business-associate" as const };
  assert.deepEqual(dueOf({ ...associate, residents: new Map([["TX", 600]]) }), ["2027-02-27 covered-entity 164.410(b)"]);
  assert.deepEqual(dueOf({ ...associate, contractHours: 72 }), [
    "2027-01-01T16:40:00-06:00 covered-entity 164.504(e)(2)(ii)(C)",
    "2027-02-27 covered-entity 164.410(b)",
  ]);
  const [, law] = breachClocks({ ...FACTS, ...associate, contractHours: 1, isAgent: true });
  assert.match(law?.basis ?? "", /from the same day, because its agent's knowledge is its own \[164\.404\(a\)\(2\)\]/);
  assert.deepEqual(dueOf({ contractHours: 72 }), dueOf({}), "a contract's hours are not the covered entity's clock");
});

test("164.412: a delay withholds until it ends; it makes nothing due earlier", () => {
  const written = (until: string): Partial<BreachFacts> => ({ delay: { kind: "written", until } });
  const oral = (day: string): Partial<BreachFacts> => ({ delay: { kind: "oral", on: day } });
  assert.deepEqual(dueOf(written("2027-04-15")), ["2027-04-15 individuals 164.404(b)", "2027-04-15 secretary 164.408(b)"]);
  assert.deepEqual(dueOf(written("2027-02-28"))[0], "2027-02-28 individuals 164.404(b)");
  assert.deepEqual(dueOf(written("2027-01-15")), dueOf({}), "it ends before the days do");
  assert.deepEqual(dueOf(oral("2026-12-29")), dueOf({}), "thirty days end before sixty");
  assert.equal(dueOf(oral("2027-02-20"))[0], "2027-03-22 individuals 164.404(b)", "thirty days from the statement");
  const associate = { entity: "business-associate" as const, contractHours: 72, ...written("2027-04-15") };
  assert.deepEqual(dueOf(associate), [
    "2027-01-01T16:40:00-06:00 covered-entity 164.504(e)(2)(ii)(C)",
    "2027-04-15 covered-entity 164.410(b)",
  ]);
});

test("whatever the instant and the offset, the days are counted from the local day, and the hours from the instant", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("2000-01-01T12:00:00Z"), max: new Date("2099-12-31T12:00:00Z"), noInvalidDate: true }),
      fc.integer({ min: -12, max: 14 }),
      fc.integer({ min: 1, max: 1440 }),
      (at, hours, contractHours) => {
        const zone = `${hours < 0 ? "-" : "+"}${String(Math.abs(hours)).padStart(2, "0")}:00`;
        const discovered = zoned(at.toISOString(), zone);
        const clocks = breachClocks({ ...FACTS, entity: "business-associate", discovered, contractHours });
        const law = clocks.find(({ cite }) => cite === "164.410(b)");
        const local = new Date(at.getTime() + hours * 3_600_000); // Read as UTC, its day is the local one.
        const due = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 60));
        assert.equal(law?.dueBy, due.toISOString().slice(0, 10));
        const promised = clocks.find(({ duty }) => duty.endsWith("by-contract"));
        const seconds = Math.floor(at.getTime() / 1000) + contractHours * 3600;
        assert.equal(Date.parse(promised?.dueBy ?? "") / 1000, seconds);
        assert.ok(promised?.dueBy.endsWith(zone));
      },
    ),
  );
});

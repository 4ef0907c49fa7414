// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { assert as always, property, string } from "fast-check";
import { testClock } from "./clock.ts";
import { Fault } from "./fault.ts";
import { id, idBytes, idFromBytes, idMaker, isId } from "./id.ts";
import { describeError } from "./log.ts";
import { Phi } from "./phi.ts";
import { ConfigError, readConfig } from "./settings.ts";
import { travellingClock } from "./travelling-clock.ts";

test("PHI does not print, however it is printed", () => {
  const phi = new Phi({ name: "Linnea Ashgrove" });
  const printed = [
    String(phi),
    `${phi as unknown as string}`,
    JSON.stringify({ phi }),
    inspect(phi),
    inspect({ a: [phi] }, { depth: 9, showHidden: true }),
    JSON.stringify([phi]),
  ];
  for (const text of printed) assert.doesNotMatch(text, /Ashgrove/);
  assert.match(printed.join(), /\[phi\]/);
  assert.doesNotMatch(JSON.stringify(structuredClone({ ...phi })), /Ashgrove/);
  assert.equal(phi.open().name, "Linnea Ashgrove");
});

test("ids are UUIDv7, all different, and sort in the order they were made, whatever the clock does", () => {
  const clock = testClock("2026-11-02T09:00:00.000Z");
  const make = idMaker(clock);
  const made: string[] = [];
  for (let n = 0; n < 10_000; n++) {
    if (n % 500 === 0) clock.jump(n % 1000 === 0 ? -5000 : 3);
    made.push(make());
  }
  assert.ok(made.every(isId));
  assert.deepEqual([...made].sort(), made);
  assert.equal(new Set(made).size, made.length);
});

test("what is no id of ours is refused", () => {
  const clock = testClock("2026-11-02T09:00:00.000Z");
  const good: string = idMaker(clock)();
  for (const text of ["", good.toUpperCase().replace("0", "A"), `${good} `, good.replace(/-7/, "-4"), good.slice(1)])
    assert.throws(() => id(text), Fault);
  assert.equal(idFromBytes(idBytes(id(good))), good);
});

test("every wrong setting is told at once, by name, and no value is quoted", () => {
  const wrong = {
    PART164_PORT: "99999",
    PART164_LOGOFF_AFTER_MIN: "0",
    PART164_ORIGIN: "secret-value-7",
    PART164_COLOUR: "blue",
    PART164_LISTEN: "0.0.0.0",
  };
  assert.throws(
    () => readConfig(wrong),
    (error: unknown) => {
      assert.ok(error instanceof ConfigError);
      for (const name of ["PART164_PORT", "PART164_LOGOFF_AFTER_MIN", "PART164_ORIGIN", "PART164_COLOUR"])
        assert.match(error.message, new RegExp(name));
      assert.doesNotMatch(error.message, /secret-value-7/);
      return true;
    },
  );
});

test("an address that leaves the machine needs TLS or a named proxy", () => {
  assert.throws(() => readConfig({ PART164_LISTEN: "0.0.0.0" }), /TLS/);
  assert.throws(() => readConfig({ PART164_ORIGIN: "http://hipaa.example.com" }), /https/);
  assert.throws(() => readConfig({ PART164_TLS_CERTIFICATE: "a.pem" }), /go together/);
  assert.equal(
    readConfig({ PART164_LISTEN: "0.0.0.0", PART164_TRUSTED_PROXY: "10.0.0.1", PART164_ORIGIN: "https://hipaa.example.com" })
      .PART164_LISTEN,
    "0.0.0.0",
  );
});

test("a secret from the settings does not print", () => {
  const { DATABASE_URL } = readConfig({ DATABASE_URL: "postgresql://u:hunter2@localhost/d" });
  for (const text of [String(DATABASE_URL), JSON.stringify({ DATABASE_URL }), inspect({ DATABASE_URL })])
    assert.doesNotMatch(text, /hunter2/);
});

test("what is logged of an error is its kind and place, never its words", () => {
  always(
    property(
      string({ minLength: 12, maxLength: 40 }).filter((text) => /^[a-z]+$/.test(text) === false && text.trim().length > 11),
      (words) => {
        const said = JSON.stringify(describeError(new TypeError(words)));
        assert.ok(!said.includes(JSON.stringify(words).slice(1, -1)));
      },
    ),
  );
});

test("a travelling clock goes forward only, and arrives", () => {
  const present = testClock("2026-11-30T00:00:00.000Z");
  const clock = travellingClock(present, new Date("2026-11-01T00:00:00.000Z"));
  const before = clock.monotonicMs();
  clock.travelTo(new Date("2026-11-05T00:00:00.000Z"));
  clock.travelTo(new Date("2026-11-02T00:00:00.000Z"));
  assert.equal(clock.now().toISOString(), "2026-11-05T00:00:00.000Z");
  assert.equal(clock.monotonicMs() - before, 4 * 86_400_000);
  clock.arrive();
  present.pass(1000);
  assert.equal(clock.now().toISOString(), "2026-11-30T00:00:01.000Z");
});

test("a travelling clock goes no further than the present, with neither of its times", () => {
  const present = testClock("2026-11-30T00:00:00.000Z");
  const clock = travellingClock(present, new Date("2026-11-29T00:00:00.000Z"));
  const before = clock.monotonicMs();
  clock.travelTo(new Date("2026-12-24T00:00:00.000Z"));
  clock.arrive();
  assert.equal(clock.now().toISOString(), "2026-11-30T00:00:00.000Z");
  assert.equal(clock.monotonicMs() - before, 86_400_000);
});

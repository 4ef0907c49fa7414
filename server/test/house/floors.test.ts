// SPDX-License-Identifier: Apache-2.0
// A room imports rooms below it, never above, never beside. golden/floors.txt is the whole house on a page.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { golden } from "../support/golden.ts";
import { test } from "node:test";

const SOURCE = new URL("../../src/", import.meta.url).pathname;
const FLOORS: readonly (readonly string[])[] = [
  ["base"],
  ["rule", "seal"],
  ["store"],
  ["ledger"],
  ["access"],
  ["gate"],
  ["phi", "program"],
  ["safeguard"],
  ["report"],
  ["http", "jobs", "cli"],
  ["main"],
];
const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room));

const files = globSync("**/*.ts", { cwd: SOURCE }).filter((path) => !path.endsWith(".test.ts"));
const imports = files.flatMap((path) =>
  [...readFileSync(SOURCE + path, "utf8").matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map(([, target = ""]) => ({
    path,
    room: path.split("/")[0] ?? "",
    target,
  })),
);

test("every file stands in a room, and every room on a floor", () => {
  for (const path of files) assert.notEqual(floorOf(path.split("/")[0] ?? ""), -1, path);
});

test("a room imports only rooms below it", () => {
  for (const { path, room, target } of imports) {
    const [, other] = /^#([a-z]+)\//.exec(target) ?? [];
    if (other !== undefined && other !== room) assert.ok(floorOf(other) < floorOf(room), `${path} imports ${target}`);
  }
});

test("rooms reach each other by #room/file.ts, never by a path", () => {
  for (const { path, target } of imports) {
    if (!target.startsWith(".")) continue;
    const resolved = new URL(target, `file:///${path}`).pathname.slice(1);
    assert.equal(resolved.split("/")[0], path.split("/")[0], `${path} imports ${target}`);
  }
});

test("only the room store imports a driver, and only access/decide asks Cedar", () => {
  for (const { path, target } of imports) {
    if (/^(pg|@electric-sql\/pglite)$/.test(target)) assert.match(path, /^store\//);
    if (target.startsWith("@cedar-policy/")) assert.match(path, /^access\/decide\//);
  }
});

test("time comes from a clock", () => {
  for (const path of files) if (path !== "base/clock.ts") assert.doesNotMatch(readFileSync(SOURCE + path, "utf8"), /new Date\(\)/, path);
});

test("a day is where the organization is, never cut off an instant's text", () => {
  const ours = ["src", "test"].flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: new URL("../../", import.meta.url).pathname }));
  const [byHand, rule] = ["src/program/incident/breach-clock.test.ts", "test/house/floors.test.ts"]; // Counts its days a second way; says this.
  for (const path of ours)
    if (path !== byHand && path !== rule)
      assert.doesNotMatch(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"), /toISOString\(\)\.slice\(0, 10\)/, path);
});

test("the house is as the golden file shows it", () => {
  const seen = new Map<string, Set<string>>();
  for (const { room, target } of imports) {
    const [, other] = /^#([a-z]+)\//.exec(target) ?? [];
    if (other !== undefined && other !== room) seen.set(room, (seen.get(room) ?? new Set()).add(other));
  }
  const page = FLOORS.map((rooms, n) => ({ rooms, n }))
    .toReversed()
    .flatMap(({ rooms, n }) =>
      rooms.map((room) => `${String(n).padStart(2)} ${room}: ${[...(seen.get(room) ?? [])].sort().join(" ")}`.trimEnd()),
    )
    .join("\n");
  golden("floors.txt", `${page}\n`);
});

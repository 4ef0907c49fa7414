// SPDX-License-Identifier: Apache-2.0
// Five hundred people: everybody is assigned what is theirs at once, and the population of a day is counted right. How long it takes is
// said, not asserted.
import assert from "node:assert/strict";
import { assignByItself } from "#program/training/assign.ts";
import { MODULES } from "#program/training/library.ts";
import { sql } from "#store/sql.ts";
import { atWork } from "./support/person.ts";
import { setUpSite, testSite } from "./support/site.ts";

type Status = { totals: { people: number; done: number; due: number; overdue: number }; items: { courses: { course: string }[] }[] };

const PEOPLE = 500;
const POSITIONS = ["Head of Engineering, patient care", "Nurse liaison", "Software engineer", "Sales"] as const;

testSite("500 people with all courses: assigned by the import, and read as of a day", async (site, t) => {
  const { parts } = site;
  const official = atWork(site, await setUpSite(site));
  const rows = Array.from({ length: PEOPLE }, (_, n) => `Person ${n},,employee,"${POSITIONS[0]}",yes,2026-0${1 + (n % 9)}-15`);
  let began = performance.now();
  await official.write("/v1/members/import", { csv: ["name,email,kind,position,sees_phi,joined_on", ...rows].join("\n") });
  t.diagnostic(`import and assign ${PEOPLE} people: ${Math.round(performance.now() - began)} ms`);
  began = performance.now();
  assert.equal(await assignByItself(parts), 0, "nothing is left to assign");
  t.diagnostic(`look again, nothing to do: ${Math.round(performance.now() - began)} ms`);

  const scope = { role: "part164_app", tenant: parts.installation } as const;
  const { n } = await parts.db.in(scope).one<{ n: number }>(sql`select count(*) as n from program.assignment`);
  assert.equal(n, PEOPLE * MODULES.length + 8, "all eight for each; the official's eight");
  const timesMs: number[] = [];
  for (let turn = 0; turn < 12; turn++) {
    began = performance.now();
    const { totals, items } = await official.get<Status>("/v1/training?asOf=2027-02-01");
    timesMs.push(performance.now() - began);
    assert.deepEqual(totals, { people: PEOPLE + 1, done: 0, due: 0, overdue: PEOPLE + 1 });
    assert.equal(items.flatMap(({ courses }) => courses).length, n);
  }
  timesMs.sort((a, b) => a - b);
  t.diagnostic(`status over HTTP, 12 times: median ${Math.round(timesMs[6] ?? 0)} ms, worst ${Math.round(timesMs[11] ?? 0)} ms`);
});

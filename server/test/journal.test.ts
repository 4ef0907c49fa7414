// SPDX-License-Identifier: Apache-2.0
// Journals, and answers that are more than a line: moments, points, rows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MS_PER_HOUR } from "#base/clock.ts";
import { answersSchema, checkFields, type Field, missingAnswers } from "#program/form/field.ts";
import { sql } from "#store/sql.ts";
import { atWork, codeOf } from "./support/person.ts";
import { addPerson, setUpSite, testSite } from "./support/site.ts";
import { plantIncident } from "./support/incident.ts";

type Line = { id: string; text: string; occurredAt: string; receivedAt: string; byName: string | null; corrects: string | null };

testSite("164.308(a)(6)(ii): what happened is written down with its true time, and nobody changes a line", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const kim = atWork(site, await addPerson(site, "kim@fernhollow.example", []));
  const { id } = await plantIncident(sam);
  const path = `/v1/submissions/${id}/journal`;
  const party = await official.file("party", { name: "Northwind Cloud", role: "vendor", service: "Hosting", phi: "no" });
  const without = await official.send(`/v1/submissions/${party.id}/journal`, { text: "Somebody called." });
  assert.equal(await codeOf(without), "move_not_possible", "no journal is kept of a party");
  const heardAt = site.clock.now();
  const happenedAt = new Date(heardAt.getTime() - 30 * MS_PER_HOUR).toISOString();
  const late = await official.write<Line>(path, { text: "The screens went dark.", occurredAt: happenedAt.replace("Z", "+00:00") });
  const now = await official.write<Line>(path, { text: "Everybody was called." });
  await official.write(path, { text: "It was the second screen.", occurredAt: happenedAt, corrects: late.id });
  const { items } = await official.get<{ items: Line[] }>(path);
  assert.deepEqual(
    items.map(({ text }) => text),
    ["The screens went dark.", "It was the second screen.", "Everybody was called."],
  );
  assert.equal(items[0]?.occurredAt, happenedAt);
  assert.equal(items[0]?.receivedAt, heardAt.toISOString(), "when we heard is another time");
  assert.equal(items[2]?.id, now.id);
  assert.equal(items[1]?.corrects, late.id);
  for (const body of [
    { text: "" },
    { text: "x".repeat(5001) },
    { text: "x", occurredAt: new Date(heardAt.getTime() + MS_PER_HOUR).toISOString() },
    { text: "x", occurredAt: "2026-11-01T10:00:00" },
    { text: "x", occurredAt: "0001-01-01T00:00:00Z" },
    { text: "x", corrects: id },
    { text: "x", document: id },
  ])
    assert.equal((await official.send(path, body)).status, 400, JSON.stringify(body).slice(0, 80));
  assert.equal((await kim.send(path, { text: "x" })).status, 404, "not hers");
  await kim.get(path, 404);
  assert.equal((await sam.get<{ items: Line[] }>(path)).items.length, 3, "who reported follows it");
  await assert.rejects(
    site.parts.db.in({ role: "part164_app", tenant: site.parts.installation }).run(sql`delete from program.journal_line`),
  );
  await assert.rejects(
    site.parts.db.in({ role: "part164_app", tenant: site.parts.installation }).run(sql`update program.journal_line set by = null`),
  );
  const { items: entries } = await official.get<{ items: { kind: string; detail: Record<string, unknown> }[] }>(
    "/v1/ledger/entries?kind=program.journal.add&limit=10",
  );
  assert.ok(entries.length > 0 && !JSON.stringify(entries).includes("screens"), "an entry has the hash of the words, never the words");
});

testSite("a journal ends somewhere: whoever reads it reads all of it", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const { id } = await plantIncident(official);
  const { id: line } = await official.write<Line>(`/v1/submissions/${id}/journal`, { text: "x" });
  await site.parts.db.in({ role: "part164_app", tenant: site.parts.installation }).run(sql`
    insert into program.journal_line select gen_random_uuid(), submission, occurred_at, received_at, by, sealed, null, null
      from program.journal_line, generate_series(1, 999) where id = ${line}`);
  assert.equal(await codeOf(await official.send(`/v1/submissions/${id}/journal`, { text: "One more" })), "move_not_possible");
});

const FIELDS: readonly Field[] = [
  { name: "at", label: "When", type: "instant" },
  {
    name: "says",
    label: "The contract says",
    type: "points",
    points: [
      { value: "uses", label: "Uses" },
      { value: "report", label: "Reports" },
    ],
    choices: [
      { value: "yes", label: "Yes" },
      { value: "no", label: "No" },
    ],
    noteLabel: "Where",
    noteWhen: ["yes"],
  },
  {
    name: "people",
    label: "People",
    type: "rows",
    columns: [
      { name: "name", label: "Name", type: "line" },
      { name: "phone", label: "Phone", type: "line", isOptional: true },
    ],
    rowsMax: 2,
    add: "Add a person",
  },
];

const WHOLE = {
  at: "2026-12-29T18:40:00-06:00",
  says: { uses: { is: "yes", note: "2.1" }, report: { is: "no" } },
  people: [{ name: "Maya" }],
};

test("a moment has its offset, a point its answer, a row its questions; anything else is refused", () => {
  const schema = answersSchema(FIELDS);
  assert.ok(schema.safeParse(WHOLE).success);
  for (const wrong of [
    { at: "2026-12-29T18:40:00" },
    { at: "2026-12-29" },
    { says: { other: { is: "yes" } } },
    { says: { uses: { is: "perhaps" } } },
    { says: { uses: "yes" } },
    { says: { uses: { is: "yes", note: "x".repeat(2001) } } },
    { says: [] },
    { people: [{ name: "a" }, { name: "b" }, { name: "c" }] },
    { people: [{ age: 3 }] },
    { people: { name: "a" } },
  ])
    assert.equal(schema.safeParse({ ...WHOLE, ...wrong }).success, false, JSON.stringify(wrong).slice(0, 80));
});

test("points and rows are whole when each is: an answer left out, or one that needs a note, is missing", () => {
  const missing = (answers: object): string[] => missingAnswers(FIELDS, { ...WHOLE, ...answers });
  assert.deepEqual(missing({}), []);
  assert.deepEqual(missing({ says: { uses: { is: "yes", note: "2.1" } } }), ["says"]);
  assert.deepEqual(missing({ says: { uses: { is: "yes" }, report: { is: "no" } } }), ["says"]);
  assert.deepEqual(missing({ says: {} }), ["says"]);
  assert.deepEqual(missing({ people: [{ phone: "555" }] }), ["people"]);
  assert.deepEqual(missing({ people: [] }), ["people"]);
  assert.throws(() =>
    checkFields([{ name: "r", label: "R", type: "rows", columns: [{ name: "X", label: "x", type: "line" }], rowsMax: 1, add: "+" }]),
  );
});

// SPDX-License-Identifier: Apache-2.0
// The evaluation, what comes again, and that every form that a policy may name is there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MS_PER_DAY } from "#base/clock.ts";
import { FORMS } from "#program/document/library.ts";
import { keepRecurring } from "#program/form/recurring.ts";
import { allForms } from "#program/form/registry.ts";
import { runCheck } from "#safeguard/run.ts";
import { evaluation } from "#safeguard/safeguard/evaluation.ts";
import { sql } from "#store/sql.ts";
import { atWork, codeOf } from "./support/person.ts";
import { addPerson, setUpSite, testSite, type TestSite } from "./support/site.ts";

/** Realized by rooms of their own: completions of courses, evaluations, reviews of activity, and requests of individuals, which are five forms. */
const ELSEWHERE = ["training-acknowledgement", "evaluation-record", "activity-review", "individual-request"];

test("every form that policies may name is a form, or a room's own work", async () => {
  const forms = await allForms();
  for (const name of FORMS) assert.ok(forms.has(name) || ELSEWHERE.includes(name), name);
});

testSite("164.308(a)(8): the program is walked requirement by requirement and signed by somebody else", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const executive = atWork(site, await addPerson(site, "eve@fernhollow.example", ["executive"]));
  const member = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const [check] = evaluation.checks;
  assert.ok(check);
  assert.equal((await runCheck(site.parts, check)).status, "fail");
  const start = { trigger: "yearly", reason: "The first year" };
  assert.equal((await member.send("/v1/evaluations", start)).status, 403);
  const { id } = await official.write<{ id: string }>("/v1/evaluations", start);
  assert.equal(await codeOf(await official.send("/v1/evaluations", start)), "conflict", "one at a time");
  assert.equal(await codeOf(await executive.send(`/v1/evaluations/${id}/sign`, {})), "move_not_possible", "nothing is judged yet");
  const { items } = await official.get<{ items: { cite: string }[] }>(`/v1/evaluations/${id}`);
  const [first, ...rest] = items.map(({ cite }) => cite);
  assert.ok(first);
  const { member: ownerId } = await official.write<{ member: string }>("/v1/members", {
    name: "Lee",
    email: null,
    kind: "employee",
    position: "Engineer",
    supervisor: null,
    seesPhi: false,
    joinedOn: "2026-01-05",
    termOn: null,
    roles: null,
  });
  const finding = { judgement: "finding", cites: [first], note: "Nobody reads what is recorded.", owner: ownerId, dueOn: "2026-12-31" };
  await official.write(`/v1/evaluations/${id}/judge`, finding);
  const { open } = await official.write<{ open: number }>(`/v1/evaluations/${id}/judge`, { judgement: "as-it-should-be", cites: rest });
  assert.equal(open, 0);
  assert.equal(await codeOf(await official.send(`/v1/evaluations/${id}/sign`, {})), "not_yours_to_do", "who began it does not sign");
  assert.equal((await member.send(`/v1/evaluations/${id}/sign`, {})).status, 404);
  assert.deepEqual(await executive.write(`/v1/evaluations/${id}/sign`, {}), { findings: 1 });
  assert.equal((await runCheck(site.parts, check)).status, "pass");
  site.clock.pass(400 * MS_PER_DAY);
  assert.equal((await runCheck(site.parts, check)).status, "fail", "a year is over, and the finding is overdue");
});

async function recurring({ parts }: TestSite): Promise<string[]> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const rows = await db.rows<{ key: string }>(
    sql`select key from program.task where done_at is null and starts_with(key, 'recurs:') order by key`,
  );
  return rows.map(({ key }) => key);
}

testSite("what comes again is asked for once, also after three months in which nothing ran", async (site) => {
  const official = atWork(site, await setUpSite(site));
  await keepRecurring(site.parts);
  const before = await recurring(site);
  assert.ok(before.some((key) => key.startsWith("recurs:access-review:")));
  await keepRecurring(site.parts);
  assert.deepEqual(await recurring(site), before, "again changes nothing");
  const answers = { system: "The service", asOf: "2026-01-31", accounts: 3, removed: "None", done: "yes" };
  await official.move(await official.file("access-review", answers), "sign");
  site.clock.pass(92 * MS_PER_DAY);
  await keepRecurring(site.parts);
  const after = await recurring(site);
  assert.equal(after.filter((key) => key.startsWith("recurs:access-review:")).length, 1, "one is overdue, not thirteen");
  assert.equal(new Set(after).size, before.length);
});

// SPDX-License-Identifier: Apache-2.0
// A search for one person's activity: for a reason, approved by somebody else, exactly what was approved, and hidden from whom it is about
// [164.308(a)(1)(ii)(D), 164.502(b)].
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { type LogTenant, systemAct } from "#ledger/act.ts";
import { sql } from "#store/sql.ts";
import { atWork, type AtWork, codeOf } from "./support/person.ts";
import { addClient, addPerson, setUpSite, signIn, testSite, type TestSite } from "./support/site.ts";
import { dayHere } from "./support/day.ts";

type Entries = { items: { event: string; log: string; says: string; individual: string | null }[]; next: string | null };

const AUDIT = { reason: "A patient asks who read her chart", what: "Reads of records in these two days; no less shows who it was." };

async function userId({ parts }: TestSite, name: string): Promise<string> {
  const { id } = await parts.db.in({ role: "part164_app" }).one<{ id: string }>(sql`select id from access.user where name = ${name}`);
  return id;
}

/** Three officials: Maya for security, Ruth and Joan for privacy; the audit is about Ruth. */
async function scene(site: TestSite) {
  const first = await setUpSite(site);
  const people = [first];
  for (const name of ["ruth", "joan"]) people.push(await addPerson(site, `${name}@fernhollow.example`, ["privacy-official"]));
  people.push(await addPerson(site, "otto@fernhollow.example", ["auditor"]));
  people.push(await addPerson(site, "rosa@fernhollow.example", ["manager"]));
  people.push(await addPerson(site, "eve@fernhollow.example", ["executive"]));
  await addClient(site, "Clinic A");
  const [tenant] = await site.parts.db.in({ role: "part164_app" }).rows<{ id: LogTenant }>(sql`select id from part164.tenant`);
  assert.ok(tenant);
  const ruthId = await userId(site, "ruth");
  const individual = site.parts.makeId();
  const plant = async (by: string, log: LogTenant, kind: string): Promise<void> => {
    const actor = { kind: "user" as const, id: by, session: null, factor: null };
    await site.parts.ledger.recorder.record(systemAct(log, kind, { actor, individual: kind.startsWith("phi.") ? individual : null }));
  };
  const day = (): string => dayHere(site);
  await plant(ruthId, tenant.id, "phi.record.list"); // The day before: not asked for.
  site.clock.pass(MS_PER_DAY);
  const from = day();
  for (let n = 0; n < 3; n += 1) await plant(ruthId, tenant.id, "phi.record.read");
  await plant(ruthId, site.parts.installation, "program.evaluation.list");
  await plant(await userId(site, "joan"), tenant.id, "phi.record.amend"); // Somebody else's.
  site.clock.pass(2 * MS_PER_DAY);
  await plant(ruthId, tenant.id, "phi.record.create"); // Afterwards.
  const [maya, ruth, joan, otto, rosa, eve] = await inTurn(site, people);
  return { maya, ruth, joan, others: [otto, rosa, eve], ruthId, individual, answers: { ...AUDIT, member: ruthId, from, to: from } };
}

async function inTurn(site: TestSite, people: readonly Awaited<ReturnType<typeof setUpSite>>[]) {
  const signed: AtWork[] = [];
  for (const person of people) signed.push(atWork(site, { ...person, cookie: await signIn(site, person) }));
  const [maya, ruth, joan, otto, rosa, eve] = signed;
  assert.ok(maya && ruth && joan && otto && rosa && eve);
  return [maya, ruth, joan, otto, rosa, eve] as const;
}

testSite("164.502(b): a search is approved by somebody else, reads exactly what was approved, and ends with its report", async (site) => {
  const { maya, joan, answers, individual, others } = await scene(site);
  const lena = atWork(site, await addPerson(site, "lena@fernhollow.example", ["security-official"]));
  const audit = await lena.file("for-cause-audit", answers);
  const path = `/v1/for-cause-audits/${audit.id}/entries`;
  assert.equal((await lena.get<{ code: string }>(path, 409)).code, "move_not_possible", "nobody approved it yet");
  assert.equal(await codeOf(await lena.tryMove(audit, "approve")), "not_yours_to_do");
  assert.equal(await codeOf(await lena.tryMove(audit, "refuse", { reason: "Changed my mind." })), "not_yours_to_do");
  const approved = await joan.move(audit, "approve");
  const seen = await lena.get<Entries>(path);
  assert.deepEqual(
    seen.items.map(({ says }) => says).toSorted(),
    ["Listed evaluations", "Read a record", "Read a record", "Read a record"],
    "this person, these days",
  );
  assert.ok(
    seen.items.every((item) => item.individual === null),
    "the security official is not told whose records",
  );
  assert.ok(
    (await joan.get<Entries>(path)).items.some((item) => item.individual === individual),
    "the privacy official is",
  );
  const page = await lena.get<Entries>(`${path}?limit=3`);
  const rest = await lena.get<Entries>(`${path}?limit=3&cursor=${page.next}`);
  assert.deepEqual(
    [...page.items, ...rest.items].map(({ event }) => event),
    seen.items.map(({ event }) => event),
  );
  for (const who of others) await who.get(path, 404);
  assert.equal((await maya.get<{ code: string }>(path, 409)).code, "not_yours_to_do", "it was not approved for them");
  const looks = await site.parts.ledger.reader.find(site.parts.installation, { kind: "program.audit.look", outcome: "done" }, 50);
  assert.equal(looks.length, 4, "each look is recorded");
  await lena.move(approved, "report", { answers: { found: "Three reads, each for the record's own appointment." } });
  assert.equal((await lena.get<{ code: string }>(path, 409)).code, "move_not_possible", "the search is over");
});

testSite(
  "164.308(a)(1)(ii)(D): nobody else sees that a search exists, least of all whom it is about, and no entry names them",
  async (site) => {
    const { maya, ruth, joan, answers, others, ruthId } = await scene(site);
    const audit = await maya.file("for-cause-audit", answers);
    await joan.move(audit, "approve");
    await joan.get<Entries>(`/v1/for-cause-audits/${audit.id}/entries`);
    for (const who of [ruth, ...others]) {
      await who.get(`/v1/submissions/${audit.id}`, 404);
      await who.get(`/v1/for-cause-audits/${audit.id}/entries`, 404);
      assert.equal((await who.tryMove({ id: audit.id, version: 2 }, "report", { answers: { found: "Nothing." } })).status, 404);
      assert.equal((await who.send(`/v1/submissions/${audit.id}`, { answers }, { method: "PUT", version: 2 })).status, 404);
      const { items } = await who.get<{ items: { id: string }[] }>("/v1/submissions?limit=200");
      assert.ok(!items.some(({ id }) => id === audit.id));
      const named = await who.get<{ items: unknown[] }>("/v1/submissions?form=for-cause-audit");
      assert.deepEqual(named.items, []);
      const { items: forms } = await who.get<{ items: { name: string; open: number }[] }>("/v1/forms");
      assert.equal(forms.find(({ name }) => name === "for-cause-audit")?.open ?? 0, 0);
      const { items: tasks } = await who.get<{ items: { href: string }[] }>("/v1/tasks?limit=200");
      assert.ok(!tasks.some(({ href }) => href.includes(audit.id)));
    }
    assert.equal((await maya.get<{ items: unknown[] }>("/v1/submissions?form=for-cause-audit")).items.length, 1);
    const { installation } = site.parts;
    const entries = await site.parts.ledger.reader.find(installation, {}, 500);
    const about = entries.filter(
      ({ text }) => text.includes(audit.id) && !text.includes(`"actor":{"factor":"two-factors","id":"${ruthId}"`),
    );
    assert.ok(about.length > 2);
    for (const { entry, text } of about) if (entry.actor.id !== ruthId) assert.ok(!text.includes(ruthId), entry.kind);
  },
);

testSite("164.502(b): a search about oneself, of days to come, or of more days than a reason needs is refused", async (site) => {
  const { maya, answers } = await scene(site);
  const mayaId = await userId(site, "Maya Okafor");
  for (const [at, more] of [
    ["member", { member: mayaId }],
    ["to", { to: "2020-01-01" }],
    ["to", { to: "2199-01-01" }],
    ["from", { from: "2020-01-01" }],
  ] as const) {
    const refused = await maya.send("/v1/submissions", { form: "for-cause-audit", answers: { ...answers, ...more } });
    assert.equal(refused.status, 422, at);
    const { fields } = (await refused.json()) as { fields: { at: string }[] };
    assert.ok(
      fields.some((field) => field.at === `/answers/${at}`),
      JSON.stringify(fields),
    );
  }
});

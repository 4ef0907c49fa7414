// SPDX-License-Identifier: Apache-2.0
// The engine of forms: who reaches what, moves by the table and by the guards, two at once, and what the ledger says of it.
import assert from "node:assert/strict";
import { sql } from "#store/sql.ts";
import { contractWith, paper } from "./support/associate.ts";
import { atWork, codeOf, type Filed } from "./support/person.ts";
import { addClient, addPerson, setUpSite, testSite, type TestSite } from "./support/site.ts";

const REQUEST = { name: "Transcriber", provider: "Example Ltd", purpose: "Notes of visits", phi: "yes" };
const REVIEW = { security: "SOC 2 report of May 2026", risk: "Recordings kept too long; limited to 30 days by contract" };

testSite("164.308(b)(1): a technology that PHI could reach is not used before its contract is on record", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const member = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const asked = await member.file("technology-request", REQUEST);
  assert.equal(asked.state, "asked");

  assert.equal(await codeOf(await member.tryMove(asked, "review", { answers: REVIEW })), "not_yours_to_do");
  assert.equal(await codeOf(await official.tryMove(asked, "review")), "invalid_answers");
  const reviewed = await official.move(asked, "review", { answers: REVIEW });
  assert.equal(await codeOf(await official.tryMove(reviewed, "use-without-phi")), "not_yours_to_do");
  assert.equal(await codeOf(await official.tryMove(reviewed, "use")), "move_not_possible");
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  const party = await official.file("party", { name: "Larkspur", role: "vendor", service: "Dictation", phi: "no" });
  const draft = await official.file("associate-contract", contractWith(party.id, await paper(official)));
  const early = await official.tryMove(reviewed, "contract", { answers: { contract: draft.id } });
  assert.equal(await codeOf(early), "invalid_answers", "a draft is no contract");
  await ruth.move(await official.move(draft, "submit"), "put-in-force");
  const contracted = await official.move(reviewed, "contract", { answers: { contract: draft.id } });
  assert.equal((await official.move(contracted, "use")).state, "in use");

  const { parts } = site;
  const record = { type: "program.form.technology-request", id: asked.id };
  const entries = (await parts.ledger.reader.find(parts.installation, { record }, 20)).map(({ entry }) => entry);
  const done = entries.filter(({ outcome }) => outcome === "done").map(({ detail }) => detail?.["move"] ?? "filed");
  assert.deepEqual(done.toReversed(), ["filed", "review", "contract", "use"]);
  assert.ok(
    entries.some(({ outcome }) => outcome === "not_yours_to_do"),
    "a refused move is on record",
  );
  assert.ok(!JSON.stringify(entries).includes("Recordings"), "entries name no answer");
});

const DECISION = {
  cite: "164.312(a)(2)(iii)",
  assessment: "Screens stand in shared rooms; our risk analysis rates an open session as likely and serious.",
  choice: "implement",
  measure: "Sessions end after fifteen minutes.",
  reviewOn: "2026-12-31",
};

testSite("nobody decides on what they submitted, and 164.306(d)(3) is about addressable specifications", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const second = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  const wrong = await official.send("/v1/submissions", { form: "addressable-decision", answers: { ...DECISION, cite: "164.312(b)" } });
  assert.equal(wrong.status, 422, "required is not addressable");
  const unfinished = await official.file("addressable-decision", { cite: DECISION.cite });
  assert.equal((await official.tryMove(unfinished, "submit")).status, 422, "a draft may be unfinished; what is submitted may not");
  const amended = await official.write<Filed>(`/v1/submissions/${unfinished.id}`, { answers: DECISION }, { method: "PUT", version: 1 });
  const submitted = await official.move(amended, "submit");
  assert.equal(await codeOf(await official.tryMove(submitted, "approve")), "not_yours_to_do");
  await second.move(submitted, "approve");

  const neither = { ...DECISION, choice: "not-reasonable", whyNot: DECISION.assessment, standardMet: DECISION.assessment };
  const again = await second.file("addressable-decision", neither);
  const other = await official.send("/v1/submissions", { form: "addressable-decision", answers: DECISION });
  assert.equal(other.status, 409, "one draft at a time about one specification");
  await official.move(await second.move(again, "submit"), "approve");
  const list = await official.get<{ items: Filed[] }>("/v1/submissions?form=addressable-decision");
  assert.deepEqual(list.items.map(({ state }) => state).sort(), ["approved", "superseded"], "the one before gives way");
});

testSite("of two who change the same thing the second is told, and nothing is lost", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const answers = { name: "Main", address: "1 Alder Lane", kind: "office", entry: "Badge", owner: await aMember(site) };
  const made = await official.file("site", answers);
  const amend = (entry: string, version?: number) =>
    official.send(
      `/v1/submissions/${made.id}`,
      { answers: { ...answers, entry } },
      { method: "PUT", ...(version === undefined ? {} : { version }) },
    );
  const both = await Promise.all([amend("Badge and guard", 1), amend("Keys", 1)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412]);
  assert.equal((await amend("x")).status, 428);
  assert.equal((await official.get<{ history: unknown[] }>(`/v1/submissions/${made.id}`)).history.length, 2);
});

async function aMember({ parts }: TestSite): Promise<string> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  return (await db.one<{ id: string }>(sql`select id from program.member limit 1`)).id;
}

testSite("who reaches what: a member their own and what is for everybody, an application nothing", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const member = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const other = atWork(site, await addPerson(site, "kim@fernhollow.example", []));
  const asked = await member.file("technology-request", REQUEST);
  await member.get(`/v1/submissions/${asked.id}`);
  await other.get(`/v1/submissions/${asked.id}`, 404); // Somebody else's is not there.
  await official.get(`/v1/submissions/${asked.id}`);
  assert.equal((await member.send("/v1/submissions", { form: "system", answers: {} })).status, 404);
  const counts = [member, other, official].map(async (who) => (await who.get<{ items: unknown[] }>("/v1/submissions")).items.length);
  assert.deepEqual(await Promise.all(counts), [1, 0, 1]);
  const app = await addClient(site, "Clinic A");
  assert.equal((await site.fetch("/v1/submissions", { headers: app.headers() })).status, 403);
  const { parts } = site;
  const [tenant] = await parts.db.in({ role: "part164_app" }).rows<{ id: string }>(sql`select id from part164.tenant`);
  const seen = await parts.db
    .in({ role: "part164_app", tenant: tenant?.id as typeof parts.installation }) // A tenant's id, as an application's connection has it.
    .rows(sql`select id from program.submission`);
  assert.equal(seen.length, 0, "in a tenant's scope the database itself shows no row of the program");
});

testSite("answers name what is there: a person, a document, a submission of the form that is asked for", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const asked = await official.file("technology-request", REQUEST);
  const nobody = site.parts.makeId();
  const { items } = await official.get<{ items: { id: string }[] }>("/v1/members");
  const system = { name: "Wiki", kind: "other", purpose: "Notes", phi: "none", criticality: "week", owner: items[0]?.id };
  for (const [form, at, answers] of [
    ["risk-entry", "owner", { owner: nobody }],
    ["system", "party", { ...system, party: nobody }],
    ["system", "party", { ...system, party: asked.id }],
    ["de-identification-release", "agreement", { method: "limited", agreement: nobody }],
  ] as const) {
    const refused = await official.send("/v1/submissions", { form, answers });
    assert.equal(refused.status, 422, `${form}: ${at}`);
    const { fields } = (await refused.json()) as { fields: { at: string }[] };
    assert.deepEqual(fields[0]?.at, `/answers/${at}`);
  }
  await official.file("risk-entry", { owner: items[0]?.id });
});

testSite("bad answers are named one by one, and never a fault of ours", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const bad = await official.send("/v1/submissions", { form: "system", answers: { name: "", kind: "spaceship", stray: 1, owner: "x" } });
  assert.equal(bad.status, 422);
  const { fields } = (await bad.json()) as { fields: { at: string }[] };
  for (const at of ["/answers/name", "/answers/kind", "/answers/owner"])
    assert.ok(
      fields.some((field) => field.at === at),
      at,
    );
  for (const form of ["__proto__", "constructor", "no-such-form"])
    assert.ok([404, 400].includes((await official.send("/v1/submissions", { form, answers: {} })).status), form);
  const asked = await official.file("technology-request", REQUEST);
  for (const name of ["__proto__", "toString", "no-such-move"])
    assert.ok([400, 409].includes((await official.tryMove(asked, name)).status), name);
  const sneaky = await official.tryMove(asked, "withdraw", { answers: { phi: "no", keptOut: "nothing" } });
  assert.equal(sneaky.status, 422, "a move changes no answer that it does not ask for");
});

testSite("a list is asked for what answers a question with one of these, and nothing else is in it", async (site) => {
  const official = atWork(site, await setUpSite(site));
  for (const role of ["customer", "vendor", "vendor-without-phi"])
    await official.file("party", { name: role, role, service: "Care", ...(role === "vendor-without-phi" ? {} : { phi: "no" }) });
  const titles = async (answer: string): Promise<string[]> =>
    (await official.get<{ items: Filed[] }>(`/v1/submissions?form=party&answer=${encodeURIComponent(answer)}`)).items.map(
      ({ title }) => title,
    );
  assert.deepEqual(await titles("role=customer"), ["customer"]);
  assert.deepEqual((await titles("role=customer,vendor")).sort(), ["customer", "vendor"]);
  for (const unanswered of ["no=such", "no=undefined", "constructor=x"]) assert.deepEqual(await titles(unanswered), [], unanswered);
  for (const wrong of ["role", "role=", "role=customer, vendor", "=customer", "name=Customer’s"])
    await official.get(`/v1/submissions?form=party&answer=${encodeURIComponent(wrong)}`, 400);
});

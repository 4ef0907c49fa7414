// SPDX-License-Identifier: Apache-2.0
// What proves the contracts of the chain can fail, pass, and not apply: each check is shown such a state.
import assert from "node:assert/strict";
import { present } from "#base/assert.ts";
import { MS_PER_DAY } from "#base/clock.ts";
import { REQUIRED } from "#program/associate/provisions.ts";
import { changeSubmission } from "#program/form/file-submission.ts";
import { formNamed } from "#program/form/registry.ts";
import { openContent, submissionById } from "#program/form/submission.ts";
import { checkNamed } from "#safeguard/registry.ts";
import { runCheck } from "#safeguard/run.ts";
import { sql } from "#store/sql.ts";
import { contractWith, paper, plantContract, plantCustomer, reviewOf, said } from "./support/associate.ts";
import { two } from "./support/incident.ts";
import { atWork, type AtWork, codeOf, type Filed } from "./support/person.ts";
import { addClient, addPerson, PATIENT, signIn, testSite, type TestSite } from "./support/site.ts";
import { dayHere } from "./support/day.ts";
import { systemOf } from "./support/risk.ts";

const look = async ({ parts }: TestSite, name: string): Promise<string> => {
  const { status, observed } = await runCheck(parts, present(await checkNamed(name), name));
  return `${status}: ${observed}`;
};
const vendor = (who: AtWork, more: object = {}): Promise<Filed> =>
  who.file("party", { name: "Cloud", role: "vendor", service: "Runs our service", phi: "yes", ...more });

testSite(
  "164.308(b)(1), 164.502(e)(1): PHI that passes without a contract in force is a gap, by word, by flow or by system",
  async (site) => {
    const passing = (): Promise<string> => look(site, "phi-passes-only-under-contract");
    const { maya, ruth, mayaId } = await two(site);
    assert.match(await passing(), /^fail: No party/);
    const later = await vendor(maya, { phi: "no" });
    await vendor(maya, { name: "Courier", notNeeded: "It carries sealed boxes." });
    assert.match(await passing(), /^not-applicable/, "no PHI yet");
    const flow = { what: "All", fromKind: "individuals", toKind: "party", toParty: later.id, way: "HTTPS", encrypted: "yes" };
    const arrow = await maya.file("data-flow", flow);
    assert.match(await passing(), /^fail: PHI passes to or from 1 of 1 parties/, "a flow goes there, whatever was said");
    await maya.move(arrow, "retire", { reason: "Not before the contract" });
    assert.match(await passing(), /^not-applicable/);
    const about = { name: "S", kind: "application", purpose: "x", protection: "TLS", owner: mayaId, criticality: "day", party: later.id };
    await maya.file("system", { ...about, phi: "keeps" });
    assert.match(await passing(), /^fail: PHI passes to or from 1 of 1 parties/);
    await plantContract(maya, ruth, later.id, { endsOn: dayHere(site, 5) });
    assert.match(await passing(), /^pass: PHI passes to or from 1 parties/);
    await vendor(maya, { name: "Texting" });
    assert.match(await passing(), /^fail: PHI passes to or from 1 of 2/);
    site.clock.pass(6 * MS_PER_DAY);
    assert.match(
      await passing(),
      /^fail: PHI passes to or from 2 of 2 .* Of 1 the contract has expired/,
      "nobody moved it: its day has passed",
    );
  },
);

testSite("164.308(b)(1): a flow or a system by which PHI passes is changed and retired by officials", async (site) => {
  const { maya, mayaId } = await two(site);
  const manager = atWork(site, await addPerson(site, "mia@fernhollow.example", ["manager"]));
  const party = await maya.file("party", { name: "Cloud", role: "vendor", service: "Runs our service", phi: "yes" });
  const flow = { what: "Appointments", fromKind: "individuals", toKind: "party", toParty: party.id, way: "HTTPS", encrypted: "yes" };
  const system = { ...systemOf(mayaId, "Main database"), party: party.id };
  for (const [form, answers] of [
    ["data-flow", flow],
    ["system", system],
  ] as const) {
    const filed = await manager.file(form, answers);
    const path = `/v1/submissions/${filed.id}`;
    assert.equal(await codeOf(await manager.send(path, { answers }, { method: "PUT", version: filed.version })), "not_yours_to_do", form);
    assert.equal(await codeOf(await manager.tryMove(filed, "retire", { reason: "It is gone" })), "not_yours_to_do", form);
    assert.equal((await maya.move(filed, "retire", { reason: "It is gone" })).state, "retired");
  }
});

testSite("164.308(b)(1), 164.502(e): that no contract is needed is said by an official, whoever files the party", async (site) => {
  const { maya, ruth } = await two(site);
  const manager = atWork(site, await addPerson(site, "mia@fernhollow.example", ["manager"]));
  const passing = (): Promise<string> => look(site, "phi-passes-only-under-contract");
  const PARTY = { name: "Cloud", role: "vendor", service: "Runs our service", phi: "yes" };
  const waivers: readonly [string, Readonly<Record<string, unknown>>][] = [
    ["notNeeded", { ...PARTY, notNeeded: "It carries sealed boxes." }],
    ["phi", { ...PARTY, phi: "no" }],
    ["role", { name: "Cloud", role: "vendor-without-phi", service: "Posters" }],
    ["role", { name: "Cloud", role: "other", service: "Pays us" }],
  ];
  for (const [name, answers] of waivers) {
    const answer = await manager.send("/v1/submissions", { form: "party", answers });
    const { fields } = (await answer.json()) as { fields: { at: string; says: string }[] };
    assert.deepEqual([answer.status, fields.map(({ at }) => at)], [422, [`/answers/${name}`]]);
    assert.match(fields[0]?.says ?? "", /^An official decides this/);
    await ruth.file("party", answers);
  }
  assert.match(await passing(), /^not-applicable/, "officials may say each of them");
  const filed = await manager.file("party", PARTY);
  const bare = /^fail: PHI passes to or from 1 of 1 parties/;
  assert.match(await passing(), bare);
  const path = `/v1/submissions/${filed.id}`;
  for (const [, answers] of waivers) {
    const { version } = filed;
    assert.equal(await codeOf(await manager.send(path, { answers }, { method: "PUT", version })), "not_yours_to_do");
  }
  assert.equal(await codeOf(await manager.tryMove(filed, "retire", { reason: "We left them" })), "not_yours_to_do");
  const { mayAmend, moves } = await manager.get<{ mayAmend: boolean; moves: { closed: string | null }[] }>(path);
  assert.deepEqual([mayAmend, moves.map(({ closed }) => closed === null)], [false, [false]], "nor is it offered");
  assert.match(await passing(), bare);
  assert.equal((await maya.move(filed, "retire", { reason: "We left them" })).state, "retired");
});

testSite("164.502(e)(1): records in a tenant that is nobody's, or of a customer without a contract, are a gap", async (site) => {
  const tenants = (): Promise<string> => look(site, "tenants-hold-phi-under-contract");
  const { maya, ruth } = await two(site);
  assert.match(await tenants(), /^not-applicable/);
  const app = await addClient(site, "Clinic");
  assert.match(await tenants(), /^not-applicable/, "an empty tenant holds nothing");
  const { id } = present((await maya.get<{ tenants: { id: string }[] }>("/v1/associates")).tenants[0], "a tenant");
  const created = await site.fetch("/fhir/R4/Patient", { method: "POST", headers: app.headers(), body: JSON.stringify(PATIENT) });
  assert.equal(created.status, 201);
  assert.match(await tenants(), /^fail: 1 of 1 tenants with records name no customer/);
  const customer = await plantCustomer(maya, ruth, "Clinic", { endsOn: dayHere(site, 5) });
  await maya.write(`/v1/tenants/${id}/party`, { was: null, party: customer.id });
  assert.match(await tenants(), /^pass: 1 tenants/);
  site.clock.pass(6 * MS_PER_DAY);
  assert.match(await tenants(), /^fail: 1 of 1 tenants hold records of a customer whose contract is not in force/);
  const db = site.parts.db.in({ role: "part164_app" });
  await db.run(sql`update part164.tenant set party = null`);
  await db.run(sql`update part164.installation set entity = 'covered-entity'`);
  assert.match(await tenants(), /^pass/, "a covered entity's own patients");
});

testSite("164.314(a)(2)(i), 164.504(e)(2): contracts are on record, or owed, or not needed", async (site) => {
  const whole = (): Promise<string> => look(site, "contracts-have-every-provision");
  const { maya, ruth } = await two(site);
  assert.match(await whole(), /^fail: No associate contract/);
  const cloud = await vendor(maya, { phi: "no" });
  assert.match(await whole(), /^not-applicable/);
  await vendor(maya, { name: "Texting" });
  assert.match(await whole(), /^fail: No associate contract/);
  await plantContract(maya, ruth, cloud.id);
  assert.match(await whole(), /^pass: 1 contracts/);

  // Past the guards, as by a list of provisions that has grown since.
  const provisions = { ...said(REQUIRED), books: { is: "no", note: "They refuse." } };
  const draft = await maya.file("associate-contract", contractWith(cloud.id, await paper(maya), { provisions, kind: "other-arrangement" }));
  const { id } = await maya.move(draft, "submit");
  const { parts } = site;
  const [form, day] = [await formNamed("associate-contract"), dayHere(site)];
  await parts.db.transaction({ role: "part164_app", tenant: parts.installation }, async (tx) => {
    const before = present(await submissionById(tx, id), "filed");
    const change = {
      move: "put-in-force",
      answers: (await openContent(parts, before)).answers,
      reason: null,
      mover: { user: null, roles: [] },
    };
    await changeSubmission(parts, tx, form, { before, change, day });
  });
  assert.match(await whole(), /^fail: 1 of 2 contracts in force lack a provision/);
});

testSite("164.504(e)(1), 164.504(e)(2)(ii)(J): vendors are looked at in time, and PHI comes back in time", async (site) => {
  const [looked, back] = [() => look(site, "associates-are-looked-at-in-time"), () => look(site, "phi-comes-back-when-contracts-end")];
  const { maya, ruth, person } = await two(site);
  assert.match(await looked(), /^not-applicable/);
  assert.match(await back(), /^not-applicable/);
  const cloud = await vendor(maya);
  assert.match(await looked(), /^fail: Of 1 vendors that PHI passes to, 1 were never/);
  const held = await plantContract(maya, ruth, cloud.id);
  const review = await maya.file("associate-due-diligence", reviewOf(cloud.id, dayHere(site)));
  const submitted = await maya.move(review, "submit");
  assert.match(await looked(), /^fail/, "not decided yet");
  await ruth.move(submitted, "approve");
  assert.match(await looked(), /^pass: All 1 vendors/);
  const answers = { endedBecause: "by-notice", endedOn: dayHere(site) };
  const ended = await maya.move(held, "terminate", { reason: "Another is better", answers });
  assert.match(await back(), /^pass: After 1 contracts/, "its day has not come");
  site.clock.pass(31 * MS_PER_DAY);
  assert.match(await back(), /^fail: After 1 of 1/);
  const again = atWork(site, { ...person, cookie: await signIn(site, person) });
  const proof = {
    returned: "destroyed",
    returnedOn: dayHere(site),
    returnedHow: "Wiped, backups aged out.",
    returnedDocument: await paper(again),
  };
  await again.move(ended, "close", { answers: proof });
  assert.match(await back(), /^pass/);
  site.clock.pass(366 * MS_PER_DAY);
  assert.match(await looked(), /^fail: Of 1 vendors that PHI passes to, 0 were never looked at and 1 not in time/);
});

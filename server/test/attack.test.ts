// SPDX-License-Identifier: Apache-2.0
// What an attacker tried and found open once. Each test fails without the wall it names.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "otpauth";
import { MS_PER_MINUTE } from "#base/clock.ts";
import { describeError } from "#base/log.ts";
import { inTurn, LOOKS_MAX } from "#access/password.ts";
import { codeAt } from "#access/second-factor.ts";
import { recordStranger, STRANGERS_RECORDED_MAX } from "#access/stranger.ts";
import { systemAct } from "#ledger/act.ts";
import { sweep } from "#jobs/tasks.ts";
import { sql } from "#store/sql.ts";
import { callAsOperator } from "#cli/command.ts";
import { addClient, addPerson, consoleWrite, PASSWORD, PATIENT, setUpSite, type TestSite, testSite } from "./support/site.ts";

const tryPassword = (site: TestSite, email: string, password: string) => site.fetch("/v1/sign-in", consoleWrite({ email, password }));

testSite("another spelling of an e-mail address gives no more guesses", async (site) => {
  await setUpSite(site);
  const { output } = await callAsOperator(site.site, "access.user.invite", {
    input: { body: { name: "Ivi", email: "ivi@fernhollow.example", roles: [] } },
  });
  assert.ok(output);
  for (let guess = 0; guess < 10; guess++) assert.equal((await tryPassword(site, "ivi@fernhollow.example", PASSWORD)).status, 401);
  for (const spelling of [
    "IVI@fernhollow.example",
    "ivi@FERNHOLLOW.example",
    "\u0130vi@fernhollow.example",
    "iv\u0130@fernhollow.example",
  ]) {
    const { status } = await tryPassword(site, spelling, PASSWORD);
    const refusals = await site.parts.ledger.reader.find(site.parts.installation, { kind: "access.sign-in.refuse" }, 1);
    assert.ok(status === 429 || refusals[0]?.entry.actor.id === null, `${spelling} is no way to the same person`);
  }
});

const NOBODY = "01900000-0000-7000-8000-000000000001";
const FHIR = { "content-type": "application/fhir+json", "purpose-of-use": "TREAT" };

const observation = (patient: string, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    resourceType: "Observation",
    status: "final",
    code: { text: "x" },
    subject: { reference: `Patient/${patient}` },
    ...more,
  });

const post = async (site: TestSite, path: string, headers: Record<string, string>, body: string) => {
  const answer = await site.fetch(path, { method: "POST", headers: { ...FHIR, ...headers }, body });
  return { status: answer.status, id: ((await answer.json()) as { id: string }).id };
};

/** What an answer says, without the ids that are new in each. */
const said = async (answer: Response) => ({ status: answer.status, text: (await answer.text()).replaceAll(/[0-9a-f-]{36}/g, "") });

testSite("who may not amend or create cannot tell by the fault what is there", async (site) => {
  await setUpSite(site);
  const { headers } = await addClient(site, "North");
  const patient = await post(site, "/fhir/R4/Patient", headers(), JSON.stringify(PATIENT));
  const there = await post(site, "/fhir/R4/Observation", headers(), observation(patient.id));
  const { cookie } = await addPerson(site, "auditor@fernhollow.example", ["auditor"]);
  const asAuditor = { ...FHIR, cookie, "part164-console": "1", "if-match": 'W/"1"' };
  const amend = (id: string) =>
    site
      .fetch(`/fhir/R4/Observation/${id}`, { method: "PUT", headers: asAuditor, body: observation(NOBODY, { id }) })
      .then((answer) => said(answer));
  const create = (about: string) =>
    site.fetch("/fhir/R4/Observation", { method: "POST", headers: asAuditor, body: observation(about) }).then((answer) => said(answer));
  assert.equal((await amend(there.id)).status, 404);
  assert.deepEqual(await amend(there.id), await amend(NOBODY));
  assert.deepEqual(await create(patient.id), await create(NOBODY));
});

testSite("what was answered once is answered again only to who may still do it", async (site) => {
  await setUpSite(site);
  const wide = await addClient(site, "North");
  const key = { "idempotency-key": "attack-replay-1" };
  assert.equal((await post(site, "/fhir/R4/Patient", wide.headers(key), JSON.stringify(PATIENT))).status, 201);
  const answer = await site.fetch("/oauth/token", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: wide.clientId,
      client_secret: wide.clientSecret,
      scope: "system/Observation.r",
    }).toString(),
  });
  const { access_token: narrow } = (await answer.json()) as { access_token: string };
  const again = await post(site, "/fhir/R4/Patient", { ...key, authorization: `Bearer ${narrow}` }, JSON.stringify(PATIENT));
  assert.equal(again.status, 404);
});

testSite("a bundle brings in no type that its sender may not create", async (site) => {
  await setUpSite(site);
  const { headers } = await addClient(site, "North", { scopes: ["system/Bundle.c", "system/Observation.crus"] });
  const entry = [{ fullUrl: `urn:uuid:${NOBODY}`, resource: PATIENT, request: { method: "POST", url: "Patient" } }];
  const bundle = JSON.stringify({ resourceType: "Bundle", type: "transaction", entry });
  assert.equal((await post(site, "/fhir/R4", headers(), bundle)).status, 403);
  const { headers: both } = await addClient(site, "North", { scopes: ["system/Bundle.c", "system/Patient.c"] });
  assert.equal((await post(site, "/fhir/R4", both(), bundle)).status, 200);
});

const countOf = async (site: TestSite, kind: string, outcome: string) =>
  (await site.parts.ledger.reader.find(site.parts.installation, { kind, outcome }, 1000)).length;

testSite("a flood of strangers does not fill the ledger, and keeps nobody else out", async (site) => {
  const { cookie } = await setUpSite(site);
  const max = STRANGERS_RECORDED_MAX.address;
  const knock = () => site.fetch("/v1/session", { headers: { authorization: "Bearer made-up-made-up-made-up" } });
  const statuses: number[] = [];
  for (let n = 0; n < max + 20; n += 20)
    statuses.push(...(await Promise.all(Array.from({ length: 20 }, knock))).map(({ status }) => status));
  assert.equal(statuses.filter((status) => status === 401).length, max);
  assert.equal(statuses.filter((status) => status === 429).length, 20);
  assert.equal(await countOf(site, "access.session.read", "not_signed_in"), max);
  assert.equal(await countOf(site, "access.session.read", "too_many"), 1, "that more came is on record");
  assert.equal((await site.fetch("/v1/session", { headers: { cookie } })).status, 200);
  site.clock.pass(MS_PER_MINUTE);
  assert.equal((await knock()).status, 401);
});

testSite("the addresses of one IPv6 network are one stranger", async (site) => {
  const knock = (address: string) =>
    recordStranger(site.parts, systemAct(site.parts.installation, "access.session.read", { from: { address, agent: null } }));
  await Promise.all(Array.from({ length: STRANGERS_RECORDED_MAX.address }, (_, n) => knock(`2001:db8:0:1::${n.toString(16)}`)));
  await assert.rejects(knock("2001:db8:0:1:ffff::1"), { code: "too_many" });
  await knock("2001:db8:0:2::1");
});

testSite("a stranger's body is not read", async (site) => {
  await setUpSite(site);
  for (const headers of [{}, { authorization: "Bearer made-up-made-up-made-up" }]) {
    const answer = await site.fetch("/fhir/R4", { method: "POST", headers: { ...FHIR, ...headers }, body: "[".repeat(200_000) });
    assert.equal(answer.status, 401, "and not what parsing it would have said");
  }
});

testSite("who comes to a crowded sign-in is sent away uncounted; when it is less crowded, let in", async (site) => {
  const maya = await setUpSite(site);
  const crowd = Promise.withResolvers<void>();
  const inside = Array.from({ length: LOOKS_MAX }, () => inTurn(() => crowd.promise));
  for (let n = 0; n < 12; n++) assert.equal((await tryPassword(site, maya.email, PASSWORD)).status, 429);
  crowd.resolve();
  await Promise.all(inside);
  assert.equal((await tryPassword(site, maya.email, PASSWORD)).status, 200, "twelve counted tries would have locked her out");
});

testSite("what was counted against made-up names is swept away; what still counts stays", async (site) => {
  const counted = async () =>
    (await site.parts.db.in({ role: "part164_app" }).one<{ n: number }>(sql`select count(*) as n from access.attempt`)).n;
  await tryPassword(site, "made-up@fernhollow.example", "a guess that is wrong");
  await sweep.run(site.parts);
  assert.equal(await counted(), 1);
  site.clock.pass(16 * MS_PER_MINUTE);
  await sweep.run(site.parts);
  assert.equal(await counted(), 0);
});

testSite("a person who signs in several times at once gets no fault of ours", async (site) => {
  const maya = await setUpSite(site);
  const tickets: string[] = [];
  for (let n = 0; n < 5; n++) tickets.push(((await (await tryPassword(site, maya.email, PASSWORD)).json()) as { ticket: string }).ticket);
  const answers = await Promise.all(
    tickets.map((ticket, n) => site.fetch("/v1/sign-in/factor", consoleWrite({ ticket, recoveryCode: maya.recoveryCodes[n] }))),
  );
  for (const { status } of answers) assert.equal(status, 200);
});

async function invite(site: TestSite): Promise<{ id: string; token: string; totp: Uint8Array }> {
  const { output } = await callAsOperator(site.site, "access.user.invite", {
    input: { body: { name: "Ivi", email: "ivi@fernhollow.example", roles: [] } },
  });
  const { id, enrolmentUrl } = output as { id: string; enrolmentUrl: string };
  const token = enrolmentUrl.split("#")[1] ?? "";
  const opened = (await (await site.fetch("/v1/enrolment/open", consoleWrite({ token }))).json()) as { totp: { secret: string } };
  return { id, token, totp: new Uint8Array(Secret.fromBase32(opened.totp.secret).buffer) };
}

testSite("to look at an enrolment link shows a secret, and is on record; so is a wrong code", async (site) => {
  await setUpSite(site);
  const before = await countOf(site, "access.enrolment.open", "done");
  const { id, token } = await invite(site);
  assert.equal(await countOf(site, "access.enrolment.open", "done"), before + 1);
  assert.equal((await site.fetch("/v1/enrolment/finish", consoleWrite({ token, password: PASSWORD, code: "12345" }))).status, 401);
  const [refused] = await site.parts.ledger.reader.find(site.parts.installation, { kind: "access.sign-in.refuse" }, 1);
  assert.equal(refused?.entry.actor.id, id);
});

testSite("a long password of characters beyond the first plane opens what it was chosen for", async (site) => {
  await setUpSite(site);
  const { token, totp } = await invite(site);
  const password = "\u{1F98A}\u{1F43B}\u{1F43C}\u{1F428}\u{1F42F}".repeat(40);
  const code = codeAt(totp, site.parts.steady.now());
  assert.equal((await site.fetch("/v1/enrolment/finish", consoleWrite({ token, password, code }))).status, 200);
  assert.equal((await tryPassword(site, "ivi@fernhollow.example", password)).status, 200);
});

testSite("a HEAD of a package leaves both its entries", async (site) => {
  const { cookie } = await setUpSite(site);
  const { id } = (await (await site.fetch("/v1/packages", consoleWrite({}, cookie))).json()) as { id: string };
  const answer = await site.fetch(`/v1/packages/${id}/file`, { method: "HEAD", headers: { cookie, "part164-console": "1" } });
  assert.equal(answer.status, 200);
  const [ended] = await site.parts.ledger.reader.find(site.parts.installation, { kind: "report.package.download" }, 1);
  assert.equal(ended?.entry.detail?.["sentBytes"], 0);
});

test("a message that looks like a place does not get into the log", () => {
  const said = JSON.stringify(describeError(new TypeError("no such thing:\n    at Linnea Ashgrove, born 1984-07-09")));
  assert.ok(!said.includes("Ashgrove"));
  assert.match(said, /attack\.test\.ts/);
});

testSite("who knows an application's id cannot keep it out by failing as it", async (site) => {
  await setUpSite(site);
  const { clientId, clientSecret } = await addClient(site, "North");
  const ask = (client_secret: string) =>
    site.fetch("/oauth/token", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret }).toString(),
    });
  const wrong = await Promise.all(Array.from({ length: 15 }, () => ask("not the secret")));
  assert.equal(wrong.filter(({ status }) => status === 401).length, 10);
  assert.equal(wrong.filter(({ status }) => status === 429).length, 5);
  const right = await Promise.all(Array.from({ length: 15 }, () => ask(clientSecret)));
  for (const { status } of right) assert.equal(status, 200);
});

// The embedded database cannot be gone while its server is there.
testSite(
  "an application is no stranger because the database is gone: it is told to come back, however often it asks",
  async (site) => {
    await setUpSite(site);
    const app = await addClient(site, "Lakeside");
    await site.parts.db.close();
    site.clock.pass(1000); // Longer than a token is believed unasked.
    const answers = await Promise.all(
      Array.from({ length: 320 }, () => site.fetch("/fhir/R4/Patient/01890000-0000-7000-8000-000000000001", { headers: app.headers() })),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [503]);
  },
  {},
  { on: ["postgresql"] },
);

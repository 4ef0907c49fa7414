// SPDX-License-Identifier: Apache-2.0
// What an attacker tried and found open once. Each test fails without the wall it names.
import assert from "node:assert/strict";
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

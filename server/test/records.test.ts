// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import type { EventId, TenantId } from "#base/id.ts";
import { sql } from "#store/sql.ts";
import { addClient, addPerson, PATIENT, setUpSite, signIn, type TestClient, type TestSite, testSite } from "./support/site.ts";

type Fhir = { id: string; meta: { versionId: string }; [name: string]: unknown };

async function create(site: TestSite, client: TestClient, resource: unknown, type = "Patient"): Promise<Response> {
  return site.fetch(`/fhir/R4/${type}`, { method: "POST", headers: client.headers(), body: JSON.stringify(resource) });
}

async function tenantOf({ parts }: TestSite, name: string): Promise<TenantId> {
  const { id } = await parts.db.in({ role: "part164_app" }).one<{ id: TenantId }>(sql`select id from part164.tenant where name = ${name}`);
  return id;
}

testSite("a record is created, read, amended and read as it was, and each leaves an entry", async (site) => {
  const client = await addClient(site, "Clinic A");
  const created = await create(site, client, PATIENT);
  assert.equal(created.status, 201, await created.clone().text());
  assert.equal(created.headers.get("etag"), 'W/"1"');
  const { id } = (await created.json()) as Fhir;

  const read = await site.fetch(`/fhir/R4/Patient/${id}`, { headers: client.headers() });
  assert.equal(read.status, 200);
  const { meta: _meta, id: _id, ...content } = (await read.json()) as Fhir;
  assert.deepEqual(content, PATIENT);

  const amended = await site.fetch(`/fhir/R4/Patient/${id}`, {
    method: "PUT",
    headers: client.headers({ "if-match": 'W/"1"' }),
    body: JSON.stringify({ ...PATIENT, id, active: false }),
  });
  assert.equal(amended.status, 200, await amended.clone().text());
  assert.equal(((await amended.json()) as Fhir).meta.versionId, "2");

  const first = (await (await site.fetch(`/fhir/R4/Patient/${id}/_history/1`, { headers: client.headers() })).json()) as Fhir;
  assert.equal(first["active"], true);
  const history = (await (await site.fetch(`/fhir/R4/Patient/${id}/_history`, { headers: client.headers() })).json()) as {
    total: number;
    entry: { resource: Fhir }[];
  };
  assert.deepEqual(
    history.entry.map(({ resource }) => resource.meta.versionId),
    ["2", "1"],
  );

  const tenant = await tenantOf(site, "Clinic A");
  const entries = await site.parts.ledger.reader.find(tenant, { individual: id }, 10);
  assert.deepEqual(
    entries.map(({ entry }) => entry.kind),
    ["phi.record.list-versions", "phi.record.read-version", "phi.record.amend", "phi.record.read", "phi.record.create"],
  );
  const reading = entries.find(({ event }) => event === (read.headers.get("ledger-entry") as EventId));
  assert.deepEqual(reading?.entry.fields, ["active", "birthDate", "communication", "gender", "identifier", "name"]);
  assert.equal(reading?.entry.purpose, "TREAT");
  assert.deepEqual(reading?.entry.decided?.policyIds, ["client-scoped"]);
  assert.equal(reading?.entry.record?.version, 1);
});

testSite("what one tenant stored does not exist for another, and the attempt is on record", async (site) => {
  const [a, b] = [await addClient(site, "Clinic A"), await addClient(site, "Clinic B")];
  const { id } = (await (await create(site, a, PATIENT)).json()) as Fhir;
  const refused = await site.fetch(`/fhir/R4/Patient/${id}`, { headers: b.headers() });
  const missing = await site.fetch(`/fhir/R4/Patient/${site.parts.makeId()}`, { headers: b.headers() });
  assert.equal(refused.status, 404);
  assert.equal(missing.status, 404);
  const withoutRequest = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "");
  assert.equal(withoutRequest(await refused.text()), withoutRequest(await missing.text()));
  const [entry] = await site.parts.ledger.reader.find(await tenantOf(site, "Clinic B"), { record: { type: "Patient", id } }, 1);
  assert.equal(entry?.entry.outcome, "not_found");
});

testSite("a write needs the version it was made from, and two who write at once are told", async (site) => {
  const client = await addClient(site, "Clinic A");
  const { id } = (await (await create(site, client, PATIENT)).json()) as Fhir;
  const put = (version?: string) =>
    site.fetch(`/fhir/R4/Patient/${id}`, {
      method: "PUT",
      headers: client.headers(version === undefined ? {} : { "if-match": version }),
      body: JSON.stringify({ ...PATIENT, id }),
    });
  assert.equal((await put()).status, 428);
  assert.equal((await put('W/"7"')).status, 412);
  const both = await Promise.all([put('W/"1"'), put('W/"1"')]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412]);
});

testSite("scopes and purposes are limits", async (site) => {
  const owner = await addClient(site, "Clinic A");
  const { id } = (await (await create(site, owner, PATIENT)).json()) as Fhir;
  const reader = await addClient(site, "Clinic A", { scopes: ["system/Observation.r"] });
  assert.equal((await site.fetch(`/fhir/R4/Patient/${id}`, { headers: reader.headers() })).status, 404);
  assert.equal((await create(site, reader, PATIENT)).status, 404);
  assert.equal((await site.fetch(`/fhir/R4/Patient/${id}`, { headers: owner.headers({ "purpose-of-use": "PATRQT" }) })).status, 400);
  assert.equal((await site.fetch(`/fhir/R4/Patient/${id}`, { headers: owner.headers({ "purpose-of-use": "MARKETING" }) })).status, 400);
});

testSite("people see what their role and purpose need: billing sees demographics only", async (site) => {
  await setUpSite(site);
  const client = await addClient(site, "Clinic A");
  const { id } = (await (await create(site, client, PATIENT)).json()) as Fhir;
  const open = async (roles: string[], purpose: string) => {
    const person = await addPerson(site, `${roles.join("-")}-${purpose.toLowerCase()}@fernhollow.example`, roles);
    return site.fetch(`/fhir/R4/Patient/${id}`, { headers: { cookie: await signIn(site, person), "purpose-of-use": purpose } });
  };
  assert.equal((await open(["clinician"], "TREAT")).status, 200);
  assert.equal((await open(["clinician"], "HPAYMT")).status, 404);
  assert.equal((await open(["security-official"], "TREAT")).status, 404);
  assert.equal((await open([], "TREAT")).status, 404);
  const billing = (await (await open(["billing"], "HPAYMT")).json()) as Fhir;
  assert.deepEqual(Object.keys(billing).sort(), ["active", "birthDate", "gender", "id", "identifier", "meta", "name", "resourceType"]);
});

testSite("a record is sealed at rest: no word of it stands in the database", async (site) => {
  const client = await addClient(site, "Clinic A");
  await create(site, client, PATIENT);
  const tenant = await tenantOf(site, "Clinic A");
  const [row] = await site.parts.db.in({ role: "part164_app", tenant }).rows<{ sealed: Uint8Array }>(sql`select sealed from phi.record`);
  assert.ok(row);
  for (const word of ["Ashgrove", "Linnea", "1984", "female", "Patient"]) assert.equal(Buffer.from(row.sealed).includes(word), false, word);
});

testSite("decimals come back as they were written", async (site) => {
  const client = await addClient(site, "Clinic A");
  const { id: patient } = (await (await create(site, client, PATIENT)).json()) as Fhir;
  const text = `{"resourceType":"Observation","status":"final","code":{"text":"Weight"},"subject":{"reference":"Patient/${patient}"},"valueQuantity":{"value":70.10,"unit":"kg"}}`;
  const created = await site.fetch("/fhir/R4/Observation", { method: "POST", headers: client.headers(), body: text });
  assert.equal(created.status, 201, await created.clone().text());
  const { id } = (await created.json()) as Fhir;
  assert.match(await (await site.fetch(`/fhir/R4/Observation/${id}`, { headers: client.headers() })).text(), /"value":70\.10,/);
});

testSite("a record about somebody who is not here is refused", async (site) => {
  const client = await addClient(site, "Clinic A");
  const observation = {
    resourceType: "Observation",
    status: "final",
    code: { text: "x" },
    subject: { reference: `Patient/${site.parts.makeId()}` },
  };
  const answer = await create(site, client, observation, "Observation");
  assert.equal(answer.status, 422);
  const outcome = (await answer.json()) as { resourceType: string };
  assert.equal(outcome.resourceType, "OperationOutcome");
});

testSite("an Idempotency-Key makes a retry the same act, and refuses another", async (site) => {
  const client = await addClient(site, "Clinic A");
  const send = (body: unknown) =>
    site.fetch("/fhir/R4/Patient", {
      method: "POST",
      headers: client.headers({ "idempotency-key": "one-key-for-all" }),
      body: JSON.stringify(body),
    });
  const answers = await Promise.all([send(PATIENT), send(PATIENT), send(PATIENT)]);
  const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as Fhir).id));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201],
  );
  assert.equal(new Set(ids).size, 1);
  assert.equal((await send({ ...PATIENT, active: false })).status, 409);
});

testSite(
  "164.406(a): where individuals live is counted for those who may read all of a record, with a purpose, and recorded",
  async (site) => {
    const client = await addClient(site, "Clinic A");
    const other = await addClient(site, "Clinic B");
    const ids: string[] = [];
    for (const state of ["TX", "TX", "OK", undefined]) {
      const created = await create(site, client, { ...PATIENT, ...(state === undefined ? {} : { address: [{ state }] }) });
      ids.push(((await created.json()) as Fhir).id);
    }
    const ask = (who: TestClient, individuals: readonly string[], more: Record<string, string> = {}) =>
      site.fetch("/v1/individuals/count-residents", {
        method: "POST",
        headers: who.headers({ "content-type": "application/json", ...more }),
        body: JSON.stringify({ individuals }),
      });
    const counted = await ask(client, ids);
    assert.equal(counted.status, 200, await counted.clone().text());
    assert.deepEqual(await counted.json(), {
      residents: [
        { state: "TX", count: 2 },
        { state: "OK", count: 1 },
      ],
      unknown: 1,
      missing: 0,
    });
    assert.deepEqual(
      await (await ask(other, ids)).json(),
      { residents: [], unknown: 0, missing: 4 },
      "another tenant's individuals are nobody",
    );
    assert.equal((await ask(client, [])).status, 400);
    assert.equal((await ask(client, ["x"])).status, 400);
    const { cookie } = await setUpSite(site);
    const without = await site.fetch("/v1/individuals/count-residents", {
      method: "POST",
      headers: { cookie, "part164-console": "1", "content-type": "application/json" },
      body: JSON.stringify({ individuals: ids }),
    });
    assert.notEqual(without.status, 200, "without a purpose, or without a tenant, nothing is counted");
    const tenant = await tenantOf(site, "Clinic A");
    const [entry] = await site.parts.ledger.reader.find(tenant, { kind: "phi.individual.count-residents", outcome: "done" }, 1);
    assert.deepEqual(entry?.entry.detail, { individuals: 4, looked: ["address"] });
  },
);

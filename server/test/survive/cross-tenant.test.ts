// SPDX-License-Identifier: Apache-2.0
// Ten tenants, each asking for what is the others': by their ids in paths, bodies, filters, cursors and headers. What is another's is
// marked, and no mark of another may ever be heard.
import assert from "node:assert/strict";
import { PURPOSES } from "#access/purpose.ts";
import type { Operation } from "#gate/operation.ts";
import { count, repeatable } from "../support/long.ts";
import { addClient, PATIENT, testSite, type TestClient, type TestSite } from "../support/site.ts";
import { type Heard, send, type Sent } from "./wire.ts";

const TENANTS = 10;
const AT_ONCE = 8;

/** One tenant: its application, what it holds, and the words that only it may hear. */
type Owner = {
  readonly mark: string;
  readonly client: TestClient;
  readonly patients: readonly string[];
  readonly observations: readonly string[];
  readonly events: readonly string[];
  readonly keys: readonly string[];
  /** Texts that are in no answer to anyone else. Ids count too, unless the request itself held them. */
  readonly secrets: readonly string[];
};

const patientOf = (mark: string, n: number) => ({
  ...PATIENT,
  identifier: [{ system: `http://${mark}.example/mrn`, value: `${mark}-mrn-${n}` }],
  name: [{ family: `${mark}-family`, given: [`${mark}-given-${n}`] }],
});

const observationOf = (mark: string, patient: string) => ({
  resourceType: "Observation",
  status: "final",
  code: { text: `${mark}-code` },
  subject: { reference: `Patient/${patient}` },
  note: [{ text: `${mark}-note` }],
});

async function owner(site: TestSite, n: number): Promise<Owner> {
  const mark = `quince${String.fromCharCode(97 + n)}zz`;
  const client = await addClient(site, `${mark}-tenant`);
  const made: { patients: string[]; observations: string[]; events: string[]; keys: string[] } = {
    patients: [],
    observations: [],
    events: [],
    keys: [],
  };
  const create = async (type: string, record: unknown): Promise<string> => {
    const key = `${mark}-key-${made.keys.length}`;
    const headers = client.headers({ "idempotency-key": key });
    const answer = await send(site.url, { method: "POST", path: `/fhir/R4/${type}`, headers, body: JSON.stringify(record) });
    assert.equal(answer.status, 201, answer.text);
    made.keys.push(key);
    made.events.push(answer.headers["ledger-entry"] ?? "");
    return (JSON.parse(answer.text) as { id: string }).id;
  };
  for (let each = 0; each < 2; each++) {
    const patient = await create("Patient", patientOf(mark, each));
    made.patients.push(patient);
    made.observations.push(await create("Observation", observationOf(mark, patient)));
  }
  const secrets = [mark, ...made.patients, ...made.observations, ...made.events, client.clientId, client.token, client.clientSecret];
  return { mark, client, ...made, secrets };
}

type Chance = ReturnType<typeof repeatable>;

/** A request of `own` for what is `other`'s. */
function attack(chance: Chance, operations: readonly Operation[], own: Owner, other: Owner): Sent {
  const foreignId = (): string => chance.pick([...other.patients, ...other.observations, ...other.events, other.client.clientId]);
  const operation = chance.pick(operations);
  const values: Record<string, () => string> = {
    type: () => chance.pick(["Patient", "Patient", "Observation"]),
    version: () => chance.pick(["1", "2"]),
    event: () => chance.pick(other.events),
    individual: () => chance.pick(other.patients),
    client: () => other.client.clientId,
  };
  const path = operation.route.path.replaceAll(/\{([a-zA-Z]+)\}/g, (_, name: string) => (values[name] ?? foreignId)());
  const { method } = operation.route;
  const token = chance.below(20) === 0 ? chance.pick([`${own.client.token}x`, own.client.clientId]) : own.client.token;
  const headers: Record<string, string> = {
    "content-type": "application/fhir+json",
    authorization: `Bearer ${token}`,
    "idempotency-key": chance.pick([crypto.randomUUID(), chance.pick(other.keys)]),
    "if-match": chance.pick(['W/"1"', 'W/"2"']),
    "purpose-of-use": chance.below(5) === 0 ? chance.pick(Object.keys(PURPOSES)) : "TREAT",
    "on-behalf-of": chance.pick([`Patient/${chance.pick(other.patients)}`, other.client.clientId]),
    ...chance.pick<Record<string, string>>([
      {},
      {},
      {},
      {},
      {},
      {},
      { cookie: `part164_session=${other.client.token.slice(0, 20)}x` },
      { "x-tenant": other.client.clientId },
      { "if-none-exist": "_id=1" },
    ]),
  };
  return {
    method,
    path: `${path}${method === "GET" ? queryOf(chance, own, other) : ""}`,
    headers,
    ...(method === "GET" || method === "DELETE" ? {} : { body: bodyOf(chance, own, other) }),
  };
}

function queryOf(chance: Chance, own: Owner, other: Owner): string {
  const foreign = chance.pick(other.patients);
  const asked: [string, string][] = [
    ["cursor", foreign],
    ["cursor", `Patient.${foreign}`],
    ["cursor", `${"Observation"}.${own.observations[0] ?? ""}`],
    ["individual", foreign],
    ["record", `Patient/${foreign}`],
    ["actor", other.client.clientId],
    ["log", other.client.clientId],
    ["log", foreign],
    ["tenant", other.client.clientId],
    ["_id", foreign],
    ["subject", `Patient/${foreign}`],
    ["type", "Patient"],
    ["limit", "200"],
  ];
  const some = Array.from({ length: Math.max(0, chance.below(6) - 3) }, () => chance.pick(asked));
  return some.length === 0 ? "" : `?${new URLSearchParams(some).toString()}`;
}

function bodyOf(chance: Chance, own: Owner, other: Owner): string {
  const foreign = chance.pick(other.patients);
  const mine = patientOf(own.mark, 7);
  const observation = observationOf(own.mark, foreign);
  const bundle = (entries: unknown[]) => ({ resourceType: "Bundle", type: "transaction", entry: entries });
  const entry = (resource: { resourceType: string }, fullUrl: string, url = resource.resourceType) => ({
    fullUrl,
    resource,
    request: { method: "POST", url },
  });
  return JSON.stringify(
    chance.pick<unknown>([
      observation,
      { ...observation, subject: { reference: `http://localhost:1640/fhir/R4/Patient/${foreign}` } },
      { ...observation, subject: { reference: `urn:uuid:${foreign}` } },
      { ...observation, subject: { reference: `Patient/${foreign}/_history/1` } },
      { ...observation, subject: { reference: `Patient/${own.patients[0]}` }, performer: [{ reference: `Patient/${foreign}` }] },
      { ...mine, id: foreign },
      { ...mine, link: [{ other: { reference: `Patient/${foreign}` }, type: "seealso" }] },
      bundle([entry(observation, "urn:uuid:a")]),
      bundle([entry({ ...mine, id: foreign } as typeof mine, `urn:uuid:${foreign}`), entry(observation, "urn:uuid:b")]),
      bundle([
        { fullUrl: `urn:uuid:${foreign}`, resource: { ...mine, id: foreign }, request: { method: "PUT", url: `Patient/${foreign}` } },
      ]),
      bundle([{ request: { method: "GET", url: `Patient/${foreign}` } }]),
      { tenant: other.client.clientId, name: "x" },
      {},
    ]),
  );
}

/** Another's secret in an answer, if there is one. What the request held itself is no secret to who sent it. */
function leakIn({ headers, text }: Heard, sent: Sent, others: readonly Owner[]): string | null {
  const heard = `${text}\n${Object.entries(headers).flat().join("\n")}`;
  const said = JSON.stringify(sent);
  for (const { secrets } of others) for (const secret of secrets) if (heard.includes(secret) && !said.includes(secret)) return secret;
  return null;
}

testSite("what tenants ask of each other they never get", async (site) => {
  const owners: Owner[] = [];
  for (let n = 0; n < TENANTS; n++) owners.push(await owner(site, n));
  const heavy = new Set(["report.package.make", "report.check.run"]);
  const operations = site.site.operations.filter(({ name }) => !heavy.has(name));
  const onRecords = operations.filter(({ name }) => name.startsWith("phi."));
  const chance = repeatable(20_000);
  const requests = Array.from({ length: count(300, 20_000, 200) }, (_, n) => {
    const own = chance.pick(owners);
    const other = chance.pick(owners.filter((one) => one !== own));
    return { own, sent: attack(chance, n % 4 === 0 ? operations : onRecords, own, other) };
  });
  const [leaks, broken]: [string[], string[]] = [[], []];
  const statuses = new Map<number, number>();
  const next = requests.values();
  const work = async (): Promise<void> => {
    for (const { own, sent } of next) {
      const answer = await send(site.url, sent);
      const leak = leakIn(
        answer,
        sent,
        owners.filter((one) => one !== own),
      );
      if (leak !== null) leaks.push(`${sent.method} ${sent.path}: ${answer.status} tells ${leak}`);
      if (answer.status >= 500) broken.push(`${sent.method} ${sent.path}: ${answer.status} ${answer.text.slice(0, 200)}`);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  assert.deepEqual(leaks.slice(0, 10), []);
  assert.deepEqual(broken.slice(0, 10), []);
  for (const { client, patients, mark } of owners) {
    // Nothing of anyone's was changed by the others, and what is one's own is still had: the silence above is no outage.
    const answer = await send(site.url, { method: "GET", path: `/fhir/R4/Patient/${patients[0]}`, headers: client.headers() });
    assert.equal(answer.status, 200);
    assert.match(answer.text, new RegExp(`"family":"${mark}-family"[^]*${mark}-given-0|${mark}-given-0`));
    assert.equal(answer.headers["etag"], 'W/"1"');
  }
  assert.ok((statuses.get(404) ?? 0) > requests.length / 10, `the requests reached the decision: ${JSON.stringify([...statuses])}`);
});

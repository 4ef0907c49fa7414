// SPDX-License-Identifier: Apache-2.0
// The typed client against a real server: what is generated from the description fits what is answered.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Part164Client } from "@part164/client/client.ts";
import { ServerFault } from "@part164/client/fault.ts";
import { patientBundle } from "../src/main/demo/patients.ts";
import { addClient, PATIENT, setUpSite, testSite, type Person, type TestSite } from "./support/site.ts";

const NOBODY = "019aa000-0000-7000-8000-000000000000";
const hasCode = (code: string) => (fault: unknown) => fault instanceof ServerFault && fault.code === code;

async function applicationOf(site: TestSite, purposes?: string[]): Promise<Part164Client> {
  const { clientId, clientSecret } = await addClient(site, "Clinic A", purposes === undefined ? {} : { purposes });
  return new Part164Client({ origin: site.url, credentials: { clientId, clientSecret } });
}

/** A client that is the console of a person: their cookie goes along, as a browser would send it. */
function consoleOf(site: TestSite, { cookie }: Pick<Person, "cookie">): Part164Client {
  return new Part164Client({
    origin: site.url,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("cookie", cookie);
      return fetch(input, { ...init, headers });
    },
  });
}

testSite("an application creates, reads and updates through the typed client", async (site) => {
  const client = await applicationOf(site);
  const created = await client.fhir.create(PATIENT, { onBehalfOf: "user-7" });
  const { id } = created.value;
  const read = await client.fhir.read("Patient", id, { purpose: "TREAT" });
  assert.equal(read.etag, 'W/"1"');
  assert.ok(read.ledgerEntry);
  await client.fhir.update({ ...PATIENT, id, active: false }, read.etag);
  await assert.rejects(client.fhir.update({ ...PATIENT, id }, 1), hasCode("version_conflict"));
  assert.equal((await client.fhir.vread({ type: "Patient", id }, 1)).value["active"], true);
  assert.equal((await client.fhir.vread({ type: "Patient", id }, 2)).value["active"], false);
  const { value: history } = await client.fhir.history("Patient", id);
  assert.deepEqual(
    history.entry?.map(({ resource }) => resource?.["active"]),
    [false, true],
  );
});

testSite("FHIR's faults are the same class, with code, request and fields; a purpose that is not registered is refused", async (site) => {
  const client = await applicationOf(site, ["TREAT"]);
  await assert.rejects(client.fhir.read("Patient", NOBODY), hasCode("not_found"));
  await assert.rejects(client.fhir.read("Patient", NOBODY, { purpose: "HPAYMT" }), hasCode("purpose_not_allowed"));
  await assert.rejects(
    client.fhir.create({ resourceType: "Patient", birthDate: "yesterday" }),
    (fault: unknown) =>
      fault instanceof ServerFault &&
      fault.code === "invalid_record" &&
      fault.fields.length > 0 &&
      /^[0-9a-f-]{36}$/.test(fault.request ?? ""),
  );
});

testSite("an import twice is one import; lists and records are read page by page", async (site) => {
  const client = await applicationOf(site);
  const bundle = patientBundle(3, site.clock.now()) as Parameters<typeof client.fhir.importBundle>[0]; // A transaction, by its maker.
  await client.fhir.importBundle(bundle);
  await client.fhir.importBundle(bundle);
  const individuals: string[] = [];
  for await (const { id } of client.items("phi.individual.list", { query: { limit: 1 } })) individuals.push(id);
  assert.equal(new Set(individuals).size, individuals.length);
  assert.equal(individuals.length, 1);
  const types = new Set<string>();
  let records = 0;
  for await (const { resourceType } of client.fhir.recordsOf(individuals[0] ?? "", { purpose: "TREAT" })) {
    types.add(resourceType);
    records++;
  }
  assert.equal(records, bundle.entry?.length);
  assert.ok(types.has("Patient"));
});

testSite("the same key is the same act, also from another process: one client is made", async (site) => {
  const client = consoleOf(site, await setUpSite(site));
  const idempotencyKey = crypto.randomUUID();
  const input = { body: { name: "portal", tenant: "Clinic A" } };
  const [first, again] = [
    await client.call("access.client.create", input, { idempotencyKey }),
    await client.call("access.client.create", input, { idempotencyKey }),
  ];
  assert.deepEqual(again.value, first.value);
  assert.equal((await client.call("access.client.list", {})).value.items.length, 1);
});

testSite("a fault names its field, and a session works through the typed client", async (site) => {
  const maya = await setUpSite(site);
  const client = consoleOf(site, maya);
  const { value } = await client.call("access.session.read", {});
  assert.equal(value.user.email, maya.email);
  await assert.rejects(
    client.call("access.user.invite", { body: { name: "x", email: "not an address", roles: [] } }),
    (fault: unknown) => fault instanceof ServerFault && fault.fields.some(({ at }) => at === "/email"),
  );
  await assert.rejects(consoleOf(site, { cookie: "" }).call("access.session.read", {}), hasCode("not_signed_in"));
});

testSite("signing in goes through the client's entrance; a wrong password is a fault", async (site) => {
  const maya = await setUpSite(site);
  const { entrance } = new Part164Client({ origin: site.url });
  assert.equal((await entrance.health()).setUp, true);
  await assert.rejects(entrance.signIn(maya.email, "not the password at all"), hasCode("sign_in_failed"));
  const first = await entrance.signIn(maya.email, maya.password);
  assert.ok(first.next === "second-factor");
  const done = await entrance.signInWithFactor(first.ticket, { recoveryCode: maya.recoveryCodes[0] ?? "" });
  assert.deepEqual([done.next, done.recoveryCodesLeft], ["done", maya.recoveryCodes.length - 1]);
});

testSite("a package is downloaded as a stream", async (site) => {
  const client = consoleOf(site, await setUpSite(site));
  const { value: made } = await client.call("report.package.make", { body: {} });
  const { stream, fileName, ledgerEntry } = await client.download("report.package.download", { path: { package: made.id } });
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  assert.equal(bytes.length, made.sizeBytes);
  assert.equal(Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex"), made.sha256);
  assert.match(fileName ?? "", /^part164-package-.*\.zip$/);
  assert.ok(ledgerEntry);
});

testSite("the example in the client's README does what it says", async (site) => {
  const readme = await readFile(new URL("../../client/README.md", import.meta.url), "utf8");
  const [, example = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const folder = await mkdtemp(join(tmpdir(), "part164-example-"));
  const file = join(folder, "example.ts");
  await writeFile(file, example.replace('"@part164/client/client.ts"', JSON.stringify(import.meta.resolve("@part164/client/client.ts"))));
  const { clientId, clientSecret } = await addClient(site, "Clinic A");
  const env = { ...process.env, ORIGIN: site.url, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret };
  const { stdout } = await promisify(execFile)(process.execPath, [pathToFileURL(file).pathname], { env });
  await rm(folder, { recursive: true });
  assert.match(stdout, /^Patient is at version 2; the read left entry [0-9a-f-]{36}\n$/);
});

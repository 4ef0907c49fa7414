// SPDX-License-Identifier: Apache-2.0
// The typed client against a real server: what is generated from the description fits what is answered.
import assert from "node:assert/strict";
import { Part164Client, ServerFault } from "@part164/client/client.ts";
import { addClient, PATIENT, setUpSite, testSite } from "./support/site.ts";

testSite("an application creates, reads and updates through the typed client", async (site) => {
  const { clientId, clientSecret } = await addClient(site, "Clinic A");
  const client = new Part164Client({ origin: site.url, credentials: { clientId, clientSecret } });
  const created = await client.fhir.create(PATIENT, { onBehalfOf: "user-7" });
  const { id } = created.value as { id: string };
  const read = await client.fhir.read("Patient", id, { purpose: "TREAT" });
  assert.equal(read.etag, 'W/"1"');
  assert.ok(read.ledgerEntry);
  await client.fhir.update({ ...PATIENT, id, active: false }, 1);
  await assert.rejects(
    client.fhir.update({ ...PATIENT, id }, 1),
    (fault: unknown) => fault instanceof ServerFault && fault.code === "version_conflict",
  );
  const { value } = await client.call("phi.individual.list", { query: { limit: 5 } });
  assert.deepEqual(
    value.items.map((one) => one.id),
    [id],
  );
});

testSite("a fault names its field through the typed client", async (site) => {
  const maya = await setUpSite(site);
  const client = new Part164Client({
    origin: site.url,
    fetch: (input, init) => fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie: maya.cookie } }),
  });
  const { value } = await client.call("access.session.read", {});
  assert.equal(value.user.email, maya.email);
  await assert.rejects(
    client.call("access.user.invite", { body: { name: "x", email: "not an address", roles: [] } }),
    (fault: unknown) => fault instanceof ServerFault && fault.fields.some(({ at }) => at === "/email"),
  );
});

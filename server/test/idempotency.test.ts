// SPDX-License-Identifier: Apache-2.0
// An application writes into an idempotency key what it likes: a record number, a name. What is stored of it says nothing.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { canonicalBytes } from "@part164/verify/canonical-json.ts";
import { sql } from "#store/sql.ts";
import { addClient, PATIENT, setUpSite, testSite } from "./support/site.ts";

const KEY = "MRN-0001-Ashgrove";

testSite("a key and its request are stored as keyed terms: neither in clear nor as a hash that can be tried", async (site) => {
  await setUpSite(site);
  const north = await addClient(site, "North");
  const south = await addClient(site, "South");
  const create = (client: typeof north, record: object) =>
    site.fetch("/fhir/R4/Patient", { method: "POST", headers: client.headers({ "idempotency-key": KEY }), body: JSON.stringify(record) });
  const first = await create(north, PATIENT);
  assert.equal(first.status, 201);
  assert.equal((await create(south, PATIENT)).status, 201);
  const again = await create(north, PATIENT);
  assert.deepEqual([again.status, again.headers.get("location")], [201, first.headers.get("location")]);
  assert.equal((await create(north, { ...PATIENT, gender: "male" })).status, 409);

  const rows = await site.parts.db
    .in({ role: "part164_app" })
    .rows<{ key: Uint8Array; request_hash: Uint8Array; text: string }>(
      sql`select key, request_hash, i::text as text from access.idempotency i where operation = 'phi.record.create'`,
    );
  assert.equal(rows.length, 2);
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
  const [a, b] = rows;
  assert.ok(a && b && hex(a.key) !== hex(b.key) && hex(a.request_hash) !== hex(b.request_hash)); // No tenant's terms are another's.
  const request = canonicalBytes({ path: { type: "Patient" }, query: {}, body: PATIENT });
  const tried = [Buffer.from(KEY), createHash("sha256").update(KEY).digest(), createHash("sha256").update(request).digest()];
  for (const { text } of rows) {
    assert.ok(!text.includes(KEY));
    for (const guess of tried) assert.ok(!text.includes(hex(guess).slice(0, 32)));
  }
});

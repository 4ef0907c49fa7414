// SPDX-License-Identifier: Apache-2.0
// Checks that look at a sample: each record of it counts, and so does the key that it names.
import assert from "node:assert/strict";
import { checkNamed } from "#safeguard/registry.ts";
import { sql } from "#store/sql.ts";
import { store } from "./support/restored.ts";
import { addClient, setUpSite, testSite } from "./support/site.ts";

testSite("samples are drawn from all of a tenant's records; one whose key is gone is found", async (site) => {
  await setUpSite(site);
  await store(site, await addClient(site, "North"), 7);
  await store(site, await addClient(site, "South"), 4);
  const look = async (name: string) => (await checkNamed(name))?.look(site.parts);
  assert.deepEqual(await look("stored-records-are-sealed"), { status: "pass", observed: "11 stored records looked at; all sealed." });
  assert.deepEqual(await look("stored-records-open"), {
    status: "pass",
    observed: "11 stored versions opened as what they claim to be.",
  });
  const owner = site.parts.db.in({ role: "part164_owner" });
  await owner.run(sql`delete from seal.key where id = (select id from seal.key where kind = 'individual' and owner is not null limit 1)`);
  assert.deepEqual(await look("stored-records-are-sealed"), {
    status: "fail",
    observed: "A stored record names a key that does not exist.",
  });
});

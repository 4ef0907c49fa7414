// SPDX-License-Identifier: Apache-2.0
// The database's own owner, with triggers and row security off, alters what is stored. The checks that look every day see it.
import assert from "node:assert/strict";
import { present } from "#base/assert.ts";
import { checkNamed } from "#safeguard/registry.ts";
import { listTenants } from "#access/tenant.ts";
import { addClient, PATIENT, setUpSite, testSite, type TestSite } from "../support/site.ts";
import { send } from "./wire.ts";

type Tampering = { readonly name: string; readonly do: string; readonly undo: string };

const UNLOCK = ["event", "leaf", "tile"]
  .map((table) => `alter table ledger.${table} disable trigger user; alter table ledger.${table} no force row level security;`)
  .join("\n")
  .concat("\nalter table phi.record no force row level security; alter table phi.record_version no force row level security;");

async function see(site: TestSite, check: string): Promise<string> {
  const { status } = await present(await checkNamed(check), "The check is there.").look(site.parts);
  return status;
}

/** Each tampering alone: seen while it stands, and gone when it is undone. */
async function expectSeen(site: TestSite, check: string, tamperings: readonly Tampering[]): Promise<void> {
  const owner = (text: string) => site.parts.db.script("part164_owner", text);
  await owner(UNLOCK);
  assert.equal(await see(site, check), "pass");
  for (const { name, do: tamper, undo } of tamperings) {
    await owner(tamper);
    assert.equal(await see(site, check), "fail", name);
    await owner(undo);
    assert.equal(await see(site, check), "pass", `${name}, undone`);
  }
}

const exchanged = (table: string, column: string, a: string, b: string): string =>
  `update ${table} set ${column} = case when ${a} then (select ${column} from ${table} where ${b}) else (select ${column} from ${table} where ${a}) end where (${a}) or (${b});`;

testSite("an altered, removed or exchanged entry is seen", async (site) => {
  await setUpSite(site);
  await addClient(site, "Clinic A");
  await site.parts.ledger.keeper.settle();
  const log = site.parts.installation;
  const at = (idx: number) => `id = (select event from ledger.leaf where tenant = '${log}' and idx = ${idx})`;
  const leaf = `tenant = '${log}' and idx = 1`;
  const bit = (change: number) =>
    `update ledger.event set leaf = set_byte(leaf, 70, (get_byte(leaf, 70) + ${change}) % 256) where ${at(1)};`;
  const lifted = (table: string, which: string) => ({
    do: `create table ledger.lifted as select * from ${table} where ${which}; delete from ${table} where ${which};`,
    undo: `insert into ${table} select * from ledger.lifted; drop table ledger.lifted;`,
  });
  const swap = exchanged("ledger.event", "leaf", at(0), at(2));
  await expectSeen(site, "every-log-verifies", [
    { name: "one byte of an entry", do: bit(1), undo: bit(255) },
    { name: "a leaf removed", ...lifted("ledger.leaf", leaf) },
    { name: "an entry removed", ...lifted("ledger.event", at(1)) },
    { name: "two entries exchanged", do: swap, undo: swap },
    {
      name: "the log said to be shorter",
      do: `create table ledger.lifted as select * from ledger.leaf where tenant = '${log}' and idx = (select size - 1 from ledger.log where tenant = '${log}'); delete from ledger.leaf where event in (select event from ledger.lifted); update ledger.log set size = size - 1 where tenant = '${log}';`,
      undo: `insert into ledger.leaf select * from ledger.lifted; drop table ledger.lifted; update ledger.log set size = size + 1 where tenant = '${log}';`,
    },
  ]);
});

testSite("stored PHI that was altered, exchanged or moved is seen, and never answered", async (site) => {
  const clients = [await addClient(site, "Clinic A"), await addClient(site, "Clinic B")] as const;
  const ids: string[] = [];
  const write = async (client: (typeof clients)[number], what: `${"POST" | "PUT"} ${string}`, body: unknown, headers = {}) => {
    const [method = "", path = ""] = what.split(" ");
    const answer = await send(site.url, { method, path: `/fhir/R4/${path}`, headers: client.headers(headers), body: JSON.stringify(body) });
    assert.ok(answer.status < 300, answer.text);
    return (JSON.parse(answer.text) as { id: string }).id;
  };
  for (const client of [clients[0], clients[0], clients[1]]) ids.push(await write(client, "POST Patient", PATIENT));
  const [a, b, foreign] = ids.map((id) => `id = '${id}'`) as [string, string, string]; // Three were made.
  await write(clients[0], `PUT Patient/${ids[0]}`, { ...PATIENT, id: ids[0], active: false }, { "if-match": 'W/"1"' });
  const [first, second] = await listTenants(site.parts);
  const other = present(
    [first, second].find((one) => one?.name === "Clinic B"),
    "Made above.",
  );
  const own = present(
    [first, second].find((one) => one?.name === "Clinic A"),
    "Made above.",
  );
  const bit = (change: number) =>
    `update phi.record set sealed = set_byte(sealed, 60, (get_byte(sealed, 60) + ${change}) % 256) where ${a};`;
  const set = (column: string, value: string, before: string) => ({
    do: `update phi.record set ${column} = ${value} where ${b};`,
    undo: `update phi.record set ${column} = ${before} where ${b};`,
  });
  const replaced = `with old as (select sealed from phi.record_version where ${a}), new as (select sealed from phi.record where ${a}), one as (update phi.record set sealed = (select sealed from old) where ${a}) update phi.record_version set sealed = (select sealed from new) where ${a};`;
  const records = exchanged("phi.record", "sealed", a, b);
  const tenants = exchanged("phi.record", "sealed", a, foreign);
  await expectSeen(site, "stored-records-open", [
    { name: "one byte", do: bit(1), undo: bit(255) },
    { name: "two individuals' records exchanged", do: records, undo: records },
    { name: "two tenants' records exchanged", do: tenants, undo: tenants },
    { name: "two versions exchanged", do: replaced, undo: replaced },
    { name: "moved to another tenant", ...set("tenant", `'${other.id}'`, `'${own.id}'`) },
    { name: "said to be of another version", ...set("version", "7", "1") },
    { name: "said to be of another type", ...set("type", "'Observation'", "'Patient'") },
    { name: "said to be of another individual", ...set("individual", `'${ids[0]}'`, "id") },
  ]);
  await site.parts.db.script("part164_owner", tenants);
  for (const [n, client] of [0, 1].map((n) => [n, clients[n]] as const)) {
    const answer = await send(site.url, { method: "GET", path: `/fhir/R4/Patient/${ids[n * 2]}`, headers: client?.headers() ?? {} });
    assert.equal(answer.status, 500);
    assert.match(answer.text, /sealed_broken/);
    assert.doesNotMatch(answer.text, /Ashgrove|Linnea/);
  }
});

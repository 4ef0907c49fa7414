// SPDX-License-Identifier: Apache-2.0
// Offices: proposed to a person, accepted with their rights, ended with them.
import assert from "node:assert/strict";
import { atWork, type AtWork, codeOf, type Filed } from "./support/person.ts";
import { addPerson, setUpSite, testSite, type TestSite } from "./support/site.ts";
import { tasksOf } from "./support/team.ts";

type Account = { id: string; name: string; roles: string[] };

async function two(site: TestSite): Promise<{ maya: AtWork; ruth: AtWork; ruthId: string }> {
  const maya = atWork(site, await setUpSite(site));
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", []));
  return { maya, ruth, ruthId: (await accountOf(maya, "ruth")).id };
}

async function accountOf(who: AtWork, name: string): Promise<Account> {
  const { items } = await who.get<{ items: Account[] }>("/v1/users");
  return items.find((one) => one.name === name) ?? assert.fail(name);
}

const propose = (who: AtWork, office: string, person: string): Promise<Filed> =>
  who.file("official-designation", { office, person, startsOn: "2026-11-02", duties: "What the office asks for" });

testSite("who is proposed for an office has the task to answer, until they did", async (site) => {
  const { maya, ruth, ruthId } = await two(site);
  const proposed = await propose(maya, "manager", ruthId);
  const open = async (who: AtWork) => (await tasksOf(who)).filter(({ href }) => href === `/submissions/${proposed.id}`);
  assert.deepEqual(
    (await open(ruth)).map(({ title }) => title),
    ["Accept or decline an office"],
  );
  assert.deepEqual(await open(maya), [], "it is nobody else's");
  await ruth.move(proposed, "accept");
  assert.deepEqual(await open(ruth), []);
});

testSite("an office's rights end with it", async (site) => {
  const { maya, ruth, ruthId } = await two(site);
  const office = await ruth.move(await propose(maya, "privacy-official", ruthId), "accept");
  assert.deepEqual((await accountOf(maya, "ruth")).roles, ["privacy-official", "workforce-member"]);
  await ruth.get("/v1/documents");
  await maya.move(office, "end", { reason: "She leaves the office to somebody else" });
  assert.deepEqual((await accountOf(maya, "ruth")).roles, ["workforce-member"]);
  await ruth.get("/v1/documents", 403);
});

testSite("an office written down anew goes on when the first writing ends", async (site) => {
  const { maya, ruth, ruthId } = await two(site);
  const first = await ruth.move(await propose(maya, "privacy-official", ruthId), "accept");
  await ruth.move(await propose(maya, "privacy-official", ruthId), "accept");
  await maya.move(first, "end", { reason: "Written anew" });
  assert.deepEqual((await accountOf(maya, "ruth")).roles, ["privacy-official", "workforce-member"]);
});

testSite("164.308(a)(2): the last official's office does not end before somebody else holds it", async (site) => {
  const { maya } = await two(site);
  const mayaId = (await accountOf(maya, "Maya Okafor")).id;
  const own = await maya.move(await propose(maya, "security-official", mayaId), "accept");
  const refused = await maya.tryMove(own, "end", { reason: "Enough of it" });
  assert.equal(await codeOf(refused), "last_official");
  assert.ok((await accountOf(maya, "Maya Okafor")).roles.includes("security-official"));
  assert.equal((await maya.get<Filed>(`/v1/submissions/${own.id}`)).state, "accepted");
});

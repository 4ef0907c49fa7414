// SPDX-License-Identifier: Apache-2.0
// Ending a person's access: whose cannot be ended, what it frees, and what it leaves.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { APP } from "#access/parts.ts";
import { isRole, ROLES } from "#access/role.ts";
import { endUser, KEPT_ROLES, listUsers } from "#access/user.ts";
import { callAsOperator } from "#cli/command.ts";
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { UserId } from "#base/id.ts";
import { addPerson, consoleWrite, PASSWORD, type Person, setUpSite, signIn, type TestSite, testSite } from "./support/site.ts";

const idOf = async ({ parts }: TestSite, email: string): Promise<string> =>
  (await listUsers(parts)).find((user) => user.email === email && user.endedAt === null)?.id ?? "";
const end = async (site: TestSite, by: Person, email: string, headers: Record<string, string> = {}) => {
  const write = consoleWrite({}, by.cookie, "DELETE");
  const all = { ...(write.headers as Record<string, string>), ...headers }; // As consoleWrite made them.
  return site.fetch(`/v1/users/${await idOf(site, email)}`, { ...write, headers: all });
};
const invite = ({ site }: TestSite, email: string, roles: readonly string[]) =>
  callAsOperator(site, "access.user.invite", { input: { body: { name: "Ivi", email, roles } } });
const endAtMachine = async (site: TestSite, email: string, headers: Record<string, string> = {}) =>
  callAsOperator(site.site, "access.user.end", { input: { path: { user: await idOf(site, email) } }, headers });
const lastEnd = async ({ parts }: TestSite) =>
  (await parts.ledger.reader.find(parts.installation, { kind: "access.user.end" }, 1))[0]?.entry;
const isLast = (error: unknown): boolean => error instanceof Fault && error.code === "last_official";

testSite("two living people cannot have one address, in whatever case it is written", async (site) => {
  const maya = await setUpSite(site);
  for (const email of [maya.email, maya.email.toUpperCase()])
    await assert.rejects(invite(site, email, []), (error: unknown) => error instanceof Fault && error.code === "conflict");
});

testSite("the address of somebody who was ended is free; both keep ids, and only the new one comes in", async (site) => {
  const maya = await setUpSite(site);
  const before = await addPerson(site, "tom@fernhollow.example", ["clinician"]);
  const oldId = await idOf(site, before.email);
  assert.equal((await end(site, maya, before.email)).status, 204);
  const after = await addPerson(site, before.email, ["billing"]);
  const newId = await idOf(site, after.email);
  assert.notEqual(newId, oldId);
  const people = (await listUsers(site.parts)).filter(({ email }) => email === before.email);
  assert.deepEqual(
    people.map(({ id, endedAt }) => [id, endedAt === null]).sort(),
    [
      [oldId, false],
      [newId, true],
    ].sort(),
  );
  const view = (await (await site.fetch("/v1/session", { headers: { cookie: await signIn(site, after) } })).json()) as {
    user: { id: string; roles: string[] };
  };
  assert.deepEqual(view.user, { ...view.user, id: newId, roles: ["billing", "workforce-member"] });
  assert.equal((await site.fetch("/v1/session", { headers: { cookie: before.cookie } })).status, 401);
  const { reader } = site.parts.ledger;
  const enrolments = async (actor: string) => (await reader.find(site.parts.installation, { kind: "access.user.enrol", actor }, 10)).length;
  assert.deepEqual([await enrolments(oldId), await enrolments(newId)], [1, 1]);
});

testSite("the old password and the old factor open nothing for the new person", async (site) => {
  const maya = await setUpSite(site);
  const tom = await addPerson(site, "tom@fernhollow.example", []);
  await end(site, maya, tom.email);
  await invite(site, tom.email, []);
  assert.equal((await site.fetch("/v1/sign-in", consoleWrite({ email: tom.email, password: PASSWORD }))).status, 401);
});

testSite("the last official of a role is not ended, and the refusal is on record", async (site) => {
  const maya = await setUpSite(site);
  const joan = await addPerson(site, "joan@fernhollow.example", ["security-official"]);
  const answer = await end(site, joan, maya.email); // She is privacy official too, and nobody else is.
  assert.equal(answer.status, 409);
  assert.match(((await answer.json()) as { detail: string }).detail, /privacy official \[164\.308\(a\)\(2\).*Invite another/);
  assert.equal((await lastEnd(site))?.outcome, "last_official");
  assert.equal((await site.fetch("/v1/session", { headers: { cookie: maya.cookie } })).status, 200);
  await addPerson(site, "pia@fernhollow.example", ["privacy-official"]);
  assert.equal((await end(site, joan, maya.email)).status, 204);
  await assert.rejects(endAtMachine(site, joan.email), isLast);
});

testSite("somebody who never enrolled does not replace an official who has", async (site) => {
  const maya = await setUpSite(site);
  await invite(site, "later@fernhollow.example", ["security-official", "privacy-official"]);
  await assert.rejects(endAtMachine(site, maya.email), isLast);
  await endAtMachine(site, "later@fernhollow.example"); // Nothing is lost with a link that nobody used.
});

testSite("even so: at the machine only, and on record", async (site) => {
  const maya = await setUpSite(site);
  const joan = await addPerson(site, "joan@fernhollow.example", ["security-official"]);
  assert.equal((await end(site, joan, maya.email, { "part164-even-so": "yes" })).status, 409);
  await endAtMachine(site, joan.email);
  assert.deepEqual((await lastEnd(site))?.detail, { user: (await listUsers(site.parts)).find(({ email }) => email === joan.email)?.id });
  const id = await idOf(site, maya.email);
  await endAtMachine(site, maya.email, { "part164-even-so": "yes" });
  assert.deepEqual((await lastEnd(site))?.detail, { user: id, evenSo: true, unheld: ["security-official", "privacy-official"] });
});

testSite("two officials who end each other at once: the second is refused, however long the first takes", async (site) => {
  const { parts } = site;
  const maya = await setUpSite(site);
  const joan = await addPerson(site, "joan@fernhollow.example", ["security-official", "privacy-official"]);
  const [first, second] = [await idOf(site, maya.email), await idOf(site, joan.email)] as UserId[]; // Ids of people, from the list of them.
  const [ended, committed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const ending = parts.db.transaction(APP, async (tx) => {
    await endUser(parts, tx, present(first, "Maya is there."), false);
    ended.resolve();
    await committed.promise;
  });
  await ended.promise;
  const meanwhile = parts.db.transaction(APP, (tx) => endUser(parts, tx, present(second, "Joan is there."), false));
  const refused = assert.rejects(meanwhile, isLast);
  await sleep(200);
  committed.resolve();
  await ending;
  await refused;
  assert.deepEqual(
    (await listUsers(parts)).filter(({ endedAt }) => endedAt === null).map(({ email }) => email),
    [joan.email],
  );
});

testSite("whoever may give others access holds a role that is kept", async ({ parts }) => {
  const actor = { kind: "user", id: "probe" as never, session: "probe" as never, factor: "password+totp", tenant: null } as const;
  const giving = Object.keys(ROLES)
    .filter(isRole)
    .filter((role) => parts.decider.mayEver({ ...actor, roles: [role] }).includes("access.user.invite"));
  assert.ok(giving.length > 0);
  assert.deepEqual(
    giving.filter((role) => !KEPT_ROLES.some((kept) => kept === role)),
    [],
  );
});

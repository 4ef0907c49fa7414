// SPDX-License-Identifier: Apache-2.0
// What proves who may come near PHI, and that leavers are out, can fail: each check is shown a state in which it must.
import assert from "node:assert/strict";
import { present } from "#base/assert.ts";
import { MS_PER_DAY } from "#base/clock.ts";
import { endLeavers } from "#program/workforce/end-leavers.ts";
import { checkNamed } from "#safeguard/registry.ts";
import { runCheck } from "#safeguard/run.ts";
import { sql } from "#store/sql.ts";
import { atWork, type AtWork, type Filed } from "./support/person.ts";
import { addPerson, setUpSite, signIn, testSite, type TestSite } from "./support/site.ts";
import { dayHere } from "./support/day.ts";

type Member = { id: string; name: string; version: number; joinedOn: string };

const resultOf = async ({ parts }: TestSite, name: string): Promise<string> => {
  const { status, observed } = await runCheck(parts, present(await checkNamed(name), name));
  return `${status}: ${observed}`;
};
const members = async (who: AtWork): Promise<Member[]> => (await who.get<{ items: Member[] }>("/v1/members")).items;
const WORK = { kind: "employee", position: "Engineer", supervisor: null };
const seesNone = async (by: AtWork, member: string): Promise<void> => {
  const { version, joinedOn } = present(
    (await members(by)).find(({ id }) => id === member),
    "a member",
  );
  await by.write(`/v1/members/${member}/move`, { ...WORK, seesPhi: false, fromOn: joinedOn }, { version });
};
const clear = async (by: AtWork, decider: AtWork, member: string, outcome = "appropriate"): Promise<Filed> =>
  decider.move(await by.file("clearance", { member, need: "Runs the service", checked: ["identity"], outcome }), "decide");

testSite("164.308(a)(3)(ii)(B): whoever sees PHI is cleared, by the roster's word or by a role that opens records", async (site) => {
  const cleared = (): Promise<string> => resultOf(site, "everybody-who-sees-phi-is-cleared");
  const maya = atWork(site, await setUpSite(site));
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["security-official"]));
  assert.match(await cleared(), /^fail: 2 of 2 people who see PHI/, "until somebody says otherwise");
  const idOf = async (name: string): Promise<string> =>
    present(
      (await members(maya)).find((one) => one.name === name),
      name,
    ).id;
  await seesNone(maya, await idOf("ruth"));
  await seesNone(ruth, await idOf("Maya Okafor"));
  assert.match(await cleared(), /^fail: 1 of 1 people/, "the privacy official opens records, whatever the roster says");
  await clear(maya, ruth, await idOf("Maya Okafor"));
  assert.match(await cleared(), /^pass: All 1 people/);

  const ana = { ...WORK, name: "Ana Reyes", email: null, seesPhi: true, joinedOn: "2026-01-05", termOn: null, roles: null };
  const { member } = await maya.write<{ member: string }>("/v1/members", ana);
  assert.match(await cleared(), /^fail: 1 of 2/);
  await clear(maya, ruth, member, "not-appropriate");
  assert.match(await cleared(), /^fail: 1 of 2/, "looked at, and found not to be appropriate");
  const decided = await clear(maya, ruth, member);
  assert.match(await cleared(), /^pass: All 2 people/);
  const held = await maya.file("clearance", { member, need: "Runs the service", checked: ["identity"], outcome: "appropriate" });
  const refused = await clear(maya, ruth, member, "not-appropriate");
  assert.match(await cleared(), /^fail: 1 of 2/, "the newest decision counts");
  await maya.move(refused, "end", { reason: "It was looked at again" });
  assert.match(await cleared(), /^fail: 1 of 2/, "its end brings the one before not back");
  site.clock.pass(60_000);
  await ruth.move(held, "decide");
  assert.match(await cleared(), /^pass: All 2 people/, "filed first, decided last");
  await maya.move(decided, "end", { reason: "An older one" });
  assert.match(await cleared(), /^pass: All 2 people/);
  await seesNone(maya, member);
  assert.match(await cleared(), /^pass: All 1 people/, "who no longer sees PHI needs none");

  const later = { ...ana, name: "Ada Berg", email: "ada@fernhollow.example", seesPhi: false, joinedOn: "2099-01-01", roles: ["clinician"] };
  await maya.write("/v1/members", later);
  assert.match(await cleared(), /^fail: 1 of 2/, "joins later, and may open records today");
});

testSite("164.308(a)(3)(ii)(C): who can sign in after the last day, or whose check-list is overdue, is a gap", async (site) => {
  const out = (): Promise<string> => resultOf(site, "leavers-are-out");
  const boss = await setUpSite(site);
  const maya = atWork(site, boss);
  await addPerson(site, "sam@fernhollow.example", []);
  assert.match(await out(), /^not-applicable/);
  const [sam] = (await members(maya)).filter(({ name }) => name === "sam");
  const { id, version } = present(sam, "Sam");
  const leftOn = dayHere(site, 1);
  const { checklist } = await maya.write<{ checklist: string }>(`/v1/members/${id}/leave`, { leftOn, cause: "ordinary" }, { version });
  assert.match(await out(), /^not-applicable/, "the last day is not over");
  site.clock.pass(3 * MS_PER_DAY);
  assert.match(await out(), /^fail: 1 of 1 people who left can still sign in/);
  await endLeavers(site.parts);
  assert.match(await out(), /^fail: The check-list of 1 of 1 people who left is missing or overdue/);

  const again = async (): Promise<AtWork> => atWork(site, { ...boss, cookie: await signIn(site, boss) });
  const put = async (of: Filed, more: object): Promise<Filed> =>
    (await again()).write<Filed>(
      `/v1/submissions/${checklist}`,
      { answers: { ...of.answers, ...more } },
      { method: "PUT", version: of.version },
    );
  const open = await (await again()).get<Filed>(`/v1/submissions/${checklist}`);
  const moved = await put(open, { dueOn: "2099-01-01", steps: [] });
  assert.match(await out(), /^pass/, "a few days more");
  site.clock.pass(7 * MS_PER_DAY);
  assert.match(await out(), /^fail: The check-list/, "not for ever");
  const ticked = await put(moved, { steps: ["sign-in", "services", "secrets", "device", "entry", "reminder"] });
  await (await again()).move(ticked, "finish");
  assert.match(await out(), /^pass: None of 1/);
  const { parts } = site;
  await parts.db
    .in({ role: "part164_app", tenant: parts.installation })
    .run(sql`update program.submission set about = 'somebody-else' where id = ${checklist}`);
  assert.match(await out(), /^fail: The check-list of 1 of 1/, "no check-list is none that is finished");
});

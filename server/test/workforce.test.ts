// SPDX-License-Identifier: Apache-2.0
// Joining, moving, leaving: who is in the workforce on which day, when access ends, and what is then to be done by whom.
import assert from "node:assert/strict";
import { MS_PER_DAY, MS_PER_MINUTE } from "#base/clock.ts";
import { dayAt, endOf } from "#program/calendar.ts";
import { endLeavers } from "#program/workforce/end-leavers.ts";
import { atWork, codeOf, type AtWork } from "./support/person.ts";
import { addPerson, setUpSite, testSite } from "./support/site.ts";

type Member = {
  id: string;
  name: string;
  position: string | null;
  seesPhi: boolean;
  version: number;
  leftOn: string | null;
  mayNotSignIn: boolean;
};
type Task = { key: string; title: string; dueOn: string; isLate: boolean };

const WORK = { kind: "employee", position: "Nurse liaison", supervisor: null, seesPhi: true };
const roster = async (who: AtWork, asOf = ""): Promise<Member[]> =>
  (await who.get<{ items: Member[] }>(`/v1/members${asOf === "" ? "" : `?asOf=${asOf}`}`)).items;
const tasks = async (who: AtWork, whose = "mine"): Promise<Task[]> => (await who.get<{ items: Task[] }>(`/v1/tasks?whose=${whose}`)).items;

testSite("164.308(a)(3)(ii)(C): access ends by itself when the last day is over where the organization is, not before", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const leaver = await addPerson(site, "sam@fernhollow.example", []);
  const zone = "America/Los_Angeles";
  const lastDay = dayAt(new Date(site.clock.now().getTime() + 2 * MS_PER_DAY), zone);
  const sam = (await roster(official)).find(({ name }) => name === "sam");
  assert.ok(sam);
  const leave = (body: object, version = sam.version) => official.send(`/v1/members/${sam.id}/leave`, body, { version });
  assert.equal((await leave({ leftOn: lastDay, cause: "ordinary" }, 9)).status, 412);
  assert.equal((await leave({ leftOn: "2001-01-01", cause: "ordinary" })).status, 400);
  const left = (await (await leave({ leftOn: lastDay, cause: "ordinary" })).json()) as { checklist: string; accessEnded: boolean };
  assert.equal(left.accessEnded, false);
  assert.equal(await codeOf(await leave({ leftOn: lastDay, cause: "ordinary" }, sam.version + 1)), "conflict");

  site.clock.pass(endOf(lastDay, zone).getTime() - site.clock.now().getTime() - MS_PER_MINUTE);
  assert.equal(await endLeavers(site.parts), 0, "a minute before the day is over");
  site.clock.pass(MS_PER_MINUTE);
  assert.equal(await endLeavers(site.parts), 1);
  assert.equal(await endLeavers(site.parts), 0, "once");
  const sign = await site.fetch("/v1/sign-in", {
    method: "POST",
    headers: { "part164-console": "1", "content-type": "application/json" },
    body: JSON.stringify({ email: leaver.email, password: leaver.password }),
  });
  assert.equal(sign.status, 401);
  const { parts } = site;
  const [entry] = await parts.ledger.reader.find(parts.installation, { kind: "access.user.end" }, 1);
  assert.equal(entry?.entry.detail?.["because"], "left");
});

testSite("for cause access ends at once; nobody writes down their own leaving; the last official stays", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const member = await addPerson(site, "kim@fernhollow.example", ["clinician"]);
  const rows = await roster(official);
  const own = rows.find(({ name }) => name === "Maya Okafor");
  const kim = rows.find(({ name }) => name === "kim");
  assert.ok(own && kim);
  const today = dayAt(site.clock.now(), "America/Los_Angeles");
  const body = { leftOn: today, cause: "for-cause" };
  assert.equal(await codeOf(await official.send(`/v1/members/${own.id}/leave`, body, { version: own.version })), "not_yours_to_do");
  await official.write(`/v1/members/${kim.id}/leave`, body, { version: kim.version });
  assert.equal((await site.fetch("/v1/session", { headers: { cookie: member.cookie } })).status, 401, "the session is over");
  const open = await tasks(official);
  assert.ok(open.some(({ title, dueOn }) => title.includes("somebody who leaves") && dueOn === today));
});

testSite("the roster is that of its day: who was there, doing what", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const joined = await official.write<{ member: string; checklist: string; enrolmentUrl: string | null }>("/v1/members", {
    ...WORK,
    name: "Ana Reyes",
    email: "ana@fernhollow.example",
    joinedOn: "2026-01-05",
    termOn: null,
    roles: null,
  });
  assert.equal(joined.enrolmentUrl, null);
  const [ana] = (await roster(official)).filter(({ id }) => id === joined.member);
  assert.ok(ana);
  await official.write(
    `/v1/members/${ana.id}/move`,
    { ...WORK, position: "Sales", seesPhi: false, fromOn: "2026-02-01" },
    { version: ana.version },
  );
  const on = async (day: string) => (await roster(official, day)).find(({ id }) => id === ana.id);
  assert.equal(await on("2026-01-04"), undefined);
  assert.deepEqual([(await on("2026-01-31"))?.position, (await on("2026-01-31"))?.seesPhi], ["Nurse liaison", true]);
  assert.deepEqual([(await on("2026-02-01"))?.position, (await on("2026-02-01"))?.seesPhi], ["Sales", false]);

  const checklist = await official.get<{ id: string; version: number; answers: Record<string, unknown> }>(
    `/v1/submissions/${joined.checklist}`,
  );
  assert.equal(await codeOf(await official.tryMove(checklist, "finish")), "not_yours_to_do", "steps are open");
  const steps = ["clearance", "confidentiality", "policies", "basics", "accounts", "device", "supervisor"];
  const ticked = await official.write<{ id: string; version: number; answers: { steps: { by: string; at: string }[] } }>(
    `/v1/submissions/${joined.checklist}`,
    { answers: { ...checklist.answers, steps } },
    { method: "PUT", version: checklist.version },
  );
  assert.ok(
    ticked.answers.steps.every(({ by, at }) => by !== null && at.startsWith("2026")),
    "who ticked and when is the server's to say",
  );
  await official.move(ticked, "finish");
  assert.ok(!(await tasks(official, "all")).some(({ key }) => key.includes(joined.checklist)), "its task is done");
});

testSite("a roster comes by CSV, whole or not at all, and again changes nothing", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const head = "name,email,kind,position,sees_phi,joined_on\n";
  const bad = await official.send("/v1/members/import", {
    csv: `${head}Jo Lind,jo@x.example,employee,Engineer,yes,2026-02-03\nNo Body,,pilot,Pilot,maybe,yesterday\n`,
  });
  assert.equal(bad.status, 422);
  const { fields } = (await bad.json()) as { fields: { at: string }[] };
  assert.deepEqual(fields.map(({ at }) => at).sort(), ["/csv/3/joined_on", "/csv/3/kind", "/csv/3/sees_phi"]);
  assert.equal((await roster(official)).length, 1, "nobody was added");
  const csv = `\uFEFF${head}Jo Lind,jo@x.example,employee,Engineer,yes,2026-02-03\n"Lee, Ann",,contractor,Designer,no,2026-02-04\n`;
  assert.deepEqual(await official.write("/v1/members/import", { csv }), { added: 2, known: 0 });
  assert.deepEqual(await official.write("/v1/members/import", { csv }), { added: 0, known: 2 });
  for (const wrong of ["", "a", 'name\n"', `${head}${"x,".repeat(50)}\n`])
    assert.ok([400, 422].includes((await official.send("/v1/members/import", { csv: wrong })).status));
});

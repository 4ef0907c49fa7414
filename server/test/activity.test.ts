// SPDX-License-Identifier: Apache-2.0
// 164.308(a)(1)(ii)(D): the record is read period by period, decided item by item, never by whoever did it, and signed.
import assert from "node:assert/strict";
import { MS_PER_DAY, MS_PER_MINUTE } from "#base/clock.ts";
import { callAsOperator } from "#cli/command.ts";
import { sql } from "#store/sql.ts";
import { atWork, codeOf } from "./support/person.ts";
import { check, chosen, decide, decideAll, OK, plant, prepare, read, scene, sign } from "./support/activity.ts";
import { addPerson, testSite } from "./support/site.ts";
import { dayHere } from "./support/day.ts";

testSite(
  "164.308(a)(1)(ii)(D): nobody decides about their own activity, and a review is signed when all of it is decided",
  async (site) => {
    const made = await scene(site);
    assert.equal((await check(site)).status, "fail", "nothing is signed yet");
    await plant(site, { kind: "program.evaluation.start", by: made.mayaId, times: 6, outcome: "refused" });
    site.clock.pass(MS_PER_DAY);
    await made.anew();
    const { maya, ruth } = made;
    const { id } = await prepare(maya);
    assert.equal(await codeOf(await maya.send("/v1/activity-reviews", {})), "move_not_possible", "today is reviewed from tomorrow on");
    const review = await read(maya, id);
    const own = review.items.find((item) => item.class === "refusals");
    assert.ok(own?.isOwn === true && own.count === 6, JSON.stringify(review.items));
    assert.equal(review.others, 1);
    assert.equal((await read(ruth, id)).items.find(({ n }) => n === own.n)?.isOwn, false);
    assert.equal(await codeOf(await decide(maya, id, [own])), "not_yours_to_do");
    assert.equal(await codeOf(await decide(maya, id, review.items)), "not_yours_to_do", "nor among others");
    assert.equal((await read(maya, id)).items.filter(({ decision }) => decision !== null).length, 0, "and none of the others was decided");
    assert.equal(await codeOf(await sign(maya, id, review.version)), "move_not_possible");
    const whole = await decideAll(made, id);
    assert.equal(whole.unsigned, null);
    assert.equal(await codeOf(await sign(maya, id, whole.version - 1)), "version_conflict", "what is signed is what was read");
    assert.equal((await maya.send(`/v1/activity-reviews/${id}/sign`, {})).status, 428);
    const db = site.parts.db.in({ role: "part164_app", tenant: site.parts.installation });
    await db.run(sql`update program.activity_item set decided_by = ${made.mayaId} where review = ${id} and n = ${own.n}`);
    assert.equal(await codeOf(await sign(ruth, id, whole.version)), "move_not_possible", "one was decided by whom it is about");
    await db.run(sql`update program.activity_item set decided_by = ${made.ruthId} where review = ${id} and n = ${own.n}`);
    const pdf = `/v1/activity-reviews/${id}/pdf`;
    assert.equal((await maya.get<{ code: string }>(pdf, 409)).code, "move_not_possible", "what may still change is not on paper");
    assert.equal((await sign(maya, id, whole.version)).status, 200);
    assert.equal((await site.fetch(pdf, { headers: { cookie: made.cookie() } })).headers.get("content-type"), "application/pdf");
    assert.equal(await codeOf(await sign(maya, id, whole.version + 1)), "move_not_possible");
    assert.equal(await codeOf(await decide(ruth, id, whole.items.slice(0, 1))), "move_not_possible", "it stands");
    assert.equal((await check(site)).status, "pass");
  },
);

testSite("164.308(a)(1)(ii)(D): who reviews nothing reaches nothing, and the operator is nobody's second pair of eyes", async (site) => {
  const { maya } = await scene(site);
  const member = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const manager = atWork(site, await addPerson(site, "rosa@fernhollow.example", ["manager"]));
  const auditor = atWork(site, await addPerson(site, "otto@fernhollow.example", ["auditor"]));
  for (const who of [member, manager, auditor]) assert.equal((await who.send("/v1/activity-reviews", {})).status, 403);
  site.clock.pass(2 * MS_PER_MINUTE);
  const { id } = await prepare(maya);
  for (const who of [member, manager])
    for (const path of ["/v1/activity-reviews", `/v1/activity-reviews/${id}`, `/v1/activity-reviews/${id}/pdf`]) await who.get(path, 403);
  const { items, version } = await read(auditor, id);
  assert.ok(items.length > 0);
  for (const who of [member, auditor]) {
    assert.equal((await decide(who, id, items.slice(0, 1))).status, 404);
    assert.equal((await sign(who, id, version)).status, 404);
  }
  assert.equal(await codeOf(await decide(manager, id, items.slice(0, 1))), "not_yours_to_do");
  assert.equal(await codeOf(await sign(manager, id, version)), "not_yours_to_do");
  const input = { path: { review: id }, body: { ...OK, items: chosen(items.slice(0, 1)) } };
  await assert.rejects(callAsOperator(site.site, "program.activity.decide", { input }), { code: "not_yours_to_do" });
});

testSite(
  "164.308(a)(1)(ii)(D): of two who decide at once the second is told; a follow-up is a task, an incident is reported",
  async (site) => {
    const made = await scene(site);
    await plant(site, { kind: "report.package.download", by: made.ruthId, times: 2 });
    site.clock.pass(MS_PER_DAY);
    await made.anew();
    const { maya, mayaId } = made;
    const eve = atWork(site, await addPerson(site, "eve@fernhollow.example", ["executive"]));
    const { id } = await prepare(maya);
    const before = await read(maya, id);
    const item = before.items.find((one) => one.class === "exports");
    assert.ok(item);
    const path = `/v1/activity-reviews/${id}/decide`;
    const follow = { decision: "follow-up", note: "Asked what the packages were for.", owner: mayaId, dueOn: "2099-01-01" };
    for (const [at, more] of [
      ["/note", { ...follow, note: "short" }],
      ["/owner", { ...follow, owner: site.parts.makeId() }],
      ["/owner", { ...follow, owner: made.ruthId }],
      ["/dueOn", { ...follow, dueOn: "2020-01-01" }],
    ] as const) {
      const refused = await maya.send(path, { items: chosen([item]), ...more });
      assert.equal(refused.status, 400, at);
      const { fields } = (await refused.json()) as { fields: { at: string }[] };
      assert.ok(
        fields.some((field) => field.at.endsWith(at)),
        JSON.stringify(fields),
      );
    }
    assert.equal((await maya.send(path, { items: chosen([item, item]), ...OK })).status, 400, "an item once");
    assert.equal(await codeOf(await maya.send(path, { items: [{ n: 99_999, version: 1 }], ...OK })), "not_found");
    assert.equal((await decide(maya, id, [item], follow)).status, 200);
    assert.equal(await codeOf(await decide(eve, id, [item])), "version_conflict", "it was decided meanwhile");
    const tasks = async () =>
      (await maya.get<{ items: { key: string; ownerRole: string | null }[] }>("/v1/tasks?limit=200")).items.filter(({ key }) =>
        key.startsWith("activity:"),
      );
    assert.equal((await tasks()).length, 1);
    const again = (await read(eve, id)).items.find(({ n }) => n === item.n);
    assert.ok(again?.note === "Asked what the packages were for.");
    const work = { kind: "contractor", position: "Help desk", supervisor: null, seesPhi: false };
    const joining = { ...work, name: "Ana Reyes", email: null, joinedOn: "2026-01-05", termOn: null, roles: null };
    const { member } = await maya.write<{ member: string }>("/v1/members", joining);
    assert.equal((await decide(eve, id, [again], { ...follow, owner: member })).status, 200);
    const [open] = await tasks();
    assert.equal(open?.ownerRole, "security-official", "who does not sign in here sees no task");
    const incident = { decision: "incident", note: "Nobody asked for these packages.", phi: "maybe" };
    const told = (await read(eve, id)).items.find(({ n }) => n === item.n);
    assert.ok(told);
    assert.equal((await decide(eve, id, [told], incident)).status, 200);
    assert.equal((await tasks()).length, 0, "what was to be followed up is an incident now");
    const reported = (await read(maya, id)).items.find(({ n }) => n === item.n);
    assert.ok(reported?.incident);
    const filed = await maya.get<{ state: string; answers: { more: string; phi: string } }>(`/v1/submissions/${reported.incident}`);
    assert.equal(filed.state, "reported");
    assert.match(filed.answers.more, /^Nobody asked for these packages\./);
    assert.equal(await codeOf(await decide(maya, id, [reported])), "move_not_possible", "what was reported goes on there");
    const entries = await site.parts.ledger.reader.find(site.parts.installation, { kind: "program.activity.decide" }, 50);
    for (const { text } of entries) assert.doesNotMatch(text, /packages/, "an entry holds no note");
  },
);

testSite(
  "164.308(a)(1)(ii)(D): a follow-up is resolved by somebody whom it is not about, and one that is overdue is a gap",
  async (site) => {
    const made = await scene(site);
    await plant(site, { kind: "report.package.download", by: made.ruthId, times: 1 });
    site.clock.pass(MS_PER_DAY);
    await made.anew();
    const { maya, ruth, mayaId } = made;
    assert.equal((await check(site, 1)).status, "not-applicable");
    const { id } = await prepare(maya);
    const item = (await read(maya, id)).items.find((one) => one.class === "exports");
    assert.ok(item);
    const path = `/v1/activity-reviews/${id}/resolve`;
    assert.equal((await maya.send(path, { n: item.n })).status, 404, "there is none yet");
    const dueOn = dayHere(site);
    assert.equal((await decide(maya, id, [item], { decision: "follow-up", note: "To be asked about.", owner: mayaId, dueOn })).status, 200);
    assert.equal((await check(site, 1)).status, "pass");
    site.clock.pass(3 * MS_PER_DAY);
    await made.anew();
    assert.equal((await check(site, 1)).status, "fail");
    assert.equal(await codeOf(await made.ruth.send(path, { n: item.n })), "not_yours_to_do");
    await made.maya.write(path, { n: item.n }, { status: 204 });
    assert.equal((await check(site, 1)).status, "pass");
    assert.ok(ruth);
  },
);

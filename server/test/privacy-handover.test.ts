// SPDX-License-Identifier: Apache-2.0
// What somebody heard and the case that was opened for it: named, of its kind, and with a clock that begins no later than it was heard.
import assert from "node:assert/strict";
import { sql } from "#store/sql.ts";
import { dayHere } from "./support/day.ts";
import { atWork, type AtWork, codeOf, type Filed } from "./support/person.ts";
import { addPerson, setUpSite, testSite, type TestSite } from "./support/site.ts";

const COMMON = { whose: "ours", cameBy: "writing", askedBy: "individual" };
const access = (receivedOn: string) => ({ ...COMMON, receivedOn, wants: "electronic", to: "individual" });
const dayOf = (site: TestSite, back = 0): string => dayHere(site, -back);

/** As a covered entity, whose own requests these are. */
async function ours(site: TestSite): Promise<{ maya: AtWork; sam: AtWork }> {
  const maya = atWork(site, await setUpSite(site));
  const { db, installation } = site.parts;
  await db.in({ role: "part164_app", tenant: installation }).run(sql`update part164.installation set entity = 'covered-entity'`);
  return { maya, sam: atWork(site, await addPerson(site, "sam@fernhollow.example", [])) };
}

testSite("164.530(d)(1): whoever hears a request passes it on without a name; an official opens the case and names it", async (site) => {
  const { maya, sam } = await ours(site);
  const [heardOn, openedOn] = [dayOf(site, 5), dayOf(site)];
  const hand = (asked: string, more: object = {}) => sam.file("privacy-handover", { asked, receivedOn: heardOn, note: "paper", ...more });
  const filed = await hand("individual-access");
  assert.match(filed.title, /^ASK-/);
  assert.equal(await codeOf(await sam.tryMove(filed, "take", { answers: { openedOn } })), "not_yours_to_do");
  const { items } = await maya.get<{ items: { title: string }[] }>("/v1/tasks");
  assert.ok(items.some(({ title }) => title === "Open a case for what somebody asked"));
  const onTime = await maya.file("individual-access", access(heardOn));
  const late = await maya.file("individual-access", access(dayOf(site, 4)));
  const other = await maya.file("individual-restriction", { ...COMMON, receivedOn: heardOn, restricts: "family" });
  const refuses = async (handed: Filed, answers: object, says: RegExp): Promise<void> => {
    const refused = await maya.tryMove(handed, "take", { answers: { openedOn, ...answers } });
    assert.equal(refused.status, 422);
    const { fields } = (await refused.json()) as { fields: { at: string; says: string }[] };
    assert.equal(fields[0]?.at, "/answers/case");
    assert.match(fields[0]?.says ?? "", says);
  };
  await refuses(filed, {}, /^Name the case/);
  await refuses(await hand("individual-access", { case: onTime.id }), {}, /^Name the case/);
  await refuses(filed, { case: other.id }, /another kind/);
  await refuses(filed, { case: filed.id }, /not there/);
  await refuses(filed, { case: late.id }, /later than this one/);
  const over = await maya.move(await maya.file("individual-access", access(heardOn)), "withdraw");
  const end = (back: number) =>
    sql`update program.submission set closed_at = closed_at - ${`${back} days`}::text::interval where id = ${over.id}`;
  const { db, installation } = site.parts;
  await db.in({ role: "part164_app", tenant: installation }).run(end(6));
  await refuses(filed, { case: over.id }, /^Had ended before this was heard/);
  await db.in({ role: "part164_app", tenant: installation }).run(end(-1));
  const since = await maya.move(await hand("individual-access"), "take", { answers: { case: over.id, openedOn } });
  assert.equal(since.state, "taken up", "it ended on the day on which it was heard, so it may be the one");
  const taken = await maya.move(filed, "take", { answers: { case: onTime.id, openedOn } });
  assert.deepEqual([taken.state, taken.answers["case"]], ["taken up", onTime.id]);
  const anything = await hand("other");
  await refuses(anything, { case: late.id }, /later than this one/);
  await refuses(anything, { case: filed.id }, /not there/);
  assert.equal((await maya.move(anything, "take", { answers: { case: other.id, openedOn } })).state, "taken up");
  assert.equal((await maya.move(await hand("other"), "take", { answers: { openedOn } })).state, "taken up", "it may have been no case");
  const named = await maya.move(await hand("other", { case: late.id }), "take", { answers: { openedOn } });
  assert.equal(named.answers["case"], undefined, "whoever hands it over names no case");
});

testSite("164.524(b)(2): a case that was heard of is not amended to a later day, and its clock begins no later", async (site) => {
  const { maya, sam } = await ours(site);
  const [heardOn, openedOn] = [dayOf(site, 5), dayOf(site)];
  const complaint = (receivedOn: string) => ({ receivedOn, cameFrom: "anonymous", about: ["access"], says: "Nobody answers." });
  const harm = await maya.file("complaint", complaint(heardOn));
  const mitigation = (knownOn: string) => ({ knownOn, by: "us", harm: ["exposed"], facts: "A letter.", complaint: harm.id });
  const kinds: readonly [string, string, string, (day: string) => Readonly<Record<string, unknown>>][] = [
    ["individual-access", "individual-access", "receivedOn", access],
    ["complaint", "complaint", "receivedOn", complaint],
    ["other", "mitigation", "knownOn", mitigation],
  ];
  for (const [asked, form, field, answersOn] of kinds) {
    const handed = await sam.file("privacy-handover", { asked, receivedOn: heardOn, note: "paper" });
    const filed = await maya.file(form, answersOn(dayOf(site, 7)));
    const amend = (day: string, version: number) =>
      maya.send(`/v1/submissions/${filed.id}`, { answers: answersOn(day) }, { method: "PUT", version });
    await maya.move(handed, "take", { answers: { case: filed.id, openedOn } });
    const refused = await amend(dayOf(site, 4), filed.version);
    assert.equal(refused.status, 422, form);
    assert.match(await refused.text(), new RegExp(`/answers/${field}.*somebody here heard it`));
    assert.equal((await amend(heardOn, filed.version)).status, 200, "the day on which it was heard");
    const free = await maya.file(form, answersOn(dayOf(site, 7)));
    const own = await maya.send(`/v1/submissions/${free.id}`, { answers: answersOn(dayOf(site, 4)) }, { method: "PUT", version: 1 });
    assert.equal(own.status, 200, "of what nobody handed over a slip is mended");
  }
});

const TIMES = 10;

testSite(
  "164.524(b)(2): who takes up what they heard and who amends its case at the same moment do not slip past each other",
  async (site) => {
    const { maya, sam } = await ours(site);
    const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
    const [heardOn, openedOn] = [dayOf(site, 5), dayOf(site)];
    for (let n = 0; n < TIMES; n++) {
      const handed = await sam.file("privacy-handover", { asked: "individual-access", receivedOn: heardOn, note: "paper" });
      const filed = await maya.file("individual-access", access(heardOn));
      const take = (): Promise<Response> => maya.tryMove(handed, "take", { answers: { case: filed.id, openedOn } });
      const amend = (): Promise<Response> =>
        ruth.send(`/v1/submissions/${filed.id}`, { answers: access(dayOf(site, 4)) }, { method: "PUT", version: filed.version });
      const answered = await Promise.all(n % 2 === 0 ? [take(), amend()] : [amend(), take()]);
      assert.deepEqual(answered.map(({ status }) => status).sort(), [200, 422], "the second is told, whichever it is");
    }
  },
);

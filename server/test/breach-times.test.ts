// SPDX-License-Identifier: Apache-2.0
// Moments and days that would move a clock of law the wrong way are not taken [164.404(a)(2), 164.410(a)(2), 164.412].
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { breachOf, FACTORS, inDoubt, NOTICED, plantIncident, two } from "./support/incident.ts";
import { plantCustomer } from "./support/associate.ts";
import { atWork, type AtWork, codeOf, type Filed } from "./support/person.ts";
import { signIn, type TestSite, testSite } from "./support/site.ts";

const amend = (who: AtWork, { id, version }: Filed, answers: object): Promise<Response> =>
  who.send(`/v1/submissions/${id}`, { answers }, { method: "PUT", version });

const fieldsOf = async (answer: Response): Promise<string[]> => {
  const { fields = [] } = (await answer.json()) as { fields?: { at: string }[] };
  return fields.map(({ at }) => at);
};

/** An assessment that two officials confirmed as a breach. */
async function confirmed(maya: AtWork, ruth: AtWork, mayaId: string, more: object = {}): Promise<Filed> {
  const customer = await plantCustomer(maya, ruth, "Stonebridge Regional");
  const found = await inDoubt(maya, mayaId);
  const { assessment } = await breachOf(maya, found.id);
  const facts = {
    ...assessment.answers,
    ...FACTORS,
    whose: "customers",
    customers: [{ party: customer.id }],
    conclusion: "breach",
    ...more,
  };
  const written = (await (await amend(maya, assessment, facts)).json()) as Filed;
  return ruth.move(await maya.move(written, "submit"), "confirm-breach");
}

testSite("164.404(a)(2): nobody notices something in the future, nor after it was reported", async (site: TestSite) => {
  const { maya, person } = await two(site);
  const answers = { ...NOTICED, noticedAt: "2030-01-01T00:00:00Z" };
  assert.deepEqual(await fieldsOf(await maya.send("/v1/submissions", { form: "incident-report", answers })), ["/answers/noticedAt"]);
  const happened = { ...NOTICED, happenedAt: "2026-11-01T12:00:00-08:00" };
  assert.deepEqual(await fieldsOf(await maya.send("/v1/submissions", { form: "incident-report", answers: happened })), [
    "/answers/happenedAt",
  ]);
  const reported = await plantIncident(maya);
  site.clock.pass(MS_PER_DAY);
  const later = { ...reported.answers, noticedAt: site.clock.now().toISOString() };
  const again = atWork(site, { ...person, cookie: await signIn(site, person) });
  assert.deepEqual(await fieldsOf(await amend(again, reported, later)), ["/answers/noticedAt"], "the clock does not begin anew");
});

testSite("164.308(a)(6)(ii): a device is not lost in the future: its incident begins a clock", async (site: TestSite) => {
  const { maya, mayaId } = await two(site);
  const device = await maya.file("device", {
    name: "Field laptop",
    kind: "laptop",
    model: "Model 1",
    serial: "S-1",
    holds: "holds",
    owner: "ours",
    custodian: mayaId,
    since: "2026-11-01",
    where: "remote",
  });
  const answers = { noticedAt: "2030-01-01T00:00:00Z", lostWhere: "A train" };
  assert.deepEqual(await fieldsOf(await maya.tryMove(device, "lose", { answers })), ["/answers/noticedAt"]);
  assert.equal((await maya.move(device, "lose", { answers: { ...answers, noticedAt: NOTICED.noticedAt } })).state, "lost");
});

testSite(
  "164.412: law enforcement asks for a delay on a day that has come, or clocks would run as somebody likes",
  async (site: TestSite) => {
    const { maya, ruth, mayaId } = await two(site);
    const breach = await confirmed(maya, ruth, mayaId);
    const delay = { delay: "oral", delayBy: "Sheriff of the county" };
    assert.deepEqual(await fieldsOf(await amend(maya, breach, { ...breach.answers, ...delay, delayOn: "2031-01-01" })), [
      "/answers/delayOn",
    ]);
    assert.equal((await amend(maya, breach, { ...breach.answers, ...delay, delayOn: "2026-11-02" })).status, 200);
  },
);

testSite("164.410(a)(2): after the confirmation a breach is not discovered later, and may be earlier", async (site: TestSite) => {
  const { maya, ruth, mayaId } = await two(site);
  const breach = await confirmed(maya, ruth, mayaId, { agentKnewAt: "2026-10-20T09:00:00-07:00" });
  const { agentKnewAt: _gone, ...without } = breach.answers;
  assert.deepEqual(await fieldsOf(await amend(maya, breach, without)), ["/answers/agentKnewAt"]);
  const earlier = { ...breach.answers, agentKnewAt: "2026-10-19T09:00:00-07:00" };
  assert.equal((await amend(maya, breach, earlier)).status, 200);
});

testSite("164.404(b): no notice went out before there was anything to tell", async (site: TestSite) => {
  const { maya, ruth, mayaId } = await two(site);
  const breach = await confirmed(maya, ruth, mayaId);
  const clock = (await breachOf(maya, breach.id)).clocks[0]?.key;
  const drafted = await maya.write<Filed>(`/v1/breaches/${breach.id}/notices`, { clock }, { status: 201 });
  const text = String(drafted.answers["text"]).replaceAll(/\(To be written[^)]*\)/g, "It is said here.");
  const written = (await (await amend(maya, drafted, { ...drafted.answers, text })).json()) as Filed;
  const approved = await ruth.move(await maya.move(written, "submit"), "approve");
  const sent = (sentAt: string) => ({ answers: { sentAt, method: "contract", count: 1, proof: "Receipt 1" } });
  assert.deepEqual(await fieldsOf(await maya.tryMove(approved, "send", sent("2026-11-01T08:59:00-08:00"))), ["/answers/sentAt"]);
  assert.equal(await codeOf(await maya.tryMove(approved, "send", sent("2027-01-01T00:00:00Z"))), "invalid_answers");
  assert.equal((await maya.move(approved, "send", sent("2026-11-01T09:30:00-08:00"))).state, "sent");
});

testSite("164.410(b): what was written down in UTC was discovered on the organization's day, not on UTC's", async (site) => {
  const { maya, mayaId } = await two(site);
  const { id } = await inDoubt(maya, mayaId, { noticedAt: "2026-11-02T00:03:00Z" });
  const { assessment, clocks } = await breachOf(maya, id);
  assert.equal(assessment.answers["discoveredAt"], "2026-11-01T16:03:00-08:00");
  assert.ok(
    clocks.some(({ dueBy }) => dueBy === "2026-12-31"),
    "60 days after 1 November",
  );
  const amended = await amend(maya, assessment, { ...assessment.answers, discoveredAt: "2026-11-01T03:00:00Z" });
  assert.equal(((await amended.json()) as Filed).answers["discoveredAt"], "2026-10-31T20:00:00-07:00", "summer time still");
});

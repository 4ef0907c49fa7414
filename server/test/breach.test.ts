// SPDX-License-Identifier: Apache-2.0
// Notices, clocks that passed, individuals found in the ledger, and the checks of all of it [164.404-164.414].
import assert from "node:assert/strict";
import { MS_PER_DAY, MS_PER_HOUR } from "#base/clock.ts";
import type { TenantId } from "#base/id.ts";
import { systemAct } from "#ledger/act.ts";
import { runCheck } from "#safeguard/run.ts";
import type { Check } from "#safeguard/safeguard.ts";
import {
  breachAssessed,
  breachClocks,
  breachNotices,
  incidentResponse,
  lawEnforcementDelay,
} from "#safeguard/safeguard/breach-notification.ts";
import { sql } from "#store/sql.ts";
import { plantCustomer } from "./support/associate.ts";
import { dayHere } from "./support/day.ts";
import { breaches, breachOf, inDoubt, judged, plantIncident, tasks, two } from "./support/incident.ts";
import { type AtWork, atWork, codeOf, type Filed } from "./support/person.ts";
import { signIn, testSite } from "./support/site.ts";

testSite(
  "164.404(c), 164.410(c): a notice has every element before it goes out, another approves it, and sending it ends its clock",
  async (site) => {
    const { maya, ruth, mayaId, person } = await two(site);
    const found = await inDoubt(maya, mayaId);
    const { assessment, clocks } = await breachOf(ruth, found.id);
    const clock = clocks[0]?.key ?? "";
    assert.equal((await ruth.send(`/v1/breaches/${found.id}/notices`, { clock: "notify-nobody" })).status, 400);
    const draft = await ruth.write<Filed>(`/v1/breaches/${found.id}/notices`, { clock }, { status: 201 });
    assert.match(String(draft.answers["text"]), /## What happened\n\nA laptop is missing/);
    assert.equal(await codeOf(await ruth.tryMove(draft, "submit")), "not_yours_to_do", "blanks are left");
    const text = String(draft.answers["text"]).replaceAll(/\(To be written: [^)]*\)/g, "Said in full.");
    const amended = { method: "PUT", version: draft.version };
    for (const [more, at] of [
      [{ to: "media" }, "/answers/to"],
      [{ clock: "notify-nobody" }, "/answers/clock"],
    ] as const) {
      const refused = await ruth.send(`/v1/submissions/${draft.id}`, { answers: { ...draft.answers, ...more } }, amended);
      assert.equal(refused.status, 422);
      assert.equal(((await refused.json()) as { fields: { at: string }[] }).fields[0]?.at, at);
    }
    const written = await ruth.write<Filed>(`/v1/submissions/${draft.id}`, { answers: { ...draft.answers, text } }, amended);
    const without = text.replace("## What we are doing", "## Else");
    const lacking = await ruth.write<Filed>(
      `/v1/submissions/${draft.id}`,
      { answers: { ...draft.answers, text: without } },
      { method: "PUT", version: written.version },
    );
    assert.equal(await codeOf(await ruth.tryMove(lacking, "submit")), "not_yours_to_do", "an element is missing");
    const back = await ruth.write<Filed>(
      `/v1/submissions/${draft.id}`,
      { answers: { ...draft.answers, text } },
      { method: "PUT", version: lacking.version },
    );
    const handedIn = await ruth.move(back, "submit");
    assert.equal(await codeOf(await ruth.tryMove(handedIn, "approve")), "not_yours_to_do");
    const approved = await maya.move(handedIn, "approve");
    const pdf = await site.fetch(`/v1/breach-notices/${draft.id}/file`, { headers: { cookie: person.cookie } });
    assert.equal(pdf.status, 200);
    assert.match(Buffer.from(await pdf.arrayBuffer()).toString("latin1", 0, 8), /^%PDF-/);
    await maya.get(`/v1/breach-notices/${found.id}/file`, 404);
    const sent = { method: "contract", count: 1, proof: "Receipt of the clinic's privacy officer." };
    const early = { answers: { ...sent, sentAt: new Date(site.clock.now().getTime() + MS_PER_DAY).toISOString() } };
    assert.equal((await ruth.tryMove(approved, "send", early)).status, 422, "not before it went out");
    await ruth.move(approved, "send", { answers: { ...sent, sentAt: site.clock.now().toISOString() } });
    const after = await breachOf(ruth, found.id);
    assert.deepEqual(
      after.clocks.map(({ key, standing }) => [key, standing]),
      [[clock, "sent"]],
    );
    assert.ok(!(await tasks(ruth)).some(({ key }) => key.startsWith("breach:")));
    await ruth.write(
      `/v1/submissions/${found.id}`,
      {
        answers: {
          ...assessment.answers,
          whose: "customers",
          individuals: 3,
          customers: [{ party: (await plantCustomer(maya, ruth, "Clinic", { noticeHours: 48, agent: "yes" })).id }],
        },
      },
      { method: "PUT", version: assessment.version },
    );
    assert.ok(
      (await breachOf(ruth, found.id)).clocks.some(({ standing }) => standing === "running"),
      "a customer that is named has clocks of its own",
    );
  },
);

testSite("164.410(b): a clock that passed while nobody looked is late, once, and stays so until its notice is out", async (site) => {
  const { maya, mayaId, person } = await two(site);
  const found = await inDoubt(maya, mayaId);
  site.clock.pass(90 * MS_PER_DAY);
  const again = atWork(site, { ...person, cookie: await signIn(site, person) });
  const { clocks } = await breachOf(again, found.id);
  assert.deepEqual(
    clocks.map(({ standing }) => standing),
    ["late"],
  );
  assert.equal((await breaches(again))[0]?.late, 1);
});

testSite("164.404(a)(1), 164.414(b): whose PHI it was is found in the ledger by who came to it and when, as opaque ids", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const found = await inDoubt(maya, mayaId);
  const path = `/v1/breaches/${found.id}/individuals`;
  const { id: tenant } = await site.parts.db.in({ role: "part164_app" }).one<{ id: TenantId }>(sql`
    insert into part164.tenant (id, name, created_at) values (${site.parts.makeId<"tenant">()}, 'care', now()) returning id`);
  const id = (): string => site.parts.makeId<"individual">();
  const from = new Date(site.clock.now().getTime() - MS_PER_DAY).toISOString();
  const to = new Date(site.clock.now().getTime() + MS_PER_DAY).toISOString();
  assert.equal((await ruth.send(`${path}/find`, { tenant, from: to, to: from })).status, 400);
  assert.equal((await ruth.send(`${path}/find`, { tenant: id(), from, to })).status, 400, "no tenant of ours: no key is made for it");
  assert.deepEqual(await ruth.write(`${path}/find`, { tenant, from, to }), { found: 0, added: 0, affected: 0 });
  const individuals = [id(), id(), id()];
  for (const [individual, who] of [
    [individuals[0], mayaId],
    [individuals[0], mayaId],
    [individuals[1], mayaId],
    [individuals[2], id()],
  ]) {
    const actor = { kind: "user" as const, id: who ?? null, session: null, factor: null };
    await site.parts.ledger.recorder.record(systemAct(tenant, "phi.record.read", { actor, individual: individual ?? null }));
  }
  assert.deepEqual(await ruth.write(`${path}/find`, { tenant, from, to, actor: mayaId }), { found: 2, added: 2, affected: 2 });
  assert.deepEqual(await ruth.write(`${path}/find`, { tenant, from, to }), { found: 3, added: 1, affected: 3 }, "the same once");
  await ruth.write(path, { tenant, individuals: [id()] });
  assert.equal((await ruth.send(path, { tenant: mayaId, individuals })).status, 400, "a tenant of ours");
  await ruth.write(`${path}/set-aside`, { tenant, individuals: [individuals[2]] });
  const { items } = await ruth.get<{ items: { individual: string; entries: number; isAffected: boolean }[] }>(`${path}?limit=2`);
  assert.equal(items.length, 2);
  assert.equal((await breachOf(ruth, found.id)).affected, 3);
});

testSite("164.404(d)(2), 164.412: a substitute notice is posted for 90 days, and a delay says who asked for it", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const found = await inDoubt(maya, mayaId);
  const { assessment } = await breachOf(ruth, found.id);
  const path = `/v1/submissions/${found.id}`;
  const delayed = await ruth.write<Filed>(
    path,
    { answers: { ...assessment.answers, delay: "oral", delayOn: "2026-11-02" } },
    { method: "PUT", version: assessment.version },
  );
  const [delays, notices] = [lawEnforcementDelay.checks[0], breachNotices.checks[0]];
  assert.ok(delays !== undefined && notices !== undefined);
  assert.equal((await runCheck(site.parts, delays)).status, "fail");
  const said = { ...delayed.answers, delayBy: "Detective of the county, by telephone" };
  await ruth.write(path, { answers: said }, { method: "PUT", version: delayed.version });
  assert.equal((await runCheck(site.parts, delays)).status, "pass");
  const approved = await approvedNotice(maya, ruth, found);
  const sent = { sentAt: site.clock.now().toISOString(), method: "substitute", count: 12, posted: dayHere(site, 89), proof: "A copy." };
  await ruth.move(approved, "send", { answers: sent });
  assert.equal((await runCheck(site.parts, notices)).status, "fail", "12 individuals, and not posted for 90 days");
});

testSite(
  "164.404(d)(2)(ii): the 90 days of a posting count from the organization's day, not from the day of the offset it is written with",
  async (site) => {
    const { maya, ruth, mayaId } = await two(site);
    const approved = await approvedNotice(maya, ruth, await inDoubt(maya, mayaId));
    const sentAt = "2026-11-02T07:30:00Z"; // Half past eleven on the first, where the organization is.
    await ruth.move(approved, "send", { answers: { sentAt, method: "substitute", count: 12, posted: "2027-01-30", proof: "A copy." } });
    const [notices] = breachNotices.checks;
    assert.ok(notices !== undefined);
    assert.equal((await runCheck(site.parts, notices)).status, "pass");
  },
);

/** A notice to the first of a breach's clocks, with every element, approved by the other official. */
async function approvedNotice(maya: AtWork, ruth: AtWork, { id }: { readonly id: string }): Promise<Filed> {
  const { clocks } = await breachOf(ruth, id);
  const draft = await ruth.write<Filed>(`/v1/breaches/${id}/notices`, { clock: clocks[0]?.key }, { status: 201 });
  const text = String(draft.answers["text"]).replaceAll(/\(To be written: [^)]*\)/g, "Said in full.");
  const amended = { method: "PUT", version: draft.version };
  const written = await ruth.write<Filed>(`/v1/submissions/${draft.id}`, { answers: { ...draft.answers, text } }, amended);
  return maya.move(await ruth.move(written, "submit"), "approve");
}

testSite(
  "164.308(a)(6)(ii), 164.414(b): the checks fail while a report waits, an assessment is open too long, or a clock has passed",
  async (site) => {
    const { maya, mayaId, person } = await two(site);
    const look = async (check: Check | undefined): Promise<string> => {
      assert.ok(check !== undefined);
      return (await runCheck(site.parts, check)).status;
    };
    const [clocks, assessed, handled, notices] = [breachClocks, breachAssessed, incidentResponse, breachNotices].map(
      ({ checks }) => checks[0],
    );
    assert.equal(await look(handled), "fail", "nothing was ever tried");
    for (const check of [clocks, assessed, notices]) assert.equal(await look(check), "not-applicable");
    const exercise = await plantIncident(maya, { phi: "no", exercise: "yes" });
    await maya.move(exercise, "no-incident", { reason: "It was an exercise, and went well." });
    assert.equal(await look(handled), "pass");
    const reported = await plantIncident(maya);
    assert.equal(await look(handled), "pass", "it has just come");
    site.clock.pass(4.1 * MS_PER_HOUR);
    assert.equal(await look(handled), "fail", "a report waits for longer than the policy's four hours");
    const later = atWork(site, { ...person, cookie: await signIn(site, person) });
    await later.move(reported, "open", judged(mayaId));
    assert.equal(await look(handled), "pass");
    for (const check of [clocks, assessed]) assert.equal(await look(check), "pass");
    site.clock.pass(11 * MS_PER_DAY);
    assert.equal(await look(assessed), "fail", "eleven days and nobody has decided");
    assert.equal(await look(clocks), "pass");
    site.clock.pass(60 * MS_PER_DAY);
    assert.equal(await look(clocks), "fail", "60 days are over");
  },
);

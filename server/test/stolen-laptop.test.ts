// SPDX-License-Identifier: Apache-2.0
// A pattern that is on the Secretary's public list again and again: a stolen laptop without encryption. A business associate discovers it on
// 29 December; 612 individuals in three States; its contract promises notice within 72 hours. Every day is counted here by hand.
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { breachClocks as clocksFor } from "#program/incident/breach-clock.ts";
import { runCheck } from "#safeguard/run.ts";
import { breachClocks } from "#safeguard/safeguard/breach-notification.ts";
import { plantCustomer } from "./support/associate.ts";
import { breaches, breachOf, FACTORS, type Clock, judged, plantIncident, tasks, two } from "./support/incident.ts";
import { type AtWork, atWork, type Filed } from "./support/person.ts";
import { addPerson, signIn, testSite, type TestSite } from "./support/site.ts";

/** In Los Angeles, where the organization is: no daylight saving time between then and the end of February. */
const DISCOVERED = "2026-12-29T16:40:00-08:00";
const RESIDENTS = [
  { state: "TX", count: 401 },
  { state: "OK", count: 150 },
  { state: "NM", count: 61 },
];

const dates = (clocks: readonly Clock[]): string[][] =>
  clocks.map(({ key, dueBy, standing }) => [key.split(":")[0] ?? "", dueBy, standing]);

/** Goes to a moment. No session lasts that long. */
function goTo(site: TestSite, instant: string): void {
  site.clock.pass(Date.parse(instant) - site.clock.now().getTime());
}

testSite("a stolen laptop with 612 individuals, discovered on 29 December by an associate that promised 72 hours", async (site) => {
  const cast = await two(site);
  goTo(site, "2026-12-29T17:00:00-08:00");
  const maya = atWork(site, { ...cast.person, cookie: await signIn(site, cast.person) });
  const ruth = atWork(site, await addPerson(site, "r.lindqvist@fernhollow.example", ["privacy-official"]));
  const clinic = await plantCustomer(maya, ruth, "Lakeside Clinic", { signedOn: "2026-03-01", startsOn: "2026-03-02", noticeHours: 72 });
  const what = "A laptop without encryption was stolen from a car";
  const incident = await plantIncident(maya, { what, noticedAt: DISCOVERED, phi: "yes" });
  await maya.move(incident, "open", { answers: { ...judged(cast.mayaId).answers, phiJudged: "yes" } });
  const [found] = await breaches(ruth);
  assert.ok(found !== undefined);
  const path = `/v1/submissions/${found.id}`;
  const { assessment } = await breachOf(ruth, found.id);
  const facts = {
    ...assessment.answers,
    whose: "customers",
    customers: [{ party: clinic.id, individuals: 612 }],
    individuals: 612,
    residents: RESIDENTS,
    kinds: ["name", "birth", "diagnosis"],
    happenedFrom: "2026-12-28",
    doing: "The police has a report. Disks of all laptops are encrypted since 30 December.",
    protect: "Look at the statements of your insurer, and ask about care that you did not have.",
    contact: "Telephone 555 0100, toll-free.",
  };
  const whole = { ...facts, ...FACTORS, conclusion: "breach" };
  const written = await ruth.write<Filed>(path, { answers: whole }, { method: "PUT", version: assessment.version });
  const confirmed = await maya.move(await ruth.move(written, "submit"), "confirm-breach");
  const { clocks, idle } = await breachOf(ruth, found.id);
  assert.deepEqual(
    dates(clocks),
    [
      // 72 hours after 29 December 16:40 are 1 January 16:40, the year's end between them.
      ["notify-covered-entity-by-contract", "2027-01-01T16:40:00-08:00", "running"],
      // 164.410(b): 60 calendar days after 29 December: 2 in December, 31 in January, 27 in February.
      ["notify-covered-entity", "2027-02-27", "running"],
    ],
    "an associate tells its customer; individuals, media and Secretary are the customer's to tell [164.404, 164.406, 164.408]",
  );
  assert.deepEqual(idle, []);
  const due = (await tasks(ruth)).filter(({ key }) => key.startsWith("breach:")).map(({ dueOn }) => dueOn);
  assert.deepEqual(due.sort(), ["2027-01-01", "2027-02-27"]);

  // The customer's own clocks, as anybody counts them. Told on 31 December, it discovers then [164.404(a)(2)]: 60 days are 1 March.
  const residents = new Map(RESIDENTS.map(({ state, count }) => [state, count]));
  const own = { entity: "covered-entity" as const, individuals: 612, residents, contractHours: null, delay: null };
  const of = (instant: string, isAgent: boolean) =>
    clocksFor({ ...own, discovered: Temporal.Instant.from(instant).toZonedDateTimeISO("-08:00"), isAgent }).map(({ to, cite, dueBy }) => [
      to,
      cite,
      dueBy,
    ]);
  assert.deepEqual(of("2026-12-31T10:00:00-08:00", false), [
    ["individuals", "164.404(b)", "2027-03-01"],
    ["secretary", "164.408(b)", "2027-03-01"], // 500 or more: with the individuals. No State has more than 500 residents: no media [164.406(a)].
  ]);
  // Were the associate its agent, the customer would have discovered it on 29 December [164.404(a)(2)].
  assert.deepEqual(of(DISCOVERED, true), [
    ["individuals", "164.404(b)", "2027-02-27"],
    ["secretary", "164.408(b)", "2027-02-27"],
  ]);

  // Law enforcement asks in writing to wait until 31 March [164.412(a)]: the law's clock waits; the contract's is between the parties.
  const { id: delayLetter } = await ruth.upload("statement.txt", "It would impede the investigation.", "confidential");
  const delay = { delayLetter, delay: "written", delayBy: "Sheriff of the county", delayOn: "2026-12-29", delayUntil: "2027-03-31" };
  const waited = await ruth.write<Filed>(
    path,
    { answers: { ...confirmed.answers, ...delay } },
    { method: "PUT", version: confirmed.version },
  );
  assert.deepEqual(dates((await breachOf(ruth, found.id)).clocks), [
    ["notify-covered-entity-by-contract", "2027-01-01T16:40:00-08:00", "running"],
    ["notify-covered-entity", "2027-03-31", "running"],
  ]);
  // It turns out to have been said only: 30 days from 29 December are 28 January, before the 60 days end [164.412(b)].
  const oral = { ...waited.answers, delay: "oral", delayUntil: undefined };
  await ruth.write<Filed>(path, { answers: oral }, { method: "PUT", version: waited.version });
  assert.equal((await breachOf(ruth, found.id)).clocks[1]?.dueBy, "2027-02-27");

  // The notice: drafted, approved by another, sent on 31 December: in time by the contract.
  const byContract = clocks[0]?.key ?? "";
  const draft = await ruth.write<Filed>(`/v1/breaches/${found.id}/notices`, { clock: byContract }, { status: 201 });
  for (const said of [
    "Lakeside Clinic",
    "It happened on December 28, 2026",
    "on December 29, 2026",
    "612 individuals",
    "- Dates of birth",
    "toll-free",
  ])
    assert.ok(String(draft.answers["text"]).includes(said), said);
  const approved = await maya.move(await ruth.move(draft, "submit"), "approve");
  const [check] = breachClocks.checks;
  assert.ok(check !== undefined);
  const anew = async (): Promise<AtWork> => atWork(site, { ...cast.person, cookie: await signIn(site, cast.person) });
  const standings = async (): Promise<string[]> => (await breachOf(await anew(), found.id)).clocks.map(({ standing }) => standing);
  goTo(site, "2027-01-01T16:39:00-08:00");
  assert.equal((await runCheck(site.parts, check)).status, "pass", "the last minute of the last hour is in time");
  site.clock.pass(2 * 60_000);
  assert.equal((await runCheck(site.parts, check)).status, "fail", "and two minutes later it is not");
  assert.deepEqual(await standings(), ["late", "running"]);
  goTo(site, "2027-02-27T23:59:00-08:00");
  assert.deepEqual(await standings(), ["late", "running"], "the last minute of the last day");
  site.clock.pass(2 * 60_000);
  assert.deepEqual(await standings(), ["late", "late"]);
  assert.ok(site.clock.now().getTime() - Date.parse(DISCOVERED) > 60 * MS_PER_DAY);
  // It had gone out on 31 December, and is recorded now: one letter with all that 164.410(c) asks for answers contract and law.
  const later = await anew();
  const sent = { sentAt: "2026-12-31T09:55:00-08:00", method: "contract", count: 1, proof: "The clinic's privacy officer signed for it." };
  await later.move(approved, "send", { answers: sent });
  assert.deepEqual(dates((await breachOf(later, found.id)).clocks), [
    ["notify-covered-entity-by-contract", "2027-01-01T16:40:00-08:00", "sent"],
    ["notify-covered-entity", "2027-02-27", "sent"],
  ]);
  assert.equal((await runCheck(site.parts, check)).status, "pass");
});

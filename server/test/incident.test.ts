// SPDX-License-Identifier: Apache-2.0
// From a phone call to a documented decision: who reports, who judges, who confirms, and what clocks do meanwhile [164.308(a)(6), 164.402].
import assert from "node:assert/strict";
import { MS_PER_DAY, MS_PER_HOUR } from "#base/clock.ts";
import { UNNAMED_MAX } from "#program/incident/report-unnamed.ts";
import { plantCustomer } from "./support/associate.ts";
import { breaches, breachOf, FACTOR, FACTORS, inDoubt, judged, NOTICED, plantIncident, tasks, two } from "./support/incident.ts";
import { type AtWork, atWork, codeOf, type Filed } from "./support/person.ts";
import { addPerson, consoleWrite, setUpSite, signIn, testSite } from "./support/site.ts";

testSite("164.308(a)(6)(ii): anybody reports without a name, nothing of them is kept, and nobody buries a true report", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const report = (body: object, headers: Record<string, string> = {}) => {
    const init = consoleWrite(body);
    return site.fetch("/v1/incident-reports", { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } });
  };
  const { what, kind, noticedAt, where, phi } = NOTICED;
  const told = { what, kind, noticedAt, where, phi };
  for (const wrong of [
    {},
    { ...told, kind: "nonsense" },
    { ...told, noticedAt: "yesterday" },
    { ...told, lead: "x" },
    { ...told, more: "" },
  ])
    assert.ok([400, 422].includes((await report(wrong)).status), JSON.stringify(wrong));
  assert.equal((await report(told)).status, 200);
  const { items } = await official.get<{ items: (Filed & { submittedBy: string | null })[] }>("/v1/submissions?form=incident-report");
  assert.equal(items[0]?.title, what);
  assert.equal(items[0]?.submittedBy, null);
  const { items: entries } = await official.get<{ items: { event: string; actor: { kind: string; id: string | null } }[] }>(
    "/v1/ledger/entries?kind=program.incident-report.receive",
  );
  assert.equal(entries.length, 1);
  const entry = await official.get<{ entry: { from: unknown; actor: unknown } }>(`/v1/ledger/entries/${entries[0]?.event}`);
  assert.ok(!JSON.stringify(entry).includes("127.0.0.1"), "no address is kept");
  assert.ok((await tasks(official)).some(({ title }) => title === "Look at an incident that was reported"));
  const answers: number[] = [];
  for (let n = 0; n <= UNNAMED_MAX.place; n++) answers.push((await report(told)).status);
  assert.equal(answers.at(-1), 429, "one place does not flood the list");
  site.clock.pass(MS_PER_HOUR);
  assert.equal((await report(told)).status, 200, "an hour later it is open again");
});

testSite(
  "164.308(a)(6)(ii): whoever has a network of IPv6 has one place to report from, and leaves the others theirs",
  async (site) => {
    await setUpSite(site);
    const { what, kind, noticedAt, where, phi } = NOTICED;
    const report = async (address: string): Promise<number> => {
      const init = consoleWrite({ what, kind, noticedAt, where, phi });
      const headers = { ...(init.headers as Record<string, string>), "x-forwarded-for": address };
      return (await site.fetch("/v1/incident-reports", { ...init, headers })).status;
    };
    for (let n = 0; n < UNNAMED_MAX.place; n++) assert.equal(await report(`2001:db8:0:1::${(n + 1).toString(16)}`), 200);
    assert.equal(await report("2001:db8::1:a:b:c:d"), 429, "the same network, written otherwise");
    assert.equal(await report("2001:db8:0:2::1"), 200);
    assert.equal(await report("192.0.2.7"), 200);
  },
  { PART164_TRUSTED_PROXY: "127.0.0.1" },
);

testSite("164.402(2): PHI in doubt opens an assessment with the incident, its clocks run before anything is decided", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const auditor = atWork(site, await addPerson(site, "otto@fernhollow.example", ["auditor"]));
  const reported = await plantIncident(sam);
  assert.equal(await codeOf(await sam.tryMove(reported, "open", judged(mayaId))), "not_yours_to_do", "who reports does not judge");
  const open = await maya.move(reported, "open", judged(mayaId));
  const [found] = await breaches(ruth);
  assert.equal(found?.state, "presumed");
  assert.equal(found?.open, 1, "of customers' PHI: one clock until they are named");
  const { clocks, assessment } = await breachOf(ruth, found?.id ?? "");
  assert.deepEqual(
    clocks.map(({ to, dueBy, standing }) => [to, dueBy, standing]),
    [["covered-entity", "2026-12-31", "running"]],
    "60 calendar days after 1 November [164.410(b)]",
  );
  assert.equal(assessment.answers["discoveredAt"], NOTICED.noticedAt);
  assert.ok((await tasks(ruth)).some(({ key, dueOn }) => key.startsWith(`breach:${found?.id}:`) && dueOn === "2026-12-31"));
  assert.ok(!(await tasks(auditor)).some(({ key }) => key.startsWith("breach:")), "restricted, also as a task");
  for (const who of [sam, auditor]) {
    await who.get(`/v1/breaches/${found?.id}`, 404);
    assert.equal((await who.send(`/v1/breaches/${found?.id}/individuals`, { tenant: mayaId, individuals: [mayaId] })).status, 403);
  }
  await auditor.get("/v1/breaches", 404);
  const contained = await maya.move(open, "contain", { answers: { containment: "Its sessions were ended." } });
  const recovered = await maya.move(contained, "recover", {
    answers: { eradication: "Reimaged.", recovery: "From the backup of that night." },
  });
  const lessons = { answers: { cause: "Left in a car", mitigation: "None needed", lessons: "No laptop stays in a car." } };
  assert.equal(await codeOf(await maya.tryMove(recovered, "close", lessons)), "not_yours_to_do", "whether it is a breach is open");
});

testSite("on a bad day Home's one next step is the report, then the clock that ends first, then the doubt", async (site) => {
  const { maya, ruth, mayaId, person } = await two(site);
  const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const next = async (who: AtWork): Promise<string> => (await who.get<{ next: { title: string } }>("/v1/home")).next.title;
  const before = await next(ruth);
  const reported = await plantIncident(sam);
  assert.equal(await next(ruth), "Judge a report of an incident");
  await maya.move(reported, "open", judged(mayaId));
  assert.equal(await next(ruth), "Decide whether it is a breach");
  const [found] = await breaches(ruth);
  site.clock.pass(55 * MS_PER_DAY);
  const later = atWork(site, { ...person, cookie: await signIn(site, person) });
  assert.equal(await next(later), "Send the breach notice that is due next", "five days are left");
  site.clock.pass(10 * MS_PER_DAY);
  const late = atWork(site, { ...person, cookie: await signIn(site, person) });
  assert.equal(await next(late), "Send the breach notice that is late");
  assert.ok(found !== undefined && before !== "Decide whether it is a breach");
});

testSite("164.402: no PHI opens none; PHI that turns out later does", async (site) => {
  const { maya, mayaId } = await two(site);
  const open = await maya.move(await plantIncident(maya, { phi: "no" }), "open", {
    answers: { level: "low", lead: mayaId, phiJudged: "no" },
  });
  assert.equal((await breaches(maya)).length, 0);
  const again = { reason: "The disk held a copy of the mail.", answers: { levelNow: "high", phiNow: "yes" } };
  const rated = await maya.move(open, "rate", again);
  assert.equal((await breaches(maya)).length, 1);
  await maya.move(rated, "rate", again);
  assert.equal((await breaches(maya)).length, 1, "one for an incident");
});

testSite("164.402(2): only an official who did not report it makes it an exercise, and taken back its assessment opens", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const said = (exercise: object) => ({ answers: { ...judged(mayaId).answers, ...exercise } });
  const rated = (exerciseNow?: string) => ({ reason: "Looked at again", answers: { levelNow: "high", phiNow: "maybe", exerciseNow } });
  const faultsOf = async (answer: Response): Promise<string> => `${answer.status} ${await answer.text()}`;
  await maya.move(await plantIncident(maya, { exercise: "yes" }), "open", judged(mayaId));
  assert.equal((await breaches(maya)).length, 1, "the word of whoever reports it opens an assessment all the same");
  for (const name of ["exerciseJudged", "exerciseNow", "phiNow"]) {
    const told = { form: "incident-report", answers: { ...NOTICED, [name]: name === "phiNow" ? "no" : "yes" } };
    assert.match(await faultsOf(await maya.send("/v1/submissions", told)), new RegExp(`^422 .*/answers/${name}`), "judged by nobody yet");
  }
  const own = await plantIncident(maya, { exercise: "yes" });
  const refused = await faultsOf(await maya.tryMove(own, "open", said({ exerciseJudged: "yes" })));
  assert.match(refused, /^422 .*answers\/exerciseJudged.*another official/);
  const drill = await ruth.move(own, "open", said({ exerciseJudged: "yes" }));
  assert.equal((await breaches(maya)).length, 1, "an exercise opens none");
  const still = await maya.move(drill, "rate", rated());
  assert.equal((await breaches(maya)).length, 1, "what nobody answered anew stays as it was judged");
  const real = await maya.move(still, "rate", rated("no"));
  assert.equal((await breaches(maya)).length, 2, "what was real after all opens it");
  assert.match(await faultsOf(await maya.tryMove(real, "rate", rated("yes"))), /^422 .*answers\/exerciseNow.*another official/);
  await ruth.move(real, "rate", rated("yes"));
  assert.equal((await breaches(maya)).length, 2, "what was opened is decided, not dropped");
});

testSite("164.402, 164.414(b): what is concluded is shown, another official confirms, and what was confirmed stands", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const found = await inDoubt(maya, mayaId);
  const path = `/v1/submissions/${found.id}`;
  const { assessment } = await breachOf(ruth, found.id);
  const incident = String(assessment.answers["incident"]);
  const base = { what: NOTICED.what, incident, discoveredAt: NOTICED.noticedAt, whose: "customers", individuals: 612 };
  const party = await plantCustomer(maya, ruth, "Lakeside Clinic", { noticeHours: 72, agent: "unknown" });
  const customers = [{ party: party.id, individuals: 612 }];
  const amend = (answers: object, version: number) => ruth.send(path, { answers }, { method: "PUT", version });
  const wrong: readonly [object, string][] = [
    [{ whose: "ours" }, "/answers/whose"],
    [{ discoveredAt: "2199-01-01T00:00:00Z" }, "/answers/discoveredAt"],
    [{ discoveredAt: "2026-11-01T09:00:01-08:00" }, "/answers/discoveredAt"],
    [{ ...FACTORS, conclusion: "secured" }, "/answers/conclusion"],
    [{ ...FACTORS, conclusion: "low-probability", overall: FACTOR }, "/answers/conclusion"],
    [{ ...FACTORS, exclusion: "good-faith", exclusionWhy: FACTOR, conclusion: "low-probability" }, "/answers/conclusion"],
    [{ permitted: "no", unsecured: "no", custody: { apart: { is: "no" } } }, "/answers/unsecured"],
    [
      {
        residents: [
          { state: "TX", count: 600 },
          { state: "OK", count: 20 },
        ],
      },
      "/answers/residents",
    ],
    [
      {
        residents: [
          { state: "TX", count: 1 },
          { state: "TX", count: 1 },
        ],
      },
      "/answers/residents",
    ],
    [{ customers: [{ party: found.id }] }, "/answers/customers/0/party"],
    [{ happenedFrom: "2026-11-02", happenedTo: "2026-11-01" }, "/answers/happenedTo"],
  ];
  for (const [more, at] of wrong) {
    const answer = await amend({ ...base, customers, ...more }, assessment.version);
    assert.equal(answer.status, 422, JSON.stringify(more));
    const { fields } = (await answer.json()) as { fields: { at: string }[] };
    assert.ok(
      fields.some((one) => one.at === at),
      `${at}: ${JSON.stringify(fields)}`,
    );
  }
  const whole = { ...base, customers, ...FACTORS, conclusion: "breach", terms: [{ party: party.id, hours: 9999, agent: "yes" }] };
  const written = await ruth.write<Filed>(path, { answers: whole }, { method: "PUT", version: assessment.version });
  assert.deepEqual(written.answers["terms"], [{ party: party.id, hours: 72, agent: "unknown" }], "the contract's words, whatever was sent");
  const handedIn = await ruth.move(written, "submit");
  assert.equal(await codeOf(await ruth.tryMove(handedIn, "confirm-breach")), "not_yours_to_do", "who wrote it does not confirm it");
  assert.equal(await codeOf(await maya.tryMove(handedIn, "confirm-none")), "not_yours_to_do", "it concludes that it is one");
  const confirmed = await maya.move(handedIn, "confirm-breach");
  const { clocks } = await breachOf(maya, found.id);
  assert.deepEqual(
    clocks.map(({ key, dueBy }) => [key.split(":")[0], dueBy]),
    [
      ["notify-covered-entity-by-contract", "2026-11-04T09:00:00-08:00"],
      ["notify-covered-entity", "2026-12-31"],
    ],
    "72 hours by the contract, and 60 calendar days [164.410(b)]",
  );
  const stands = await maya.send(
    path,
    { answers: { ...written.answers, nature: `${FACTOR} Changed.` } },
    { method: "PUT", version: confirmed.version },
  );
  assert.equal(stands.status, 422);
  const moved = { ...written.answers, discoveredAt: "2026-10-31T09:00:00-08:00" };
  assert.equal(
    (await maya.send(path, { answers: moved }, { method: "PUT", version: confirmed.version })).status,
    422,
    "the discovery stands",
  );
  const byHand = { form: "breach-assessment", answers: { what: "x", incident: base.incident, discoveredAt: NOTICED.noticedAt } };
  assert.equal(await codeOf(await maya.send("/v1/submissions", byHand)), "not_yours_to_do", "a second one beside it");
  const later = { ...written.answers, individuals: 640 };
  await maya.write(path, { answers: later }, { method: "PUT", version: confirmed.version });
});

testSite(
  "164.410: until anybody says whose PHI it is, the contract that promises a customer the fewest hours has its clock",
  async (site) => {
    const { maya, ruth, mayaId } = await two(site);
    await plantCustomer(maya, ruth, "Northwater Clinic", { noticeHours: 72 });
    const hospital = await plantCustomer(maya, ruth, "Stonebridge Regional", { noticeHours: 48 });
    const found = await inDoubt(maya, mayaId);
    const { clocks, assessment } = await breachOf(ruth, found.id);
    const [first] = clocks;
    assert.equal(clocks.length, 2);
    const due = Temporal.Instant.from(String(assessment.answers["discoveredAt"])).add({ hours: 48 });
    assert.equal(Temporal.Instant.from(first?.dueBy ?? "").toString(), due.toString());
    assert.match(first?.basis ?? "", /^48 hours after the discovery, by contract\. Which customer is not known yet/);
    assert.equal(clocks.at(-1)?.basis, "60 calendar days after the discovery on 1 November 2026.");
    assert.ok((await tasks(ruth)).some(({ key }) => key === `breach:${found.id}:notify-covered-entity-by-contract`));
    const answers = { ...assessment.answers, whose: "customers", customers: [{ party: hospital.id }] };
    await ruth.write(`/v1/submissions/${found.id}`, { answers }, { method: "PUT", version: assessment.version });
    const named = await breachOf(ruth, found.id);
    assert.deepEqual(
      named.clocks.map(({ key }) => key),
      [`notify-covered-entity-by-contract:${hospital.id}`, `notify-covered-entity:${hospital.id}`],
    );
    assert.doesNotMatch(named.clocks[0]?.basis ?? "", /not known/);
  },
);

testSite(
  "164.504(e)(2)(ii)(C): a clock of hours has its task on the organization's day, whichever offset it was written with",
  async (site) => {
    const { maya, ruth, mayaId } = await two(site);
    await plantCustomer(maya, ruth, "Northwater Clinic", { noticeHours: 6 });
    const found = await inDoubt(maya, mayaId, { noticedAt: "2026-11-01T23:00:00Z" }); // 15:00 of the same day where the organization is.
    const { clocks } = await breachOf(ruth, found.id);
    assert.equal(Temporal.Instant.from(clocks[0]?.dueBy ?? "").toString(), "2026-11-02T05:00:00Z", "21:00 on the first, there");
    const task = (await tasks(ruth)).find(({ key }) => key === `breach:${found.id}:notify-covered-entity-by-contract`);
    assert.equal(task?.dueOn, "2026-11-01");
  },
);

testSite("164.410: a breach names customers, never a vendor of ours, who would get no notice and no clock", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  await plantCustomer(maya, ruth, "Northwater Clinic", { noticeHours: 72 });
  const vendor = await maya.file("party", { name: "Alderwood Cloud", role: "vendor", service: "Hosting", phi: "yes" });
  const found = await inDoubt(maya, mayaId);
  const { assessment } = await breachOf(ruth, found.id);
  const answers = { ...assessment.answers, whose: "customers", customers: [{ party: vendor.id }] };
  const refused = await ruth.send(`/v1/submissions/${found.id}`, { answers }, { method: "PUT", version: assessment.version });
  assert.equal(refused.status, 422);
  assert.equal(((await refused.json()) as { fields: { at: string }[] }).fields[0]?.at, "/answers/customers/0/party");
});

// SPDX-License-Identifier: Apache-2.0
// A week-end without screens. On Friday night everything is encrypted; until Monday there is only what was printed; then what was done on paper
// is entered as it happened. Every day is counted here by hand, from Friday's discovery [164.404(a)(2), 164.410(a)(2)].
import assert from "node:assert/strict";
import { runCheck } from "#safeguard/run.ts";
import { contingencyPlans } from "#safeguard/safeguard/contingency.ts";
import { packOf } from "#program/contingency/pack.ts";
import { plansOf } from "#program/contingency/plans.ts";
import { approvePlan, contingency, KINDS, plantInventory } from "./support/contingency.ts";
import { breaches, breachOf, FACTORS, judged, two } from "./support/incident.ts";
import { type AtWork, atWork, type Filed } from "./support/person.ts";
import { type Person, addPerson, signIn, testSite, type TestSite } from "./support/site.ts";

/** In Los Angeles, where the organization is; daylight saving time ended on 1 November. */
const FRIDAY = "2026-11-06T19:40:00-08:00";
const MONDAY = "2026-11-09T08:00:00-08:00";

function goTo(site: TestSite, instant: string): void {
  site.clock.pass(Date.parse(instant) - site.clock.now().getTime());
}

/** What people wrote on the blank lines, with the hours that they wrote beside it. */
const ON_PAPER = [
  ["2026-11-06T19:40:00-08:00", "An engineer's laptop shows a note that asks for money; the application answers with errors."],
  ["2026-11-06T19:55:00-08:00", "Emergency mode declared by the contingency lead, by telephone. Copies cut off from the network."],
  ["2026-11-06T21:30:00-08:00", "The insurer was called at the number of the plan; case opened."],
  ["2026-11-07T08:00:00-08:00", "Lakeside Clinic was called; it books on paper, and we call every two hours."],
  ["2026-11-08T15:10:00-08:00", "Copy of Friday 03:00 restored into a new account with the key from the bank's box."],
  ["2026-11-09T06:50:00-08:00", "Recording runs, then sign-in, then the application. Emergency mode ended."],
] as const;

/** In the middle of the week: plans approved and printed. */
async function prepare(maya: AtWork, ruth: AtWork, mayaId: string) {
  const planned = await plantInventory(maya, mayaId, ruth);
  const plans: Filed[] = [];
  for (const kind of KINDS) plans.push(await approvePlan(maya, ruth, kind));
  for (const { id } of plans)
    await maya.file("plan-printing", { plan: id, on: "2026-11-02", places: [{ place: "Red folder at home", keeper: mayaId }] });
  return planned;
}

/** What is on paper is enough: nobody looks anything up until Monday. */
async function assertPackSuffices({ parts }: TestSite, maya: AtWork): Promise<void> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const plans = (await plansOf(parts, db)).filter(({ state }) => state === "approved");
  const { text, sha256 } = await packOf(parts, db, plans);
  const has = (said: string | RegExp, why: string): void =>
    assert.ok(typeof said === "string" ? text.includes(said) : said.test(text), `${why}: ${String(said)}`);
  for (const number of ["503 555 0110", "503 555 0142", "206 555 0177"]) has(number, "whom to call");
  has(/### \\?\+1 503 555 0110 · Maya Okafor/, "numbers are headings, in the largest type that a page has");
  has(/Lakeside Clinic\n\nCustomer\. Notice promised within 72 hours of discovery\./, "what a contract promised");
  for (const who of ["The insurer", "The counsel", "The police"]) has(who, "who else is called");
  assert.ok(text.indexOf("### 1. Appointments service") < text.indexOf("### 2. Archive"), "the order of restoring");
  has("Works again within 4 hours; work of at most 24 hours is lost", "hours");
  has("Envelope in the bank's box 12", "where the key is");
  has("Clinics book on paper; we call each of them every two hours", "how the work is done meanwhile");
  for (const heading of ["The first hour", "Restoring", "How we work meanwhile", "How PHI is got in an emergency", "How people get in"])
    has(`### ${heading}`, "procedures");
  has(/Lakeside Clinic, by contract \| 72 hours after discovery \| day/, "clocks of contracts");
  has(/164\.410\(b\)\] \| 60 calendar days after discovery/, "clocks of law");
  has(/164\.408\(c\)\] \| 60 days after the end of the calendar year/, "the Secretary's yearly list");
  assert.ok(text.split("\n").filter((line) => /^\| day\.+ hour\.+ \|  \|/.test(line)).length >= 40, "blank lines to write on");
  has("No names, no initials", "paper without names");
  const { items } = await maya.get<{ items: { event: string }[] }>("/v1/ledger/entries?kind=program.plan.download");
  const begun = items.at(-1)?.event; // A second one says that all of it was sent.
  const entry = JSON.stringify(await maya.get(`/v1/ledger/entries/${begun}`));
  assert.ok(entry.includes(sha256), "the ledger knows the hash of what was printed");
}

async function back(site: TestSite, person: Person): Promise<AtWork> {
  return atWork(site, { ...person, cookie: await signIn(site, person) });
}

testSite("ransomware on a Friday night: paper is enough until Monday, and clocks count from Friday", async (site) => {
  const cast = await two(site);
  const planned = await prepare(cast.maya, cast.ruth, cast.mayaId);
  const pack = await site.fetch("/v1/contingency/file", { headers: { cookie: cast.person.cookie } });
  assert.equal(pack.headers.get("content-type"), "application/pdf");
  const bytes = new Uint8Array(await pack.arrayBuffer());
  assert.equal(Buffer.from(bytes.subarray(0, 5)).toString("latin1"), "%PDF-");
  await assertPackSuffices(site, cast.maya);

  goTo(site, MONDAY); // Nothing of ours was asked from Friday to here.
  const maya = await back(site, cast.person);
  const ruth = atWork(site, await addPerson(site, "r.lindqvist@fernhollow.example", ["privacy-official"]));

  const incident = await maya.file("incident-report", {
    what: "Files of all systems are encrypted, and a note asks for money",
    kind: "malware",
    noticedAt: FRIDAY,
    where: "All systems",
    phi: "yes",
  });
  const open = await maya.move(incident, "open", { answers: { ...judged(cast.mayaId).answers, phiJudged: "yes" } });
  for (const [occurredAt, text] of ON_PAPER)
    await maya.write(`/v1/submissions/${incident.id}/journal`, { occurredAt, text }, { status: 201 });
  const journal = await maya.get<{ items: { occurredAt: string; receivedAt: string; text: string }[] }>(
    `/v1/submissions/${incident.id}/journal`,
  );
  assert.deepEqual(
    journal.items.map(({ occurredAt }) => Date.parse(occurredAt)),
    ON_PAPER.map(([at]) => Date.parse(at)),
  );
  for (const { occurredAt, receivedAt } of journal.items)
    assert.ok(
      Date.parse(receivedAt) >= Date.parse(MONDAY) && Date.parse(occurredAt) < Date.parse(MONDAY),
      "when it happened is not when we heard",
    );
  const { items: lines } = await maya.get<{ items: { event: string }[] }>("/v1/ledger/entries?kind=program.journal.add");
  assert.equal(lines.length, ON_PAPER.length);
  const { entry } = await maya.get<{ entry: { at: string; detail: { occurredAt: string } } }>(`/v1/ledger/entries/${lines.at(-1)?.event}`);
  assert.equal(Date.parse(entry.detail.occurredAt), Date.parse(FRIDAY), "the ledger has when it happened");
  assert.ok(Date.parse(entry.at) >= Date.parse(MONDAY), "and when it was entered");

  // Encrypted by somebody who should not: presumed a breach [164.402(2)], discovered on Friday [164.410(a)(2)].
  const [found] = await breaches(ruth);
  assert.ok(found !== undefined);
  const { assessment } = await breachOf(ruth, found.id);
  assert.equal(assessment.answers["discoveredAt"], FRIDAY);
  const facts = {
    ...assessment.answers,
    whose: "customers",
    customers: [{ party: planned.customer.id, individuals: 240 }],
    individuals: 240,
    residents: [{ state: "OR", count: 240 }],
    kinds: ["name", "diagnosis"],
    doing: "Systems were restored into a new account; keys and passwords were replaced.",
    protect: "Look at statements of your insurer.",
    contact: "privacy@fernhollow.example",
  };
  const answers = { ...facts, ...FACTORS, conclusion: "breach" };
  await ruth.write<Filed>(`/v1/submissions/${found.id}`, { answers }, { method: "PUT", version: assessment.version });
  const { clocks } = await breachOf(ruth, found.id);
  assert.deepEqual(
    clocks.map(({ key, dueBy, standing }) => [key.split(":")[0], dueBy, standing]),
    [
      // 72 hours after Friday 19:40 are Monday 19:40, not Thursday morning: under twelve hours are left.
      ["notify-covered-entity-by-contract", "2026-11-09T19:40:00-08:00", "running"],
      // 164.410(b): 60 calendar days after 6 November: 24 in November, 31 in December, 5 in January.
      ["notify-covered-entity", "2027-01-05", "running"],
    ],
  );
  await afterAction(maya, ruth, { incident: open.id, mayaId: cast.mayaId, system: planned.system.id });
  const [, check] = contingencyPlans.checks;
  assert.ok(check !== undefined);
  assert.equal((await runCheck(site.parts, check)).status, "pass", "the plans in force are on paper");
});

/** What was learned is a contingency test that was for real [164.308(a)(7)(ii)(D)]; what was restored by hand is a restore test. */
async function afterAction(maya: AtWork, ruth: AtWork, { incident, mayaId, system }: { incident: string; mayaId: string; system: string }) {
  const record = await maya.file("contingency-test", {
    scenario: "ransomware",
    kind: "actual",
    incident,
    plans: ["disaster-recovery", "emergency-mode"],
    startedAt: FRIDAY,
    endedAt: "2026-11-09T06:50:00-08:00",
    people: [{ person: mayaId, part: "Contingency lead" }],
    objectives: "Clinics can work, PHI stays protected, everything is written down.",
    gaps: "The bank opened its boxes only on Sunday afternoon by favor.",
    result: "held-in-part",
    actions: [{ what: "A second envelope where a door opens at any hour", owner: mayaId, dueOn: "2026-11-23" }],
  });
  await ruth.move(await maya.move(record, "submit"), "approve");
  const restore = await maya.file("restore-test", {
    system,
    backup: "Copy of Friday 03:00, before the damage",
    on: "2026-11-08",
    minutes: 190,
    keyFrom: "The bank's box",
    compared: "Counts and digests of all tables, and the root of the ledger",
    met: "yes",
  });
  await maya.move(restore, "sign");
  const { tries, actions, testDueOn, restoreDueOn, systems } = await contingency(ruth);
  assert.deepEqual(
    tries.map(({ kind, on, result }) => [kind, on, result]),
    [
      ["test", "2026-11-09", "part"],
      ["restore", "2026-11-08", "good"],
    ],
  );
  assert.deepEqual(
    actions.map(({ dueOn, isLate }) => [dueOn, isLate]),
    [["2026-11-23", false]],
  );
  assert.equal(testDueOn, "2027-11-09", "a real emergency tries the plans, too: twelve months from there");
  assert.equal(restoreDueOn, "2027-02-08", "three months from Sunday");
  assert.equal(systems.find(({ id }) => id === system)?.restoredOn, "2026-11-08");
}

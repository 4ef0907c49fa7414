// SPDX-License-Identifier: Apache-2.0
// What a review finds, class by class [164.308(a)(1)(ii)(D), 164.308(a)(5)(ii)(C)]: the rule just met, and just not met.
import assert from "node:assert/strict";
import { MS_PER_DAY, MS_PER_HOUR } from "#base/clock.ts";
import { type LogTenant, systemAct } from "#ledger/act.ts";
import { sql } from "#store/sql.ts";
import { atWork, type AtWork } from "./support/person.ts";
import { addClient, addPerson, setUpSite, signIn, testSite, type TestSite } from "./support/site.ts";
import { ZONE } from "./support/day.ts";

type Item = {
  class: string;
  log: string;
  act: string | null;
  subjectName: string | null;
  people: number;
  count: number;
  usual: number | null;
  evidence: { event: string }[];
};
type Review = {
  items: Item[];
  entries: number;
  logs: { log: string; entries: number }[];
  classes: { class: string; looked: number; items: number }[];
};

async function prepared(maya: AtWork): Promise<Review> {
  const { id } = await maya.write<{ id: string }>("/v1/activity-reviews", {}, { status: 201 });
  return maya.get<Review>(`/v1/activity-reviews/${id}`);
}

const of = ({ items }: Review, name: string): Item[] => items.filter((item) => item.class === name);

type Planted = { kind: string; by: string | null; outcome?: string; individual?: string | null; purpose?: string | null; times?: number };

async function plant(
  { parts }: TestSite,
  tenant: LogTenant,
  { kind, by, outcome = "done", individual = null, purpose = null, times = 1 }: Planted,
) {
  const actor = { kind: by === null ? ("nobody" as const) : ("user" as const), id: by, session: null, factor: null };
  const act = systemAct(tenant, kind, { actor, outcome, individual, purpose });
  await Promise.all(Array.from({ length: times }, () => parts.ledger.recorder.record(act)));
}

async function userId({ parts }: TestSite, name: string): Promise<string> {
  const { id } = await parts.db.in({ role: "part164_app" }).one<{ id: string }>(sql`select id from access.user where name = ${name}`);
  return id;
}

/** Maya alone, who looks; Lee and Kim, who work; a tenant with an application. `toNoon` makes it noon in Los Angeles. */
async function scene(site: TestSite) {
  const person = await setUpSite(site);
  await addPerson(site, "lee@fernhollow.example", ["clinician"]);
  await addPerson(site, "kim@fernhollow.example", ["clinician"]);
  await addClient(site, "Clinic A");
  const [row] = await site.parts.db.in({ role: "part164_app" }).rows<{ id: LogTenant }>(sql`select id from part164.tenant`);
  assert.ok(row);
  const noon = (hour = 12): void => {
    const here = Temporal.Instant.fromEpochMilliseconds(site.clock.now().getTime()).toZonedDateTimeISO(ZONE);
    site.clock.pass(here.add({ days: 1 }).with({ hour, minute: 0, second: 0, millisecond: 0 }).epochMilliseconds - here.epochMilliseconds);
  };
  noon();
  const [lee, kim] = [await userId(site, "lee"), await userId(site, "kim")];
  return {
    lee,
    kim,
    noon,
    tenant: row.id,
    async look(): Promise<Review> {
      site.clock.pass(MS_PER_DAY);
      return prepared(atWork(site, { ...person, cookie: await signIn(site, person) }));
    },
  };
}

testSite("164.308(a)(1)(ii)(D): where nothing stands out that is said, with how much was looked at", async (site) => {
  const { lee, tenant, look } = await scene(site);
  await plant(site, tenant, { kind: "phi.record.create", by: lee, purpose: "TREAT", times: 3 });
  const review = await look();
  for (const name of ["emergency", "opened", "volume", "refusals", "sign-ins", "hours"]) assert.deepEqual(of(review, name), [], name);
  assert.equal(review.classes.find((one) => one.class === "emergency")?.looked, 3);
  assert.equal(review.logs.length, 2);
  assert.equal(
    review.entries,
    review.logs.reduce((sum, { entries }) => sum + entries, 0),
  );
  assert.equal(review.classes.length, 11, "each class says what it found, also where that is nothing");
  assert.equal(of(review, "applications")[0]?.act, "Added an application");
});

testSite("164.308(a)(1)(ii)(D): refusals are an item from five within an hour on, not from five in a day", async (site) => {
  const { lee, kim, tenant, look } = await scene(site);
  for (let n = 0; n < 8; n += 1) {
    await plant(site, tenant, { kind: "phi.record.read", by: kim, outcome: "refused" });
    site.clock.pass(MS_PER_HOUR / 4 + 1);
  }
  await plant(site, tenant, { kind: "phi.record.read", by: lee, outcome: "refused", times: 5 });
  const review = await look();
  assert.deepEqual(
    of(review, "refusals").map(({ subjectName, count, log }) => ({ subjectName, count, log })),
    [{ subjectName: "lee", count: 5, log: tenant }],
  );
  assert.equal(review.classes.find((one) => one.class === "refusals")?.looked, 13);
});

testSite("164.308(a)(5)(ii)(C): five failed sign-ins on one account are an item, and twenty of strangers", async (site) => {
  const { lee, kim, look } = await scene(site);
  const { installation } = site.parts;
  const failed = { kind: "access.sign-in.refuse", outcome: "sign_in_failed" };
  await plant(site, installation, { ...failed, by: lee, times: 5 });
  await plant(site, installation, { ...failed, by: kim, times: 4 });
  await plant(site, installation, { ...failed, by: null, times: 20 });
  const found = of(await look(), "sign-ins");
  assert.deepEqual(
    found.map(({ subjectName, count, people }) => [subjectName, count, people]).toSorted(),
    [
      [null, 20, 0],
      ["lee", 5, 1],
    ].toSorted(),
  );
});

testSite("164.312(a)(2)(ii): each emergency access is an item, found in the entry itself", async (site) => {
  const { lee, kim, tenant, look } = await scene(site);
  const individual = site.parts.makeId();
  await plant(site, tenant, { kind: "phi.record.read", by: lee, purpose: "ETREAT", individual, times: 2 });
  await plant(site, tenant, { kind: "phi.record.read", by: kim, purpose: "TREAT", individual });
  const review = await look();
  assert.deepEqual(
    of(review, "emergency").map(({ subjectName, count, evidence }) => [subjectName, count, evidence.length]),
    [["lee", 2, 2]],
  );
  assert.ok(!JSON.stringify(review).includes(individual), "no item says which individual it is about");
});

testSite("164.308(a)(1)(ii)(D): much opened individuals and unusual volume are told by what is usual", async (site) => {
  const { lee, kim, tenant, look, noon } = await scene(site);
  const [often, seldom] = [site.parts.makeId(), site.parts.makeId()];
  await look(); // What is before this is not of the period.
  noon();
  await plant(site, tenant, { kind: "phi.record.read", by: lee, individual: often, times: 60 });
  await plant(site, tenant, { kind: "phi.record.read", by: kim, individual: seldom, times: 29 });
  const review = await look();
  assert.equal(of(review, "sample")[0]?.count, 10, "as many as the policy says");
  assert.equal(new Set(of(review, "sample")[0]?.evidence.map(({ event }) => event)).size, 10);
  assert.deepEqual(
    of(review, "opened").map(({ count, people, subjectName }) => [count, people, subjectName]),
    [[60, 1, null]],
  );
  assert.deepEqual(
    of(review, "volume").map(({ subjectName, count, usual }) => [subjectName, count, usual]),
    [["lee", 60, 0]],
  );
  for (let day = 0; day < 4; day += 1) {
    noon();
    await plant(site, tenant, { kind: "phi.record.read", by: lee, times: 60 });
    await look();
  }
  noon();
  await plant(site, tenant, { kind: "phi.record.read", by: lee, times: 60 });
  assert.deepEqual(of(await look(), "volume"), [], "what they always do is not unusual");
});

testSite("164.308(a)(1)(ii)(D): acts at night are an item of whoever usually sleeps", async (site) => {
  const { lee, kim, tenant, look, noon } = await scene(site);
  noon(23);
  await plant(site, tenant, { kind: "phi.record.read", by: lee, times: 10 });
  await plant(site, tenant, { kind: "phi.record.read", by: kim, times: 9 });
  noon(12);
  await plant(site, tenant, { kind: "phi.record.read", by: kim, times: 20 });
  assert.deepEqual(
    of(await look(), "hours").map(({ subjectName, count }) => [subjectName, count]),
    [["lee", 10]],
  );
});

testSite(
  "164.308(a)(1)(ii)(D): exports and changes of access are items each time, by whom and what; more than forty are one more",
  async (site) => {
    const { lee, look } = await scene(site);
    const { installation } = site.parts;
    await plant(site, installation, { kind: "report.package.download", by: lee, times: 3 });
    await plant(site, installation, { kind: "operate.key.rotate", by: null });
    for (let n = 0; n < 45; n += 1) await plant(site, installation, { kind: `access.user.change-${"x".repeat(n + 1)}`, by: lee });
    const review = await look();
    assert.deepEqual(
      of(review, "exports").map(({ subjectName, count, act }) => [subjectName, count, act]),
      [["lee", 3, "Downloaded an audit package"]],
    );
    assert.equal(of(review, "machine").length, 1);
    const access = of(review, "access");
    assert.equal(access.length, 41);
    assert.equal(
      access.reduce((sum, { count }) => sum + count, 0),
      review.classes.find((one) => one.class === "access")?.looked,
    );
  },
);

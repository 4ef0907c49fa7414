// SPDX-License-Identifier: Apache-2.0
// Home's one next step, and what entries say: sentences that name what to do and what was done.
import assert from "node:assert/strict";
import { test } from "node:test";
import { callAsOperator } from "#cli/command.ts";
import { entrySays, INFINITIVE, rememberKinds } from "#gate/kind-says.ts";
import { dayAt, endOf } from "#program/calendar.ts";
import { assess } from "#report/assess.ts";
import { laterStep } from "#report/home.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { runCheck, runDue } from "#safeguard/run.ts";
import { databaseDurability } from "#safeguard/safeguard/database-durability.ts";
import { personOrEntityAuthentication } from "#safeguard/safeguard/person-or-entity-authentication.ts";
import { findOperations } from "../src/main/registry.ts";
import { atWork, type AtWork } from "./support/person.ts";
import { setUpSite, signIn, testSite, type TestSite } from "./support/site.ts";

type Step = { title: string; says: string; href: string };

/** Home's next step as the operator sees it. */
async function homeOf(site: TestSite): Promise<Step> {
  const { output } = await callAsOperator(site.site, "report.home.read", {});
  return (output as { next: Step }).next; // The operation's own output.
}

/** The next step of a program that has begun: past the first steps, which have a test of their own. */
const nextOf = async ({ parts }: TestSite): Promise<Step> => laterStep(parts, await assess(parts));

const [secondFactor] = personOrEntityAuthentication.checks;
const [durability] = databaseDurability.checks;
assert.ok(secondFactor !== undefined && durability !== undefined);

testSite("the next step names what mends a failing check, how and where", async (site) => {
  assert.equal((await homeOf(site)).title, "See where you stand");
  await runCheck(site.parts, secondFactor); // Nobody has enrolled yet.
  assert.deepEqual(await nextOf(site), {
    title: secondFactor.advice.title,
    says: `Nobody has enrolled yet. ${secondFactor.advice.how}`,
    href: "/people",
  });
  await setUpSite(site);
  await runCheck(site.parts, secondFactor);
  assert.equal((await nextOf(site))?.title, "Connect your application");
});

testSite("a check that failed is asked again as soon as somebody has done what may mend it, and no sooner", async (site) => {
  const own = { ...personOrEntityAuthentication, checks: [secondFactor] };
  assert.equal(await runDue(site.parts, [own]), 1); // It fails: nobody has enrolled yet.
  site.clock.pass(1000);
  assert.equal(await runDue(site.parts, [own]), 0);
  await setUpSite(site);
  site.clock.pass(1000);
  assert.equal(await runDue(site.parts, [own]), 1);
  assert.equal((await nextOf(site))?.title, "Connect your application");
  assert.equal(await runDue(site.parts, [own]), 0, "it holds now");
});

testSite("what fails comes before what has aged; what has aged is to be run again", async (site) => {
  await setUpSite(site);
  await runCheck(site.parts, secondFactor);
  site.clock.pass(secondFactor.freshForMs + 60_000);
  const aged = await nextOf(site);
  assert.match(aged?.title ?? "", /^Run a check of “.+” again$/);
  assert.match(aged?.href ?? "", /^\/requirements\/164\./);
  const { status } = await runCheck(site.parts, durability);
  const isFirst = (await nextOf(site))?.title === durability.advice.title;
  assert.equal(isFirst, status === "fail", "the embedded database fails; PostgreSQL does not");
});

testSite("Home tells the day that the list of tasks tells; late begins when that day is over where the organization is", async (site) => {
  const person = await setUpSite(site); // In Los Angeles.
  const asked = { name: "Mail service", provider: "A provider", purpose: "Reminders", phi: "yes" };
  await atWork(site, person).file("technology-request", asked);
  const [task] = (await atWork(site, person).get<{ items: { title: string; dueOn: string }[] }>("/v1/tasks?limit=50&whose=mine")).items;
  assert.ok(task);
  const onHome = async (who: AtWork) => {
    const { due } = await who.get<{ due: { what: string; dueAt: string; late: boolean }[] }>("/v1/home");
    return due.find(({ what }) => what === task.title) ?? assert.fail("not on Home");
  };
  const { dueAt } = await onHome(atWork(site, person));
  assert.equal(dayAt(new Date(dueAt), "America/Los_Angeles"), task.dueOn);
  site.clock.pass(endOf(task.dueOn, "America/Los_Angeles").getTime() - 60_000 - site.parts.clock.now().getTime());
  const again = atWork(site, { ...person, cookie: await signIn(site, person) });
  assert.equal((await onHome(again)).late, false, "a minute before midnight");
  site.clock.pass(60_000);
  assert.equal((await onHome(again)).late, true);
});

test("every check has advice: a short title without a full stop, and a sentence", async () => {
  for (const { name, advice } of (await allSafeguards()).flatMap(({ checks }) => checks)) {
    assert.match(advice.title, /^[A-Z].{8,100}[a-z”]$/, name);
    assert.match(advice.how, /^[A-Z].*\.$/, name);
  }
});

test("what an operation says it did can be said of one who only tried", async () => {
  const operations = await findOperations();
  rememberKinds(operations);
  for (const { name, says } of operations) assert.ok(INFINITIVE[says.split(" ")[0] ?? ""], `${name}: ${says}`);
  assert.equal(entrySays({ kind: "phi.record.read", outcome: "done" }), "Read a record");
  assert.equal(entrySays({ kind: "phi.record.read", outcome: "not_found" }), "Tried to read a record");
  assert.equal(entrySays({ kind: "access.sign-in.refuse", outcome: "locked_out" }), "Was refused at the sign-in");
  assert.equal(entrySays({ kind: "no.longer.known", outcome: "refused" }), "no.longer.known");
});

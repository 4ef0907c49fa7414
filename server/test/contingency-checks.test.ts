// SPDX-License-Identifier: Apache-2.0
// Each check of contingency planning is seen failing, passing and failing again [164.308(a)(7)].
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { checkNamed } from "#safeguard/registry.ts";
import { approveAnalysis, approvePlan, KINDS, plantInventory, SYSTEM } from "./support/contingency.ts";
import { two } from "./support/incident.ts";
import { type AtWork, atWork, type Filed } from "./support/person.ts";
import { signIn, testSite, type TestSite } from "./support/site.ts";
import { dayHere } from "./support/day.ts";

async function says({ parts }: TestSite, check: string): Promise<string> {
  const found = await checkNamed(check);
  assert.ok(found !== undefined, check);
  const { status, observed } = await found.look(parts);
  return `${status}: ${observed}`;
}

testSite(
  "164.308(a)(7)(i)-(ii)(C), (E): plans are in force for a year, describe what is there, and lie on paper in thirty days",
  async (site) => {
    const { maya, ruth, mayaId, person } = await two(site);
    const is = async (check: string, status: RegExp) => assert.match(await says(site, check), status, check);
    const inForce = KINDS.map((kind) => `a-${kind}-plan-is-in-force`);
    for (const check of inForce) await is(check, /^fail: None is approved/);
    await is("systems-have-their-criticality", /^fail: No system/);
    const { system } = await plantInventory(maya, mayaId);
    await is("systems-have-their-criticality", /^fail: No analysis/);
    await approveAnalysis(maya, ruth);
    await is("systems-have-their-criticality", /^pass: All 1 systems/);
    const sooner = { ...system.answers, criticality: "day" };
    const changed = await maya.write<Filed>(
      `/v1/submissions/${system.id}`,
      { answers: sooner },
      { method: "PUT", version: system.version },
    );
    await is("systems-have-their-criticality", /^fail: 1 of 1/);

    const plans: Filed[] = [];
    await is("contingency-plans-describe-what-is-there", /^fail: 0 of 3/);
    for (const kind of KINDS) plans.push(await approvePlan(maya, ruth, kind));
    for (const check of inForce) await is(check, /^pass: Approved on 2 November 2026/);
    await is("contingency-plans-describe-what-is-there", /^pass/);
    await maya.write(
      `/v1/submissions/${system.id}`,
      { answers: { ...sooner, location: "Elsewhere" } },
      { method: "PUT", version: changed.version },
    );
    await is("contingency-plans-describe-what-is-there", /^fail: 3 of 3 plans no longer describe what is there: 3 changed\.$/);

    await is("contingency-plans-are-on-paper", /^pass: 3 of 3 plans are not printed yet/);
    site.clock.pass(30 * MS_PER_DAY);
    await is("contingency-plans-are-on-paper", /^pass/);
    site.clock.pass(MS_PER_DAY);
    await is("contingency-plans-are-on-paper", /^fail: 3 of 3/);
    const later = atWork(site, { ...person, cookie: await signIn(site, person) });
    for (const { id } of plans)
      await later.file("plan-printing", { plan: id, on: dayHere(site), places: [{ place: "Hall", keeper: mayaId }] });
    await is("contingency-plans-are-on-paper", /^pass: All 3/);
    site.clock.pass(334 * MS_PER_DAY); // 2 November of the year after.
    assert.equal(dayHere(site), "2027-11-02");
    for (const check of inForce) await is(check, /^pass/);
    site.clock.pass(MS_PER_DAY);
    for (const check of inForce) await is(check, /^fail: .*12 months/);
  },
);

testSite(
  "164.308(a)(7)(ii)(B), (D): plans are tried every year, what is needed within a day is restored, and nothing is overdue",
  async (site) => {
    const { maya, ruth, mayaId, person } = await two(site);
    const is = async (check: string, status: RegExp) => assert.match(await says(site, check), status, check);
    await is("systems-are-restored-by-people", /^fail: No system/);
    const { system } = await plantInventory(maya, mayaId);
    await is("systems-are-restored-by-people", /^fail: 1 of 1/);
    const restore = async (who: AtWork, more: object): Promise<void> => {
      const answers = {
        system: system.id,
        backup: "Last night",
        on: dayHere(site),
        minutes: 60,
        keyFrom: "Box",
        compared: "Counts",
        met: "yes",
        ...more,
      };
      await who.move(await who.file("restore-test", answers), "sign");
    };
    await restore(maya, { met: "no", follow: "Again next week" });
    await is("systems-are-restored-by-people", /^fail: 1 of 1/);
    await restore(maya, {});
    await is("systems-are-restored-by-people", /^pass: All 1/);

    await is("contingency-plans-were-tried", /^fail: They were never tried/);
    await is("actions-after-tests-are-done", /^pass: 0 actions/);
    const at = (hours: number): string => new Date(site.clock.now().getTime() + hours * 3_600_000).toISOString();
    const test = await maya.file("contingency-test", {
      scenario: "other",
      other: "A flood",
      kind: "tabletop",
      plans: ["backup"],
      startedAt: at(-2),
      endedAt: at(-1),
      people: [{ person: mayaId, part: "Lead" }],
      objectives: "The list of calls works.",
      gaps: "A number was wrong.",
      result: "held-in-part",
      actions: [{ what: "Right number", owner: mayaId, dueOn: "2026-11-20" }],
    });
    const handedIn = await maya.move(test, "submit");
    await is("contingency-plans-were-tried", /^fail/);
    await ruth.move(handedIn, "approve");
    await is("contingency-plans-were-tried", /^pass: Tried on 2 November 2026; again by 2 November 2027/);
    site.clock.pass(18 * MS_PER_DAY);
    await is("actions-after-tests-are-done", /^pass: 1 actions/);
    site.clock.pass(MS_PER_DAY);
    await is("actions-after-tests-are-done", /^fail: 1 of 1/);
    const later = atWork(site, { ...person, cookie: await signIn(site, person) });
    const { items } = await later.get<{ items: Filed[] }>("/v1/submissions?form=contingency-action");
    await later.move({ id: items[0]?.id ?? "", version: 1 }, "finish", { answers: { how: "Called it." } });
    await is("actions-after-tests-are-done", /^pass: 0 actions/);
    site.clock.pass(80 * MS_PER_DAY);
    await is("systems-are-restored-by-people", /^fail: 1 of 1 .* in 3 months/);
    site.clock.pass(270 * MS_PER_DAY);
    await is("contingency-plans-were-tried", /^fail: Last tried on 2 November 2026/);
    const archive = await back(site, person);
    const found = await archive.get<Filed>(`/v1/submissions/${system.id}`);
    await archive.write(
      `/v1/submissions/${system.id}`,
      { answers: { ...found.answers, ...SYSTEM, criticality: "longer" } },
      { method: "PUT", version: found.version },
    );
    await is("systems-are-restored-by-people", /^not-applicable/);
  },
);

const back = async (site: TestSite, person: Parameters<typeof signIn>[1]): Promise<AtWork> =>
  atWork(site, { ...person, cookie: await signIn(site, person) });

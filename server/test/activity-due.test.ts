// SPDX-License-Identifier: Apache-2.0
// When a review of activity is due, what is a gap, and what a program with one official can and cannot do.
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { keepActivityReview } from "#program/activity/keep-review.ts";
import { sql } from "#store/sql.ts";
import { check, decide, decideAll, idOf, MAYA, plant, prepare, read, scene, sign } from "./support/activity.ts";
import { atWork, codeOf } from "./support/person.ts";
import { addPerson, setUpSite, signIn, testSite, type TestSite } from "./support/site.ts";

testSite("164.308(a)(1)(ii)(D): a time that nobody signed for is a gap, and its words say which", async (site) => {
  const made = await scene(site);
  site.clock.pass(7 * MS_PER_DAY);
  await made.anew();
  const both = await Promise.all([1, 2].map(() => made.maya.send("/v1/activity-reviews", {})));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409], "two who prepare at once make one");
  const [first] = (await made.maya.get<{ items: { id: string }[] }>("/v1/activity-reviews")).items;
  assert.ok(first);
  site.clock.pass(7 * MS_PER_DAY);
  await made.anew();
  const second = await prepare(made.maya);
  const whole = await decideAll(made, second.id);
  assert.equal((await sign(made.maya, second.id, whole.version)).status, 200);
  site.clock.pass(12 * MS_PER_DAY);
  const failed = await check(site);
  assert.equal(failed.status, "fail");
  assert.match(failed.observed, /^Nobody has signed for the activity from 2 November 2026 to 8 November 2026\./);
  await made.anew();
  const late = await decideAll(made, first.id);
  assert.equal((await sign(made.maya, first.id, late.version)).status, 200);
  assert.equal((await check(site)).status, "pass");
  site.clock.pass(5 * MS_PER_DAY);
  assert.equal((await check(site)).status, "fail", "what is older than fourteen days is signed for");
});

const keys = async ({ parts }: TestSite): Promise<string[]> => {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const rows = await db.rows<{ key: string }>(
    sql`select key from program.task where done_at is null and starts_with(key, 'recurs:activity-review:') order by key`,
  );
  return rows.map(({ key }) => key);
};

testSite("what comes again is asked for once: after three months one review is overdue, and both officials are told", async (site) => {
  const made = await scene(site);
  await keepActivityReview(site.parts);
  const before = await keys(site);
  assert.equal(before.length, 1);
  await keepActivityReview(site.parts);
  assert.deepEqual(await keys(site), before);
  site.clock.pass(92 * MS_PER_DAY);
  await keepActivityReview(site.parts);
  await keepActivityReview(site.parts);
  assert.deepEqual(await keys(site), [before[0], `${before[0]}:late`]);
  await made.anew();
  for (let left = 3; left > 0; left -= 1) {
    const { id } = await prepare(made.maya);
    const whole = await decideAll(made, id);
    assert.equal((await sign(made.maya, id, whole.version)).status, 200);
  }
  assert.equal(
    await codeOf(await made.maya.send("/v1/activity-reviews", {})),
    "move_not_possible",
    "no time is left, and none was left out",
  );
  const after = await keys(site);
  assert.equal(after.length, 1);
  assert.notEqual(after[0], before[0]);
  assert.equal((await check(site)).status, "pass");
});

testSite("164.308(a)(1)(ii)(D): with one official alone a review says that it waits for somebody, and takes no signature", async (site) => {
  const person = await setUpSite(site);
  await plant(site, { kind: "report.package.download", by: await idOf(site, MAYA), times: 1 });
  site.clock.pass(MS_PER_DAY);
  const maya = atWork(site, { ...person, cookie: await signIn(site, person) });
  const { id } = await prepare(maya);
  const review = await read(maya, id);
  assert.equal(review.others, 0);
  const rest = review.items.filter(({ isOwn }) => !isOwn);
  if (rest.length > 0) assert.equal((await decide(maya, id, rest)).status, 200);
  const { version } = await read(maya, id);
  assert.equal(await codeOf(await sign(maya, id, version)), "move_not_possible");
  const eve = atWork(site, await addPerson(site, "eve@fernhollow.example", ["executive"]));
  assert.equal((await read(maya, id)).others, 1);
  assert.equal(
    (
      await decide(
        eve,
        id,
        review.items.filter(({ isOwn }) => isOwn),
      )
    ).status,
    200,
  );
  assert.equal((await sign(maya, id, (await read(maya, id)).version)).status, 200);
});

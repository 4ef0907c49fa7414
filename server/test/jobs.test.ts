// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "#base/clock.ts";
import { openLog } from "#base/log.ts";
import type { UserId } from "#base/id.ts";
import { setUp } from "#access/set-up.ts";
import { liveSession } from "#access/session.ts";
import { startJobs } from "#jobs/jobs.ts";
import type { Task } from "#jobs/task.ts";
import { CLOCK_KIND, drillRestores, endSessions, makeDueBackup, markClock, runChecks, sweep, TASKS } from "#jobs/tasks.ts";
import { DRILL_LOCK } from "#safeguard/backup/drill.ts";
import { backupFolder, keptBackups } from "#safeguard/backup/kept.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { CHECK_KIND } from "#safeguard/run.ts";
import { sql } from "#store/sql.ts";
import { JOBS_SQL, jobsSql } from "../../scripts/generate-jobs-sql.ts";
import { openSite } from "../src/main/site.ts";
import { addClient, setUpSite, signIn, testSite } from "./support/site.ts";

const NEVER = "0 0 29 2 *";
const APP = { role: "part164_app" } as const;

async function until(holds: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error("It did not come to pass.");
    await sleep(50);
  }
}

const task = (run: Task["run"], more: Partial<Task> = {}): Task => ({ name: "count", cron: NEVER, atStart: false, run, ...more });

test("the queue's schema is what pg-boss would make", async () => {
  assert.equal(await readFile(JOBS_SQL, "utf8"), jobsSql());
});

testSite("a task runs when it is asked for or at a start, again after it failed, and a stop waits for it", async ({ parts }) => {
  let runs = 0;
  let ended = 0;
  const failing = task(
    async () => {
      runs += 1;
      if (runs === 1) throw new Error("undone");
      await sleep(800);
      ended += 1;
    },
    { atStart: true },
  );
  const jobs = await startJobs(parts, { tasks: [failing], pollSeconds: 0.5 });
  await until(() => runs === 1);
  await until(async () => {
    await jobs.ask(failing); // Refused while the first is not settled yet.
    return runs === 2;
  });
  await jobs.stop();
  assert.equal(ended, runs - 1);
  const { stored } = await parts.db
    .in({ role: "part164_owner" })
    .one<{ stored: string }>(sql`select string_agg(coalesce(output::text, ''), ' ') as stored from jobs.job where name = 'count'`);
  assert.ok(!stored.includes("undone")); // What went wrong is in the log, by class; never a message.
});

/** The safeguards whose checks are asked before the program has begun. */
const askedAtFirst = async () => (await allSafeguards()).filter(({ begins }) => begins === undefined);

// One process alone has the embedded database open.
testSite(
  "two processes of one installation never run a task at the same time, and due checks once",
  async (site) => {
    const { parts } = site;
    const { config, clock } = parts;
    await setUpSite(site);
    const other = await openSite({ config, clock, log: openLog("silent"), demo: "either" });
    let running = 0;
    let most = 0;
    let runs = 0;
    const slow = task(async () => {
      running += 1;
      most = Math.max(most, running);
      runs += 1;
      await sleep(300);
      running -= 1;
    });
    const tasks = [slow, { ...runChecks, cron: NEVER }, { ...drillRestores, cron: NEVER }];
    const processes = await Promise.all([parts, other.parts].map((own) => startJobs(own, { tasks, pollSeconds: 0.5 })));
    const asking = async (): Promise<void> => {
      for (const jobs of processes) for (const one of tasks) await jobs.ask(one);
    };
    await until(async () => {
      await asking();
      return runs >= 4;
    });
    const checks = (await askedAtFirst()).flatMap((safeguard) => safeguard.checks);
    const results = () => parts.ledger.reader.find(parts.installation, { kind: CHECK_KIND }, 1000);
    await until(async () => (await results()).length >= checks.length, 60_000);
    await Promise.all(processes.map((jobs) => jobs.stop()));
    assert.equal(most, 1);
    const names = (await results()).map(({ entry }) => String(entry.detail?.["check"]));
    assert.deepEqual([...names].sort(), checks.map(({ name }) => name).sort());
    await other.close();
  },
  {},
  { on: ["postgresql"] },
);

testSite("a backup is made when none is there, when the newest is old and when its file is gone; not before", async ({ parts, clock }) => {
  const run = async (): Promise<number> => {
    await makeDueBackup.run(parts);
    return (await keptBackups(parts.folder)).length;
  };
  assert.equal(await run(), 1);
  clock.pass(parts.config.PART164_BACKUP_HOURS * MS_PER_HOUR - MS_PER_MINUTE);
  assert.equal(await run(), 1);
  clock.pass(MS_PER_MINUTE);
  assert.equal(await run(), 2);
  const [, newest = ""] = await keptBackups(parts.folder);
  await rm(join(backupFolder(parts.folder), newest));
  clock.pass(1000);
  assert.equal(await run(), 2);
});

testSite("checks wait for the set-up; what failed is looked at again in ten minutes, what passed is not", async (site) => {
  const { parts, clock } = site;
  const runs = (id: string) => parts.ledger.reader.find(parts.installation, { record: { type: "safeguard.check", id } }, 9);
  await runChecks.run(parts);
  assert.equal((await runs("passwords-are-hashed-slowly")).length, 0);
  await setUp(
    parts,
    {
      organization: { name: "Fernhollow Health", entity: "business-associate", timeZone: "UTC" },
      securityOfficial: { name: "Maya Okafor", email: "maya@fernhollow.example" },
      privacyOfficial: null,
      token: null,
    },
    { address: null, agent: "test" },
  );
  await runChecks.run(parts);
  const counts = async () =>
    Promise.all(["passwords-are-hashed-slowly", "everybody-has-a-second-factor"].map(async (id) => (await runs(id)).length));
  assert.deepEqual(await counts(), [1, 1]);
  clock.pass(10 * MS_PER_MINUTE - 1000);
  await runChecks.run(parts);
  assert.deepEqual(await counts(), [1, 1]);
  clock.pass(1000);
  await runChecks.run(parts);
  assert.deepEqual(await counts(), [1, 2]);
});

testSite("checks that failed for want of a backup look again when there is one", async (site) => {
  const { parts, clock } = site;
  await setUpSite(site);
  const statuses = async () =>
    Promise.all(
      ["a-fresh-backup-is-there", "the-newest-backup-restores"].map(async (id) => {
        const [found] = await parts.ledger.reader.find(parts.installation, { record: { type: "safeguard.check", id } }, 1);
        return found?.entry.detail?.["status"];
      }),
    );
  const look = async () => {
    await runChecks.run(parts);
    await drillRestores.run(parts);
  };
  await look();
  assert.deepEqual(await statuses(), ["fail", "fail"]);
  clock.pass(1000);
  await makeDueBackup.run(parts);
  clock.pass(1000);
  await look();
  assert.deepEqual(await statuses(), ["pass", "pass"]);
});

testSite("while a restore is drilled every other check goes on", async (site) => {
  const { parts } = site;
  await setUpSite(site);
  await makeDueBackup.run(parts);
  const held = await parts.db.tryLock(DRILL_LOCK); // As a long drill holds it: the next one waits here.
  const tasks = [drillRestores, runChecks].map((one) => ({ ...one, cron: NEVER, atStart: true }));
  const results = async () =>
    (await parts.ledger.reader.find(parts.installation, { kind: CHECK_KIND }, 1000)).map(({ entry }) => String(entry.detail?.["check"]));
  const all = (await askedAtFirst()).flatMap(({ checks }) => checks.map(({ name }) => name));
  const jobs = await startJobs(parts, { tasks, pollSeconds: 0.5 });
  await until(async () => (await results()).length === all.length - 1);
  assert.ok(!(await results()).includes("the-newest-backup-restores"));
  await held?.release();
  await until(async () => (await results()).includes("the-newest-backup-restores"));
  await jobs.stop();
  assert.deepEqual((await results()).sort(), all.sort());
});

testSite("a session ends when its time is over though nobody returns, and that is recorded", async (site) => {
  const { parts, clock } = site;
  const person = await setUpSite(site);
  const cookie = await signIn(site, person);
  const token = cookie.split("=")[1] ?? "";
  clock.pass((parts.config.PART164_LOGOFF_AFTER_MIN - 1) * MS_PER_MINUTE);
  await endSessions.run(parts);
  const { actor } = await liveSession(parts, token, false);
  clock.pass(MS_PER_MINUTE);
  await endSessions.run(parts);
  await assert.rejects(liveSession(parts, token, false), /logged off/);
  const [ended] = await parts.ledger.reader.find(parts.installation, { kind: "access.session.end", actor: actor.id as UserId }, 1);
  assert.equal(ended?.entry.detail?.["reason"], "automatic-logoff");
});

testSite("a wall clock that jumps back is recorded once a jump, and the mark outlives it", async ({ parts, clock }) => {
  const jumps = async (): Promise<number> => (await parts.ledger.reader.find(parts.installation, { kind: CLOCK_KIND }, 10)).length;
  await markClock.run(parts);
  const mark = clock.now();
  clock.jump(-MS_PER_MINUTE + 1000);
  await markClock.run(parts);
  assert.equal(await jumps(), 0);
  clock.jump(-MS_PER_HOUR);
  for (let n = 0; n < 3; n++) {
    await markClock.run(parts);
    clock.pass(1000);
  }
  assert.equal(await jumps(), 1);
  const kept = await parts.db.in(APP).one<{ at: Date }>(sql`select at from part164.high_water`);
  assert.ok(kept.at >= mark);
  clock.jump(-MS_PER_HOUR);
  await markClock.run(parts);
  assert.equal(await jumps(), 2);
});

testSite("answers older than a day and expired tokens are removed, others stay", async (site) => {
  const { parts, clock } = site;
  const client = await addClient(site, "Clinic A");
  const old = new Date(clock.now().getTime() - MS_PER_DAY);
  const fresh = new Date(old.getTime() + 1);
  for (const [n, at] of [old, fresh].entries())
    await parts.db.in(APP).run(sql`
      insert into access.idempotency (actor, tenant, operation, key, request_hash, event, answer, at)
      values (${parts.makeId()}, ${parts.makeId()}, 'test', ${new Uint8Array(16).fill(n)}, ${new Uint8Array(16)}, ${parts.makeId()}, ${new Uint8Array(1)}, ${at})`);
  const left = () =>
    parts.db.in(APP).one<{ answers: number; tokens: number }>(sql`
      select (select count(*) from access.idempotency where operation = 'test') as answers, (select count(*) from access.client_token) as tokens`);
  await sweep.run(parts);
  assert.deepEqual({ ...(await left()) }, { answers: 1, tokens: 1 });
  clock.pass(MS_PER_HOUR);
  await sweep.run(parts);
  assert.deepEqual({ ...(await left()) }, { answers: 0, tokens: 0 });
  assert.equal((await site.fetch(`/fhir/R4/Patient/${parts.makeId()}`, { headers: client.headers() })).status, 401);
});

testSite("all tasks start and stop on a fresh database, and the first backup comes by itself", async ({ parts }) => {
  const jobs = await startJobs(parts, { pollSeconds: 0.5 });
  await until(async () => (await keptBackups(parts.folder)).length === 1, 30_000);
  await jobs.stop();
  const { schedules } = await parts.db
    .in({ role: "part164_owner" })
    .one<{ schedules: number }>(sql`select count(*) as schedules from jobs.schedule`);
  assert.equal(schedules, TASKS.length);
  const again = await startJobs(parts, { pollSeconds: 0.5 }); // A second start finds its queues there.
  await again.stop();
});

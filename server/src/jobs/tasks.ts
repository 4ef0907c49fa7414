// SPDX-License-Identifier: Apache-2.0
// What runs by itself. Each task looks at what is due and does that; to run it once too often does no harm.
import { MS_PER_HOUR } from "#base/clock.ts";
import { sweepAttempts } from "#access/attempt.ts";
import { endIdleSessions } from "#access/session.ts";
import { JUMP_MS } from "#access/steady-clock.ts";
import { KEPT_MS } from "#gate/idempotency.ts";
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import { pushPolicies } from "#program/document/policy-repository.ts";
import { keepContingency } from "#program/contingency/keep-contingency.ts";
import { keepActivityReview } from "#program/activity/keep-review.ts";
import { keepCheckTasks } from "#program/device/keep-check-tasks.ts";
import { keepRecurring } from "#program/form/recurring.ts";
import { sendMail } from "#program/notification/send-mail.ts";
import { writeDigests } from "#program/notification/write-digests.ts";
import { endAuthorizations } from "#program/privacy/end-authorizations.ts";
import { endLeavers } from "#program/workforce/end-leavers.ts";
import { keptBackups } from "#safeguard/backup/kept.ts";
import { makeBackup } from "#safeguard/backup/make.ts";
import { newestRecorded } from "#safeguard/backup/newest.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { lastResult, runCheck, runDue } from "#safeguard/run.ts";
import type { Safeguard } from "#safeguard/safeguard.ts";
import { backup } from "#safeguard/safeguard/backup.ts";
import { restore } from "#safeguard/safeguard/restore.ts";
import { sql } from "#store/sql.ts";
import { keepRiskTasks } from "./risk.ts";
import { EVERY_MINUTE, type Task } from "./task.ts";
import { keepTraining } from "./training.ts";

export const CLOCK_KIND = "operate.clock.jump";

export const runChecks: Task = {
  name: "run-checks",
  cron: EVERY_MINUTE,
  atStart: false,
  async run(parts) {
    if (!(await isSetUp(parts))) return;
    await runDue(
      parts,
      (await allSafeguards()).filter((one) => one !== restore),
    );
    await lookAgainAfterBackup(parts, backup);
  },
};

/** Apart from the other checks: restoring a large backup takes as long as it takes, and they go on meanwhile. */
export const drillRestores: Task = {
  name: "drill-restores",
  cron: EVERY_MINUTE,
  atStart: false,
  async run(parts) {
    if (!(await isSetUp(parts))) return;
    await runDue(parts, [restore]);
    await lookAgainAfterBackup(parts, restore);
  },
};

/** Before anybody said who the officials are, "nobody is" would stand in the ledger as a gap. */
async function isSetUp({ db }: Parts): Promise<boolean> {
  const { done } = await db
    .in({ role: "part164_app" })
    .one<{ done: boolean }>(sql`select set_up_at is not null as done from part164.installation`);
  return done;
}

/** What failed for want of a good backup is looked at again when there is a newer one, and not in a week. */
async function lookAgainAfterBackup(parts: Parts, { checks }: Safeguard): Promise<void> {
  const newest = await newestRecorded(parts);
  if (newest === null) return;
  for (const check of checks) {
    const { status, at } = await lastResult(parts, check);
    if (status !== "pass" && at !== null && Date.parse(at) < newest.at.getTime()) await runCheck(parts, check);
  }
}

export const endSessions: Task = {
  name: "end-sessions",
  cron: EVERY_MINUTE,
  atStart: false,
  run: async (parts) => void (await endIdleSessions(parts)),
};

/** Whose last day is over can no longer sign in. */
export const endAccessOfLeavers: Task = {
  name: "end-leavers",
  cron: EVERY_MINUTE,
  atStart: true,
  run: async (parts) => void (await endLeavers(parts)),
};

/** What comes again has its next day in somebody's list. */
export const keepRecurringForms: Task = {
  name: "keep-recurring",
  cron: "7 * * * *",
  atStart: true,
  async run(parts) {
    await keepRecurring(parts);
    await keepActivityReview(parts);
    await keepCheckTasks(parts);
  },
};

/** Plans that are stale, unprinted or old, and tests that are due, are in somebody's list. */
export const keepContingencyPlans: Task = { name: "keep-contingency", cron: "11 * * * *", atStart: true, run: keepContingency };

/** An authorization whose last day is over is in force no longer. */
export const endAuthorizationsDue: Task = {
  name: "end-authorizations",
  cron: "3 * * * *",
  atStart: true,
  run: async (parts) => void (await endAuthorizations(parts)),
};

/** What was committed goes on to the organization's own remote, if it set one. */
export const sendPolicies: Task = {
  name: "send-policies",
  cron: EVERY_MINUTE,
  atStart: true,
  async run(parts) {
    const commit = await pushPolicies(parts);
    if (commit !== null) await parts.ledger.recorder.record(systemAct(parts.installation, "program.policy.send", { detail: { commit } }));
  },
};

export const notify: Task = {
  name: "notify",
  cron: "*/15 * * * *",
  atStart: false,
  run: async (parts) => void (await writeDigests(parts)),
};

export const sendNotifications: Task = {
  name: "send-mail",
  cron: EVERY_MINUTE,
  atStart: false,
  run: async (parts) => void (await sendMail(parts)),
};

export const markClock: Task = {
  name: "mark-clock",
  cron: EVERY_MINUTE,
  atStart: false,
  async run(parts) {
    await parts.steady.keep(parts.db);
    await recordJump(parts);
  },
};

/** A wall clock that stands behind is recorded once, not every minute that it stays behind. */
async function recordJump({ steady, ledger, installation }: Parts): Promise<void> {
  const behindMs = steady.behindMs();
  if (behindMs < JUMP_MS) return;
  const [before] = await ledger.reader.find(installation, { kind: CLOCK_KIND }, 1);
  const known = before?.entry.detail?.["behindMs"];
  if (typeof known === "number" && Math.abs(known - behindMs) < JUMP_MS) return;
  await ledger.recorder.record(systemAct(installation, CLOCK_KIND, { detail: { behindMs } }));
}

export const makeDueBackup: Task = {
  name: "make-backup",
  cron: "*/10 * * * *",
  atStart: true,
  async run(parts) {
    if (await isBackupDue(parts)) await makeBackup(parts);
  },
};

/** True if the newest backup is older than the settings allow, or its file is gone. */
export async function isBackupDue(parts: Parts): Promise<boolean> {
  const newest = await newestRecorded(parts);
  if (newest === null || !(await keptBackups(parts.folder)).includes(newest.file)) return true;
  return parts.clock.now().getTime() - newest.at.getTime() >= parts.config.PART164_BACKUP_HOURS * MS_PER_HOUR;
}

export const sweep: Task = {
  name: "sweep",
  cron: "17 * * * *",
  atStart: true,
  async run({ db, clock, steady }) {
    const app = db.in({ role: "part164_app" });
    await app.run(sql`delete from access.idempotency where at <= ${new Date(clock.now().getTime() - KEPT_MS)}`);
    await app.run(sql`delete from access.client_token where expires_at <= ${steady.now()}`);
    await app.run(sql`delete from access.sign_in_ticket where expires_at <= ${steady.now()}`);
    await sweepAttempts(db, steady.now());
  },
};

export const TASKS: readonly Task[] = [
  makeDueBackup,
  runChecks,
  drillRestores,
  endSessions,
  endAccessOfLeavers,
  keepRecurringForms,
  keepContingencyPlans,
  endAuthorizationsDue,
  notify,
  sendPolicies,
  sendNotifications,
  markClock,
  sweep,
  keepTraining,
  keepRiskTasks,
];

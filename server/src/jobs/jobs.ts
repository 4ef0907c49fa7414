// SPDX-License-Identifier: Apache-2.0
// Starts and stops what runs by itself. pg-boss sees to it that of several processes one runs a task, and never two at a time: its
// policy `exclusive` is a unique index in the database, so it holds across machines.
import type { Parts } from "#gate/parts.ts";
import { openQueue } from "./queue.ts";
import type { Task } from "./task.ts";
import { TASKS } from "./tasks.ts";

/** A process that was killed leaves its job active; without a sign of life for this long another process takes it. */
const HEARTBEAT_SECONDS = 60;
const EXPIRE_SECONDS = 6 * 3600;
const KEPT_SECONDS = 3600;
const STOP_MS = 20_000;

export type Jobs = {
  /** Asks for a task now; no more happens if it is asked for or running already. */
  ask(task: Task): Promise<void>;
  /** Takes no more, and waits for what is under way, 20 seconds at most. */
  stop(): Promise<void>;
};

export type JobsOptions = {
  readonly tasks?: readonly Task[];
  /** How often each task's queue is looked at, in seconds, 0.5 or more. */
  readonly pollSeconds?: number;
};

/** Starts the tasks of this process. The database was migrated; the ledger runs. */
export async function startJobs(parts: Parts, { tasks = TASKS, pollSeconds = 5 }: JobsOptions = {}): Promise<Jobs> {
  const boss = await openQueue(parts.db, parts.log);
  await boss.start();
  for (const task of tasks) {
    await boss.createQueue(task.name, {
      policy: "exclusive",
      retryLimit: 0, // The next time comes by itself.
      expireInSeconds: EXPIRE_SECONDS,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      retentionSeconds: KEPT_SECONDS,
      deleteAfterSeconds: KEPT_SECONDS,
    });
    await boss.schedule(task.name, task.cron, null, { tz: "UTC" });
    await boss.work(task.name, { pollingIntervalSeconds: pollSeconds }, () => run(parts, task));
    if (task.atStart) await boss.send(task.name);
  }
  return {
    ask: async (task) => void (await boss.send(task.name)),
    stop: () => boss.stop({ graceful: true, timeout: STOP_MS }),
  };
}

async function run(parts: Parts, task: Task): Promise<void> {
  try {
    await task.run(parts);
  } catch (error) {
    parts.log.error({ err: error, task: task.name }, "jobs: a task failed, it runs again at its next time");
    // oxlint-disable-next-line preserve-caught-error -- pg-boss stores what it is thrown, and no database error belongs there.
    throw new Error("The task failed. The log says where.");
  }
}

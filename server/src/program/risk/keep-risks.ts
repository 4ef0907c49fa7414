// SPDX-License-Identifier: Apache-2.0
// What the days bring: a task for each cause to look again, for each acceptance that no longer counts, and for the yearly analysis. All by
// comparison; to run it twice does nothing, and what came up while nothing ran is found all the same.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, dayAt, plusDays, plusMonths, zoneOf } from "../calendar.ts";
import { programKey } from "../form/submission.ts";
import { openTask } from "../task/task.ts";
import { lastApproved } from "./analysis.ts";
import { openCauses } from "./cause.ts";
import { isOnRegister, riskRegister } from "./register.ts";

/** For how long an approved analysis counts, in months. */
export const ANALYSIS_MONTHS = 12;
const LOOK_AGAIN_DAYS = 14;
const CITE = "164.308(a)(1)(ii)(A)";
export const CAUSE_TASK = "risk-cause:";
export const ACCEPTANCE_TASK = "risk-acceptance:";
const YEARLY_TASK = "risk-analysis:";

type Wanted = {
  readonly key: string;
  readonly title: string;
  readonly cite: string;
  readonly href: string;
  readonly role: "security-official" | "executive";
  readonly dueOn: Day;
};

/** Writes down which checks fail now; one that failed before keeps the time since when. */
export async function noteFailing({ db, installation, clock }: Parts, names: readonly string[]): Promise<void> {
  await db.transaction({ role: "part164_app", tenant: installation }, async (tx) => {
    await tx.run(sql`delete from program.failing_check where name <> all(${[...names]}::text[])`);
    await tx.run(sql`
      insert into program.failing_check (name, since) select name, ${clock.now()} from unnest(${[...names]}::text[]) as name on conflict do nothing`);
  });
}

/** Brings the tasks of risk analysis in line with what is there. */
export async function keepRisks(parts: Parts): Promise<void> {
  await programKey(parts);
  const zone = await zoneOf(parts);
  const day = dayAt(parts.clock.now(), zone);
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const wanted = [...(await causeTasks(parts, db, day)), ...(await acceptanceTasks(parts, db, day)), ...(await yearlyTask(db, zone))];
  await parts.db.transaction({ role: "part164_app", tenant: parts.installation }, async (tx) => {
    await closeOthers(
      parts,
      tx,
      wanted.map(({ key }) => key),
    );
    const known = await tx.rows<{ key: string }>(
      sql`select key from program.task where key = any(${wanted.map(({ key }) => key)}::text[])`,
    );
    const has = new Set(known.map(({ key }) => key));
    for (const { role, ...task } of wanted)
      // One that is there keeps the day that it was given.
      if (!has.has(task.key)) await openTask(parts, tx, { ...task, basis: "law", owner: { role } });
  });
}

async function causeTasks(parts: Parts, db: Queryable, day: Day): Promise<Wanted[]> {
  const { analysis, open } = await openCauses(parts, db);
  return open.map(({ key, title }) => ({
    key: `${CAUSE_TASK}${analysis?.id ?? ""}:${key}`,
    title,
    cite: CITE,
    href: "/risks",
    role: "security-official",
    dueOn: plusDays(day, LOOK_AGAIN_DAYS),
  }));
}

async function acceptanceTasks(parts: Parts, db: Queryable, day: Day): Promise<Wanted[]> {
  const risks = await riskRegister(parts, db, day);
  return risks.filter(isOnRegister).flatMap(({ id, version, acceptance, asset }) =>
    acceptance?.standing !== "stale"
      ? []
      : [
          {
            key: `${ACCEPTANCE_TASK}${acceptance.id}:${version}:${asset?.version ?? 1}`,
            title: "An accepted risk changed: decide again",
            cite: "164.308(a)(1)(ii)(B)",
            href: `/submissions/${id}`,
            role: "executive" as const,
            dueOn: plusDays(day, LOOK_AGAIN_DAYS),
          },
        ],
  );
}

/** The next analysis is due a year after the last was approved; begun ones count when they are approved. */
async function yearlyTask(db: Queryable, zone: string): Promise<Wanted[]> {
  const last = await lastApproved(db);
  if (last === undefined || last.approved_at === null) return [];
  const dueOn = plusMonths(dayAt(last.approved_at, zone), ANALYSIS_MONTHS);
  return [
    {
      key: `${YEARLY_TASK}${last.id}`,
      title: "Analyse the risks again: the year is over",
      cite: CITE,
      href: "/risks",
      role: "security-official",
      dueOn,
    },
  ];
}

/** What is no longer wanted is done: decided on, changed again, or changed back. */
async function closeOthers({ clock }: Parts, tx: Queryable, keys: readonly string[]): Promise<void> {
  await tx.run(sql`
    update program.task set done_at = ${clock.now()}
     where done_at is null and key <> all(${[...keys]}::text[])
       and (starts_with(key, ${CAUSE_TASK}) or starts_with(key, ${ACCEPTANCE_TASK}) or starts_with(key, ${YEARLY_TASK}))`);
}

// SPDX-License-Identifier: Apache-2.0
// Home answers three questions: what is due, what cannot be proven, and what to do next. One next step, never a list of wishes.
import type { CheckStatus } from "@part164/verify/verdict.ts";
import type { Parts } from "#gate/parts.ts";
import type { Actor } from "#access/actor.ts";
import { userNames } from "#access/user.ts";
import { lastInstantOf, zoneOf } from "#program/calendar.ts";
import { openTasks } from "#program/task/task.ts";
import { sql } from "#store/sql.ts";
import { badDayStep } from "./bad-day.ts";
import { firstStep } from "./first-steps.ts";
import type { Assessment } from "./assess.ts";

export type Due = {
  what: string;
  cite: string | null;
  basis: "law" | "policy" | "contract";
  dueAt: string;
  late: boolean;
  href: string;
  owner: string | null;
};
export type Unproven = { what: string; why: string; cites: string[]; check: string; status: CheckStatus };
export type Step = { title: string; says: string; href: string };

const SOON_MS = 3 * 86_400_000;

/** What falls due: checks whose evidence is about to age or has aged, and invitations that run out. Soonest first. */
export async function dueItems(parts: Parts, { safeguards, results, asOf }: Assessment, actor: Actor): Promise<Due[]> {
  const nowMs = Date.parse(asOf);
  const due: Due[] = await ownTasks(parts, actor, nowMs);
  for (const { title, proves, checks } of safeguards) {
    const cite = proves[0]?.cite ?? null;
    for (const check of checks) {
      const at = results.get(check.name)?.at ?? null;
      if (at === null || check.everyMs < SOON_MS) continue; // What runs every day needs nobody's attention unless it fails.
      const dueMs = Date.parse(at) + check.everyMs;
      due.push({
        what: `${title}: ${check.says}`,
        cite,
        basis: "policy",
        dueAt: new Date(dueMs).toISOString(),
        late: dueMs < nowMs,
        href: `/requirements/${cite ?? ""}`,
        owner: null,
      });
    }
  }
  const invitations = await parts.db.in({ role: "part164_app" }).rows<{ name: string; expires_at: Date }>(sql`
    select u.name, max(i.expires_at) as expires_at from access.invitation i join access.user u on u.id = i."user"
     where u.password is null and u.ended_at is null and i.used_at is null group by u.name`);
  for (const { name, expires_at } of invitations)
    due.push({
      what: `${name} has not enrolled yet`,
      cite: "164.312(d)",
      basis: "policy",
      dueAt: expires_at.toISOString(),
      late: expires_at.getTime() < nowMs,
      href: "/people",
      owner: name,
    });
  return due.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

const TASKS_SHOWN = 50;

/** What this person has to do by name or by role. */
async function ownTasks(parts: Parts, actor: Actor, nowMs: number): Promise<Due[]> {
  if (actor.kind !== "user") return [];
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const zone = await zoneOf(parts);
  const tasks = await openTasks(db, { mine: { user: actor.id, roles: actor.roles } }, TASKS_SHOWN);
  const own = (await userNames(parts, [actor.id])).get(actor.id) ?? null;
  return tasks.map(({ title, cite, basis, href, due_on, owner_role }) => {
    const dueAt = lastInstantOf(due_on, zone); // An instant of the day itself: the console shows days, and late begins after it.
    return {
      what: title,
      cite,
      basis,
      dueAt: dueAt.toISOString(),
      late: dueAt.getTime() < nowMs,
      href,
      owner: owner_role?.replaceAll("-", " ") ?? own,
    };
  });
}

/** Checks that fail, could not run or whose evidence has aged. */
export function unproven({ safeguards, results, statusOf }: Assessment): Unproven[] {
  return safeguards.flatMap(({ title, proves, checks }) =>
    checks
      .filter(({ name }) => ["fail", "error", "stale"].includes(statusOf(name)))
      .map(({ name }) => ({
        what: title,
        why: results.get(name)?.observed ?? "",
        cites: proves.map(({ cite }) => cite),
        check: name,
        status: statusOf(name),
      })),
  );
}

const MEND_ORDER: readonly CheckStatus[] = ["fail", "error", "stale"];

/** What mends the first of the checks that prove nothing now: those that fail before those that did not run. */
function mendNext({ safeguards, results, statusOf }: Assessment): Step | null {
  for (const wanted of MEND_ORDER)
    for (const { title, proves, checks } of safeguards) {
      const check = checks.find(({ name }) => statusOf(name) === wanted);
      if (check === undefined) continue;
      const requirement = `/requirements/${proves[0]?.cite ?? ""}`;
      const observed = results.get(check.name)?.observed ?? "";
      const { advice } = check;
      if (wanted === "fail") return { title: advice.title, says: `${observed} ${advice.how}`, href: advice.href ?? requirement };
      if (wanted === "error")
        return { title: `Find out why a check of “${title}” did not run`, says: `${observed} Then run it again here.`, href: requirement };
      return {
        title: `Run a check of “${title}” again`,
        says: "Its evidence is too old to count. Run it from its requirement.",
        href: requirement,
      };
    }
  return null;
}

/** The one next step: where to begin, then what mends what fails, then what makes more of it. */
export async function nextStep(parts: Parts, assessment: Assessment, actor: Actor): Promise<Step> {
  const badDay = await badDayStep(parts, actor);
  if (badDay !== null) return badDay;
  if ([...assessment.results.values()].every(({ at }) => at === null))
    return {
      title: "See where you stand",
      says: "The first checks run by themselves within a minute. Open the requirements to watch the evidence arrive.",
      href: "/requirements",
    };
  return (await firstStep(parts, actor)) ?? laterStep(parts, assessment);
}

/** The next step of a program that has begun. */
export async function laterStep(parts: Parts, assessment: Assessment): Promise<Step> {
  const { tenants, records, enrolled } = await parts.db.in({ role: "part164_app" }).one<{
    tenants: number;
    records: number;
    enrolled: number;
  }>(sql`
    select (select count(*) from part164.tenant) as tenants, (select count(*) from access.client where tenant is not null) as records,
           (select count(*) from access.user where password is not null and ended_at is null) as enrolled`);
  const toMend = mendNext(assessment);
  if (toMend !== null) return toMend;
  if (tenants === 0)
    return {
      title: "Connect your application",
      says: "Add an application for your first customer, or import FHIR records at the command line.",
      href: "/applications",
    };
  if (records === 0)
    return {
      title: "Connect your application",
      says: "Records were imported. Give your application a client of its own.",
      href: "/applications",
    };
  if (enrolled < 2)
    return {
      title: "Invite a second person",
      says: "A second official can act when you cannot, and approve what you wrote.",
      href: "/people",
    };
  return {
    title: "Make an audit package",
    says: "Everything that can be checked today is checked. Give an auditor what they can verify without you.",
    href: "/reports",
  };
}

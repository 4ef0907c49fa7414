// SPDX-License-Identifier: Apache-2.0
// Plans that were tried, backups that a person restored, and what changed after [164.308(a)(7)(ii)(B), (D)].
import type { Parts } from "#gate/parts.ts";
import { dayWords, plusMonths, today } from "#program/calendar.ts";
import { systemsInUse } from "#program/contingency/known.ts";
import { backupsTried, plansTried, restoresSigned } from "#program/contingency/tried.ts";
import { lineIn } from "#program/contingency/words.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { scoped } from "../scoped.ts";
import { DAILY, fail, type Look, notApplicable, pass, safeguard } from "../safeguard.ts";

async function lookTried(parts: Parts): Promise<Look> {
  const [{ lastOn, dueOn, months }, day] = [await plansTried(parts, scoped(parts)), await today(parts)];
  if (lastOn === null) return fail("They were never tried.");
  return day <= dueOn
    ? pass(`Tried on ${dayWords(lastOn)}; again by ${dayWords(dueOn)}.`)
    : fail(`Last tried on ${dayWords(lastOn)}, more than ${months} months ago.`);
}

async function lookActions(parts: Parts): Promise<Look> {
  const { open, late } = await scoped(parts).one<{ open: number; late: number }>(sql`
    select count(*) as open, count(*) filter (where due_on < ${await today(parts)}::date) as late
      from program.submission where form = 'contingency-action' and state = 'open'`);
  return late > 0 ? fail(`${late} of ${open} actions are overdue.`) : pass(`${open} actions are open, none is overdue.`);
}

/** What is needed within a day is restored by a person, each by itself. */
async function lookRestored(parts: Parts): Promise<Look> {
  const [db, day] = [scoped(parts), await today(parts)];
  const systems = await systemsInUse(parts, db);
  if (systems.length === 0) return fail("No system is on the inventory.");
  const soon = systems.filter(({ phi, criticality }) => phi === "keeps" && ["hours-4", "day"].includes(criticality));
  if (soon.length === 0) return notApplicable("No system that keeps PHI is needed within a day.");
  const { months } = await backupsTried(parts, db);
  const since = plusMonths(day, -months);
  const done = await restoresSigned(parts, db);
  const good = new Set(done.filter(({ answers }) => answers["met"] === "yes" && lineIn(answers, "on") >= since).map(({ about }) => about));
  const missing = soon.filter(({ id }) => !good.has(id)).length;
  if (missing > 0)
    return fail(
      `${missing} of ${soon.length} systems that are needed within a day were not restored whole and in time in ${months} months.`,
    );
  return pass(`All ${soon.length} systems that are needed within a day were restored in ${months} months.`);
}

const MOVED = ["program.submission.move"] as const;

export const contingencyTests = safeguard({
  name: "contingency-tests",
  title: "Contingency plans are tried and mended",
  says: "By a scenario at a table, with systems, or in earnest; and what did not work is mended by somebody by a day.",
  proves: [{ cite: "164.308(a)(7)(ii)(D)", aspect: "test" }],
  checks: [
    {
      name: "contingency-plans-were-tried",
      says: "A test of the plans is approved, and not longer ago than the policy says.",
      mendedBy: MOVED,
      advice: {
        title: "Try the contingency plans",
        how: "Choose a scenario; two hours at a table are enough to begin with.",
        href: "/contingency",
      },
      ...DAILY,
      look: lookTried,
    },
    {
      name: "actions-after-tests-are-done",
      says: "Nothing that a test showed is overdue.",
      mendedBy: MOVED,
      advice: { title: "Finish what contingency tests showed", how: "Each action has an owner and a day.", href: "/contingency" },
      ...DAILY,
      look: lookActions,
    },
  ],
  begins: programHasBegun,
});

export const restoredByPeople = safeguard({
  name: "contingency-restores",
  title: "Systems are restored by people",
  says: "What is needed within a day is restored from nothing, by the written steps, and compared.",
  proves: [{ cite: "164.308(a)(7)(ii)(B)", aspect: "practice" }],
  checks: [
    {
      name: "systems-are-restored-by-people",
      says: "Each system that keeps PHI and is needed within a day was restored by a person, whole and in time, within the months of the policy.",
      mendedBy: MOVED,
      advice: {
        title: "Restore each system needed within a day",
        how: "Restore its backup, compare, and file a restore test.",
        href: "/forms/restore-test",
      },
      ...DAILY,
      look: lookRestored,
    },
  ],
  begins: programHasBegun,
});

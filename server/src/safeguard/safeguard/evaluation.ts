// SPDX-License-Identifier: Apache-2.0
import { MS_PER_DAY } from "#base/clock.ts";
import { dayAt, dayWords, zoneOf } from "#program/calendar.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { DAILY, fail, pass, safeguard } from "../safeguard.ts";

const WITHIN_DAYS = 366;

export const evaluation = safeguard({
  name: "evaluation",
  title: "The program is evaluated",
  says: "Once a year, and when much changes, people walk through the whole of it and sign what they found.",
  proves: [{ cite: "164.308(a)(8)", aspect: "practice" }],
  begins: programHasBegun,
  checks: [
    {
      name: "an-evaluation-within-a-year",
      says: "An evaluation was signed within a year, and no finding of it is overdue.",
      mendedBy: ["program.evaluation.sign", "program.evaluation.resolve"],
      advice: { title: "Evaluate the program", how: "Walk through the requirements and have somebody else sign.", href: "/evaluations" },
      ...DAILY,
      async look(parts) {
        const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
        const zone = await zoneOf(parts);
        const day = dayAt(parts.clock.now(), zone);
        const since = new Date(parts.clock.now().getTime() - WITHIN_DAYS * MS_PER_DAY);
        const { last, overdue } = await db.one<{ last: Date | null; overdue: number }>(sql`
          select (select max(signed_at) from program.evaluation) as last,
                 (select count(*) from program.evaluation_item i join program.evaluation e on e.id = i.evaluation
                   where e.signed_at is not null and i.judgement = 'finding' and i.resolved_at is null and i.due_on < ${day}::date) as overdue`);
        if (last === null) return fail("None has been signed yet.");
        if (last < since) return fail(`The last was signed on ${dayAt(last, zone)}.`);
        return overdue > 0
          ? fail(`${overdue} findings are overdue.`)
          : pass(`Signed on ${dayWords(dayAt(last, zone))}; no finding is overdue.`);
      },
    },
  ],
});

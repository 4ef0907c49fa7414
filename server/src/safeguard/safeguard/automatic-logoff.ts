// SPDX-License-Identifier: Apache-2.0
import { MS_PER_MINUTE } from "#base/clock.ts";
import { sql } from "#store/sql.ts";
import { DAILY, fail, HOURLY, pass, safeguard } from "../safeguard.ts";

/** Our own limit; the rule says "a predetermined time". */
const LOGOFF_MIN_MAX = 15;
/** The sweep runs every minute; a session may be this much over before it counts as not ended. */
const GRACE_MS = 3 * MS_PER_MINUTE;

export const automaticLogoff = safeguard({
  name: "automatic-logoff",
  title: "Sessions end by themselves",
  says: "A session ends after a set time without activity, and after a set time whatever happens.",
  proves: [{ cite: "164.312(a)(2)(iii)", aspect: "mechanism" }],
  checks: [
    {
      name: "logoff-within-fifteen-minutes",
      says: "The setting ends sessions after 15 minutes without activity, or sooner.",
      advice: {
        title: "Shorten the automatic logoff",
        how: "Set PART164_LOGOFF_AFTER_MIN to 15 or less at the machine, and start the server again.",
      },
      ...DAILY,
      async look({ config: { PART164_LOGOFF_AFTER_MIN: min } }) {
        return min <= LOGOFF_MIN_MAX
          ? pass(`Sessions end after ${min} minutes without activity.`)
          : fail(`Sessions stay open for ${min} minutes without activity.`);
      },
    },
    {
      name: "idle-sessions-were-ended",
      says: "No session is open past its time.",
      advice: {
        title: "Find out why sessions stay open",
        how: "The job that ends them does not run. Look at the server's log, then start it again.",
      },
      ...HOURLY,
      async look({ db, steady, config }) {
        const limit = new Date(steady.now().getTime() - config.PART164_LOGOFF_AFTER_MIN * MS_PER_MINUTE - GRACE_MS);
        const { late, ended } = await db.in({ role: "part164_app" }).one<{ late: number; ended: number }>(sql`
          select count(*) filter (where ended_at is null and seen_at < ${limit}) as late, count(*) filter (where end_reason = 'automatic-logoff') as ended from access.session`);
        return late === 0
          ? pass(`No session is open past its time; ${ended} ended by themselves so far.`)
          : fail(`${late} sessions are open past their time.`);
      },
    },
  ],
});

// SPDX-License-Identifier: Apache-2.0
import { listTenants } from "#access/tenant.ts";
import { eventTime } from "#ledger/event-time.ts";
import { dayAt, zoneOf } from "#program/calendar.ts";
import { sql } from "#store/sql.ts";
import { DAILY, fail, pass, safeguard } from "../safeguard.ts";

const YEARS = 6; // 164.316(b)(2)(i).

export const retentionOfDocumentation = safeguard({
  name: "retention-of-documentation",
  title: "Kept for six years and longer",
  says: "Entries are never removed; the first entry of each log is still there.",
  proves: [{ cite: "164.316(b)(2)(i)", aspect: "mechanism" }],
  checks: [
    {
      name: "the-oldest-entry-is-kept",
      says: "Each log still holds as many entries as its tree has leaves, from the first.",
      advice: {
        title: "Find out who removed entries",
        how: "Keep the database as it is; it may be a security incident. docs/operate/recover-the-ledger.md says how to go on.",
      },
      ...DAILY,
      async look({ db, installation, clock }) {
        let oldest = clock.now();
        for (const tenant of [installation, ...(await listTenants({ db })).map(({ id }) => id)]) {
          const row = await db.in({ role: "part164_reader", tenant }).maybe<{ size: number; kept: number; first: string | null }>(sql`
            select g.size, (select count(*) from ledger.leaf l join ledger.event e on e.id = l.event where l.tenant = g.tenant) as kept,
                   (select event from ledger.leaf l where l.tenant = g.tenant and l.idx = 0) as first
              from ledger.log g where g.tenant = ${tenant}`);
          if (row === undefined) continue;
          if (row.kept < row.size || row.first === null) return fail(`A log of ${row.size} entries holds ${row.kept}.`);
          const first = eventTime(row.first);
          if (first < oldest) oldest = first;
        }
        return pass(
          `Every entry since ${dayAt(oldest, await zoneOf({ db, installation }))} is kept; nothing is removed before ${YEARS} years, and nothing removes any now.`,
        );
      },
    },
  ],
});

// SPDX-License-Identifier: Apache-2.0
// What the contract in force with a customer promises about incidents: within how many hours it is told, and whether we are its agent.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, today } from "../calendar.ts";
import { openContent, submissionById } from "../form/submission.ts";

export type Promised = { readonly hours: number | null; readonly agent: "yes" | "no" | "unknown" };

/** Where it is read, in the organization's own scope, and on which day: a transaction asks nobody but itself. */
export type Within = { readonly db: Queryable; readonly day: Day };

/** Read outside of any transaction, as of today. */
export const outside = async (parts: Parts): Promise<Within> => ({
  db: parts.db.in({ role: "part164_app", tenant: parts.installation }),
  day: await today(parts),
});

/** All whom we serve: what is known of an incident before anybody knows whose PHI it was. */
export async function customersOf(parts: Parts, { db }: Within): Promise<string[]> {
  const rows = await db.rows<Parameters<typeof openContent>[1]>(sql`
    select id, form, version, sealed from program.submission where form = 'party' and closed_at is null order by id limit 500`);
  const opened = await Promise.all(rows.map(async (row) => ({ id: row.id, ...(await openContent(parts, row)) })));
  return opened.flatMap(({ id, answers }) => (answers["role"] === "customer" ? [id] : []));
}

/** By party, of those that are there. Where more than one contract holds, the fewest hours, and being an agent by any. */
export async function promisesTo(parts: Parts, parties: readonly string[], within?: Within): Promise<ReadonlyMap<string, Promised>> {
  const { db, day } = within ?? (await outside(parts));
  const found = await Promise.all(
    [...new Set(parties)].map(async (id): Promise<readonly [string, Promised][]> => {
      if ((await submissionById(db, id))?.form !== "party") return [];
      // What was promised holds for an incident found after the end, too: without one in force the newest that ever was counts.
      const rows = await db.rows<Parameters<typeof openContent>[1] & { holds: boolean }>(sql`
        select s.id, s.form, s.version, s.sealed, t.in_force and t.effective_on <= ${day}::date and (t.ends_on is null or t.ends_on >= ${day}::date) as holds
          from program.contract_term t join program.submission s on s.id = t.contract
         where t.party = ${id} and t.covers_phi and s.state in ('in force', 'terminated', 'closed') order by t.effective_on desc, s.id desc limit 50`);
      const holding = rows.filter(({ holds }) => holds);
      const answers = await Promise.all(
        (holding.length > 0 ? holding : rows.slice(0, 1)).map(async (row) => (await openContent(parts, row)).answers),
      );
      const hours = answers.flatMap(({ noticeHours }) => (typeof noticeHours === "number" ? [noticeHours] : []));
      const agents = answers.map(({ agent }) => agent);
      const agent = agents.includes("yes") ? "yes" : agents.length > 0 && agents.every((one) => one === "no") ? "no" : "unknown";
      return [[id, { hours: hours.length === 0 ? null : Math.min(...hours), agent }]];
    }),
  );
  return new Map(found.flat());
}

// SPDX-License-Identifier: Apache-2.0
// The program is judged from the day on which the organization said who it is: before that nobody knows what is owed.
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";

/** True once a profile was adopted. */
export async function programHasBegun({ db, installation }: Parts): Promise<boolean> {
  const { has } = await db.in({ role: "part164_app", tenant: installation }).one<{ has: boolean }>(sql`
    select exists (select from program.submission where form = 'organization-profile' and state in ('adopted', 'superseded')) as has`);
  return has;
}

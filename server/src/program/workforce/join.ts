// SPDX-License-Identifier: Apache-2.0
// Joining: onto the roster, with a check-list and its clock, and an invitation where they will sign in here.
import type { Role } from "#access/role.ts";
import { enrolmentUrl } from "#access/set-up.ts";
import { addUser } from "#access/user.ts";
import type { UserId } from "#base/id.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, plusDays } from "../calendar.ts";
import { askJoiner } from "../document/policy-task.ts";
import { addSubmission } from "../form/file-submission.ts";
import { joinerChecklist } from "./definition/joiner-checklist.ts";
import { setWork, type Work } from "./roster.ts";

export type Joiner = {
  readonly name: string;
  readonly email: string | null;
  readonly work: Work;
  readonly joinedOn: Day;
  readonly termOn: Day | null;
  /** The roles with which they may sign in; null: they do not sign in here. */
  readonly roles: readonly Role[] | null;
};

export type Joined = { readonly member: string; readonly enrolmentUrl: string | null; readonly checklist: string };

/** Puts a person on the roster. @throws Fault `conflict` if somebody who may sign in has that address already. */
export async function join(
  parts: Parts,
  tx: Queryable,
  joiner: Joiner,
  { by, day, dueDays }: { by: string | null; day: Day; dueDays: number },
): Promise<Joined> {
  const { name, email, joinedOn, termOn, roles, work } = joiner;
  let member = parts.makeId<"member">() as string;
  let url: string | null = null;
  if (roles !== null && email !== null) {
    const person = { name, email, roles: [...new Set<Role>([...roles, "workforce-member"])] };
    const { id, token } = await addUser(parts, tx, person, by as UserId | null); // An actor's id, or none.
    member = id;
    url = enrolmentUrl(parts, token);
    await tx.run(sql`update program.member set joined_on = ${joinedOn}, term_on = ${termOn} where id = ${member}`); // The user's row made it.
  } else {
    await tx.run(sql`
      insert into program.member (id, name, email, kind, sees_phi, joined_on, term_on, received_at)
      values (${member}, ${name}, ${email}, ${work.kind}, ${work.seesPhi}, ${joinedOn}, ${termOn}, ${parts.clock.now()})`);
  }
  await setWork(parts, tx, { member, fromOn: joinedOn, by, work });
  if (url !== null) await askJoiner(parts, tx, { member, joinedOn, graceDays: dueDays });
  const answers = { member, dueOn: plusDays(joinedOn, dueDays), steps: [] };
  const { row } = await addSubmission(parts, tx, joinerChecklist, { answers, by, effectiveOn: joinedOn, day });
  return { member, enrolmentUrl: url, checklist: row.id };
}

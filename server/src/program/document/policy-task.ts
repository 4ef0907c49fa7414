// SPDX-License-Identifier: Apache-2.0
// The tasks that policies bring: to approve what is proposed, to acknowledge what took effect, to look again when its year is over.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { type Day, plusDays } from "../calendar.ts";
import { closeTasks, openTask } from "../task/task.ts";
import { owedOn } from "./acknowledgement.ts";
import type { VersionRow } from "./policy-version.ts";

const APPROVE = "policy:approve";
const APPROVE_DAYS = 14;

/** Brings the task to approve in line with what is proposed. */
export async function keepApproveTask(parts: Parts, tx: Queryable, { day, by }: { day: Day; by: string | null }): Promise<void> {
  const { count } = await tx.one<{ count: number }>(sql`select count(*) as count from program.policy_version where state = 'proposed'`);
  if (count === 0) await closeTasks(parts, tx, { keys: APPROVE, by });
  else
    await openTask(parts, tx, {
      key: `${APPROVE}:${day}`,
      title: "Read and approve the policies that are proposed",
      cite: "164.316(a)",
      basis: "law",
      href: "/policies",
      owner: { role: "privacy-official" },
      dueOn: plusDays(day, APPROVE_DAYS),
    });
}

/** Opens the task to look again at a policy that took effect or was looked at; what was open for it is done. */
export async function keepReviewTask(
  parts: Parts,
  tx: Queryable,
  { policy, title, reviewOn, by }: { policy: string; title: string; reviewOn: Day; by: string | null },
): Promise<void> {
  const keys = `policy:review:${policy}:`;
  await closeTasks(parts, tx, { keys, by });
  await openTask(parts, tx, {
    key: `${keys}${reviewOn}`,
    title: `Look again at the policy “${title}”`,
    cite: "164.316(b)(2)(iii)",
    basis: "law",
    href: `/policies/${policy}`,
    owner: { role: "security-official" },
    dueOn: reviewOn,
  });
}

/** Asks everybody who can sign in to acknowledge what takes effect on a day; those who had left by then are not asked. */
export async function askToAcknowledge(parts: Parts, tx: Queryable, effectiveOn: Day, graceDays: number): Promise<void> {
  await tx.run(sql`
    insert into program.task (key, title, cite, basis, href, owner_user, opened_at, due_on)
    select ${ACKNOWLEDGE} || ':' || m.id || ':' || ${effectiveOn}::text, ${ACKNOWLEDGE_SAYS}, '164.308(a)(5)(i)', 'policy', '/policies', m."user",
           ${parts.clock.now()}, greatest(m.joined_on, ${effectiveOn}::date) + ${graceDays}::integer
      from program.member m join access.user u on u.id = m."user"
     where u.ended_at is null and (m.left_on is null or m.left_on >= ${effectiveOn}::date)
    on conflict (key) do nothing`);
}

const ACKNOWLEDGE = "acknowledge";
const ACKNOWLEDGE_SAYS = "Read and acknowledge the policies";

/** Asks one who joins. */
export const askJoiner = (
  parts: Parts,
  tx: Queryable,
  { member, joinedOn, graceDays }: { member: string; joinedOn: Day; graceDays: number },
) =>
  openTask(parts, tx, {
    key: `${ACKNOWLEDGE}:${member}:${joinedOn}`,
    title: ACKNOWLEDGE_SAYS,
    cite: "164.308(a)(5)(i)",
    basis: "policy",
    href: "/policies",
    owner: { user: member },
    dueOn: plusDays(joinedOn, graceDays),
  });

/** Closes a member's task once nothing is owed. */
export async function keepAcknowledgeTask(
  parts: Parts,
  tx: Queryable,
  { member, day, until }: { member: string; day: Day; until: Date },
): Promise<void> {
  const owed = (await owedOn(tx, { day, until, member })).filter(({ at }) => at === null);
  if (owed.length === 0) await closeTasks(parts, tx, { keys: `${ACKNOWLEDGE}:${member}:`, by: member });
}

/** Every task that approving brings. */
export async function afterApproval(
  parts: Parts,
  tx: Queryable,
  approved: readonly VersionRow[],
  { day, effectiveOn, graceDays, by }: { day: Day; effectiveOn: Day; graceDays: number; by: string | null },
): Promise<void> {
  await keepApproveTask(parts, tx, { day, by });
  if (approved.some(({ is_material }) => is_material)) await askToAcknowledge(parts, tx, effectiveOn, graceDays);
  for (const { policy, title, review_on } of approved)
    if (review_on !== null) await keepReviewTask(parts, tx, { policy, title, reviewOn: review_on, by });
}

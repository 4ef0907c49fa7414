// SPDX-License-Identifier: Apache-2.0
// Nobody reviews their own activity: who decides what, who signs, and whether there is anybody else at all.
import type { Actor } from "#access/actor.ts";
import type { Role } from "#access/role.ts";
import { Fault } from "#base/fault.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { ItemRow } from "./review.ts";

/** An executive reads the part of an official who has no second. */
export const REVIEWERS = ["security-official", "privacy-official", "executive"] as const satisfies readonly Role[];

/** The person who reviews. @throws Fault `not_yours_to_do` for anybody else, and for the operator, who is nobody in particular. */
export function reviewerOf(actor: Actor): string {
  if (actor.kind === "user" && REVIEWERS.some((role) => actor.roles.includes(role))) return actor.id;
  throw new Fault("not_yours_to_do", { detail: "An official or an executive reviews activity." });
}

/** Whether somebody did part of what an item is about. */
export const isAbout = ({ concerned }: Pick<ItemRow, "concerned">, user: string | null): boolean =>
  user !== null && concerned.includes(user);

/** How many others can decide what one person may not. */
export async function otherReviewers(db: Queryable, user: string | null): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(distinct r."user") as count from access.user_role r join access.user u on u.id = r."user"
     where u.ended_at is null and u.password is not null and r.role = any(${[...REVIEWERS]}::text[]) and u.id is distinct from ${user}::uuid`);
  return count;
}

/** Why a review cannot be signed by somebody, or null. */
export function whyNotSign(items: readonly Pick<ItemRow, "n" | "concerned" | "decision" | "decided_by">[]): string | null {
  const open = items.filter(({ decision }) => decision === null).length;
  if (open > 0) return open === 1 ? "One item is not decided yet." : `${open} items are not decided yet.`;
  const own = items.find((item) => isAbout(item, item.decided_by));
  return own === undefined ? null : `Item ${own.n} was decided by somebody whom it is about; somebody else decides it.`;
}

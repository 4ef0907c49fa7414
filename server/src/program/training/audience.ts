// SPDX-License-Identifier: Apache-2.0
// Whom a course is for: everybody, or those whose work it concerns. What roles and positions do not tell, an official assigns.
import type { WorkforceMember } from "../workforce/roster.ts";
import type { COURSE_AUDIENCES } from "./library.ts";

type Audience = (typeof COURSE_AUDIENCES)[number];
type Work = Pick<WorkforceMember, "id" | "roles" | "position">;

/** Who meets patients, customers or their requests. */
const MEETS_INDIVIDUALS: readonly string[] = ["clinician", "billing", "records-officer", "privacy-official"];
const DIRECTS: readonly string[] = ["manager", "executive", "security-official", "privacy-official"];
/** Positions that build or run systems, as people write them. */
const BUILDS = /engineer|develop|devops|programmer|operations|operator|administrator|architect|\bsre\b|\bcto\b|\bdata\b|technolog|\bit\b/i;
const MEETS = /nurse|physician|doctor|clinic|therap|care|patient|reception|front desk|support|customer|success/i;
const LEADS = /manager|\bhead\b|director|chief|\bc[eoft]o\b|founder|lead\b|president/i;

/** True if a course of this audience is for a person. `supervisors` are the members who direct somebody. */
export function isFor(audience: Audience, { id, roles, position }: Work, supervisors: ReadonlySet<string>): boolean {
  const holds = (some: readonly string[]): boolean => roles.some((role) => some.includes(role));
  const works = (as: RegExp): boolean => position !== null && as.test(position);
  switch (audience) {
    case "everyone":
      return true;
    case "individuals":
      return holds(MEETS_INDIVIDUALS) || works(MEETS);
    case "engineers":
      return works(BUILDS) || roles.includes("security-official");
    case "managers":
      return holds(DIRECTS) || supervisors.has(id) || works(LEADS);
  }
}

// SPDX-License-Identifier: Apache-2.0
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";
import { ACCESS_CHANGES, DAILY, fail, type Look, pass, safeguard } from "../safeguard.ts";

async function holders({ db }: Parts, role: string, title: string): Promise<Look> {
  const { active, enrolled } = await db.in({ role: "part164_app" }).one<{ active: number; enrolled: number }>(sql`
    select count(*) as active, count(*) filter (where u.password is not null) as enrolled
      from access.user_role r join access.user u on u.id = r."user" where r.role = ${role} and u.ended_at is null`);
  if (active === 0) return fail(`Nobody is the ${title}.`);
  return enrolled > 0 ? pass(`${enrolled} active.`) : fail(`The ${title} has been named but has not enrolled.`);
}

export const assignedSecurityResponsibility = safeguard({
  name: "assigned-security-responsibility",
  title: "Somebody answers for security",
  says: "A security official is named and has accepted by enrolling.",
  proves: [{ cite: "164.308(a)(2)", aspect: "assignment" }],
  checks: [
    {
      name: "security-official-is-named",
      says: "An active person holds the role and has enrolled.",
      mendedBy: ACCESS_CHANGES,
      advice: {
        title: "Get the security official enrolled",
        how: "Invite somebody with that role, or send a new link to who was invited.",
        href: "/people",
      },
      ...DAILY,
      look: (parts) => holders(parts, "security-official", "security official"),
    },
  ],
});

export const assignedPrivacyResponsibility = safeguard({
  name: "assigned-privacy-responsibility",
  title: "Somebody answers for privacy",
  says: "A privacy official is named and has accepted by enrolling.",
  proves: [{ cite: "164.530(a)(1)", aspect: "assignment" }],
  checks: [
    {
      name: "privacy-official-is-named",
      says: "An active person holds the role and has enrolled.",
      mendedBy: ACCESS_CHANGES,
      advice: {
        title: "Get the privacy official enrolled",
        how: "Invite somebody with that role, or send a new link to who was invited.",
        href: "/people",
      },
      ...DAILY,
      look: (parts) => holders(parts, "privacy-official", "privacy official"),
    },
  ],
});

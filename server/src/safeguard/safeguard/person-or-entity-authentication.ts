// SPDX-License-Identifier: Apache-2.0
import { sql } from "#store/sql.ts";
import { ACCESS_CHANGES, DAILY, fail, pass, safeguard } from "../safeguard.ts";

export const personOrEntityAuthentication = safeguard({
  name: "person-or-entity-authentication",
  title: "Everybody shows who they are, twice",
  says: "People sign in with a password and a second factor; applications with a secret that is stored hashed. A password alone opens no PHI.",
  proves: [
    { cite: "164.312(d)", aspect: "mechanism" },
    { cite: "164.308(a)(5)(ii)(D)", aspect: "mechanism" },
  ],
  checks: [
    {
      name: "everybody-has-a-second-factor",
      says: "Each active person who has enrolled has a second factor.",
      mendedBy: ACCESS_CHANGES,
      advice: {
        title: "Give everybody a second factor",
        how: "Send a new link to each person who has none: enrolling again adds it.",
        href: "/people",
      },
      ...DAILY,
      async look({ db }) {
        const { enrolled, without } = await db.in({ role: "part164_app" }).one<{ enrolled: number; without: number }>(sql`
          select count(*) as enrolled, count(*) filter (where totp is null) as without from access.user where ended_at is null and password is not null`);
        if (enrolled === 0) return fail("Nobody has enrolled yet.");
        return without === 0
          ? pass(`All ${enrolled} enrolled people have a second factor.`)
          : fail(`${without} of ${enrolled} people sign in with a password alone.`);
      },
    },
    {
      name: "passwords-are-hashed-slowly",
      says: "Stored passwords are Argon2id.",
      advice: {
        title: "Have weak passwords set again",
        how: "Send a new link to each person whose password is stored in an old form.",
        href: "/people",
      },
      ...DAILY,
      async look({ db }) {
        const { weak } = await db
          .in({ role: "part164_app" })
          .one<{ weak: number }>(
            sql`select count(*) as weak from access.user where password is not null and password not like '$argon2id$v=19$%'`,
          );
        return weak === 0 ? pass("All stored passwords are Argon2id.") : fail(`${weak} stored passwords are not Argon2id.`);
      },
    },
  ],
});

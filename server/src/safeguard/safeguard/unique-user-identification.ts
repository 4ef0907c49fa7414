// SPDX-License-Identifier: Apache-2.0
import { sql } from "#store/sql.ts";
import { ACCESS_CHANGES, DAILY, fail, pass, safeguard } from "../safeguard.ts";

/** Local parts of addresses that name a post, not a person. */
const SHARED = [
  "admin",
  "administrator",
  "info",
  "office",
  "team",
  "shared",
  "support",
  "hello",
  "contact",
  "staff",
  "reception",
  "everyone",
  "root",
  "test",
];

export const uniqueUserIdentification = safeguard({
  name: "unique-user-identification",
  title: "One name for one person",
  says: "Each person has an identity of their own, named in every entry; nobody shares one.",
  proves: [{ cite: "164.312(a)(2)(i)", aspect: "mechanism" }],
  checks: [
    {
      name: "people-have-own-names",
      says: "No active person's address names a post that several people may hold.",
      mendedBy: ACCESS_CHANGES,
      advice: {
        title: "Give each person an address of their own",
        how: "Invite each person under their own work email, then end the shared one.",
        href: "/people",
      },
      ...DAILY,
      async look({ db }) {
        const [row] = await db.in({ role: "part164_app" }).rows<{ people: number; shared: number }>(sql`
          select count(*) as people, count(*) filter (where split_part(lower(email), '@', 1) = any(${SHARED})) as shared from access.user where ended_at is null`);
        if (row === undefined || row.people === 0) return fail("Nobody has been given access yet.");
        return row.shared === 0
          ? pass(`${row.people} people, each under a name of their own.`)
          : fail(`${row.shared} of ${row.people} addresses look shared.`);
      },
    },
    {
      name: "sessions-belong-to-one-person",
      says: "No person has two sessions at once.",
      advice: {
        title: "Find out why a person has two sessions",
        how: "Look at the server's log, then end that person's access and send a new link.",
        href: "/people",
      },
      ...DAILY,
      async look({ db }) {
        const { double } = await db.in({ role: "part164_app" }).one<{ double: number }>(sql`
          select count(*) as double from (select "user" from access.session where ended_at is null group by "user" having count(*) > 1) d`);
        return double === 0 ? pass("One session a person.") : fail(`${double} people have several sessions.`);
      },
    },
  ],
});

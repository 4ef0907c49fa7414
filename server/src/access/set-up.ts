// SPDX-License-Identifier: Apache-2.0
// The installation's first day: who the organization is, and who its officials are [164.308(a)(2), 164.530(a)(1)].
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { systemAct } from "#ledger/act.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Origin } from "./actor.ts";
import { type AccessParts, APP } from "./parts.ts";
import type { Role } from "./role.ts";
import { tokenHash } from "./token.ts";
import { addUser, invite } from "./user.ts";

export const ENTITIES = ["covered-entity", "business-associate", "both"] as const;

const zone = z.string().max(64).refine(isTimeZone, { error: "Not a time zone." });
export const PersonInput = z.strictObject({ name: z.string().trim().min(1).max(120), email: z.email().max(254) });

export const SetUpInput = z.strictObject({
  organization: z.strictObject({ name: z.string().trim().min(1).max(120), entity: z.enum(ENTITIES), timeZone: zone }),
  securityOfficial: PersonInput,
  privacyOfficial: PersonInput.nullable(),
});

export type SetUp = z.infer<typeof SetUpInput>;
export type Enrolment = { readonly name: string; readonly email: string; readonly url: string };

/** Sets the installation up, once. With `token` null the operator at the machine does it. @throws Fault `already_set_up`, `not_found` for a wrong link. */
export async function setUp(
  parts: AccessParts,
  given: SetUp & { token: string | null },
  from: Origin,
): Promise<{ enrolments: Enrolment[] }> {
  const { db, ledger, installation, steady } = parts;
  const recording = await ledger.recorder.prepare(installation);
  const people = officials(given);
  const enrolments = await db.transaction(APP, async (tx) => {
    const { organization } = given;
    const touched = await tx.run(sql`
      update part164.installation set name = ${organization.name}, entity = ${organization.entity}, time_zone = ${organization.timeZone}, set_up_at = ${steady.now()}
       where set_up_at is null`);
    if (touched === 0) throw new Fault("already_set_up");
    if (given.token !== null) await useSetUpLink(parts, tx, given.token);
    const added: (Enrolment & { id: string })[] = [];
    for (const person of people) {
      const { id, token } = await addUser(parts, tx, person, null);
      added.push({ id, name: person.name, email: person.email, url: enrolmentUrl(parts, token) });
    }
    const detail = {
      organization: { ...organization },
      officials: added.map(({ id }, n) => ({ user: id, roles: [...(people[n]?.roles ?? [])] })),
    };
    await recording.recordIn(tx, systemAct(installation, "program.organization.set-up", { from, detail }));
    return added.map(({ name, email, url }) => ({ name, email, url }));
  });
  recording.committed();
  return { enrolments };
}

function officials({ securityOfficial, privacyOfficial }: SetUp): { name: string; email: string; roles: Role[] }[] {
  const same = privacyOfficial === null || privacyOfficial.email.toLowerCase() === securityOfficial.email.toLowerCase();
  if (same) return [{ ...securityOfficial, roles: ["security-official", "privacy-official", "workforce-member"] }];
  return [
    { ...securityOfficial, roles: ["security-official", "workforce-member"] },
    { ...privacyOfficial, roles: ["privacy-official", "workforce-member"] },
  ];
}

async function useSetUpLink({ steady }: AccessParts, tx: Queryable, token: string): Promise<void> {
  const used = await tx.run(sql`
    update access.invitation set used_at = ${steady.now()}
     where token_hash = ${tokenHash(token)} and "user" is null and used_at is null and expires_at > ${steady.now()}`);
  if (used === 0) throw new Fault("not_found", { detail: "This link is not the one that the server printed at its last start." });
}

/** A fresh link for setting up in the browser; links of earlier starts stop working. Null when it has been set up. */
export async function setUpLink(parts: AccessParts): Promise<string | null> {
  return parts.db.transaction(APP, async (tx) => {
    const { set_up_at } = await tx.one<{ set_up_at: Date | null }>(sql`select set_up_at from part164.installation`);
    if (set_up_at !== null) return null;
    await tx.run(sql`update access.invitation set used_at = ${parts.steady.now()} where "user" is null and used_at is null`);
    return `${parts.config.PART164_ORIGIN.origin}/setup#${await invite(parts, tx, null)}`;
  });
}

/** The token stands in the fragment, so that no server and no log ever sees it in an address. */
export function enrolmentUrl({ config }: AccessParts, token: string): string {
  return `${config.PART164_ORIGIN.origin}/enrol#${token}`;
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { endedOther } from "#access/session.ts";
import type { UserActor } from "#access/actor.ts";
import { type Call, operation, type OperationInput } from "../operation.ts";
import type { Parts } from "../parts.ts";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import { sql } from "#store/sql.ts";
import { noBody, nothing } from "./shapes.ts";

const Named = z.object({ id: z.string(), name: z.string() });

export const SessionView = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), roles: z.array(z.string()) }),
  organization: z.object({ name: z.string(), entity: z.string(), timeZone: z.string(), installation: z.string(), demo: z.boolean() }),
  tenant: Named.nullable(),
  tenants: z.array(Named),
  session: z.object({ id: z.string(), startedAt: z.string(), idleEndsAt: z.string(), endsAt: z.string(), idleMin: z.number() }),
  endedOther: z.object({ at: z.string(), from: z.string().nullable() }).nullable(),
  may: z.array(z.string()),
  database: z.enum(["embedded", "postgresql"]),
});

/** The person behind a call. @throws Fault `not_allowed` for an application. */
export function personOf({ actor }: Pick<Call<OperationInput>, "actor">): UserActor {
  if (actor.kind !== "user") throw new Fault("not_allowed", { detail: "This is for people, not for applications." });
  return actor;
}

type SessionRow = { name: string; email: string; started_at: Date; seen_at: Date };

/** What the console shows of the person, the organization and the session. */
export async function viewSession(parts: Parts, actor: UserActor): Promise<z.infer<typeof SessionView>> {
  const db = parts.db.in({ role: "part164_app" });
  const session = present(actor.session, "A session is read in a session: a calendar's token reaches nothing but its calendar.");
  const [own, organization, tenants, ended] = await Promise.all([
    db.one<SessionRow>(
      sql`select u.name, u.email, s.started_at, s.seen_at from access.session s join access.user u on u.id = s."user" where s.id = ${session}`,
    ),
    db.one<{ name: string; entity: string; time_zone: string }>(
      sql`select coalesce(name, '') as name, coalesce(entity, '') as entity, coalesce(time_zone, 'UTC') as time_zone from part164.installation`,
    ),
    db.rows<{ id: string; name: string }>(sql`select id, name from part164.tenant order by name`),
    endedOther(parts, session),
  ]);
  const idleMin = parts.config.PART164_LOGOFF_AFTER_MIN;
  const endsAt = new Date(own.started_at.getTime() + parts.config.PART164_SESSION_HOURS * MS_PER_HOUR);
  const idleEndsAt = new Date(Math.min(endsAt.getTime(), own.seen_at.getTime() + idleMin * MS_PER_MINUTE));
  return {
    user: { id: actor.id, name: own.name, email: own.email, roles: [...actor.roles] },
    organization: {
      name: organization.name,
      entity: organization.entity,
      timeZone: organization.time_zone,
      installation: parts.installation,
      demo: parts.folder.isDemo,
    },
    tenant: tenants.find(({ id }) => id === actor.tenant) ?? null,
    tenants,
    session: {
      id: session,
      startedAt: own.started_at.toISOString(),
      idleEndsAt: idleEndsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      idleMin,
    },
    endedOther: ended === null ? null : { at: ended.at.toISOString(), from: ended.from },
    may: parts.decider.mayEver(actor),
    database: parts.db.kind,
  };
}

export const readSession = operation({
  name: "access.session.read",
  cites: ["164.312(a)(2)(iii)"],
  says: "Looked at their session",
  groups: ["session"],
  route: { method: "GET", path: "/v1/session" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: SessionView,
  effect: "read",
  log: "organization",
  run: async (call) => ({ output: await viewSession(call.parts, personOf(call)) }),
});

// SPDX-License-Identifier: Apache-2.0
// Who stands behind the terms of a log's look-up table: every user and application is known, so nothing has to be opened to tell.
import type { Parts } from "#gate/parts.ts";
import type { ActivityReader } from "#ledger/activity.ts";
import type { LogTenant } from "#ledger/act.ts";
import { sql } from "#store/sql.ts";

export type ActorRef = { readonly id: string; readonly kind: "user" | "client" };

/** A user, or an application of a tenant, with whether it may act in an emergency. */
export type KnownActor = ActorRef & { readonly emergencies: boolean; readonly tenant: string | null };

/** Everybody who can have acted: also those who were ended or revoked. */
export function knownActors({ db }: Pick<Parts, "db">): Promise<KnownActor[]> {
  return db.in({ role: "part164_app" }).rows<KnownActor>(sql`
    select id, 'user' as kind, true as emergencies, null::uuid as tenant from access.user
    union all select id, 'client' as kind, 'ETREAT' = any(purposes) as emergencies, tenant from access.client`);
}

/** The same by their terms in one log: of applications those of its tenant, as no other acts there; in the organization's log all may. */
export async function actorsByTerm(
  reader: ActivityReader,
  tenant: LogTenant,
  known: readonly KnownActor[],
): Promise<ReadonlyMap<string, KnownActor>> {
  const tenants = new Set(known.map((actor) => actor.tenant));
  const there = known.filter((actor) => actor.tenant === null || actor.tenant === tenant || !tenants.has(tenant));
  return new Map(await Promise.all(there.map(async (actor) => [await reader.termOf(tenant, actor.id), actor] as const)));
}

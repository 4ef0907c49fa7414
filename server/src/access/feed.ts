// SPDX-License-Identifier: Apache-2.0
// A calendar that subscribes cannot sign in: it brings a token of its own, good for one person's calendar and for nothing else.
import { Fault } from "#base/fault.ts";
import { isId, type TenantId, type UserId } from "#base/id.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { UserActor } from "./actor.ts";
import { type AccessParts, APP } from "./parts.ts";
import type { Role } from "./role.ts";
import { freshToken, sameSecret, tokenHash } from "./token.ts";

/** Makes a person's token anew; the one before stops working. */
export async function makeFeedToken({ steady }: AccessParts, tx: Queryable, user: UserId): Promise<string> {
  const { token, hash } = freshToken();
  await tx.run(sql`
    insert into access.feed_token ("user", token_hash, made_at) values (${user}, ${hash}, ${steady.now()})
    on conflict ("user") do update set token_hash = excluded.token_hash, made_at = excluded.made_at`);
  return token;
}

/** Whose calendar. @throws Fault `not_signed_in`, in the same words whoever and whatever was named. */
export async function feedActor({ db }: AccessParts, user: string, token: string): Promise<UserActor> {
  const row = isId(user)
    ? await db.in(APP).maybe<{ token_hash: Uint8Array; roles: Role[] }>(sql`
        select f.token_hash, coalesce((select array_agg(r.role) from access.user_role r where r."user" = f."user"), '{}') as roles
          from access.feed_token f join access.user u on u.id = f."user" where f."user" = ${user} and u.ended_at is null`)
    : undefined;
  const given = tokenHash(token);
  const isTheirs = sameSecret(row?.token_hash ?? tokenHash(""), given) && row !== undefined;
  if (!isTheirs) throw new Fault("not_signed_in");
  const id = user as UserId; // isId, and there is such a user.
  return { kind: "user", id, session: null, factor: "feed", roles: [...row.roles].sort(), tenant: null as TenantId | null };
}

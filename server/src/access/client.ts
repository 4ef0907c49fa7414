// SPDX-License-Identifier: Apache-2.0
// Service clients: applications that work for one tenant, with explicit scopes and purposes (OAuth 2.0 client credentials, RFC 6749 4.4).
import { MS_PER_HOUR } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import { type ClientId, isId, type TenantId, type UserId } from "#base/id.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { ClientActor, Origin } from "./actor.ts";
import { countAttempt, forgetAttempts } from "./attempt.ts";
import { accessAct, type AccessParts, APP } from "./parts.ts";
import { DEFAULT_CLIENT_PURPOSES, type Purpose } from "./purpose.ts";
import { recordStranger } from "./stranger.ts";
import { freshToken, sameSecret, tokenHash } from "./token.ts";

/** SMART App Launch 2.2 system scopes; all FHIR types, create, read, update, search. */
export const DEFAULT_CLIENT_SCOPES: readonly string[] = ["system/*.crus"];
const SCOPE = /^system\/(\*|[A-Z][A-Za-z]{1,63})\.(c?r?u?d?s?)$/;
export const TOKEN_SECONDS = 3600;

/** Scopes that open an operation of the organization, and no records: for an application without a tenant. */
export const PROGRAM_SCOPES: Readonly<Record<string, string>> = { "program.change.check": "program/change.check" };
const isProgramScope = (scope: string): boolean => Object.values(PROGRAM_SCOPES).includes(scope);

export type NewClient = {
  readonly name: string;
  /** Null for an application of the organization itself, which has scopes of the program and touches no records. */
  readonly tenant: TenantId | null;
  readonly scopes?: readonly string[];
  readonly purposes?: readonly Purpose[];
};

/** @throws Fault `malformed_input` naming the scope that is not one, or not for such an application. */
export async function addClient(
  parts: AccessParts,
  tx: Queryable,
  client: NewClient,
  by: UserId | null,
): Promise<{ clientId: ClientId; clientSecret: string }> {
  const scopes = client.scopes?.length ? client.scopes : DEFAULT_CLIENT_SCOPES;
  if (client.tenant === null && !scopes.every(isProgramScope))
    throw new Fault("malformed_input", { fields: [{ at: "/tenant", says: "Is needed: these scopes open a tenant's records." }] });
  if (client.tenant === null && client.purposes?.length)
    throw new Fault("malformed_input", { fields: [{ at: "/purposes", says: "Is for an application that opens records." }] });
  scopes.forEach((scope, n) => {
    if (!(client.tenant === null ? isProgramScope(scope) : opensRecords(scope)))
      throw new Fault("malformed_input", {
        detail: `A scope reads like system/Patient.rs or system/*.crus; without a tenant: ${Object.values(PROGRAM_SCOPES).join(", ")}.`,
        fields: [{ at: `/scopes/${n}`, says: "Not a scope." }],
      });
  });
  const purposes = client.purposes?.length || client.tenant === null ? (client.purposes ?? []) : DEFAULT_CLIENT_PURPOSES;
  const clientId = parts.makeId<"client">();
  const { token, hash } = freshToken();
  await tx.run(sql`
    insert into access.client (id, name, tenant, secret_hash, scopes, purposes, created_at, created_by)
    values (${clientId}, ${client.name}, ${client.tenant}, ${hash}, ${[...scopes]}, ${[...purposes]}, ${parts.steady.now()}, ${by})`);
  return { clientId, clientSecret: token };
}

/** Whether this is a scope of either kind. */
export const isScope = (text: string): boolean => isProgramScope(text) || opensRecords(text);

function opensRecords(text: string): boolean {
  const [, , letters] = SCOPE.exec(text) ?? [];
  return letters !== undefined && letters !== "";
}

/** True if one of the scopes covers doing `letter` (c, r, u, d, s) with records of `type`. */
export function scopeCovers(scopes: readonly string[], type: string, letter: string): boolean {
  return scopes.some((scope) => {
    const [, of, letters] = SCOPE.exec(scope) ?? [];
    return (of === "*" || of === type) && letters?.includes(letter) === true;
  });
}

type ClientRow = { id: ClientId; secret_hash: Uint8Array; scopes: string[] };

/** An access token for a client. @throws Fault `sign_in_failed`, the same for an unknown client as for a wrong secret. */
export async function issueToken(
  parts: AccessParts,
  given: { clientId: string; clientSecret: string; scope: string | null },
  from: Origin,
): Promise<{ token: string; scopes: string[]; expiresInSeconds: number }> {
  const { db, steady, ledger } = parts;
  const subject = `client:${given.clientId}`;
  const row = isId(given.clientId)
    ? await db
        .in(APP)
        .maybe<ClientRow>(sql`select id, secret_hash, scopes from access.client where id = ${given.clientId} and revoked_at is null`)
    : undefined;
  const isRight = sameSecret(tokenHash(given.clientSecret), row?.secret_hash ?? tokenHash(""));
  const actor = { kind: "nobody" as const, id: row?.id ?? null, session: null, factor: null };
  if (row === undefined || !isRight) {
    // Only what is wrong is counted: nobody guesses 256 bits, and whoever knows a client's id must not keep the client itself out.
    await countAttempt(db, subject, steady.now());
    await recordStranger(parts, accessAct(parts, "access.token.refuse", from, { outcome: "sign_in_failed", actor }));
    throw new Fault("sign_in_failed", { detail: "Client or secret is wrong." });
  }
  const scopes = grantedScopes(row.scopes, given.scope);
  await forgetAttempts(db, subject);
  const { token, hash } = freshToken();
  const recording = await ledger.recorder.prepare(parts.installation);
  await db.transaction(APP, async (tx) => {
    await tx.run(sql`
      insert into access.client_token (token_hash, client, scopes, expires_at) values (${hash}, ${row.id}, ${scopes}, ${new Date(steady.now().getTime() + MS_PER_HOUR)})`);
    await tx.run(sql`update access.client set last_used_at = ${steady.now()} where id = ${row.id}`);
    await recording.recordIn(
      tx,
      accessAct(parts, "access.token.issue", from, {
        actor: { kind: "client", id: row.id, session: null, factor: "client-secret" },
        detail: { scopes },
      }),
    );
  });
  recording.committed();
  return { token, scopes, expiresInSeconds: TOKEN_SECONDS };
}

/** What was asked, as far as it was granted: never more than the client has. Without a wish, all of it. */
function grantedScopes(own: readonly string[], wish: string | null): string[] {
  if (wish === null || wish.trim() === "") return [...own];
  const asked = wish.trim().split(/\s+/);
  for (const scope of asked) {
    const [, type = "", letters = ""] = SCOPE.exec(scope) ?? [];
    if (own.includes(scope)) continue;
    if (letters === "" || ![...letters].every((letter) => scopeCovers(own, type, letter)))
      throw new Fault("malformed_input", { detail: "That scope is not one of this client's." });
  }
  return asked;
}

/** The client behind a bearer token. @throws Fault `not_signed_in`. */
export async function clientOfToken({ db, steady }: AccessParts, token: string): Promise<ClientActor> {
  const row = await db.in(APP).maybe<{
    id: ClientId;
    tenant: TenantId | null;
    scopes: string[];
    purposes: Purpose[];
    expires_at: Date;
  }>(sql`
    select c.id, c.tenant, t.scopes, c.purposes, t.expires_at
      from access.client_token t join access.client c on c.id = t.client
     where t.token_hash = ${tokenHash(token)} and c.revoked_at is null`);
  if (row === undefined || row.expires_at <= steady.now())
    throw new Fault("not_signed_in", { detail: "The token is unknown or has expired. Ask for a new one at /oauth/token." });
  return { kind: "client", id: row.id, factor: "client-secret", tenant: row.tenant, scopes: row.scopes, purposes: row.purposes };
}

// SPDX-License-Identifier: Apache-2.0
import type { Actor, ClientActor, SystemActor } from "#access/actor.ts";
import { clientOfToken } from "#access/client.ts";
import { feedActor } from "#access/feed.ts";
import { liveSession } from "#access/session.ts";
import { Fault } from "#base/fault.ts";
import type { Parts } from "./parts.ts";

/** What a request brings to show who asks. */
export type Credential =
  | { readonly kind: "none" }
  | { readonly kind: "bearer"; readonly token: string }
  | { readonly kind: "session"; readonly token: string; readonly isActivity: boolean }
  /** A calendar's, for one operation. */
  | { readonly kind: "feed"; readonly user: string; readonly token: string }
  /** The command line on this machine; `http` has no way to make one. */
  | { readonly kind: "process"; readonly actor: SystemActor };

/** How long a client's token is believed without asking the database: a revocation takes effect within this. */
const BELIEVED_MS = 900;
const BELIEVED_MAX = 10_000;

type Believed = { readonly actor: ClientActor; readonly untilMs: number };
const believed = new WeakMap<Parts["db"], Map<string, Believed>>();

/** Who asks. @throws Fault `not_signed_in`, `logged_off`. */
export async function authenticate(parts: Parts, credential: Credential): Promise<Actor> {
  switch (credential.kind) {
    case "none":
      throw new Fault("not_signed_in");
    case "process":
      return credential.actor;
    case "session":
      return (await liveSession(parts, credential.token, credential.isActivity)).actor;
    case "feed":
      return feedActor(parts, credential.user, credential.token);
    case "bearer":
      return clientOf(parts, credential.token);
  }
}

async function clientOf(parts: Parts, token: string): Promise<ClientActor> {
  let byToken = believed.get(parts.db);
  if (byToken === undefined) believed.set(parts.db, (byToken = new Map()));
  const nowMs = parts.clock.monotonicMs();
  const known = byToken.get(token);
  if (known !== undefined && known.untilMs > nowMs) return known.actor;
  byToken.delete(token);
  const actor = await clientOfToken(parts, token);
  if (byToken.size >= BELIEVED_MAX) byToken.clear();
  byToken.set(token, { actor, untilMs: nowMs + BELIEVED_MS });
  return actor;
}

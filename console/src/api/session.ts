// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { ask, type Answer } from "./server.ts";

export type Session = Answer<"access.session.read">;
export type TenantName = Session["tenants"][number];

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }): Promise<Session> => ask("access.session.read", {}, { signal }),
  staleTime: 60_000,
});

/** Asks without counting as activity: only to learn when the session ends. */
export function peekSession(): Promise<Session> {
  return ask("access.session.read", {}, { isPassive: true });
}

export function staySignedIn(): Promise<{ readonly idleEndsAt: string }> {
  return ask("access.session.keep", { body: {} });
}

export async function signOut(): Promise<void> {
  await ask("access.session.end", {});
}

export function chooseTenant(tenant: string): Promise<Session> {
  return ask("access.session.choose-tenant", { body: { tenant } });
}

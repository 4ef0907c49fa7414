// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { read, write } from "./ask/fetch.ts";
import type { EntityKind } from "./setup.ts";

export type TenantName = { readonly id: string; readonly name: string };
export type Session = {
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly roles: readonly string[] };
  readonly organization: {
    readonly name: string;
    readonly entity: EntityKind;
    readonly timeZone: string;
    readonly installation: string;
    readonly demo: boolean;
  };
  readonly tenant: TenantName | null;
  readonly tenants: readonly TenantName[];
  readonly session: {
    readonly id: string;
    readonly startedAt: string;
    readonly idleEndsAt: string;
    readonly endsAt: string;
    readonly idleMin: number;
  };
  readonly endedOther: { readonly at: string; readonly from: string | null } | null;
  readonly may: readonly string[];
  readonly database: "embedded" | "postgresql";
};

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => read<Session>("/v1/session", { signal }),
  staleTime: 60_000,
  retry: false,
});

/** Asks without counting as activity: only to learn when the session ends. */
export function peekSession(): Promise<Session> {
  return read<Session>("/v1/session", { passive: true });
}

export function staySignedIn(): Promise<{ idleEndsAt: string }> {
  return write("POST", "/v1/session/stay", {});
}

export function signOut(): Promise<void> {
  return write("DELETE", "/v1/session");
}

export function chooseTenant(tenant: string): Promise<Session> {
  return write("POST", "/v1/session/tenant", { tenant });
}

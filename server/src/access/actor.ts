// SPDX-License-Identifier: Apache-2.0
import type { ClientId, InstallationId, SessionId, TenantId, UserId } from "#base/id.ts";
import type { Purpose } from "./purpose.ts";
import type { Role } from "./role.ts";

/** How an actor showed that it is who it says. */
export type Factor = "password" | "password+totp" | "password+recovery-code" | "client-secret" | "feed" | "process";

export type UserActor = {
  readonly kind: "user";
  readonly id: UserId;
  /** Null for a calendar that subscribed. */
  readonly session: SessionId | null;
  readonly factor: Factor;
  readonly roles: readonly Role[];
  /** The session's one current tenant; null until there is a tenant. */
  readonly tenant: TenantId | null;
};

export type ClientActor = {
  readonly kind: "client";
  readonly id: ClientId;
  readonly factor: "client-secret";
  /** Null for an application of the organization itself: it touches no records. */
  readonly tenant: TenantId | null;
  readonly scopes: readonly string[];
  readonly purposes: readonly Purpose[];
};

/** The operator at the machine: holds the data folder, so could read its keys anyway. What it does is recorded like the rest. */
export type SystemActor = {
  readonly kind: "system";
  readonly id: null;
  readonly factor: "process";
  readonly tenant: TenantId | InstallationId | null;
};

export type Actor = UserActor | ClientActor | SystemActor;

/** Where a request came from. The address is evidence: a proxy is believed only if the settings name it. */
export type Origin = { readonly address: string | null; readonly agent: string | null };

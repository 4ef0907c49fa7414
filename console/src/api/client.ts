// SPDX-License-Identifier: Apache-2.0
import { write } from "./ask/fetch.ts";
import { listQuery } from "./ask/list.ts";
import type { TenantName } from "./session.ts";

/** An application with credentials of its own. */
export type Client = {
  readonly id: string;
  readonly name: string;
  readonly tenant: TenantName;
  readonly scopes: readonly string[];
  readonly purposes: readonly string[];
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
};
export type NewClient = {
  readonly name: string;
  readonly tenant: string;
  readonly scopes: readonly string[];
  readonly purposes: readonly string[];
};

export const clientsQuery = listQuery<Client>(["clients"], "/v1/clients");

/** The secret is in this answer and nowhere afterwards. */
export function createClient(client: NewClient): Promise<{ clientId: string; clientSecret: string }> {
  return write("POST", "/v1/clients", client);
}

/** Its tokens stop working at once. */
export function revokeClient(id: string): Promise<void> {
  return write("DELETE", `/v1/clients/${encodeURIComponent(id)}`);
}

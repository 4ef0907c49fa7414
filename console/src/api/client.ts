// SPDX-License-Identifier: Apache-2.0
import type { ItemOf } from "@part164/client/client.ts";
import type { Purpose } from "./fhir.ts";
import { ask } from "./server.ts";
import { listQuery } from "./list.ts";

/** An application with credentials of its own. */
export type Client = ItemOf<"access.client.list">;
export type NewClient = {
  readonly name: string;
  /** Null for a pipeline, which works with no records. */
  readonly tenant: string | null;
  readonly scopes: readonly string[];
  readonly purposes: readonly Purpose[];
};

export const clientsQuery = listQuery<Client>(["clients"], (_turn, signal) => ask("access.client.list", {}, { signal }));

/** The secret is in this answer and nowhere afterwards. */
export function createClient(body: NewClient): Promise<{ readonly clientId: string; readonly clientSecret: string }> {
  return ask("access.client.create", { body });
}

/** Its tokens stop working at once. */
export async function revokeClient(client: string): Promise<void> {
  await ask("access.client.revoke", { path: { client } });
}

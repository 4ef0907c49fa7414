// SPDX-License-Identifier: Apache-2.0
import type { Input, ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "./server.ts";
import { listQuery, type Page } from "./list.ts";

export type User = ItemOf<"access.user.list">;
export type Invitation = Input<"access.user.invite">["body"];
export type RoleName = Invitation["roles"][number];
export type Role = ItemOf<"access.role.list">;

export const usersQuery = listQuery<User>(["users"], (_turn, signal) => ask("access.user.list", {}, { signal }));

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }): Promise<Page<Role>> => ask("access.role.list", {}, { signal }),
  staleTime: 300_000,
});

/** Unique user identification, 164.312(a)(2)(i): one person, one user. The link lets exactly that person enrol. */
export function inviteUser(body: Invitation): Promise<{ readonly id: string; readonly enrolmentUrl: string }> {
  return ask("access.user.invite", { body });
}

/** A new link for somebody who is there; using it replaces password and second factor. */
export function reinviteUser(user: string): Promise<{ readonly enrolmentUrl: string }> {
  return ask("access.user.reinvite", { path: { user }, body: {} });
}

/** Termination of access, 164.308(a)(3)(ii)(C): ends every session at once. */
export async function endUser(user: string): Promise<void> {
  await ask("access.user.end", { path: { user } });
}

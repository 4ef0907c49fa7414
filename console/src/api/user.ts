// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { read, write } from "./ask/fetch.ts";
import { listQuery, type Page } from "./ask/list.ts";

export type User = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  /** Whether a second factor is set. */
  readonly factor: boolean;
  /** False until the invitation was taken up. */
  readonly enrolled: boolean;
  readonly lockedUntil?: string | null;
  readonly lastSignInAt: string | null;
  readonly endedAt: string | null;
};
export type Role = { readonly role: string; readonly says: string };
export type Invitation = { readonly name: string; readonly email: string; readonly roles: readonly string[] };

export const usersQuery = listQuery<User>(["users"], "/v1/users");

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => read<Page<Role>>("/v1/roles", { signal }),
  staleTime: 300_000,
});

/** Unique user identification, 164.312(a)(2)(i): one person, one user. The link lets exactly that person enrol. */
export function inviteUser(invitation: Invitation): Promise<{ id: string; enrolmentUrl: string }> {
  return write("POST", "/v1/users", invitation);
}

/** A new link for somebody who is there; using it replaces password and second factor. */
export function reinviteUser(id: string): Promise<{ enrolmentUrl: string }> {
  return write("POST", `/v1/users/${encodeURIComponent(id)}/invitation`, {});
}

/** Termination of access, 164.308(a)(3)(ii)(C): ends every session at once. */
export function endUser(id: string): Promise<void> {
  return write("DELETE", `/v1/users/${encodeURIComponent(id)}`);
}

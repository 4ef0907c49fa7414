// SPDX-License-Identifier: Apache-2.0
// Whom the console may name: the roster for those who may see it; otherwise users; otherwise only oneself.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { rosterQuery } from "../../api/member.ts";
import { usersQuery } from "../../api/user.ts";
import { useMay, useSession } from "../../session/session-context.ts";

export type Person = { readonly id: string; readonly name: string; readonly isUser: boolean };

export type Directory = {
  readonly people: readonly Person[];
  readonly isPending: boolean;
  /** A name, or the first characters of an id that nobody here bears. */
  readonly nameOf: (id: string | null) => string;
};

export function useDirectory(): Directory {
  const { user } = useSession();
  const mayRoster = useMay("program.member.list");
  const mayUsers = useMay("access.user.list");
  const roster = useQuery({ ...rosterQuery(), enabled: mayRoster, staleTime: 300_000 });
  const users = useInfiniteQuery({ ...usersQuery, enabled: mayUsers && !mayRoster, staleTime: 300_000 });
  return useMemo(() => {
    const members = roster.data?.map(({ id, name, user: own }): Person => ({ id, name, isUser: own !== null }));
    const known = users.data?.pages.flatMap(({ items }) =>
      items.filter(({ endedAt }) => endedAt === null).map(({ id, name }): Person => ({ id, name, isUser: true })),
    );
    const people = members ?? known ?? [{ id: user.id, name: user.name, isUser: true }];
    const names = new Map([[user.id, user.name], ...people.map(({ id, name }) => [id, name] as const)]);
    return {
      people,
      isPending: mayRoster ? roster.isPending : mayUsers && users.isPending,
      nameOf: (id) => (id === null ? "the operator" : (names.get(id) ?? `${id.slice(0, 8)} (not on the roster)`)),
    };
  }, [roster.data, roster.isPending, users.data, users.isPending, mayRoster, mayUsers, user.id, user.name]);
}

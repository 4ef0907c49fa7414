// SPDX-License-Identifier: Apache-2.0
import type { Input, ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { ask } from "./server.ts";

/** A member of the workforce on a day; a user is a member under the same id. */
export type Member = ItemOf<"program.member.list">;
export type Joiner = NonNullable<Input<"program.member.join">["body"]>;
export type Work = Pick<Joiner, "kind" | "position" | "supervisor" | "seesPhi">;
export type Leaving = NonNullable<Input<"program.member.leave">["body"]>;

/** The roster of a day; today's without one. */
export const rosterQuery = (asOf?: string) =>
  queryOptions({
    queryKey: ["members", asOf ?? ""],
    queryFn: async ({ signal }): Promise<readonly Member[]> =>
      (await ask("program.member.list", { query: asOf === undefined ? {} : { asOf } }, { signal })).items,
    staleTime: 15_000,
  });

export function joinMember(body: Joiner) {
  return ask("program.member.join", { body });
}

const matching = ({ version }: Pick<Member, "version">) => ({ ifMatch: `W/"${version}"` });

export function moveMember(member: Pick<Member, "id" | "version">, body: Work & { readonly fromOn: string }) {
  return ask("program.member.move", { path: { member: member.id }, body }, matching(member));
}

export function leaveMember(member: Pick<Member, "id" | "version">, body: Leaving) {
  return ask("program.member.leave", { path: { member: member.id }, body }, matching(member));
}

/** Adds whom the roster does not know yet. @throws ServerFault naming wrong cells by row and column; then nobody was added. */
export function importMembers(csv: string) {
  return ask("program.member.import", { body: { csv } });
}

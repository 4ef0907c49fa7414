// SPDX-License-Identifier: Apache-2.0
// Two registers side by side: what was added, went, rose, fell or stayed. Pure.
import type { Risk } from "./register.ts";
import { isOnRegister } from "./register.ts";

type Compared = Pick<Risk, "id" | "name" | "state" | "now">;
export type Moved = { readonly id: string; readonly name: string; readonly from: number | null; readonly to: number | null };
export type Changes = {
  readonly added: readonly Moved[];
  readonly gone: readonly Moved[];
  readonly risen: readonly Moved[];
  readonly fallen: readonly Moved[];
  readonly unchanged: number;
};
export type Comparison = Changes & { readonly with: string; readonly asOf: string };

/** Each risk that counts before or after stands in exactly one of the five. */
export function compared(before: readonly Compared[], after: readonly Compared[]): Changes {
  const [was, is] = [before, after].map((some) => new Map(some.filter(isOnRegister).map((one) => [one.id, one])));
  const moved = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].map((id) => {
    const [old, now] = [was?.get(id), is?.get(id)];
    return { id, name: (now ?? old)?.name ?? "", from: old?.now?.score ?? null, to: now?.now?.score ?? null, old, now };
  });
  const plain = ({ id, name, from, to }: Moved): Moved => ({ id, name, from, to });
  const both = moved.filter(({ old, now }) => old !== undefined && now !== undefined);
  return {
    added: moved.filter(({ old }) => old === undefined).map(plain),
    gone: moved.filter(({ now }) => now === undefined).map(plain),
    risen: both.filter(({ from, to }) => (to ?? 0) > (from ?? 0)).map(plain),
    fallen: both.filter(({ from, to }) => (to ?? 0) < (from ?? 0)).map(plain),
    unchanged: both.filter(({ from, to }) => (to ?? 0) === (from ?? 0)).length,
  };
}

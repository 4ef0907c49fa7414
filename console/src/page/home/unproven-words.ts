// SPDX-License-Identifier: Apache-2.0
import type { Unproven } from "../../api/home.ts";

/** What cannot be proven of one thing: its worst check's state, and why each of its checks proves nothing. */
export type UnprovenRow = Omit<Unproven, "why" | "check"> & { readonly whys: readonly string[] };

const WORST: readonly Unproven["status"][] = ["fail", "error", "stale"];

/** One row a thing: two checks of one policy are one piece of work. Its order is that of its first check. */
export function unprovenRows(unproven: readonly Unproven[]): readonly UnprovenRow[] {
  return [...Map.groupBy(unproven, ({ what }) => what)].map(([what, own]) => ({
    what,
    whys: [...new Set(own.map(({ why }) => why).filter((why) => why !== ""))],
    cites: [...new Set(own.flatMap(({ cites }) => cites))],
    status: WORST.find((status) => own.some((one) => one.status === status)) ?? own[0]?.status ?? "unknown",
  }));
}

// SPDX-License-Identifier: Apache-2.0
// How much a survival test does: little in `npm test`, all of it in `npm run test:long`, least of all when a fault is planted, for then
// it must fail.
import { plantedFault } from "./plant-name.ts";

const isLong = process.env["TEST_LONG"] === "1";

/** How often, by the kind of run. `planted` is for a run that must find a planted fault; the short count if not given. */
export function count(short: number, long: number, planted = short): number {
  if (plantedFault() !== null) return planted;
  return isLong ? long : short;
}

/** Numbers that look random and are the same in every run, so that what a test found can be found again. mulberry32. */
export function repeatable(seed: number): { below(max: number): number; pick<T>(list: readonly T[]): T } {
  let state = seed >>> 0;
  const below = (max: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * max);
  };
  return {
    below,
    pick: (list) => {
      const found = list[below(list.length)];
      if (found === undefined) throw new Error("There is nothing to pick from.");
      return found;
    },
  };
}

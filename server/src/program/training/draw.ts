// SPDX-License-Identifier: Apache-2.0
// Drawing a test: at random, every objective asked where there is room, what the person saw least first, and not the same set again.
import { unpredictableBelow } from "#base/random.ts";
import type { Question } from "./course-text.ts";

/** A number from 0 up to and excluding `below`. */
export type Chance = (below: number) => number;

/** A question as it is shown: `order[n]` is which answer of the bank stands at place n. */
export type Drawn = { readonly id: string; readonly order: readonly number[] };

const TRIES = 200;

/** In another order, each as likely as any other (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], below: Chance): T[] {
  const left = [...items];
  const out: T[] = [];
  while (left.length > 0) out.push(...left.splice(below(left.length), 1));
  return out;
}

/**
 * Draws `asks` questions of a bank, fewer if it has fewer. `earlier` are the ids of each test before: what was asked least often comes
 * first, and a set that was asked before is drawn again as long as chance finds another.
 */
export function drawQuestions(
  bank: readonly Question[],
  { asks, earlier, below = unpredictableBelow }: { asks: number; earlier: readonly (readonly string[])[]; below?: Chance },
): Drawn[] {
  const timesById = new Map<string, number>();
  for (const id of earlier.flat()) timesById.set(id, (timesById.get(id) ?? 0) + 1);
  const before = new Set(earlier.map(setOf));
  let chosen: Question[] = [];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const order = shuffled(bank, below);
    // The first try prefers what is fresh; where that can only lead to a set of before, plain chance goes on.
    if (attempt < TRIES / 2) order.sort((a, b) => (timesById.get(a.id) ?? 0) - (timesById.get(b.id) ?? 0));
    chosen = choose(order, asks, below);
    if (!before.has(setOf(chosen.map(({ id }) => id)))) break;
  }
  return shuffled(chosen, below).map(({ id, answers }) => ({ id, order: shuffled([...answers.keys()], below) }));
}

const setOf = (ids: readonly string[]): string => ids.toSorted().join();

/** One for each objective first, then whatever comes. */
function choose(order: readonly Question[], asks: number, below: Chance): Question[] {
  const objectives = shuffled([...new Set(order.map(({ objective }) => objective))], below).slice(0, asks);
  const first = new Set(objectives.flatMap((objective) => order.find((one) => one.objective === objective) ?? []));
  const rest = order.filter((one) => !first.has(one));
  return [...first, ...rest].slice(0, asks);
}

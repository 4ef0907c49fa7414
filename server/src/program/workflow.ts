// SPDX-License-Identifier: Apache-2.0
// A workflow is a table of moves. Nobody sets a state by hand; a move to a state that is not in the table does not compile.
import { assert } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";

/** From each state, which move leads where. */
export type Moves = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Workflow = { readonly start: string; readonly moves: Moves };

/** Makes a workflow. @throws BrokenInvariant if a state cannot be reached. */
export function workflow<const M extends Readonly<Record<string, Readonly<Record<string, keyof M & string>>>>>(
  start: keyof M & string,
  moves: M,
): Workflow {
  const whole: Moves = moves;
  const reached = new Set<string>([start]);
  for (const state of reached) for (const to of Object.values(whole[state] ?? {})) reached.add(to); // A set grows while it is walked.
  assert(
    Object.keys(whole).every((state) => reached.has(state)),
    "Every state can be reached.",
  );
  return { start, moves: whole };
}

/** Where a move leads. @throws Fault `move_not_possible` naming the moves that there are. */
export function stateAfter({ moves }: Workflow, state: string, move: string): string {
  const possible = moves[state] ?? {};
  const to = Object.hasOwn(possible, move) ? possible[move] : undefined;
  if (to !== undefined) return to;
  const names = Object.keys(possible);
  const detail = names.length === 0 ? `It is ${state}, which is final.` : `It is ${state}. What can be done now: ${names.join(", ")}.`;
  throw new Fault("move_not_possible", { detail });
}

/** True if no move leaves the state. */
export function isFinal({ moves }: Workflow, state: string): boolean {
  return Object.keys(moves[state] ?? {}).length === 0;
}

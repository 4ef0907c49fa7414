// SPDX-License-Identifier: Apache-2.0
// What a plan stands on: the systems as they were when it was written, and the people on it. When that is no longer so, the plan is stale by
// itself, and says why. Pure.
import type { Day } from "../calendar.ts";
import type { Answers } from "../form/field.ts";
import { lineIn, rowsIn } from "./words.ts";

/** A system in use, as the inventory has it. */
export type KnownSystem = {
  readonly id: string;
  readonly name: string;
  /** keeps, passes, none */
  readonly phi: string;
  readonly criticality: string;
  readonly location: string;
  /** Who runs it for us: a party's id, or nothing. */
  readonly party: string;
  readonly owner: string;
  /** The day of its last change. */
  readonly since: Day;
};

export type KnownPerson = { readonly id: string; readonly name: string; readonly leftOn: Day | null };

export type StaleReason = {
  readonly why: "added" | "changed" | "retired" | "left";
  /** The system or the member. */
  readonly of: string;
  readonly says: string;
  /** Since when, as far as it is known. */
  readonly since: Day | null;
};

const FROZEN = ["name", "phi", "criticality", "location", "party"] as const;

/** What is kept with a plan of the systems that it names: only what is there. */
export function groundOf(systems: readonly KnownSystem[], named: readonly string[]): Answers[] {
  return systems
    .filter(({ id }) => named.includes(id))
    .map((system) => ({
      system: system.id,
      ...Object.fromEntries(FROZEN.flatMap((name) => (system[name] === "" ? [] : [[name, system[name]]]))),
    }));
}

type World = { readonly systems: readonly KnownSystem[]; readonly members: readonly KnownPerson[]; readonly today: Day };

/** Why a plan no longer describes what is there; nothing while it does. */
export function staleReasons(plan: Answers, { systems, members, today }: World): StaleReason[] {
  const ground = rowsIn(plan["ground"]);
  const frozen = new Map(ground.map((row) => [lineIn(row, "system"), row]));
  const known = new Map(systems.map((system) => [system.id, system]));
  const added = systems.filter(({ id, phi }) => phi === "keeps" && !frozen.has(id));
  const retired = [...frozen].filter(([id]) => !known.has(id));
  const changed = systems.filter((system) => {
    const row = frozen.get(system.id);
    return row !== undefined && FROZEN.some((name) => lineIn(row, name) !== system[name]);
  });
  const onIt = new Set(rowsIn(plan["people"]).flatMap((row) => [lineIn(row, "person"), lineIn(row, "deputy")]));
  const left = members.filter(({ id, leftOn }) => onIt.has(id) && leftOn !== null && leftOn < today);
  return [
    ...added.map(({ id, name, since }) => ({ why: "added" as const, of: id, says: `${name} keeps PHI and is not in it.`, since })),
    ...changed.map(({ id, name, since }) => ({ why: "changed" as const, of: id, says: `${name} is not what it was.`, since })),
    ...retired.map(([id, row]) => ({ why: "retired" as const, of: id, says: `${lineIn(row, "name")} is no longer in use.`, since: null })),
    ...left.map(({ id, name, leftOn }) => ({ why: "left" as const, of: id, says: `${name} has left.`, since: leftOn })),
  ];
}

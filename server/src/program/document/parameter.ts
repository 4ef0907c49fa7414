// SPDX-License-Identifier: Apache-2.0
// Clocks that the organization set itself: parameters of its policies in force, read from the texts that were approved.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { today } from "../calendar.ts";
import { POLICY_FOLDER } from "./library-folder.ts";
import { readSources, sourcesAt } from "./policy-repository.ts";
import { inForceOn } from "./policy-version.ts";
import { type Parameter, readPolicyText } from "./policy-text.ts";

type Stated = Readonly<Record<string, Parameter>>;

const REMEMBERED_MAX = 500;
/** A commit never changes, so neither does what it says. */
const byCommit = new Map<string, Promise<Stated>>();

async function parametersAt(parts: Parts, commit: string | null, policy: string): Promise<Stated> {
  const sources = commit === null ? await readSources(POLICY_FOLDER) : await sourcesAt(parts, commit);
  const source = sources.find(({ file }) => file === `${policy}.md`);
  const read = source === undefined ? [] : readPolicyText(source.file, source.text);
  return Array.isArray(read) ? {} : read.front.parameters;
}

function remembered(parts: Parts, commit: string | null, policy: string): Promise<Stated> {
  const key = `${commit ?? "library"} ${policy}`;
  let values = byCommit.get(key);
  if (values === undefined) {
    if (byCommit.size >= REMEMBERED_MAX) byCommit.clear();
    byCommit.set(key, (values = parametersAt(parts, commit, policy)));
    values.catch(() => byCommit.delete(key));
  }
  return values;
}

const own = (parameters: Stated, name: string): Parameter | undefined => (Object.hasOwn(parameters, name) ? parameters[name] : undefined);

/**
 * The value of a policy's parameter as approved and in force; as the library has it while nothing is. `otherwise` where the text has no
 * such parameter. A whole number, and within the limits of the library's text: an organization's own text sets the clock, not its limits.
 */
export async function policyParameter(
  parts: Parts,
  db: Queryable,
  { policy, name, otherwise }: { policy: string; name: string; otherwise: number },
): Promise<number> {
  const [row] = await inForceOn(db, await today(parts), policy);
  const value = own(await remembered(parts, row?.commit ?? null, policy), name)?.default;
  if (typeof value !== "number" || !Number.isSafeInteger(value)) return otherwise;
  const stated = own(await remembered(parts, null, policy), name) as { min?: number; max?: number } | undefined; // A number has limits, by its form.
  return Math.min(Math.max(value, stated?.min ?? 0), stated?.max ?? otherwise);
}

/** The word that a policy chose from its own list, as approved and in force; as the library has it while nothing is. Null for none. */
export async function policyWord(
  parts: Parts,
  db: Queryable,
  { policy, name }: { readonly policy: string; readonly name: string },
): Promise<string | null> {
  const [row] = await inForceOn(db, await today(parts), policy);
  const value = own(await remembered(parts, row?.commit ?? null, policy), name)?.default;
  return typeof value === "string" ? value : null;
}

/** Days in which a policy that took effect is acknowledged: those in which a change is trained on. */
export const acknowledgeDays = (parts: Parts, db: Queryable): Promise<number> =>
  policyParameter(parts, db, { policy: "training-and-awareness", name: "changeTrainingDays", otherwise: 30 });

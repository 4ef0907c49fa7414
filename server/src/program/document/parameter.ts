// SPDX-License-Identifier: Apache-2.0
// Clocks that the organization set itself: parameters of its policies in force, read from the texts that were approved.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { today } from "../calendar.ts";
import { POLICY_FOLDER } from "./library-folder.ts";
import { readSources, sourcesAt } from "./policy-repository.ts";
import { inForceOn } from "./policy-version.ts";
import { readPolicyText } from "./policy-text.ts";

type Values = Readonly<Record<string, string | number>>;

const REMEMBERED_MAX = 500;
/** A commit never changes, so neither does what it says. */
const byCommit = new Map<string, Promise<Values>>();

async function valuesAt(parts: Parts, commit: string | null, policy: string): Promise<Values> {
  const sources = commit === null ? await readSources(POLICY_FOLDER) : await sourcesAt(parts, commit);
  const source = sources.find(({ file }) => file === `${policy}.md`);
  const read = source === undefined ? [] : readPolicyText(source.file, source.text);
  if (Array.isArray(read)) return {};
  return Object.fromEntries(Object.entries(read.front.parameters).map(([name, { default: value }]) => [name, value]));
}

/**
 * The value of a policy's parameter as approved and in force; as the library has it while nothing is. `otherwise` where the text has no
 * such parameter.
 */
export async function policyParameter(
  parts: Parts,
  db: Queryable,
  { policy, name, otherwise }: { policy: string; name: string; otherwise: number },
): Promise<number> {
  const [row] = await inForceOn(db, await today(parts), policy);
  const key = `${row?.commit ?? "library"} ${policy}`;
  let values = byCommit.get(key);
  if (values === undefined) {
    if (byCommit.size >= REMEMBERED_MAX) byCommit.clear();
    byCommit.set(key, (values = valuesAt(parts, row?.commit ?? null, policy)));
    values.catch(() => byCommit.delete(key));
  }
  const value = (await values)[name];
  return typeof value === "number" ? value : otherwise;
}

/** Days in which a policy that took effect is acknowledged: those in which a change is trained on. */
export const acknowledgeDays = (parts: Parts, db: Queryable): Promise<number> =>
  policyParameter(parts, db, { policy: "training-and-awareness", name: "changeTrainingDays", otherwise: 30 });

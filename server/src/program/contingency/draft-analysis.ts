// SPDX-License-Identifier: Apache-2.0
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import type { Answers } from "../form/field.ts";
import { opened, systemsInUse } from "./known.ts";
import { lineIn, rowsIn } from "./words.ts";

const SYSTEMS_MAX = 200;

/** The analysis of criticality in force, if there is one. */
export async function analysisInForce(parts: Parts, db: Queryable): Promise<{ id: string; answers: Answers } | null> {
  const [found] = await opened(parts, db, { form: "criticality-analysis", state: "approved", limit: 1 });
  return found ?? null;
}

/** The rows of the analysis by system. */
export const analysedIn = (answers: Answers): Map<string, Answers> =>
  new Map(rowsIn(answers["systems"]).map((row) => [lineIn(row, "system"), row]));

/** An analysis with every system in use that has PHI, the one that is needed first first; what the last one said stays. */
export async function draftAnalysis(parts: Parts, db: Queryable): Promise<Answers> {
  const before = await analysisInForce(parts, db);
  const known = analysedIn(before?.answers ?? {});
  const systems = (await systemsInUse(parts, db)).filter(({ phi }) => phi !== "none").slice(0, SYSTEMS_MAX);
  const method = before?.answers["method"];
  return {
    about: "all-systems",
    systems: systems.map(({ id, criticality }) => ({ ...known.get(id), system: id, neededWithin: criticality })),
    ...(method === undefined ? {} : { method }),
  };
}

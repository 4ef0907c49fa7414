// SPDX-License-Identifier: Apache-2.0
import type { Parts } from "#gate/parts.ts";
import { customersOf, outside, promisesTo, type Within } from "../associate/promises.ts";
import type { Answers } from "../form/field.ts";

/**
 * What the contracts of the customers named promise, as they stand now: kept with the facts, because a clock was counted by them. What was
 * promised before stays where it is the stricter: a contract made after the discovery takes nothing back. Until anybody says whose PHI it
 * is, those of all whom we serve: it may be any of theirs.
 */
export async function contractTerms(parts: Parts, answers: Answers, before: Answers, given?: Within): Promise<Answers> {
  if (answers["whose"] === "ours") return {};
  const within = given ?? (await outside(parts));
  const named = rowsOf(answers["customers"]).flatMap(({ party }) => (typeof party === "string" ? [party] : []));
  const promised = await promisesTo(parts, named.length === 0 ? await customersOf(parts, within) : named, within);
  const terms = [...promised].map(([party, now]) => {
    const was = rowsOf(before["terms"]).find((row) => row["party"] === party);
    const hours = [was?.["hours"], now.hours].filter((one) => typeof one === "number");
    const agent = was?.["agent"] === "yes" ? "yes" : now.agent;
    return { party, agent, ...(hours.length === 0 ? {} : { hours: Math.min(...hours) }) };
  });
  return terms.length === 0 ? {} : { terms };
}

/** The rows of an answer. */
export const rowsOf = (value: unknown): readonly Answers[] => (Array.isArray(value) ? (value as readonly Answers[]) : []); // A field of type rows.

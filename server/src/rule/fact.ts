// SPDX-License-Identifier: Apache-2.0
// Deadlines, numbers and lists of the rule, each with the words that it was taken from.
import { assert } from "#base/assert.ts";
import { load, once, type AppendixRow, type Deadline, type Fact, type RuleMeta } from "./data.ts";

const byId = once(() => new Map(load("facts").map((each) => [each.id, each])));
const appendix = once(() => load("appendix-a"));
const metaData = once(() => load("meta"));

/** @throws BrokenInvariant if there is no such fact: ids stand in code, so a wrong one is a bug. */
export function fact(id: string): Fact {
  const found = byId().get(id);
  assert(found !== undefined, "A fact that code asks for exists.");
  return found;
}

/** @throws BrokenInvariant if the fact has no deadline. */
export function deadline(id: string): Deadline {
  const { deadline: found } = fact(id);
  assert(found !== undefined, "A deadline that code asks for exists.");
  return found;
}

/** Every fact. */
export function facts(): readonly Fact[] {
  return [...byId().values()];
}

/** Appendix A to Subpart C: the Security Rule's own matrix of 42 rows. */
export function appendixA(): readonly AppendixRow[] {
  return appendix();
}

/** Where the data comes from, of what date, and what is missing. */
export function ruleMeta(): RuleMeta {
  return metaData();
}

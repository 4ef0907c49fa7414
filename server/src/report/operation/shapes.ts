// SPDX-License-Identifier: Apache-2.0
// The words of a judgement in answers: the verifier's own, so that description, console and auditor cannot differ.
import { z } from "zod";
import { type AspectState, CHECK_STATUSES, DESIGNATIONS, REQUIREMENT_KINDS, type Verdict, VERDICTS } from "@part164/verify/verdict.ts";

export const verdict = z.enum(VERDICTS);
export const checkStatus = z.enum(CHECK_STATUSES);
export const requirementKind = z.enum(REQUIREMENT_KINDS);
export const designation = z.enum(DESIGNATIONS);

/** How many requirements have each verdict. */
export const totals = z.object(
  Object.fromEntries(VERDICTS.map((one) => [one, z.number()])) as Record<Verdict, z.ZodNumber>, // One key a verdict.
);

const ASPECT_STATES: Readonly<Record<AspectState, true>> = {
  fails: true,
  holds: true,
  "not-applicable": true,
  unbound: true,
  unproven: true,
};
export const aspectState = z.enum(Object.keys(ASPECT_STATES) as AspectState[]); // The record above names each, and no other.

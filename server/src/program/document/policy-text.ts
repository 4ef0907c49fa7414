// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { readText, type Text, type TextProblem, yamlNumber } from "./front-matter.ts";
import { POLICY_ROLES } from "./library.ts";

const slug = z.string().regex(/^[a-z]+(-[a-z]+)*$/);
const says = z.string().min(3);
const parameter = z.union([
  z.strictObject({ default: yamlNumber, min: yamlNumber, max: yamlNumber.optional(), says }),
  z.strictObject({ default: yamlNumber, max: yamlNumber, says }),
  z.strictObject({ default: z.string().min(1), oneOf: z.array(z.string().min(1)).min(2), says }),
  z.strictObject({ default: z.string().regex(/[^0-9.-]/, "expected words; a number needs min or max"), says }),
]);

const FrontMatter = z.strictObject({
  id: slug,
  title: z.string().min(5).max(120),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  owner: z.enum(POLICY_ROLES),
  approver: z.enum(POLICY_ROLES),
  /** 164.316(b)(2)(iii): periodically; a year at most is ours. */
  reviewMonths: yamlNumber.pipe(z.int().min(1).max(12)),
  cites: z.array(z.string()).min(1),
  parameters: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), parameter),
  forms: z.array(slug),
  checks: z.array(slug),
});
export type FrontMatter = z.infer<typeof FrontMatter>;
export type Parameter = z.infer<typeof parameter>;

export type PolicyText = Text<FrontMatter>;

/** Reads a policy. What is wrong with its front matter is answered instead of the policy. */
export function readPolicyText(file: string, text: string): PolicyText | TextProblem[] {
  return readText(file, text, FrontMatter);
}

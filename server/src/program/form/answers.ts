// SPDX-License-Identifier: Apache-2.0
// Answers, from what was sent to what is kept: in form, complete where they must be, with ticked steps stamped by the server.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { type Answers, answersSchema, askedAnswers, type Field, missingAnswers, type Step } from "./field.ts";
import { allFields, type FormDefinition } from "./form.ts";
import { refuseUnknown } from "./named-there.ts";

/** Who ticks steps, and when. */
export type Stamp = { readonly by: string | null; readonly at: string };

/**
 * The answers to keep. Steps that were ticked before keep their time and person.
 * @throws Fault `invalid_answers`, naming each field.
 */
export function readAnswers(form: FormDefinition, given: unknown, before: Answers, stamp: Stamp): Answers {
  const fields = allFields(form);
  const parsed = answersSchema(fields).safeParse(given);
  if (!parsed.success)
    throw invalid(parsed.error.issues.map((issue) => ({ at: issue.path.map(String).join("/"), says: saysOf(issue.code) })));
  const answers = askedAnswers(fields, parsed.data);
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => {
      const field = fields.find((one) => one.name === name);
      return [name, field?.type === "steps" ? stampSteps(value as string[], before[name], stamp) : value]; // The schema's own type.
    }),
  );
}

/** @throws Fault `invalid_answers` if a question that is asked is not answered. */
export function refuseMissing(fields: readonly Field[], answers: Answers): void {
  const missing = missingAnswers(fields, answers);
  if (missing.length > 0) throw invalid(missing.map((name) => ({ at: name, says: "Needs an answer." })));
}

const invalid = (fields: readonly { at: string; says: string }[]): Fault =>
  new Fault("invalid_answers", { fields: fields.slice(0, 50).map(({ at, says }) => ({ at: `/answers/${at.slice(0, 100)}`, says })) });

const SAYS: Readonly<Record<string, string>> = {
  too_big: "Too long or too large.",
  too_small: "Too short or too small.",
  invalid_value: "Not one of the choices.",
  unrecognized_keys: "Has an answer to a question that is not asked.",
  invalid_type: "Of another type than the question asks for.",
};
const saysOf = (code: string | undefined): string => SAYS[code ?? ""] ?? "Not in the expected form.";

/** A step unticked and ticked again is ticked anew. */
function stampSteps(ticked: readonly string[], before: unknown, { by, at }: Stamp): Step[] {
  const known = Array.isArray(before) ? (before as readonly Step[]) : []; // Kept by this function.
  return ticked.map((step) => known.find((one) => one.step === step) ?? { step, by, at });
}

/** What can be said of answers before anything is held: themselves, or the fault, which is told only to who may know. */
export type Examined = { readonly answers: Answers; readonly fault: null } | { readonly answers: null; readonly fault: Fault };

/** Reads, completes and examines answers outside of a transaction. `isDraft`: they may be unfinished. */
export async function examineAnswers(
  parts: Parts,
  form: FormDefinition,
  { given, before, stamp, isDraft }: { given: unknown; before: Answers; stamp: Stamp; isDraft: boolean },
): Promise<Examined> {
  try {
    const answers = readAnswers(form, given, before, stamp);
    if (!isDraft) refuseMissing(form.fields, answers);
    await refuseUnknown(parts, allFields(form), answers, before);
    await form.examine?.(parts, answers);
    return { answers, fault: null };
  } catch (error) {
    if (error instanceof Fault && error.status < 500) return { answers: null, fault: error };
    throw error;
  }
}

/** @throws the fault that was found. */
export function examined({ answers, fault }: Examined): Answers {
  if (fault !== null) throw fault;
  return answers;
}

// SPDX-License-Identifier: Apache-2.0
// Answers, from what was sent to what is kept: in form, complete where they must be, with ticked steps stamped by the server.
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { type Answers, answersSchema, askedAnswers, type Field, missingAnswers, type Step } from "./field.ts";
import { allFields, type Examining, type FormDefinition } from "./form.ts";
import { refuseUnknown } from "./named-there.ts";

/** Who ticks steps, and when. */
export type Stamp = { readonly by: string | null; readonly at: string };

/**
 * The answers to keep. Steps that were ticked before keep their time and person.
 * @throws Fault `invalid_answers`, naming each field.
 */
export function readAnswers(form: FormDefinition, given: unknown, before: Answers, stamp: Stamp): Answers {
  const fields = allFields(form);
  const parsed = answersSchema(fields).safeParse(withoutDerived(fields, given));
  if (!parsed.success)
    throw invalid(parsed.error.issues.map((issue) => ({ at: issue.path.map(String).join("/"), says: saysOf(issue.code) })));
  const answers = askedAnswers(fields, parsed.data);
  const stamped = Object.entries(answers).map(([name, value]) => {
    const field = fields.find((one) => one.name === name);
    return [name, field?.type === "steps" ? stampSteps(value as string[], before[name], stamp) : value]; // The schema's own type.
  });
  return { ...Object.fromEntries(stamped), ...derivedIn(fields, before) };
}

/** What the server put in before stays until it puts in something else. */
function derivedIn(fields: readonly Field[], before: Answers): Answers {
  return Object.fromEntries(
    fields.flatMap(({ name, isDerived }) => (isDerived === true && before[name] !== undefined ? [[name, before[name]]] : [])),
  );
}

/** Who sends back what they read sends what the server answered by itself, too: that is never taken, it is answered anew. */
function withoutDerived(fields: readonly Field[], given: unknown): unknown {
  const derived = new Set(fields.flatMap(({ name, isDerived }) => (isDerived === true ? [name] : [])));
  if (derived.size === 0 || typeof given !== "object" || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).filter(([name]) => !derived.has(name)));
}

/** @throws Fault `invalid_answers` if a question that is asked is not answered, or these answers ask for one more. */
export function refuseMissing({ lacks }: Pick<FormDefinition, "lacks">, fields: readonly Field[], answers: Answers): void {
  const begun = (name: string): boolean => typeof answers[name] === "string";
  const missing = missingAnswers(fields, answers).map((at) => ({ at, says: begun(at) ? "Too short or too small." : "Needs an answer." }));
  const lacking = [...missing, ...(lacks?.(answers) ?? [])];
  if (lacking.length > 0) throw invalid(lacking);
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

type Given = Examining & { readonly given: unknown; readonly stamp: Stamp; readonly isDraft: boolean };

/** What answers are examined against that are filed now. */
export const filing = ({ workflow }: FormDefinition): Examining => ({ before: {}, state: workflow.start, id: null, filedAt: null });

/** Reads, completes and examines answers outside of a transaction. `isDraft`: they may be unfinished. */
export async function examineAnswers(parts: Parts, form: FormDefinition, { given, stamp, isDraft, ...at }: Given): Promise<Examined> {
  const { before } = at;
  try {
    const read = readAnswers(form, given, before, stamp);
    const answers = form.derive === undefined ? read : withDerived(notDerived(form, read), await form.derive(parts, read, before));
    if (!isDraft) refuseMissing(form, form.fields, answers);
    await refuseUnknown(parts, answers, { form, fields: allFields(form), before });
    await form.examine?.(parts, answers, at);
    return { answers, fault: null };
  } catch (error) {
    if (error instanceof Fault && error.status < 500) return { answers: null, fault: error };
    throw error;
  }
}

/** What people answered: the rest is answered anew. */
function notDerived(form: FormDefinition, answers: Answers): Answers {
  const derived = new Set(allFields(form).flatMap(({ name, isDerived }) => (isDerived === true ? [name] : [])));
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !derived.has(name)));
}

/** What is derived takes the place of what was; what is no more is left out. */
export function withDerived(answers: Answers, derived: Answers | undefined): Answers {
  return Object.fromEntries(Object.entries({ ...answers, ...derived }).filter(([, value]) => value !== undefined));
}

/** @throws the fault that was found. */
export function examined({ answers, fault }: Examined): Answers {
  if (fault !== null) throw fault;
  return answers;
}

// SPDX-License-Identifier: Apache-2.0
// What a form asks. A field is data: the server checks answers by it, the console draws it, the printed form shows it.
import { z } from "zod";
import { calendarDay } from "#gate/operation/shapes.ts";
import { assert } from "#base/assert.ts";
import { isId } from "#base/id.ts";
import { isCite } from "#rule/cite.ts";

type Base = {
  /** Its key among the answers, camelCase. */
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  /** Whether it may stay empty. */
  readonly isOptional?: boolean;
  /** Asked only when another field has one of these answers. */
  readonly when?: { readonly field: string; readonly is: readonly string[] };
};

export type Option = { readonly value: string; readonly label: string; readonly help?: string };

/** One question of a form. Dates are calendar days in the organization's zone. */
export type Field = Base &
  (
    | { readonly type: "line"; readonly lengthMax?: number }
    | { readonly type: "text"; readonly lengthMin?: number }
    | { readonly type: "choice"; readonly options: readonly Option[] }
    | { readonly type: "choices"; readonly options: readonly Option[] }
    | { readonly type: "yes-no" }
    | { readonly type: "date" }
    | { readonly type: "number"; readonly min: number; readonly max: number; readonly unit: string }
    | { readonly type: "member" | "user" | "submission" | "document"; readonly form?: string }
    | { readonly type: "cite" }
    | { readonly type: "address"; readonly lengthMax?: number }
    /** A check-list: who ticked a step and when is put in by the server. */
    | { readonly type: "steps"; readonly steps: readonly Option[] }
  );

export const LINE_MAX = 200;
export const TEXT_MAX = 20_000;
const CHOICES_MAX = 50;

/** Answers by field name. */
export type Answers = Readonly<Record<string, unknown>>;

/** A ticked step of a check-list. */
export type Step = { readonly step: string; readonly by: string | null; readonly at: string };

const anId = z.string().refine(isId);

function answerOf(field: Field): z.ZodType {
  switch (field.type) {
    case "line":
      return z
        .string()
        .trim()
        .min(1)
        .max(field.lengthMax ?? LINE_MAX);
    case "text":
      return z
        .string()
        .trim()
        .min(field.lengthMin ?? 1)
        .max(TEXT_MAX);
    case "choice":
      return z.enum(field.options.map(({ value }) => value));
    case "choices":
      return z
        .array(z.enum(field.options.map(({ value }) => value)))
        .max(CHOICES_MAX)
        .transform(unique);
    case "yes-no":
      return z.enum(["yes", "no"]);
    case "date":
      return calendarDay;
    case "number":
      return z.number().int().min(field.min).max(field.max);
    case "cite":
      return z.string().max(40).refine(isCite);
    case "address":
      return z.url({ protocol: /^https?$/ }).max(field.lengthMax ?? 500);
    case "steps":
      return z
        .array(z.enum(field.steps.map(({ value }) => value)))
        .max(CHOICES_MAX)
        .transform(unique);
    default:
      return anId;
  }
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** The schema of a form's answers as they are sent: every field known, each in its form, any of them missing. */
export function answersSchema(fields: readonly Field[]): z.ZodType<Answers> {
  return z.strictObject(Object.fromEntries(fields.map((field) => [field.name, answerOf(field).optional()])));
}

/** Whether a field is asked at all, given the other answers. */
export function isAsked({ when }: Field, answers: Answers): boolean {
  if (when === undefined) return true;
  const given = answers[when.field];
  return Array.isArray(given) ? when.is.some((value) => given.includes(value)) : when.is.includes(String(given));
}

/** The names of fields that are asked, must be answered, and are not. */
export function missingAnswers(fields: readonly Field[], answers: Answers): string[] {
  return fields
    .filter((field) => field.isOptional !== true && isAsked(field, answers) && isEmpty(answers[field.name]) && field.type !== "steps")
    .map(({ name }) => name);
}

/** The answers without those to fields that are not asked. */
export function askedAnswers(fields: readonly Field[], answers: Answers): Answers {
  return Object.fromEntries(
    fields.flatMap((field) => (isAsked(field, answers) && answers[field.name] !== undefined ? [[field.name, answers[field.name]]] : [])),
  );
}

const isEmpty = (value: unknown): boolean => value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** @throws BrokenInvariant for fields that no answer could satisfy: names twice, conditions on what is not asked before. */
export function checkFields(fields: readonly Field[]): void {
  const names = fields.map(({ name }) => name);
  assert(new Set(names).size === names.length, "No two fields of a form have one name.");
  fields.forEach(({ name, when }, n) => {
    assert(/^[a-z][A-Za-z0-9]*$/.test(name), `A field's name is camelCase (${name}).`);
    const before = fields.slice(0, n).find((field) => field.name === when?.field);
    assert(when === undefined || before !== undefined, `A field is asked on condition of one before it (${name}).`);
  });
}

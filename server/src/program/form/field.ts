// SPDX-License-Identifier: Apache-2.0
// What a form asks. A field is data: the server checks answers by it, the console draws it, the printed form shows it.
import { z } from "zod";
import { calendarDay, instantOfOurs } from "#gate/operation/shapes.ts";
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
  /** Nobody answers it: the server does, from what it knows (`derive` of the form) or at a move (`moved`). */
  readonly isDerived?: boolean;
};

export type Option = { readonly value: string; readonly label: string; readonly help?: string };

/** Of what was filed only what is in these states, or answers a question with one of these. */
export type Offered = {
  readonly states?: readonly string[];
  readonly answer?: { readonly field: string; readonly is: readonly string[] };
};

/** One question of a form. Dates are calendar days in the organization's zone. */
export type Field = Base &
  (
    | { readonly type: "line"; readonly lengthMax?: number }
    | { readonly type: "text"; readonly lengthMin?: number }
    | { readonly type: "choice"; readonly options: readonly Option[] }
    | { readonly type: "choices"; readonly options: readonly Option[] }
    | { readonly type: "yes-no" }
    | { readonly type: "date" }
    /** A moment with its offset: where the law or a contract counts hours. */
    | { readonly type: "instant" }
    | { readonly type: "number"; readonly min: number; readonly max: number; readonly unit: string }
    | { readonly type: "user" }
    | { readonly type: "member" }
    | { readonly type: "document" }
    | {
        readonly type: "submission";
        readonly form?: string;
        /** One of several forms, all of them cases of individuals: chosen by its code. */
        readonly forms?: readonly string[];
        /** Another answer that names which of these forms, if it does. */
        readonly formBy?: string;
        /** Which are offered, where the form refuses others when it is saved. */
        readonly offers?: Offered;
      }
    | { readonly type: "cite" }
    | { readonly type: "address"; readonly lengthMax?: number }
    /** A check-list: who ticked a step and when is put in by the server. */
    | { readonly type: "steps"; readonly steps: readonly Option[] }
    /** Fixed points, each answered by itself with one of `choices`, and with a note: what a contract says, provision by provision. */
    | {
        readonly type: "points";
        readonly points: readonly Option[];
        readonly choices: readonly Option[];
        readonly noteLabel: string;
        /** Choices that are none without a note. */
        readonly noteWhen: readonly string[];
      }
    /** As many rows as there are, each of the same few questions. */
    | { readonly type: "rows"; readonly columns: readonly Column[]; readonly rowsMax: number; readonly add: string }
  );

/** A question of a row: short, and never rows itself. */
export type Column = Extract<Field, { type: "line" | "choice" | "yes-no" | "date" | "instant" | "number" | "member" | "submission" }>;

/** One point's answer. */
export type Point = { readonly is: string; readonly note?: string };

export const LINE_MAX = 200;
export const TEXT_MAX = 20_000;
const NOTE_MAX = 2_000;
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
      return z.string().trim().min(1).max(TEXT_MAX); // One that is begun may be saved; `isUnfinished` asks for the rest.
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
    case "instant":
      return instantOfOurs;
    case "points":
      return z.partialRecord(z.enum(field.points.map(({ value }) => value)), pointOf(field));
    case "rows":
      return z.array(answersSchema(field.columns)).max(field.rowsMax);
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

const pointOf = ({ choices }: Extract<Field, { type: "points" }>) =>
  z.strictObject({ is: z.enum(choices.map(({ value }) => value)), note: z.string().trim().min(1).max(NOTE_MAX).optional() });

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** The schema of a form's answers as they are sent: every field known, each in its form, any of them missing. */
export function answersSchema(fields: readonly Field[]): z.ZodType<Answers> {
  const sent = fields.filter(({ isDerived }) => isDerived !== true);
  return z.strictObject(Object.fromEntries(sent.map((field) => [field.name, answerOf(field).optional()])));
}

/** Whether a field is asked at all, given the other answers. */
export function isAsked({ when }: Field, answers: Answers): boolean {
  if (when === undefined) return true;
  const given = answers[when.field];
  return Array.isArray(given) ? when.is.some((value) => given.includes(value)) : when.is.includes(String(given));
}

/** The names of fields that are asked, must be answered, and are not. */
export function missingAnswers(fields: readonly Field[], answers: Answers): string[] {
  return fields.filter((field) => isAsked(field, answers) && isUnfinished(field, answers[field.name])).map(({ name }) => name);
}

/** Whether an answer is still wanted: none where one must be, a text only begun, a point or a question of a row left out. */
function isUnfinished(field: Field, value: unknown): boolean {
  if (field.type === "steps" || field.isDerived === true) return false;
  if (isEmpty(value)) return field.isOptional !== true;
  if (field.type === "text") return String(value).length < (field.lengthMin ?? 1);
  if (field.type === "rows") return (value as readonly Answers[]).some((row) => missingAnswers(field.columns, row).length > 0); // The schema's own type.
  if (field.type !== "points") return false;
  const said = value as Readonly<Record<string, Point>>; // The schema's own type.
  return field.points.some(({ value: point }) => {
    const answer = said[point];
    return answer === undefined || (field.noteWhen.includes(answer.is) && answer.note === undefined);
  });
}

/** The answers without those to fields that are not asked. */
export function askedAnswers(fields: readonly Field[], answers: Answers): Answers {
  return Object.fromEntries(
    fields.flatMap((field) => (isAsked(field, answers) && answers[field.name] !== undefined ? [[field.name, answers[field.name]]] : [])),
  );
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);

/** @throws BrokenInvariant for fields that no answer could satisfy: names twice, conditions on what is not asked before. */
export function checkFields(fields: readonly Field[]): void {
  const names = fields.map(({ name }) => name);
  assert(new Set(names).size === names.length, "No two fields of a form have one name.");
  fields.forEach(({ name, when }, n) => {
    assert(/^[a-z][A-Za-z0-9]*$/.test(name), `A field's name is camelCase (${name}).`);
    const before = fields.slice(0, n).find((field) => field.name === when?.field);
    assert(when === undefined || before !== undefined, `A field is asked on condition of one before it (${name}).`);
    const field = fields[n];
    if (field?.type === "rows") checkFields(field.columns);
  });
}

// SPDX-License-Identifier: Apache-2.0
// What can be said of answers without a screen: which questions are asked, what is missing, what is sent, and what two people changed.
import type { Answers, FieldOf, FormField } from "../../api/form.ts";

/** Whether a question is asked, given the other answers. A question under one that is not asked is not asked either. */
export function isAsked(field: FormField, answers: Answers, fields: readonly FormField[] = []): boolean {
  const { when } = field;
  if (when === undefined) return true;
  const above = fields.find(({ name }) => name === when.field);
  if (above !== undefined && !isAsked(above, answers, fields)) return false;
  const given = answers[when.field];
  return Array.isArray(given) ? when.is.some((value) => given.includes(value)) : when.is.includes(String(given));
}

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

const NEEDS_ANSWER = "Needs an answer.";

/** What is wrong with answers that should be whole, by field. The server looks again, and at more. */
export function faultsIn(fields: readonly FormField[], answers: Answers): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const field of fields) {
    if (!isAsked(field, answers, fields) || field.isDerived === true) continue;
    const value = answers[field.name];
    if (isEmpty(value)) {
      if (field.isOptional !== true && field.type !== "steps") faults.set(field.name, NEEDS_ANSWER);
      continue;
    }
    const says = faultOf(field, value);
    if (says !== null) faults.set(field.name, says);
  }
  return faults;
}

function faultOf(field: FormField, value: unknown): string | null {
  if (field.type === "points") return pointsFault(field, value);
  if (field.type === "rows") {
    const n = rowsIn(value).findIndex((row) => faultsIn(field.columns, row).size > 0);
    return n < 0 ? null : `Row ${n + 1} is not finished.`;
  }
  if (field.type === "text" && field.lengthMin !== undefined && String(value).trim().length < field.lengthMin)
    return `At least ${field.lengthMin} characters: enough for a stranger to follow.`;
  if (field.type === "number" && (typeof value !== "number" || value < field.min || value > field.max))
    return `A whole number from ${field.min.toLocaleString("en-US")} to ${field.max.toLocaleString("en-US")}.`;
  if (field.type === "address" && !/^https?:\/\/\S+$/.test(String(value))) return "An address such as https://example.com.";
  return null;
}

/** The rows of an answer. */
export const rowsIn = (value: unknown): readonly Answers[] => (Array.isArray(value) ? (value as readonly Answers[]) : []); // As rows are kept.

/** The points of an answer. */
export const pointsIn = (value: unknown): Readonly<Record<string, Point>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, Point>>) : {}; // As points are kept.

export type Point = { readonly is: string; readonly note?: string };

function pointsFault({ points, noteWhen, noteLabel }: FieldOf<"points">, value: unknown): string | null {
  const said = pointsIn(value);
  const open = points.filter((point) => said[point.value] === undefined);
  if (open.length > 0) return `${open.length} of ${points.length} are not answered yet.`;
  const bare = points.find((point) => noteWhen.includes(said[point.value]?.is ?? "") && isEmpty(said[point.value]?.note));
  return bare === undefined ? null : `“${bare.label}” needs: ${noteLabel.toLowerCase()}.`;
}

/** What is sent: asked and answered questions only, text without blanks around it. */
export function answersToSend(fields: readonly FormField[], answers: Answers): Answers {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = answers[field.name];
      if (field.isDerived === true || !isAsked(field, answers, fields) || (isEmpty(value) && field.type !== "steps")) return [];
      return value === undefined ? [] : [[field.name, trimmed(field, value)]];
    }),
  );
}

function trimmed(field: FormField, value: unknown): unknown {
  if (field.type === "rows")
    return rowsIn(value)
      .filter((row) => !Object.values(row).every(isEmpty))
      .map((row) => answersToSend(field.columns, row));
  return typeof value === "string" ? value.trim() : value;
}

/** Kept answers as they are edited: of a check-list's steps only which are ticked. */
export function answersToEdit(fields: readonly FormField[], answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => {
      const isSteps = fields.some((field) => field.name === name && field.type === "steps");
      return [name, isSteps && Array.isArray(value) ? value.map(stepOf) : value];
    }),
  );
}

const stepOf = (one: unknown): unknown => (typeof one === "object" && one !== null ? Reflect.get(one, "step") : one);

/** Order of steps and choices says nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  const key = (value: unknown): string =>
    JSON.stringify(isEmpty(value) ? null : Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : inOrder(value));
  return key(one) === key(other);
}

/** Points in the order of their names: which was answered first says nothing. */
const inOrder = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;

export type Merged = {
  /** Changed by the other person alone: taken over. */
  readonly taken: readonly string[];
  /** Changed by both, differently: somebody chooses. */
  readonly conflicts: readonly string[];
  /** Mine, with what was taken over. */
  readonly answers: Answers;
};

/** Two people began with `base`; one has saved `theirs`, the other typed `mine`. */
export function merge(fields: readonly FormField[], versions: { base: Answers; mine: Answers; theirs: Answers }): Merged {
  const { base, mine, theirs } = versions;
  const changed = fields.map(({ name }) => name).filter((name) => !isSame(base[name], theirs[name]) && !isSame(mine[name], theirs[name]));
  const taken = changed.filter((name) => isSame(base[name], mine[name]));
  return {
    taken,
    conflicts: changed.filter((name) => !taken.includes(name)),
    answers: { ...mine, ...Object.fromEntries(taken.map((name) => [name, theirs[name]])) },
  };
}

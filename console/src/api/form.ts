// SPDX-License-Identifier: Apache-2.0
// Forms as the server describes them, and what was filed by them.
import type { ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import { listQuery } from "./list.ts";
import { ask, type Answer } from "./server.ts";

export type Option = { readonly value: string; readonly label: string; readonly help?: string };
type Base = {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly isOptional?: boolean;
  /** Asked only when another field has one of these answers. */
  readonly when?: { readonly field: string; readonly is: readonly string[] };
};

/** One question, as `fields` of program.form.list has it; the description leaves its type's own words open. */
export type FormField = Base &
  (
    | { readonly type: "line"; readonly lengthMax?: number }
    | { readonly type: "text"; readonly lengthMin?: number }
    | { readonly type: "choice"; readonly options: readonly Option[] }
    | { readonly type: "choices"; readonly options: readonly Option[] }
    | { readonly type: "yes-no" | "date" | "cite" }
    | { readonly type: "number"; readonly min: number; readonly max: number; readonly unit: string }
    | { readonly type: "member" | "user" | "document" }
    | { readonly type: "submission"; readonly form?: string }
    | { readonly type: "address"; readonly lengthMax?: number }
    | { readonly type: "steps"; readonly steps: readonly Option[] }
  );
export type FieldOf<Type extends FormField["type"]> = Extract<FormField, { type: Type }>;

/** Answers by field name, as they are sent and kept. */
export type Answers = Readonly<Record<string, unknown>>;

type Listed = ItemOf<"program.form.list">;
export type FormKind = Omit<Listed, "fields"> & { readonly fields: readonly FormField[] };
export type Submission = ItemOf<"program.submission.list">;
export type SubmissionDetail = Answer<"program.submission.read">;
export type Move = SubmissionDetail["moves"][number];

export const formsQuery = queryOptions({
  queryKey: ["forms"],
  queryFn: async ({ signal }): Promise<readonly FormKind[]> => {
    const { items } = await ask("program.form.list", {}, { signal });
    return items as unknown as readonly FormKind[]; // Each field is one of form/field.ts; the description says "record".
  },
  staleTime: 300_000,
});

/** What is asked from the start, without what only a move asks for. */
export function startFields({ fields, moveFields }: FormKind): readonly FormField[] {
  const later = new Set(Object.values(moveFields).flat());
  return fields.filter(({ name }) => !later.has(name));
}

/** True if it begins as a draft, which may be left unfinished. */
export function beginsAsDraft({ start }: FormKind): boolean {
  return start === "draft";
}

export type SubmissionFilter = {
  readonly form?: string;
  readonly state?: string;
  readonly about?: string;
  readonly open?: "true" | "false";
};

export const submissionsQuery = (filter: SubmissionFilter) =>
  listQuery<Submission>(["submissions", filter], (turn, signal) =>
    ask("program.submission.list", { query: { ...filter, ...turn, limit: 200 } }, { signal }),
  );

export const submissionQuery = (id: string) =>
  queryOptions({
    queryKey: ["submission", id],
    queryFn: ({ signal }): Promise<SubmissionDetail> => ask("program.submission.read", { path: { submission: id } }, { signal }),
  });

export type Filed = Answer<"program.submission.create">;

export function createSubmission(form: string, answers: Answers): Promise<Filed> {
  return ask("program.submission.create", { body: { form, answers } });
}

const matching = (version: number) => ({ ifMatch: `W/"${version}"` });

/** @throws ServerFault `version_conflict` if it was changed since `version` was read. */
export function amendSubmission({ id, version }: Pick<Filed, "id" | "version">, answers: Answers): Promise<Filed> {
  return ask("program.submission.amend", { path: { submission: id }, body: { answers } }, matching(version));
}

export type MoveMade = { readonly move: string; readonly reason?: string; readonly answers?: Answers };

/** @throws ServerFault as above, or `not_yours_to_do` with the reason. */
export function moveSubmission({ id, version }: Pick<Filed, "id" | "version">, body: MoveMade): Promise<Filed> {
  return ask("program.submission.move", { path: { submission: id }, body }, matching(version));
}

// SPDX-License-Identifier: Apache-2.0
// Forms as the server describes them, and what was filed by them.
import type { ItemOf } from "@part164/client/client.ts";
import { queryOptions } from "@tanstack/react-query";
import type { DocumentKind } from "./document.ts";
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
  /** The server answers it. */
  readonly isDerived?: boolean;
};

export type Offered = {
  readonly states?: readonly string[];
  readonly answer?: { readonly field: string; readonly is: readonly string[] };
};

/** One question, as `fields` of program.form.list has it; the description leaves its type's own words open. */
export type FormField = Base &
  (
    | { readonly type: "line"; readonly lengthMax?: number }
    | { readonly type: "text"; readonly lengthMin?: number }
    | { readonly type: "choice"; readonly options: readonly Option[] }
    | { readonly type: "choices"; readonly options: readonly Option[] }
    | { readonly type: "yes-no" | "date" | "instant" | "cite" }
    | { readonly type: "number"; readonly min: number; readonly max: number; readonly unit: string }
    | { readonly type: "member" | "user" }
    | { readonly type: "document"; readonly papers?: DocumentKind }
    /** `forms`: it is a case of individuals, of one of these kinds. */
    | {
        readonly type: "submission";
        readonly form?: string;
        readonly forms?: readonly string[];
        /** Another answer that names which of these forms. */
        readonly formBy?: string;
        /** Which are offered: others are refused. */
        readonly offers?: Offered;
      }
    | { readonly type: "address"; readonly lengthMax?: number }
    | { readonly type: "steps"; readonly steps: readonly Option[] }
    | {
        readonly type: "points";
        readonly points: readonly Option[];
        readonly choices: readonly Option[];
        readonly noteLabel: string;
        readonly noteWhen: readonly string[];
      }
    | { readonly type: "rows"; readonly columns: readonly FormField[]; readonly rowsMax: number; readonly add: string }
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
export function startFields({ fields, startFields: asked }: FormKind): readonly FormField[] {
  return fields.filter(({ name, isDerived }) => asked.includes(name) && isDerived !== true);
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
  /** "role=customer,vendor" */
  readonly answer?: string;
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

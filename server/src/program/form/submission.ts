// SPDX-License-Identifier: Apache-2.0
// The statements on submissions, and their sealing. Answers are under the organization's own key; in clear stands what lists need.
import { createHash } from "node:crypto";
import { canonicalBytes, type Json } from "@part164/verify/canonical-json.ts";
import type { InstallationId } from "#base/id.ts";
import type { Parts } from "#gate/parts.ts";
import type { Key } from "#seal/key.ts";
import { open, seal, sealedKeyId } from "#seal/sealed.ts";
import type { Queryable } from "#store/database.ts";
import { composed, sql, type Value } from "#store/sql.ts";
import type { Day } from "../calendar.ts";
import type { Answers } from "./field.ts";

export type SubmissionRow = {
  readonly id: string;
  readonly form: string;
  readonly state: string;
  readonly version: number;
  readonly about: string | null;
  readonly sole: string | null;
  readonly sealed: Uint8Array;
  readonly submitted_by: string | null;
  readonly effective_on: Day;
  readonly received_at: Date;
  readonly updated_at: Date;
  readonly due_on: Day | null;
  readonly closed_at: Date | null;
  /** Who wrote its content, or handed it in by the move `submit`. */
  readonly written_by: readonly string[];
};

export const submissionById = (db: Queryable, id: string) =>
  db.maybe<SubmissionRow>(sql`
    select id, form, state, version, about, sole, sealed, submitted_by, effective_on::text, received_at, updated_at, due_on::text, closed_at,
           array(select distinct v.by::text from program.submission_version v
                  where v.submission = submission.id and v.by is not null and (v.move is null or v.move = 'submit')) as written_by
      from program.submission where id = ${id}`);

/** The same, held until the transaction ends: of two people who change it at once the second is told. */
export const submissionToChange = (db: Queryable, id: string) =>
  db.maybe<SubmissionRow>(sql`
    select id, form, state, version, about, sole, sealed, submitted_by, effective_on::text, received_at, updated_at, due_on::text, closed_at,
           array(select distinct v.by::text from program.submission_version v
                  where v.submission = submission.id and v.by is not null and (v.move is null or v.move = 'submit')) as written_by
      from program.submission where id = ${id} for update`);

export type SubmissionFilter = {
  readonly forms: readonly string[];
  /** Of these forms only what this user submitted, or is concerned by. */
  readonly ownForms: readonly string[];
  readonly user: string | null;
  /** Forms of which what is about this user is left out. */
  readonly hiddenForms?: readonly string[];
  readonly state?: string | undefined;
  readonly about?: string | undefined;
  readonly isOpen?: boolean | undefined;
  readonly before?: string | undefined;
};

/** Newest first, at most `limit`. Ids are in the order of time, so they are the cursor. */
export function submissionsLike(db: Queryable, filter: SubmissionFilter, limit: number): Promise<SubmissionRow[]> {
  const values: Value[] = [[...filter.forms], [...filter.ownForms], filter.user, limit];
  const more = [
    (filter.hiddenForms ?? []).length === 0 || filter.user === null
      ? ""
      : ` and not (form = any($${values.push([...(filter.hiddenForms ?? [])])}::text[]) and about is not distinct from $3::uuid::text)`,
    filter.state === undefined ? "" : ` and state = $${values.push(filter.state)}`,
    filter.about === undefined ? "" : ` and about = $${values.push(filter.about)}`,
    filter.isOpen === undefined ? "" : ` and closed_at is ${filter.isOpen ? "" : "not "}null`,
    filter.before === undefined ? "" : ` and id < $${values.push(filter.before)}`,
  ].join("");
  return db.rows<SubmissionRow>(
    composed(
      `select id, form, state, version, about, sole, sealed, submitted_by, effective_on::text, received_at, updated_at, due_on::text, closed_at,
              array(select distinct v.by::text from program.submission_version v
                     where v.submission = submission.id and v.by is not null and (v.move is null or v.move = 'submit')) as written_by
         from program.submission
        where (form = any($1::text[]) or (form = any($2::text[]) and (submitted_by = $3::uuid or about = $3::uuid::text)))${more}
        order by id desc limit $4`,
      values,
    ),
  );
}

/** How many of each form are open: all, and those that this user submitted or is concerned by; of some not what is about this user. */
export async function openByForm(
  db: Queryable,
  user: string | null,
  hiddenForms: readonly string[],
): Promise<Map<string, { all: number; own: number }>> {
  const rows = await db.rows<{ form: string; all: number; own: number }>(sql`
    select form, count(*) as all, count(*) filter (where submitted_by = ${user}::uuid or about = ${user}::uuid::text) as own
      from program.submission
     where closed_at is null and not (form = any(${[...hiddenForms]}::text[]) and ${user}::uuid is not null and about is not distinct from ${user}::uuid::text)
     group by form`);
  return new Map(rows.map(({ form, all, own }) => [form, { all, own }]));
}

export const insertSubmission = (db: Queryable, row: SubmissionRow) =>
  db.run(sql`
    insert into program.submission (id, form, state, version, about, sole, sealed, submitted_by, effective_on, received_at, updated_at, due_on, closed_at)
    values (${row.id}, ${row.form}, ${row.state}, ${row.version}, ${row.about}, ${row.sole}, ${row.sealed}, ${row.submitted_by}, ${row.effective_on},
            ${row.received_at}, ${row.updated_at}, ${row.due_on}, ${row.closed_at})`);

export const replaceSubmission = (db: Queryable, row: SubmissionRow) =>
  db.run(sql`
    update program.submission
       set state = ${row.state}, version = ${row.version}, about = ${row.about}, sole = ${row.sole}, sealed = ${row.sealed}, effective_on = ${row.effective_on},
           updated_at = ${row.updated_at}, due_on = ${row.due_on}, closed_at = ${row.closed_at}
     where id = ${row.id} and version = ${row.version - 1}`);

export type SubmissionVersion = {
  readonly version: number;
  readonly state: string;
  readonly move: string | null;
  readonly by: string | null;
  readonly at: Date;
  readonly sealed: Uint8Array;
};

export const insertVersion = (db: Queryable, submission: string, one: SubmissionVersion) =>
  db.run(sql`
    insert into program.submission_version (submission, version, state, move, sealed, by, at)
    values (${submission}, ${one.version}, ${one.state}, ${one.move}, ${one.sealed}, ${one.by}, ${one.at})`);

/** Every version, oldest first. */
export const versionsOf = (db: Queryable, submission: string) =>
  db.rows<SubmissionVersion>(sql`
    select version, state, move, by, at, sealed from program.submission_version where submission = ${submission} order by version`);

/** What is sealed of a submission: its answers, and why the last move was made. */
export type Content = { readonly answers: Answers; readonly reason: string | null };

type Place = { readonly id: string; readonly form: string; readonly version: number };

const bindingOf = (installation: InstallationId, { id, form, version }: Place) => ({
  tenant: installation,
  type: `program.${form}`,
  id,
  version,
  individual: null,
});

/** The key that the organization's own texts are sealed under. It is in memory once this was awaited. */
export const programKey = ({ keyring, installation }: Parts): Promise<Key> => keyring.key("individual", installation, null);

export function sealContent({ installation }: Parts, key: Key, place: Place, content: Content): Uint8Array {
  return seal(key, Buffer.from(JSON.stringify(content), "utf8"), bindingOf(installation, place));
}

/** @throws Fault `sealed_broken` if it is not what it was. */
export async function openContent({ keyring, installation }: Parts, place: Place & { readonly sealed: Uint8Array }): Promise<Content> {
  const keyId = sealedKeyId(place.sealed);
  const key = keyring.cachedById(keyId) ?? (await keyring.keyById(installation, keyId));
  const bytes = open(key, place.sealed, bindingOf(installation, place));
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as Content; // Sealed by sealContent.
}

/** SHA-256 of the answers in their one canonical form, hex: what an entry says of them. */
export function answersHash(answers: Answers): string {
  return createHash("sha256")
    .update(canonicalBytes(answers as Json)) // Answers came as JSON.
    .digest("hex");
}

// SPDX-License-Identifier: Apache-2.0
// The journal of a submission: what happened, when it happened, when we heard. Lines are added; what was wrong is corrected by another line.
import type { Parts } from "#gate/parts.ts";
import type { Key } from "#seal/key.ts";
import { open, seal, sealedKeyId } from "#seal/sealed.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";

export type JournalLine = {
  readonly id: string;
  readonly submission: string;
  readonly occurred_at: Date;
  readonly received_at: Date;
  readonly by: string | null;
  readonly sealed: Uint8Array;
  readonly document: string | null;
  readonly corrects: string | null;
};

/** A journal has this many lines at most: whoever reads it reads all of them. */
export const LINES_MAX = 1000;

/** By the time at which it happened, and what happened at the same time as it was received. */
export const journalOf = (db: Queryable, submission: string) =>
  db.rows<JournalLine>(sql`
    select id, submission, occurred_at, received_at, by, sealed, document, corrects from program.journal_line
     where submission = ${submission} order by occurred_at, id`);

/** How many lines there are, and whether one of them is this. */
export const journalState = (db: Queryable, submission: string, line: string | null) =>
  db.one<{ count: number; has: boolean }>(sql`
    select count(*) as count, coalesce(bool_or(id = ${line}::uuid), false) as has from program.journal_line where submission = ${submission}`);

export const insertLine = (db: Queryable, one: JournalLine) =>
  db.run(sql`
    insert into program.journal_line (id, submission, occurred_at, received_at, by, sealed, document, corrects)
    values (${one.id}, ${one.submission}, ${one.occurred_at}, ${one.received_at}, ${one.by}, ${one.sealed}, ${one.document}, ${one.corrects})`);

type Place = Pick<JournalLine, "id" | "submission">;

const binding = ({ installation }: Parts, { id, submission }: Place) => ({
  tenant: installation,
  type: `program.journal.${submission}`,
  id,
  version: 1,
  individual: null,
});

export const sealLine = (parts: Parts, key: Key, place: Place, text: string): Uint8Array =>
  seal(key, Buffer.from(text, "utf8"), binding(parts, place));

/** @throws Fault `sealed_broken` if it is not what it was. */
export async function openLine(parts: Parts, line: Place & Pick<JournalLine, "sealed">): Promise<string> {
  const keyId = sealedKeyId(line.sealed);
  const key = parts.keyring.cachedById(keyId) ?? (await parts.keyring.keyById(parts.installation, keyId));
  return Buffer.from(open(key, line.sealed, binding(parts, line))).toString("utf8");
}

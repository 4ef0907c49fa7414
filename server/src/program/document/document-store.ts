// SPDX-License-Identifier: Apache-2.0
// Texts, contracts and evidence under seal. A document is never changed: what replaces it is another one. Its hash is in the ledger.
import { createHash } from "node:crypto";
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { open, seal, sealedKeyId } from "#seal/sealed.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";

export const DOCUMENT_BYTES_MAX = 15 * 1024 * 1024;

export type NewDocument = {
  readonly kind: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly effectiveOn: Day;
  readonly by: string | null;
};

export type DocumentRow = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly media_type: string;
  readonly size_bytes: number;
  readonly sha256: Uint8Array;
  readonly effective_on: Day;
  readonly received_at: Date;
  readonly received_by: string | null;
  readonly ended_on: Day | null;
  readonly hold: string | null;
};

const binding = ({ installation }: Parts, id: string) => ({
  tenant: installation,
  type: "program.document",
  id,
  version: 1,
  individual: null,
});

export const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

/** Keeps a document, in the caller's transaction; the organization's key must be in memory. Answers its id. */
export async function keepDocument(parts: Parts, tx: Queryable, one: NewDocument): Promise<string> {
  const id = parts.makeId<"document">();
  const key = present(parts.keyring.cached("individual", parts.installation, null), "The organization's key is readied before.");
  await tx.run(sql`
    insert into program.document (id, kind, name, media_type, size_bytes, sha256, sealed, effective_on, received_at, received_by)
    values (${id}, ${one.kind}, ${one.name}, ${one.mediaType}, ${one.bytes.length}, ${sha256(one.bytes)},
            ${seal(key, one.bytes, binding(parts, id))}, ${one.effectiveOn}, ${parts.clock.now()}, ${one.by})`);
  return id;
}

/** A document without its content. */
export const documentById = (db: Queryable, id: string) =>
  db.maybe<DocumentRow>(sql`
    select id, kind, name, media_type, size_bytes, sha256, effective_on::text, received_at, received_by, ended_on::text, hold
      from program.document where id = ${id}`);

/** The bytes as they were received. @throws Fault `not_found`; `sealed_broken` if they are not what they were. */
export async function openDocument(parts: Parts, db: Queryable, id: string): Promise<Uint8Array> {
  const row = await db.maybe<{ sealed: Uint8Array; sha256: Uint8Array }>(sql`select sealed, sha256 from program.document where id = ${id}`);
  if (row === undefined) throw new Fault("not_found");
  const keyId = sealedKeyId(row.sealed);
  const key = parts.keyring.cachedById(keyId) ?? (await parts.keyring.keyById(parts.installation, keyId));
  const bytes = open(key, row.sealed, binding(parts, id));
  if (Buffer.compare(sha256(bytes), row.sha256) !== 0) throw new Fault("sealed_broken");
  return bytes;
}

/** Writes down the last day on which a document was in effect: from then on its six years run [164.316(b)(2)(i)]. */
export const endDocument = (tx: Queryable, id: string, endedOn: Day) =>
  tx.run(sql`update program.document set ended_on = ${endedOn} where id = ${id} and ended_on is null`);

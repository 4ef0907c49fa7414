// SPDX-License-Identifier: Apache-2.0
// What somebody wrote about lines, causes and analyses: kept once, sealed under the organization's key.
import type { Parts } from "#gate/parts.ts";
import type { Key } from "#seal/key.ts";
import { open, seal, sealedKeyId } from "#seal/sealed.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";

const binding = ({ installation }: Parts, id: string) => ({
  tenant: installation,
  type: "program.risk-reason",
  id,
  version: 1,
  individual: null,
});

/** Keeps a reason, in the caller's transaction. Answers its id. */
export async function keepReason(parts: Parts, tx: Queryable, key: Key, text: string): Promise<string> {
  const id = parts.makeId<"risk-reason">();
  await tx.run(sql`
    insert into program.risk_reason (id, sealed) values (${id}, ${seal(key, Buffer.from(text, "utf8"), binding(parts, id))})`);
  return id;
}

/** Reasons by their ids. @throws Fault `sealed_broken` if one is not what it was. */
export async function openReasons(parts: Parts, db: Queryable, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.rows<{ id: string; sealed: Uint8Array }>(sql`
    select id, sealed from program.risk_reason where id = any(${wanted}::uuid[])`);
  const opened = rows.map(async ({ id, sealed }): Promise<[string, string]> => {
    const keyId = sealedKeyId(sealed);
    const key = parts.keyring.cachedById(keyId) ?? (await parts.keyring.keyById(parts.installation, keyId));
    return [id, Buffer.from(open(key, sealed, binding(parts, id))).toString("utf8")];
  });
  return new Map(await Promise.all(opened));
}

// SPDX-License-Identifier: Apache-2.0
// Records under seal: each individual's under that individual's key, so that destroying one key shreds one person's records.
import { Fault } from "#base/fault.ts";
import { isId, type KeyId } from "#base/id.ts";
import type { Parts } from "#gate/parts.ts";
import type { LogTenant } from "#ledger/act.ts";
import type { Key, KeyRow } from "#seal/key.ts";
import { type Binding, open, seal, sealedKeyId } from "#seal/sealed.ts";
import { hasIndividual, type RecordRow } from "./record-row.ts";

const bindingOf = (tenant: LogTenant, row: Omit<RecordRow, "sealed" | "updated_at">): Binding => ({
  tenant,
  type: row.type,
  id: row.id,
  version: row.version,
  individual: row.individual,
});

/** The sealed form of one version of a record. */
export function sealRecord(key: Key, tenant: LogTenant, row: Omit<RecordRow, "sealed" | "updated_at">, bytes: Uint8Array): Uint8Array {
  return seal(key, bytes, bindingOf(tenant, row));
}

/** Opens a stored record with whichever version of the key sealed it. @throws Fault `sealed_broken`, `gone` for a shredded individual. */
export async function openRecord({ keyring }: Pick<Parts, "keyring">, tenant: LogTenant, row: RecordRow): Promise<Uint8Array> {
  const keyId: KeyId = sealedKeyId(row.sealed);
  const key = keyring.cachedById(keyId) ?? (await keyring.keyById(tenant, keyId));
  return open(key, row.sealed, bindingOf(tenant, row));
}

/** A key to seal under, with its row if it is new and must be inserted in the same transaction. */
export type SealingKey = { readonly key: Key; readonly row: KeyRow | null };

/** The key for a record about `individual`, or about nobody. @throws Fault `invalid_record` if there is no such individual here. */
export async function keyFor({ keyring, db }: Parts, tenant: LogTenant, individual: string | null): Promise<SealingKey> {
  const cached = keyring.cached("individual", tenant, individual);
  if (cached !== undefined) return { key: cached, row: null };
  if (individual !== null && !(isId(individual) && (await hasIndividual(db.in({ role: "part164_app", tenant }), tenant, individual)))) {
    const fields = [{ at: "/", says: "names an individual that is not here" }];
    throw new Fault("invalid_record", { fields });
  }
  return { key: await keyring.key("individual", tenant, individual), row: null };
}

/** A key for an individual who is being added. */
export function keyForNew({ keyring }: Parts, tenant: LogTenant, individual: string): Promise<SealingKey> {
  return keyring.newKey("individual", tenant, individual);
}

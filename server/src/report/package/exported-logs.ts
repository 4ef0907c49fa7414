// SPDX-License-Identifier: Apache-2.0
// Which size of each log goes into a package: the organization's newest checkpoint, and each tenant's as last anchored in it.
import { listTenants } from "#access/tenant.ts";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import type { LogTenant } from "#ledger/act.ts";
import type { FoundEntry } from "#ledger/reader.ts";

export type ExportedLog = {
  readonly n: number;
  readonly tenant: LogTenant;
  readonly origin: string;
  readonly key: string;
  readonly size: number;
  /** The signed note. */
  readonly checkpoint: string;
  /** The entry in the organization's log that anchors it; null for that log itself. */
  readonly anchor: FoundEntry | null;
};

/** The organization's log first, then every tenant's that has entries. @throws Fault `ledger_behind` before the first checkpoint. */
export async function exportedLogs(parts: Parts): Promise<ExportedLog[]> {
  const { reader, signer } = parts.ledger;
  const own = await reader.log(parts.installation);
  if (own.checkpoint === null) throw new Fault("ledger_behind", { detail: "No checkpoint has been signed yet." });
  const logs: ExportedLog[] = [
    {
      n: 0,
      tenant: parts.installation,
      origin: own.origin,
      key: await signer.verifierKey(parts.installation),
      size: own.signed,
      checkpoint: own.checkpoint,
      anchor: null,
    },
  ];
  for (const { id: tenant } of await listTenants(parts)) {
    const anchor = await lastAnchor(parts, tenant, own.signed);
    if (anchor === null) continue; // A tenant without entries has no log.
    const { size, note } = anchor.entry.detail as { size: number; note: string }; // Written by the keeper.
    logs.push({
      n: logs.length,
      tenant,
      origin: signer.origin(tenant),
      key: await signer.verifierKey(tenant),
      size,
      checkpoint: note,
      anchor,
    });
  }
  return logs;
}

/** The newest anchor of a tenant among the first `size` entries of the organization's log. */
async function lastAnchor({ ledger, installation }: Parts, tenant: LogTenant, size: number): Promise<FoundEntry | null> {
  const newest = await ledger.reader.find(
    installation,
    { record: { type: "ledger.log", id: tenant }, kind: "ledger.checkpoint.anchor" },
    20,
  );
  return newest.find(({ index }) => index !== null && index < size) ?? null;
}

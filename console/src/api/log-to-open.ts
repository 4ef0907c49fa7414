// SPDX-License-Identifier: Apache-2.0
import { ORGANIZATION_LOG, type Log } from "./log.ts";

/**
 * The log that the ledger opens on: that of the tenant the session works with, else of the tenant whose log was signed last, because
 * that is where records are read; the organization's own where there is no tenant.
 */
export function logToOpen(logs: readonly Log[], tenant: string | null): string {
  if (logs.some(({ log }) => log === tenant)) return tenant ?? ORGANIZATION_LOG;
  const [last] = logs
    .filter(({ log, checkpointAt }) => log !== ORGANIZATION_LOG && checkpointAt !== null)
    .toSorted((one, other) => Date.parse(other.checkpointAt ?? "") - Date.parse(one.checkpointAt ?? ""));
  return last?.log ?? ORGANIZATION_LOG;
}

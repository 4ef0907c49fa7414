// SPDX-License-Identifier: Apache-2.0
import type { Entry } from "@part164/verify/entry.ts";
import type { InstallationId, TenantId } from "#base/id.ts";

/** Whose log: a tenant's, or the installation's for the organization's own. */
export type LogTenant = TenantId | InstallationId;

/** What happened, before the ledger gives it an id and a time. */
export type Act = Omit<Entry, "v" | "id" | "at" | "tenant"> & { readonly tenant: LogTenant };

/** An act of the system itself; fill in what it was. */
export function systemAct(tenant: LogTenant, kind: string, rest: Partial<Act> = {}): Act {
  return {
    kind,
    outcome: "done",
    actor: { kind: "system", id: null, session: null, factor: null },
    onBehalfOf: null,
    from: null,
    tenant,
    individual: null,
    record: null,
    fields: [],
    purpose: null,
    disclosure: null,
    decided: null,
    request: null,
    detail: null,
    ...rest,
  };
}

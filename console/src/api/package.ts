// SPDX-License-Identifier: Apache-2.0
import type { ItemOf } from "@part164/client/client.ts";
import { ask, server } from "./server.ts";
import { listQuery } from "./list.ts";

export type AuditPackage = ItemOf<"report.package.list">;

export const packagesQuery = listQuery<AuditPackage>(["packages"], (_turn, signal) => ask("report.package.list", {}, { signal }));

export function makePackage(): Promise<AuditPackage> {
  return ask("report.package.make", { body: {} });
}

/** Where the browser downloads it from. */
export function packageHref(id: string): string {
  return server.href("report.package.download", { path: { package: id } });
}

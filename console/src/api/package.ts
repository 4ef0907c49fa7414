// SPDX-License-Identifier: Apache-2.0
import { write } from "./ask/fetch.ts";
import { listQuery } from "./ask/list.ts";

export type AuditPackage = {
  readonly id: string;
  readonly createdAt: string;
  readonly by: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly logs: number | readonly unknown[];
};

export const packagesQuery = listQuery<AuditPackage>(["packages"], "/v1/packages");

export function makePackage(): Promise<AuditPackage> {
  return write("POST", "/v1/packages", {});
}

export function packageHref(id: string): string {
  return `/v1/packages/${encodeURIComponent(id)}/file`;
}

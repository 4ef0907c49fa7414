// SPDX-License-Identifier: Apache-2.0
import type { Parts } from "#gate/parts.ts";
import { type BackupMade, MAKE_KIND } from "./make.ts";

export type Recorded = Pick<BackupMade, "file" | "sha256" | "records" | "entries"> & { readonly at: Date };

/** The newest backup as its entry tells, or null. */
export async function newestRecorded({ ledger, installation }: Parts): Promise<Recorded | null> {
  const [found] = await ledger.reader.find(installation, { kind: MAKE_KIND, outcome: "done" }, 1);
  if (found === undefined) return null;
  const { file, sha256, records, entries } = found.entry.detail as unknown as BackupMade; // Written by makeBackup, sealed since.
  return { file, sha256, records, entries, at: new Date(found.entry.at) };
}

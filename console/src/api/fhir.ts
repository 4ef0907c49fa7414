// SPDX-License-Identifier: Apache-2.0
// Reads PHI. The result is handed to the component that shows it and kept nowhere else: no cache, no storage, no address.
import type { FhirResource } from "@part164/client/fhir.ts";
import { server } from "./server.ts";

/** HL7 v3 PurposeOfUse codes, the familiar word first. */
export const PURPOSES = [
  { code: "TREAT", says: "Treatment", short: "Treatment" },
  { code: "HPAYMT", says: "Payment", short: "Payment" },
  { code: "HOPERAT", says: "Health care operations", short: "Operations" },
  { code: "PATRQT", says: "Individual’s request", short: "To individual" },
  { code: "ETREAT", says: "Emergency treatment", short: "Emergency" },
] as const;
export type Purpose = (typeof PURPOSES)[number]["code"];

export type { FhirResource };
export type OpenedRecord = { readonly resource: FhirResource; readonly version: string | null; readonly entry: string | null };

/** Opens one record for a purpose. `entry` is the event id of what this left in the ledger, before the answer left the server. */
export async function openRecord(type: string, id: string, purpose: Purpose, signal?: AbortSignal): Promise<OpenedRecord> {
  const { value, etag, ledgerEntry } = await server.fhir.read(type, id, { purpose, signal });
  return { resource: value, version: etag?.replaceAll(/^W\/"|"$/g, "") ?? null, entry: ledgerEntry };
}

export function purposeSays(code: string | null): string {
  return PURPOSES.find((purpose) => purpose.code === code)?.says ?? code ?? "";
}

/** The same in one or two words, for columns. */
export function purposeShort(code: string | null): string {
  return PURPOSES.find((purpose) => purpose.code === code)?.short ?? code ?? "";
}

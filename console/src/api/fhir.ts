// SPDX-License-Identifier: Apache-2.0
// Reads PHI. The result is handed to the component that shows it and kept nowhere else: no cache, no storage, no address.
import { ask } from "./ask/fetch.ts";

/** HL7 v3 PurposeOfUse codes, the familiar word first. */
export const PURPOSES = [
  { code: "TREAT", says: "Treatment", short: "Treatment" },
  { code: "HPAYMT", says: "Payment", short: "Payment" },
  { code: "HOPERAT", says: "Health care operations", short: "Operations" },
  { code: "PATRQT", says: "Individual’s request", short: "To individual" },
  { code: "ETREAT", says: "Emergency treatment", short: "Emergency" },
] as const;
export type Purpose = (typeof PURPOSES)[number]["code"];

export type FhirResource = { readonly resourceType: string; readonly id?: string; readonly [name: string]: unknown };
export type OpenedRecord = { readonly resource: FhirResource; readonly version: string | null; readonly entry: string | null };

/** Opens one record for a purpose. `entry` is the event id of what this left in the ledger, before the answer left the server. */
export async function openRecord(type: string, id: string, purpose: Purpose, signal?: AbortSignal): Promise<OpenedRecord> {
  const { body, headers } = await ask<FhirResource>(`/fhir/R4/${encodeURIComponent(type)}/${encodeURIComponent(id)}`, {
    headers: { accept: "application/fhir+json", "purpose-of-use": purpose },
    passive: false,
    signal,
  });
  return { resource: body, version: headers.get("etag")?.replaceAll(/^W\/"|"$/g, "") ?? null, entry: headers.get("ledger-entry") };
}

export function purposeSays(code: string | null): string {
  return PURPOSES.find((purpose) => purpose.code === code)?.says ?? code ?? "";
}

/** The same in one or two words, for columns. */
export function purposeShort(code: string | null): string {
  return PURPOSES.find((purpose) => purpose.code === code)?.short ?? code ?? "";
}

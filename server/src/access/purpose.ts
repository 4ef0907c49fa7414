// SPDX-License-Identifier: Apache-2.0
// Why PHI is asked for: codes of HL7 v3 PurposeOfUse (code system 2.16.840.1.113883.5.8).

export const PURPOSES = {
  TREAT: "Treatment",
  HPAYMT: "Payment",
  HOPERAT: "Healthcare operations",
  PATRQT: "The individual's request",
  ETREAT: "Emergency treatment",
} as const;

export type Purpose = keyof typeof PURPOSES;

export const DEFAULT_CLIENT_PURPOSES: readonly Purpose[] = ["TREAT", "HPAYMT", "HOPERAT"];

export function isPurpose(text: string): text is Purpose {
  return Object.hasOwn(PURPOSES, text);
}

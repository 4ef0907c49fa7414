// SPDX-License-Identifier: Apache-2.0
import { write } from "./ask/fetch.ts";

export type SignedIn = { readonly next: "done"; readonly endedOther: boolean; readonly recoveryCodesLeft?: number | null };
export type FactorWanted = { readonly next: "second-factor"; readonly ticket: string; readonly endedOther: boolean };

export function signIn(email: string, password: string): Promise<SignedIn | FactorWanted> {
  return write("POST", "/v1/sign-in", { email, password });
}

/** The second factor: six digits, or one of the recovery codes, which is then used up. */
export function signInFactor(ticket: string, factor: { code: string } | { recoveryCode: string }): Promise<SignedIn> {
  return write("POST", "/v1/sign-in/factor", { ticket, ...factor });
}

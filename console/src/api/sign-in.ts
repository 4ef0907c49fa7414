// SPDX-License-Identifier: Apache-2.0
import type { FactorWanted, FirstStep, SignedIn } from "@part164/client/entrance.ts";
import { server } from "./server.ts";

export type { FactorWanted, SignedIn };

export const signIn = (email: string, password: string): Promise<FirstStep> => server.entrance.signIn(email, password);

/** The second factor: six digits, or one of the recovery codes, which is then used up. */
export function signInFactor(ticket: string, factor: { code: string } | { recoveryCode: string }): Promise<SignedIn> {
  return server.entrance.signInWithFactor(ticket, factor);
}

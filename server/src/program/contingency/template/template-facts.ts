// SPDX-License-Identifier: Apache-2.0

/** What the complete texts of plans are filled in with. */
export type TemplateFacts = {
  readonly organization: string;
  readonly lead: string;
  readonly privacyOfficial: string;
  readonly executive: string;
  readonly reportLine: string;
  readonly cloud: string;
  readonly identityProvider: string;
  readonly isRemoteOnly: boolean;
  /** Names of systems that keep PHI, the one that is needed first first. */
  readonly keeping: readonly string[];
  readonly sites: readonly string[];
  readonly rpoHours: number;
  readonly keepDays: number;
  readonly restoreTestMonths: number;
};

/** "a, b and c"; what stands for none if there is none. */
export function listed(words: readonly string[], none: string): string {
  if (words.length === 0) return none;
  const last = words.at(-1) ?? "";
  return words.length === 1 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** Numbered steps as people tick them on paper. */
export const steps = (...says: readonly string[]): string => says.map((one, n) => `${n + 1}. ${one}`).join("\n");

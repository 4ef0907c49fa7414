// SPDX-License-Identifier: Apache-2.0
// NIST SP 800-63B-4, 3.1.1.2: length and a list of known bad ones, no rules about kinds of characters. The server has the list
// and the last word; here stands what can be said while somebody types.

export type Rule = { readonly says: string; readonly holds: boolean };
export const PASSWORD_MAX = 256;

/** What the password still needs. Characters are code points, as the server counts them. */
export function passwordRules(
  password: string,
  whose: { name: string; email: string; passwordMin: { withFactor: number } },
): readonly Rule[] {
  const length = [...password].length;
  const min = whose.passwordMin.withFactor;
  const lower = password.toLowerCase();
  const own = [
    ...whose.name.toLowerCase().split(/\s+/),
    whose.email.toLowerCase(),
    whose.email.toLowerCase().split("@").at(0) ?? "",
  ].filter((word) => word.length >= 4);
  return [
    { says: `At least ${min} characters, ${min * 2} are better`, holds: length >= min && length <= PASSWORD_MAX },
    { says: "Not your name or email", holds: length > 0 && !own.some((word) => lower.includes(word)) },
    { says: "Not one character over and over", holds: new Set(lower).size > 3 },
  ];
}

// SPDX-License-Identifier: Apache-2.0

/** "1 risk", "3 risks". */
export const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

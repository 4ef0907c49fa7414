// SPDX-License-Identifier: Apache-2.0

/** The fault planted in this process and its children, by name; null in an honest run. Set by survive/planted.test.ts alone. */
export function plantedFault(): string | null {
  return process.env["PLANTED_FAULT"] ?? null;
}

// SPDX-License-Identifier: Apache-2.0

/** "2.1 MB", in powers of ten. */
export function sizeSays(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"] as const;
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? "B"}`;
}

// SPDX-License-Identifier: Apache-2.0

/** "integrity-of-phi" as "Integrity of PHI": a name of ours as a person reads it. */
export function slugWords(slug: string): string {
  const words = slug
    .replaceAll("-", " ")
    .replaceAll(/\bphi\b/g, "PHI")
    .replaceAll(/\ba(?= [aeiou])/g, "an")
    .replaceAll(/\b(log|de|sign) (in|identification)\b/g, "$1-$2");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

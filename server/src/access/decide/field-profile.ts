// SPDX-License-Identifier: Apache-2.0
// Minimum necessary [164.502(b), 164.514(d)]: the top-level fields of a record that a grant lets through. Policies name a profile
// by @fields; a grant without one lets nothing through.

const ALWAYS = ["resourceType", "id", "meta"];

const DEMOGRAPHICS: Readonly<Record<string, readonly string[]>> = {
  Patient: ["identifier", "active", "name", "telecom", "gender", "birthDate", "address"],
  RelatedPerson: ["identifier", "active", "name", "telecom", "address", "patient"],
};

export type FieldProfile = "all" | "demographics";
export const FIELD_PROFILES: readonly FieldProfile[] = ["all", "demographics"];

/** Which fields of a record of `type` the profiles let through, of those it has. Sorted. */
export function permittedFields(profiles: readonly FieldProfile[], type: string, fields: readonly string[]): string[] {
  if (profiles.includes("all")) return [...fields].sort();
  const allowed = new Set(profiles.includes("demographics") ? [...ALWAYS, ...(DEMOGRAPHICS[type] ?? [])] : []);
  return fields.filter((field) => allowed.has(field)).sort();
}

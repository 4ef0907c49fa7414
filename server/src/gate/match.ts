// SPDX-License-Identifier: Apache-2.0
// Optimistic concurrency: whoever changes something says which version was read (RFC 9110, sections 8.8.3 and 13.1.1).
import { Fault } from "#base/fault.ts";

export const etagOf = (version: number): string => `W/"${version}"`;

/** The version in an If-Match header. @throws Fault `version_needed`, `malformed_input`. */
export function versionToMatch(header: string | undefined): number {
  if (header === undefined) throw new Fault("version_needed");
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim()) ?? [];
  if (version === undefined) throw new Fault("malformed_input", { fields: [{ at: "If-Match", says: 'Reads like W/"3".' }] });
  return Number(version);
}

// SPDX-License-Identifier: Apache-2.0

/** "Maya Okafor" to "MO". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  return [words.at(0), words.length > 1 ? words.at(-1) : undefined].map((word) => word?.at(0)?.toUpperCase() ?? "").join("");
}

/** "security-official" to "Security official". */
export function roleSays(role: string): string {
  const words = role.replaceAll(/[-_]/g, " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

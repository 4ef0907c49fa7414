// SPDX-License-Identifier: Apache-2.0
// What a device can be, and how it is looked at: one that runs shows how it locks and is patched, a medium only whether it is encrypted.

export const DEVICE_KINDS = [
  { value: "laptop", label: "Laptop", looks: "runs" },
  { value: "desktop", label: "Desktop", looks: "runs" },
  { value: "phone", label: "Telephone", looks: "runs" },
  { value: "tablet", label: "Tablet", looks: "runs" },
  { value: "server", label: "Server", looks: "runs" },
  { value: "medium", label: "Removable medium or disk", looks: "medium" },
  { value: "printer", label: "Printer or scanner", looks: "not" },
  { value: "paper", label: "Store of paper", looks: "not" },
  { value: "other", label: "Something else", looks: "not" },
] as const;

export type DeviceKind = (typeof DEVICE_KINDS)[number]["value"];

/** How a device of a kind is looked at; not at all where nothing can be seen of it from outside. */
export function looksAt(kind: unknown): "runs" | "medium" | "not" {
  return DEVICE_KINDS.find(({ value }) => value === kind)?.looks ?? "not";
}

export const kindSays = (kind: unknown): string => DEVICE_KINDS.find(({ value }) => value === kind)?.label ?? "Device";

// SPDX-License-Identifier: Apache-2.0
import { escapeMarkdown, oneLine } from "../document/render/fill-value.ts";

/** What somebody wrote, as text within a line or a cell of Markdown. */
export const cell = (value: string): string => escapeMarkdown(oneLine(value), " ", " ");

/** "4 hours", "1 hour", "7 days" where the hours are whole days and more than two of them. */
export function hoursSaid(hours: unknown): string {
  if (typeof hours !== "number") return "not said";
  if (hours >= 72 && hours % 24 === 0) return `${hours / 24} days`;
  return hours === 1 ? "1 hour" : `${hours} hours`;
}

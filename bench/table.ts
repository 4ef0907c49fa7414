// SPDX-License-Identifier: Apache-2.0
import { availableParallelism, cpus, totalmem } from "node:os";

/** What, found, wanted, how. */
export type Row = readonly [string, string, string, string];

/** The rows as a Markdown table, with the machine they were measured on. */
export function table(rows: readonly Row[], date: string): string {
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
  const lines = [["what", "found", "wanted", "figures"], ["---", "---", "---", "---"], ...rows].map((row) => `| ${row.join(" | ")} |`);
  return `Measured ${date} on ${machine}; client, server and database on the one machine.\n\n${lines.join("\n")}\n`;
}

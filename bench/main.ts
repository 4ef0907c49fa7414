// SPDX-License-Identifier: Apache-2.0
// npm run bench [-- --seconds N] [--entries N] [--write]: prints the table of figures; with --write it becomes docs/reference/benchmarks.md.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { benchLedger } from "./ledger.ts";
import { benchReadAndCreate } from "./read-and-create.ts";
import { benchStart } from "./start.ts";
import { type Row, table } from "./table.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "8" },
    entries: { type: "string", default: "200000" },
    write: { type: "boolean", default: false },
  },
});
const rows: Row[] = [];
for (const bench of [() => benchReadAndCreate(Number(values.seconds)), () => benchLedger(Number(values.entries)), () => benchStart()]) {
  const found = await bench();
  for (const row of found) process.stdout.write(`${row.join("  |  ")}\n`);
  rows.push(...found);
}
const command = `npm run bench -- --seconds ${values.seconds} --entries ${values.entries}`;
const page = `# Benchmarks\n\nMade by \`${command} --write\`. Ratios come from one run; absolutes are this machine's.\n\n${table(rows, new Date().toISOString().slice(0, 10))}`;
if (values.write) writeFileSync(new URL("../docs/reference/benchmarks.md", import.meta.url), page);
else process.stdout.write(`\n${page}`);
process.exit(0);

// SPDX-License-Identifier: Apache-2.0
// npm run bench [-- --seconds N] [--entries N] [--growth [--sizes N,N]] [--write]: prints the table of figures; with --write it becomes
// docs/reference/benchmarks.md, growth.md or program-speed.md. --program asks how an organization of 500 people finds its pages. --growth asks how figures grow with records and entries, up to a million; it takes about half an hour.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { benchGrowth } from "./growth.ts";
import { benchLedger } from "./ledger.ts";
import { benchProgram } from "./program.ts";
import { benchReadAndCreate } from "./read-and-create.ts";
import { benchStart } from "./start.ts";
import { type Row, table } from "./table.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "8" },
    entries: { type: "string", default: "200000" },
    growth: { type: "boolean", default: false },
    program: { type: "boolean", default: false },
    sizes: { type: "string", default: "10000,100000,1000000" },
    write: { type: "boolean", default: false },
  },
});
const sizes = values.sizes.split(",").map(Number);
const speed = [() => benchReadAndCreate(Number(values.seconds)), () => benchLedger(Number(values.entries)), () => benchStart()];
const rows: Row[] = [];
const benches = values.growth ? [() => benchGrowth(sizes)] : values.program ? [() => benchProgram(Number(values.entries))] : speed;
for (const bench of benches) {
  const found = await bench();
  for (const row of found) process.stdout.write(`${row.join("  |  ")}\n`);
  rows.push(...found);
}
const chosen = values.growth
  ? `--growth --sizes ${values.sizes}`
  : values.program
    ? `--program --entries ${values.entries}`
    : `--seconds ${values.seconds} --entries ${values.entries}`;
const [title, file] = values.growth
  ? ["Growth", "growth.md"]
  : values.program
    ? ["Program", "program-speed.md"]
    : ["Benchmarks", "benchmarks.md"];
const page = `# ${title}\n\nMade by \`npm run bench -- ${chosen} --write\`. Ratios come from one run; absolutes are this machine's.\n\n${table(rows, new Date().toISOString().slice(0, 10))}`;
if (values.write) writeFileSync(new URL(`../docs/reference/${file}`, import.meta.url), page);
else process.stdout.write(`\n${page}`);
process.exit(0);

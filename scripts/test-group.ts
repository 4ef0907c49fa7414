// SPDX-License-Identifier: Apache-2.0
// Several test files in one process, one after the other. Not by Node's own `--test-isolation=none`: there a file that fails while it is
// loaded, after its first test, counts as passed, and what came after is never missed. Here that ends the process.
import { pathToFileURL } from "node:url";

for (const file of process.argv.slice(2)) await import(pathToFileURL(file).href);

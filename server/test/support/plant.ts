// SPDX-License-Identifier: Apache-2.0
// Plants one fault into the source as it is loaded: `node --import plant.ts` with PLANTED_FAULT in the environment. Nothing in the
// product knows of it. A test that cannot find the fault proves nothing about the code without it.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { FAULTS, PATCHES } from "./planted-faults.ts";
import { plantedFault } from "./plant-name.ts";

const patches = (plantedFault() ?? "").split(",").flatMap((name) => {
  const found = FAULTS[name];
  if (found === undefined) throw new Error(`There is no planted fault ${name}.`);
  return found;
});
PATCHES.check(patches);

registerHooks({
  load(url, context, nextLoad) {
    const own = patches.filter(({ file }) => url.endsWith(`/${file}`));
    if (own.length === 0) return nextLoad(url, context);
    const loaded = nextLoad(url, context);
    const source = PATCHES.apply(readFileSync(fileURLToPath(url), "utf8"), own);
    return { ...loaded, source };
  },
});

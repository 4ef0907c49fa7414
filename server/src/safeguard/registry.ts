// SPDX-License-Identifier: Apache-2.0
// Every safeguard: what is exported by the files in the folder `safeguard`, one or a list, in the order of their names.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert } from "#base/assert.ts";
import type { Check, Safeguard } from "./safeguard.ts";

const FOLDER = fileURLToPath(new URL("./safeguard", import.meta.url));

let found: Promise<readonly Safeguard[]> | undefined;

export function allSafeguards(): Promise<readonly Safeguard[]> {
  found ??= find();
  return found;
}

/** A check by name, or undefined. */
export async function checkNamed(name: string): Promise<Check | undefined> {
  return (await allSafeguards()).flatMap(({ checks }) => checks).find((check) => check.name === name);
}

async function find(): Promise<readonly Safeguard[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts")).sort();
  const modules = await Promise.all(files.map((name) => import(join(FOLDER, name)) as Promise<Record<string, unknown>>));
  const safeguards = modules.flatMap((module) => Object.values(module).flat()).filter(isSafeguard);
  const names = safeguards.flatMap(({ checks }) => checks.map(({ name }) => name));
  assert(new Set(names).size === names.length, "No two checks have one name.");
  return safeguards;
}

function isSafeguard(value: unknown): value is Safeguard {
  return typeof value === "object" && value !== null && "proves" in value && "checks" in value;
}

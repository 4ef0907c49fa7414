// SPDX-License-Identifier: Apache-2.0
// Adding a thing is adding a file: operations and safeguards are found in their folders, not listed in one that every change edits.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert } from "#base/assert.ts";
import type { ActionGroup } from "#access/decide/schema.ts";
import type { Operation } from "#gate/operation.ts";

const SOURCE = fileURLToPath(new URL("..", import.meta.url));

/** Every operation: what is exported by the files in folders named `operation`. In the order of their names. */
export async function findOperations(): Promise<Operation[]> {
  const found = (await exportsOf("operation")).filter(isOperation);
  const names = new Set(found.map(({ name }) => name));
  assert(names.size === found.length, "No two operations have one name.");
  const routes = new Set(found.map(({ route }) => `${route.method} ${route.path}`));
  assert(routes.size === found.length, "No two operations have one route.");
  return found.sort((a, b) => bySpecificRoute(a, b));
}

/** All exports of the files in folders of this name. */
export async function exportsOf(folder: string): Promise<unknown[]> {
  const files = (await readdir(SOURCE, { recursive: true }))
    .filter((path) => path.includes(`/${folder}/`) && path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .sort();
  const modules = await Promise.all(files.map((path) => import(join(SOURCE, path)) as Promise<Record<string, unknown>>));
  return modules.flatMap((module) => Object.values(module));
}

function isOperation(value: unknown): value is Operation {
  return typeof value === "object" && value !== null && "route" in value && "effect" in value && "groups" in value;
}

/** Fixed segments before parameters, so that /v1/a/b is not taken for /v1/a/{id}. */
function bySpecificRoute(a: Operation, b: Operation): number {
  const key = ({ route, name }: Operation): string => `${route.path.replaceAll(/\{[^}]+\}/g, "~")} ${name}`;
  return key(a) < key(b) ? -1 : 1;
}

/** The groups of every action, for the policies' schema. */
export function actionGroups(operations: readonly Operation[]): Map<string, readonly ActionGroup[]> {
  return new Map(operations.map(({ name, groups }) => [name, groups]));
}

// SPDX-License-Identifier: Apache-2.0
// Every form: what the files in folders named `definition` export. Adding one is adding a file.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import type { FormDefinition } from "./form.ts";

const PROGRAM = fileURLToPath(new URL("..", import.meta.url));

let found: Promise<ReadonlyMap<string, FormDefinition>> | undefined;

/** All forms by name, in the order of their names. */
export function allForms(): Promise<ReadonlyMap<string, FormDefinition>> {
  found ??= find();
  return found;
}

/** @throws Fault `not_found` if there is no such form. */
export async function formNamed(name: string): Promise<FormDefinition> {
  const form = (await allForms()).get(name);
  if (form === undefined) throw new Fault("not_found", { detail: "There is no such form. GET /v1/forms lists them." });
  return form;
}

async function find(): Promise<ReadonlyMap<string, FormDefinition>> {
  const files = (await readdir(PROGRAM, { recursive: true }))
    .filter((path) => /(^|\/)definition\/[^/]+\.ts$/.test(path) && !path.endsWith(".test.ts"))
    .sort();
  const modules = await Promise.all(files.map((path) => import(join(PROGRAM, path)) as Promise<Record<string, unknown>>));
  const forms = modules.flatMap((module) => Object.values(module)).filter(isForm);
  const byName = new Map(forms.sort((a, b) => (a.name < b.name ? -1 : 1)).map((form) => [form.name, form]));
  assert(byName.size === forms.length, "No two forms have one name.");
  return byName;
}

function isForm(value: unknown): value is FormDefinition {
  return typeof value === "object" && value !== null && "workflow" in value && "fields" in value;
}

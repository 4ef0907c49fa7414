// SPDX-License-Identifier: Apache-2.0
// HL7's definitions as the validator reads them. The file is parsed once (2 ms), each type prepared when first met.
import { existsSync, readFileSync } from "node:fs";
import { assert, present } from "#base/assert.ts";
import type { DefinitionFile, ElementRow } from "./definition-file.ts";
import { invariant, type Invariant } from "./invariant.ts";
import { PRIMITIVES, type Primitive } from "./primitive.ts";

/** A required value set. */
export type Values = { readonly codes: ReadonlySet<string>; readonly coded: ReadonlySet<string> };

export type Property = {
  readonly name: string;
  readonly type: string;
  readonly many: boolean;
  readonly choice: string | undefined;
  /** Set for a primitive. */
  readonly primitive: Primitive | undefined;
  readonly values: Values | undefined;
  /** The types that a reference may name; undefined when any may. */
  readonly targets: ReadonlySet<string> | undefined;
  readonly invariants: readonly Invariant[];
  /** True for "_birthDate", which carries the id and extensions of `birthDate`. */
  readonly beside: boolean;
};

export type TypeDefinition = {
  readonly name: string;
  readonly resource: boolean;
  readonly properties: ReadonlyMap<string, Property>;
  /** Each a list of properties of which one must be there. */
  readonly required: readonly (readonly string[])[];
  readonly invariants: readonly Invariant[];
};

type Loaded = { file: DefinitionFile; types: Map<string, TypeDefinition>; values: Map<number, Values>; resourceTypes: ReadonlySet<string> };
let loaded: Loaded | undefined;

function definitions(): Loaded {
  if (loaded) return loaded;
  const place = new URL("../../../generated/fhir-r4.json", import.meta.url);
  assert(existsSync(place), "The build has made server/generated/fhir-r4.json (npm run build).");
  const file = JSON.parse(readFileSync(place, "utf8")) as DefinitionFile; // Our own build wrote it.
  assert(file.fhirVersion === "4.0.1", "The generated definitions are of FHIR R4.");
  loaded = { file, types: new Map(), values: new Map(), resourceTypes: new Set(file.resourceTypes) };
  return loaded;
}

/** The definition of a type, or undefined if it is none of those kept. */
export function typeDefinition(name: string): TypeDefinition | undefined {
  const { file, types } = definitions();
  const known = types.get(name);
  if (known || !Object.hasOwn(file.types, name)) return known;
  const made = prepare(name, file);
  types.set(name, made);
  return made;
}

/** The definition of a resource type that can be stored, or undefined. */
export function resourceDefinition(name: unknown): TypeDefinition | undefined {
  const found = typeof name === "string" ? typeDefinition(name) : undefined;
  return found?.resource ? found : undefined;
}

/** True for every resource type of FHIR R4, stored here or not. */
export function isResourceType(name: string): boolean {
  return definitions().resourceTypes.has(name);
}

/** The resource types that can be stored, sorted. */
export function storedTypes(): readonly string[] {
  return Object.entries(definitions().file.types)
    .flatMap(([name, { resource }]) => (resource ? [name] : []))
    .sort();
}

function prepare(name: string, file: DefinitionFile): TypeDefinition {
  const row = present(file.types[name], "A type that is asked for was found.");
  const properties = new Map<string, Property>();
  for (const element of row.elements) {
    const property = prepareProperty(name, element, file);
    properties.set(element.name, property);
    // Ids, and the url of an extension, are plain strings in JSON, without extensions of their own.
    if (property.primitive && element.name !== "id" && !(name === "Extension" && element.name === "url"))
      properties.set(`_${element.name}`, { ...property, beside: true });
  }
  const keys = [...(row.invariants ?? []), ...(name === "Extension" ? ["ext-1"] : [])];
  return {
    name,
    resource: row.resource === true,
    properties,
    required: requiredGroups(row.elements),
    invariants: keys.map((key) => invariant(name, key)),
  };
}

function prepareProperty(owner: string, element: ElementRow, file: DefinitionFile): Property {
  const targets = element.targets === undefined ? undefined : file.targets[element.targets];
  return {
    name: element.name,
    type: element.type,
    many: element.many === true,
    choice: element.choice,
    primitive: PRIMITIVES.get(element.type),
    values: element.values === undefined ? undefined : valueSet(element.values),
    targets: targets && new Set(targets),
    invariants: (element.invariants ?? []).map((key) => invariant(owner, key)),
    beside: false,
  };
}

function requiredGroups(elements: readonly ElementRow[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const { name, required, choice } of elements) {
    if (!required) continue;
    const group = groups.get(choice ?? name) ?? [];
    group.push(name, `_${name}`);
    groups.set(choice ?? name, group);
  }
  return [...groups.values()];
}

function valueSet(index: number): Values {
  const { file, values } = definitions();
  const known = values.get(index);
  if (known) return known;
  const systems = Object.entries(present(file.valueSets[index], "A binding names a value set of the file."));
  const made = {
    codes: new Set(systems.flatMap(([, codes]) => codes)),
    coded: new Set(systems.flatMap(([system, codes]) => codes.map((code) => `${system}|${code}`))),
  };
  values.set(index, made);
  return made;
}

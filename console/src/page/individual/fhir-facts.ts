// SPDX-License-Identifier: Apache-2.0
// A FHIR R4 resource as facts and sections, for any type. What is not recognised is still shown, under its own name: nothing
// that was opened is left out silently. The resource's own JSON stays one click away.
import type { FhirResource } from "../../api/fhir.ts";
import { isParts, valueWords } from "./fhir-values.ts";

export type FhirFact = { readonly label: string; readonly values: readonly string[] };
export type FhirSection = { readonly title: string | null; readonly facts: readonly FhirFact[]; readonly sections: readonly FhirSection[] };

const LEFT_OUT = new Set(["resourceType", "id", "meta", "text", "implicitRules", "language"]); // Shown elsewhere, or the same again as narrative.
const FIRST = [
  "name",
  "code",
  "vaccineCode",
  "medicationCodeableConcept",
  "type",
  "category",
  "status",
  "clinicalStatus",
  "verificationStatus",
  "gender",
  "birthDate",
];
const CHOICES =
  /^(value|effective|onset|abatement|performed|medication|occurrence|deceased|multipleBirth|serviced|product|timing|reported|asNeeded|dose|rate|location|diagnosis|procedure|item|start|due|detail|allowed|used|created|collected|scheduled)(Quantity|CodeableConcept|DateTime|Period|Range|Ratio|String|Boolean|Integer|UnsignedInt|PositiveInt|Reference|Coding|Date|Time|Instant|Age|Duration|Money|Attachment|Identifier|Timing|Annotation|Code|Uri|Decimal|SampledData)$/;
const DEPTH_MAX = 6;

/** "birthDate" to "Birth date", "valueQuantity" to "Value". */
export function labelOf(name: string): string {
  const bare = CHOICES.exec(name)?.[1] ?? name;
  const words = bare
    .replaceAll(/([A-Z])/g, " $1")
    .replaceAll(/[-_]/g, " ")
    .trim()
    .toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

export function sectionOf(resource: FhirResource): FhirSection {
  const names = Object.keys(resource).filter((name) => !LEFT_OUT.has(name) && !name.startsWith("_"));
  const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const sorted = names.toSorted((one, other) => rank(one) - rank(other));
  return partsSection(null, Object.fromEntries(sorted.map((name) => [name, resource[name]])), 0);
}

function partsSection(title: string | null, parts: Readonly<Record<string, unknown>>, depth: number): FhirSection {
  const facts: FhirFact[] = [];
  const sections: FhirSection[] = [];
  for (const [name, value] of Object.entries(parts)) {
    if (name === "extension" || name === "modifierExtension") {
      facts.push(...extensionFacts(value));
      continue;
    }
    const list = Array.isArray(value) ? value : [value];
    const words = list.map(valueWords);
    const said = words.flatMap((word) => (word === undefined || word === "" ? [] : [word]));
    if (said.length > 0) facts.push({ label: labelOf(name), values: [...new Set(said)] });
    const nested = list.filter((item, n) => words[n] === undefined && isParts(item));
    for (const [n, item] of nested.entries()) {
      if (!isParts(item)) continue;
      const label = nested.length > 1 ? `${labelOf(name)} ${n + 1}` : labelOf(name);
      const own = typeof item["resourceType"] === "string" ? item["resourceType"] : label;
      if (depth >= DEPTH_MAX) facts.push({ label, values: [JSON.stringify(item)] });
      else sections.push(partsSection(own, item, depth + 1));
    }
  }
  return { title, facts, sections };
}

/** Extensions under the last word of their address: "us-core-race" reads "Race". */
function extensionFacts(value: unknown): FhirFact[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isParts).flatMap((extension): FhirFact[] => {
    const url = typeof extension["url"] === "string" ? extension["url"] : "extension";
    const label = labelOf((url.split("/").at(-1) ?? url).replace(/^us-core-|^patient-/, ""));
    const own = Object.entries(extension)
      .filter(([name]) => name.startsWith("value"))
      .flatMap(([, one]) => valueWords(one) ?? []);
    const inner = extensionFacts(extension["extension"]);
    const text = inner.find((fact) => fact.label === "Text") ?? inner[0];
    const values = own.length > 0 ? own : (text?.values ?? []);
    return values.length === 0 ? [] : [{ label, values }];
  });
}

/** What the record is about, once opened: its code, name or kind. */
export function headline(resource: FhirResource): string {
  for (const name of ["name", "code", "vaccineCode", "medicationCodeableConcept", "description", "title", "type", "category"]) {
    const value = resource[name];
    const words = valueWords(Array.isArray(value) ? value[0] : value);
    if (words !== undefined && words !== "") return words;
  }
  return resource.resourceType;
}

const TYPE_SAYS: Readonly<Record<string, string>> = {
  Patient: "Name and contact",
  Observation: "Results and observations",
  Condition: "Conditions",
  MedicationRequest: "Medications",
  AllergyIntolerance: "Allergies",
  Immunization: "Immunizations",
  Encounter: "Visits",
  Procedure: "Procedures",
  DiagnosticReport: "Reports",
  CarePlan: "Care plans",
  Claim: "Claims",
  ExplanationOfBenefit: "Benefits explained",
  ImagingStudy: "Imaging",
  Goal: "Goals",
  DocumentReference: "Documents",
};

const TYPE_ORDER = Object.keys(TYPE_SAYS);

/** The familiar word for a FHIR type; the type's own name when there is none. */
export function typeSays(type: string): string {
  return TYPE_SAYS[type] ?? type.replaceAll(/([a-z])([A-Z])/g, "$1 $2");
}

/** Who it is first, money last. */
export function inTypeOrder(one: string, other: string): number {
  const rank = (type: string): number => (TYPE_ORDER.includes(type) ? TYPE_ORDER.indexOf(type) : TYPE_ORDER.length);
  return rank(one) - rank(other) || one.localeCompare(other);
}

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import type { FhirResource } from "../../api/fhir.ts";
import { headline, inTypeOrder, labelOf, sectionOf, typeSays, type FhirSection } from "./fhir-facts.ts";
import { dateWords, valueWords } from "./fhir-values.ts";

const SAMPLES = fileURLToPath(new URL("../../../../../shared/samples/fhir/", import.meta.url));

const fact = (section: FhirSection, label: string): readonly string[] | undefined =>
  section.facts.find((one) => one.label === label)?.values;

test("an unknown structure is shown under its own name, never dropped", () => {
  const section = sectionOf({ resourceType: "Basic", oddThing: { inner: { deep: "seen" } } });
  assert.equal(section.sections[0]?.title, "Odd thing");
  assert.deepEqual(section.sections[0]?.sections[0]?.facts, [{ label: "Deep", values: ["seen"] }]);
});

test("data types read as people write them", () => {
  for (const [value, words] of [
    [{ text: "Hypertension", coding: [{ code: "38341003" }] }, "Hypertension"],
    [{ coding: [{ system: "s", code: "active" }] }, "active"],
    [{ value: 173.77637872279573, unit: "cm", system: "u", code: "cm" }, "173.7764 cm"],
    [{ start: "2011-05-16T05:19:57+00:00", end: "2011-05-16T05:34:57+00:00" }, "16 May 2011, 05:19 UTC to 16 May 2011, 05:34 UTC"],
    [{ start: "2011-05-16" }, "16 May 2011 onward"],
    [{ use: "maiden", family: "Byrne", given: ["Ada", "M."] }, "Ada M. Byrne (maiden)"],
    [{ system: "phone", value: "555-0100", use: "home" }, "555-0100 (home phone)"],
    [{ line: ["1 Quay"], city: "Astoria", state: "OR", postalCode: "97103" }, "1 Quay, Astoria, OR 97103"],
    [{ reference: "Encounter/0190a1b2-0000-7000-8000-0000000000ff" }, "Encounter …000000ff"],
    [{ repeat: { frequency: 2, period: 1, periodUnit: "d" } }, "2 times every day"],
    [{ value: 129.16, currency: "USD" }, "129.16 USD"],
    [false, "No"],
  ] as const)
    assert.equal(valueWords(value), words);
  assert.equal(dateWords("1931"), "1931");
  assert.equal(dateWords("2011-05-16T22:10:00-07:00"), "16 May 2011, 22:10 UTC-07:00");
});

test("labels drop the type of a choice and speak plainly", () => {
  assert.equal(labelOf("effectiveDateTime"), "Effective");
  assert.equal(labelOf("valueCodeableConcept"), "Value");
  assert.equal(labelOf("birthDate"), "Birth date");
  assert.equal(typeSays("MedicationRequest"), "Medications");
  assert.equal(typeSays("ServiceRequest"), "Service Request");
  assert.deepEqual(["Claim", "Zebra", "Patient"].toSorted(inTypeOrder), ["Patient", "Claim", "Zebra"]);
});

test("extensions read under their last word", () => {
  const section = sectionOf({
    resourceType: "Patient",
    extension: [
      {
        url: "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race",
        extension: [
          { url: "ombCategory", valueCoding: { system: "s", code: "c", display: "White" } },
          { url: "text", valueString: "White" },
        ],
      },
    ],
  });
  assert.deepEqual(fact(section, "Race"), ["White"]);
});

test(
  "every resource of the sample bundles reads without raw structures",
  { skip: existsSync(SAMPLES) ? false : "the sample bundles are not on this machine" },
  () => {
    let seen = 0;
    for (const file of readdirSync(SAMPLES).filter((name) => name.startsWith("patient-"))) {
      const bundle: { entry: { resource: FhirResource }[] } = JSON.parse(readFileSync(`${SAMPLES}${file}`, "utf8"));
      for (const { resource } of bundle.entry) {
        seen += 1;
        const all = (section: FhirSection): readonly string[] => [
          ...section.facts.flatMap((one) => one.values),
          ...section.sections.flatMap(all),
        ];
        const values = all(sectionOf(resource));
        assert.ok(values.length > 0, resource.resourceType);
        assert.ok(
          values.every((value) => !value.includes("[object") && !/^[[{]/.test(value)),
          resource.resourceType,
        );
        assert.notEqual(headline(resource), "");
      }
    }
    assert.ok(seen > 1_000);
  },
);

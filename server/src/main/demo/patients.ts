// SPDX-License-Identifier: Apache-2.0
// Invented patients as FHIR transaction bundles. A small generator of our own with a fixed seed: the same demonstration each time.

const FAMILY = [
  "Ashgrove",
  "Birchwood",
  "Castellan",
  "Dunmore",
  "Eastlake",
  "Fairbourne",
  "Greywell",
  "Hollis",
  "Ivers",
  "Jansen",
  "Kestrel",
  "Lomax",
  "Marchetti",
  "Northcote",
  "Okonjo",
  "Pemberly",
];
const GIVEN = [
  "Linnea",
  "Tobias",
  "Amara",
  "Felix",
  "Ingrid",
  "Mateo",
  "Noor",
  "Silas",
  "Yuki",
  "Wanda",
  "Elio",
  "Petra",
  "Ravi",
  "Selma",
  "Otto",
  "Mirela",
];
const STREETS = ["Alder Lane", "Quarry Road", "Harbor Street", "Juniper Court", "Mill Row", "Sycamore Avenue"];
const CITIES = ["Astoria", "Medford", "Bend", "Salem"];
const CONDITIONS: readonly (readonly [string, string])[] = [
  ["38341003", "Hypertensive disorder"],
  ["44054006", "Type 2 diabetes mellitus"],
  ["195967001", "Asthma"],
  ["396275006", "Osteoarthritis"],
];
const MEASURES: readonly (readonly [string, string, string, number, number])[] = [
  ["8867-4", "Heart rate", "/min", 58, 30],
  ["29463-7", "Body weight", "kg", 52, 45],
  ["8310-5", "Body temperature", "Cel", 36, 2],
  ["8480-6", "Systolic blood pressure", "mm[Hg]", 104, 50],
];

/** A repeatable sequence of numbers from 0 up to 1 (a linear congruence; nothing here needs to be unpredictable). */
export function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One patient with encounters, measurements and a condition, as a transaction bundle. */
export function patientBundle(number: number, upTo: Date): Record<string, unknown> {
  const next = sequence(number * 7919 + 17);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T; // The index is below the length.
  const day = (back: number): string => new Date(upTo.getTime() - back * 86_400_000).toISOString();
  const patient = "urn:uuid:00000000-0000-4000-8000-000000000001";
  const entries: { fullUrl: string; resource: Record<string, unknown>; request: { method: string; url: string } }[] = [];
  const add = (
    resource: { resourceType: string; [name: string]: unknown },
    fullUrl = `urn:uuid:00000000-0000-4000-8000-${String(entries.length + 1).padStart(12, "0")}`,
  ): string => {
    entries.push({ fullUrl, resource, request: { method: "POST", url: resource.resourceType } });
    return fullUrl;
  };
  add(
    {
      resourceType: "Patient",
      active: true,
      identifier: [{ system: "https://fernhollow.example/mrn", value: `FH-${String(10_000 + number)}` }],
      name: [{ use: "official", family: pick(FAMILY), given: [pick(GIVEN)] }],
      telecom: [{ system: "phone", value: `555-01${String(number % 100).padStart(2, "0")}` }],
      gender: next() < 0.5 ? "female" : "male",
      birthDate: `${1935 + Math.floor(next() * 80)}-${String(1 + Math.floor(next() * 12)).padStart(2, "0")}-${String(1 + Math.floor(next() * 28)).padStart(2, "0")}`,
      address: [{ line: [`${1 + Math.floor(next() * 400)} ${pick(STREETS)}`], city: pick(CITIES), state: "OR", postalCode: "97100" }],
    },
    patient,
  );
  const subject = { reference: patient };
  const [code, display] = pick(CONDITIONS);
  add({
    resourceType: "Condition",
    subject,
    code: { coding: [{ system: "http://snomed.info/sct", code, display }] },
    recordedDate: day(400),
  });
  for (let visit = 0; visit < 2 + Math.floor(next() * 3); visit++) {
    const back = 20 + Math.floor(next() * 300);
    const encounter = add({
      resourceType: "Encounter",
      status: "finished",
      class: { system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "AMB" },
      subject,
      period: { start: day(back), end: day(back) },
    });
    for (const [measure, name, unit, low, span] of MEASURES) {
      const value = Math.round((low + next() * span) * 10) / 10;
      const coding = [{ system: "http://loinc.org", code: measure, display: name }];
      add({
        resourceType: "Observation",
        status: "final",
        code: { coding },
        subject,
        encounter: { reference: encounter },
        effectiveDateTime: day(back),
        valueQuantity: { value, unit, system: "http://unitsofmeasure.org", code: unit },
      });
    }
  }
  return { resourceType: "Bundle", type: "transaction", entry: entries };
}

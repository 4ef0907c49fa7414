// SPDX-License-Identifier: Apache-2.0
// Whose record it is. FHIR calls it the Patient compartment; here it decides under which individual's key a record is sealed, so it takes
// the one property that says whom the record is about, not every person who is mentioned in it.
import { Fault } from "#base/fault.ts";
import { nodes } from "./node.ts";
import { parseReference } from "./reference.ts";
import type { FhirRecord } from "./validate.ts";

/** Where each type says whom it is about, as property names from the record inwards. What is not listed is about nobody. */
const ABOUT: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    subject:
      "CarePlan CareTeam Communication Condition DiagnosticReport DocumentReference Encounter Goal ImagingStudy MedicationRequest " +
      "Observation Procedure QuestionnaireResponse ServiceRequest",
    patient: "AllergyIntolerance Claim Consent Device ExplanationOfBenefit Immunization RelatedPerson",
    beneficiary: "Coverage",
    for: "Task",
    "participant.actor": "Appointment",
    target: "Provenance",
    "entity.what": "AuditEvent",
  }).flatMap(([path, types]) => types.split(" ").map((type) => [type, path.split(".")])),
);

/**
 * The id of the Patient that a record is about; null for what is about nobody, or about somebody who is no record here (a reference by
 * identifier, to another server, or to a contained resource).
 * @throws Fault `invalid_record` if a record is about several individuals: it could not be sealed under the key of one.
 */
export function individualOf(record: FhirRecord): string | null {
  if (record.resourceType === "Patient") return typeof record["id"] === "string" ? record["id"] : null;
  const path = ABOUT.get(record.resourceType);
  if (!path) return null;
  const ids = new Set(
    path
      .reduce<readonly Record<string, unknown>[]>((found, name) => found.flatMap((each) => nodes(each[name])), [record])
      .flatMap(patientId),
  );
  if (ids.size > 1) {
    const says = "must be about one individual; store one record for each";
    throw new Fault("invalid_record", { fields: [{ at: `/${path.join("/")}`, says }] });
  }
  const [only] = ids;
  return only ?? null;
}

function patientId({ reference }: Record<string, unknown>): string[] {
  const parsed = typeof reference === "string" ? parseReference(reference) : undefined;
  return parsed?.kind === "local" && parsed.type === "Patient" ? [parsed.id] : [];
}

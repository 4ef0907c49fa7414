// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { isId } from "#base/id.ts";
import { type About, JsonText } from "#gate/operation.ts";
import { isResourceType } from "../../fhir/definitions.ts";
import type { RecordRow } from "../record-row.ts";

/** A FHIR type that is stored here. */
export const recordType = z
  .string()
  .regex(/^[A-Z][A-Za-z]{1,63}$/)
  .refine(isResourceType)
  .meta({ description: "A FHIR R4 resource type." });
export const recordId = z.string().refine(isId).meta({ description: "The record's id, a UUIDv7.", format: "uuid" });
export const noQuery = z.strictObject({});
export const noBody = z.undefined();

/** FHIR answers are JSON text already; OpenAPI describes them as FHIR does. */
export const fhirText = z.instanceof(JsonText).meta({ description: "A FHIR R4 resource, application/fhir+json." });

type Place = { readonly type: string; readonly id: string; readonly version?: number | null };

/** What an operation on one record is about: the row, or the place where there is none. */
export function aboutRecord(place: Place, row: RecordRow | undefined): About {
  return {
    collection: place.type,
    relation: "own-tenant", // Row security: another tenant's row is no row.
    record: { type: place.type, id: place.id, version: row?.version ?? place.version ?? null },
    individual: row?.individual ?? null,
    isMissing: row === undefined,
  };
}

// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { keyInsert } from "#store/key-rows.ts";
import { etagOf } from "#gate/match.ts";
import { JsonText, operation } from "#gate/operation.ts";
import { individualOf } from "../../fhir/compartment.ts";
import { validateRecord } from "../../fhir/validate.ts";
import { recordInsert } from "../record-row.ts";
import { recordBytes, recordText } from "../record-text.ts";
import { keyFor, keyForNew, sealRecord } from "../sealing.ts";
import { fhirText, noQuery, recordType } from "./common.ts";

export const createRecord = operation({
  name: "phi.record.create",
  cites: ["164.312(a)(1)", "164.312(c)(1)"],
  says: "Created a record",
  groups: ["records.write"],
  letter: "c",
  route: { method: "POST", path: "/fhir/R4/{type}" },
  input: z.object({ path: z.strictObject({ type: recordType }), query: noQuery, body: z.unknown() }),
  output: fhirText,
  status: 201,
  effect: "write",
  log: "tenant",
  needsPurpose: true,
  aim: ({ input }) => ({ collection: input.path.type, relation: "own-tenant" as const }),
  async prepare({ parts, input, tenant, header }) {
    if (header("if-none-exist") !== undefined)
      throw new Fault("unsupported_parameter", { detail: "If-None-Exist is not supported yet; send an Idempotency-Key instead." });
    const id = parts.makeId<"record">();
    const record: unknown = typeof input.body === "object" && input.body !== null ? Object.assign(input.body, { id }) : input.body;
    validateRecord(record);
    if (record.resourceType !== input.path.type)
      throw new Fault("invalid_record", { fields: [{ at: "/resourceType", says: "must be the type in the address" }] });
    const individual = record.resourceType === "Patient" ? id : individualOf(record);
    const sealing = record.resourceType === "Patient" ? await keyForNew(parts, tenant, id) : await keyFor(parts, tenant, individual);
    const { bytes } = recordBytes(record);
    return { row: { type: record.resourceType, id, version: 1, individual }, bytes, sealing };
  },
  about: (_call, _loaded, { row }) => ({
    collection: row.type,
    relation: "own-tenant" as const,
    record: { type: row.type, id: row.id, version: 1 },
    individual: row.individual,
  }),
  async run({ parts, tenant, grant, endWith }, _loaded, { row, bytes, sealing }) {
    const at = parts.clock.now();
    const sealed = sealRecord(sealing.key, tenant, row, bytes);
    if (sealing.row !== null) endWith(keyInsert(sealing.row));
    endWith(recordInsert(tenant, { ...row, sealed }, at));
    const { text, fields } = recordText(bytes, { ...row, updatedAt: at }, grant.fields);
    const location = `${parts.config.PART164_ORIGIN.origin}/fhir/R4/${row.type}/${row.id}/_history/1`;
    const headers = { etag: etagOf(1), location, "last-modified": at.toUTCString() };
    return { output: new JsonText(text), headers, fields, detail: { after: sha256(bytes) } };
  },
});

/** The hash of a record's stored content, for before and after. It lies inside the entry's seal: PHI can be guessed from a plain hash. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import { etagOf, versionToMatch } from "#gate/match.ts";
import { JsonText, operation } from "#gate/operation.ts";
import { individualOf } from "../../fhir/compartment.ts";
import { validateRecord } from "../../fhir/validate.ts";
import { recordById, type RecordRow, recordToAmend, replaceRecord } from "../record-row.ts";
import { recordBytes, recordText } from "../record-text.ts";
import { keyFor, openRecord, sealRecord } from "../sealing.ts";
import { aboutRecord, fhirText, noQuery, recordId, recordType } from "./common.ts";
import { sha256 } from "./create-record.ts";

export const amendRecord = operation({
  name: "phi.record.amend",
  cites: ["164.312(c)(1)", "164.526(a)(1)"],
  says: "Amended a record",
  groups: ["records.write"],
  letter: "u",
  route: { method: "PUT", path: "/fhir/R4/{type}/{id}" },
  input: z.object({ path: z.strictObject({ type: recordType, id: recordId }), query: noQuery, body: z.unknown() }),
  output: fhirText,
  effect: "write",
  log: "tenant",
  needsPurpose: true,
  aim: ({ input: { path } }) => ({
    collection: path.type,
    relation: "own-tenant" as const,
    record: { type: path.type, id: path.id, version: null },
  }),
  async prepare({ parts, input, tenant, header }) {
    const version = versionToMatch(header("if-match"));
    const { body, path } = input;
    validateRecord(body);
    if (body.resourceType !== path.type)
      throw new Fault("invalid_record", { fields: [{ at: "/resourceType", says: "must be the type in the address" }] });
    if (body["id"] !== path.id) throw new Fault("invalid_record", { fields: [{ at: "/id", says: "must be the id in the address" }] });
    const individual = body.resourceType === "Patient" ? path.id : individualOf(body);
    const db = parts.db.in({ role: "part164_app", tenant });
    const before = await recordToRead(parts, tenant, db, path); // Its hash is entered; opening it needs keys, so it happens before the transaction.
    return {
      version,
      individual,
      bytes: recordBytes(body).bytes,
      before,
      sealing: before === null ? null : await keyFor(parts, tenant, individual),
    };
  },
  load: ({ input, tenant }, db) => recordToAmend(db, tenant, input.path.type, input.path.id),
  about: ({ input }, row: RecordRow | undefined) => aboutRecord(input.path, row),
  async run({ parts, tenant, grant, db }, found, { version, individual, bytes, before, sealing }) {
    const row = present(found, "A missing record is decided away before.");
    if (row.version !== version) throw new Fault("version_conflict");
    if (row.individual !== individual)
      throw new Fault("invalid_record", {
        fields: [{ at: "/", says: "must stay about the same individual; create a new record for another" }],
      });
    const at = parts.clock.now();
    const next = { ...row, version: row.version + 1 };
    const key = present(sealing, "A record that is there has a key.").key;
    await replaceRecord(db, tenant, row, { sealed: sealRecord(key, tenant, next, bytes), at });
    const { text, fields } = recordText(bytes, { ...next, updatedAt: at }, grant.fields);
    const detail = { before: before?.version === row.version ? before.hash : null, after: sha256(bytes) };
    const record = { type: row.type, id: row.id, version: next.version };
    return {
      output: new JsonText(text),
      headers: { etag: etagOf(next.version), "last-modified": at.toUTCString() },
      fields,
      record,
      detail,
    };
  },
});

async function recordToRead(
  parts: Parameters<typeof openRecord>[0],
  tenant: Parameters<typeof openRecord>[1],
  db: Parameters<typeof recordById>[0],
  { type, id }: { type: string; id: string },
): Promise<{ version: number; hash: string } | null> {
  const row = await recordById(db, tenant, type, id);
  return row === undefined ? null : { version: row.version, hash: sha256(await openRecord(parts, tenant, row)) };
}

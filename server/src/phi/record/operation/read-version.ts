// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { etagOf } from "#gate/match.ts";
import { JsonText, operation } from "#gate/operation.ts";
import { type RecordRow, versionOf } from "../record-row.ts";
import { recordText } from "../record-text.ts";
import { openRecord } from "../sealing.ts";
import { aboutRecord, fhirText, noBody, noQuery, recordId, recordType } from "./common.ts";

export const readVersion = operation({
  name: "phi.record.read-version",
  cites: ["164.312(a)(1)", "164.502(b)", "164.312(c)(1)"],
  says: "Read an earlier version of a record",
  groups: ["records.read"],
  letter: "r",
  route: { method: "GET", path: "/fhir/R4/{type}/{id}/_history/{version}" },
  input: z.object({
    path: z.strictObject({
      type: recordType,
      id: recordId,
      version: z
        .string()
        .regex(/^[1-9]\d{0,8}$/)
        .transform(Number),
    }),
    query: noQuery,
    body: noBody,
  }),
  output: fhirText,
  effect: "read",
  log: "tenant",
  needsPurpose: true,
  load: ({ input, tenant }, db) => versionOf(db, tenant, input.path),
  about: ({ input }, row: RecordRow | undefined) => aboutRecord(input.path, row),
  async run({ parts, tenant, grant }, found) {
    const row = present(found, "A missing version is decided away before.");
    const opened = await openRecord(parts, tenant, row);
    const { text, fields } = recordText(
      opened,
      { type: row.type, id: row.id, version: row.version, updatedAt: row.updated_at },
      grant.fields,
    );
    return { output: new JsonText(text), headers: { etag: etagOf(row.version), "last-modified": row.updated_at.toUTCString() }, fields };
  },
});

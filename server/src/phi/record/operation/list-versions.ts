// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { etagOf } from "#gate/match.ts";
import { JsonText, operation } from "#gate/operation.ts";
import { type RecordRow, versionsOf } from "../record-row.ts";
import { recordText } from "../record-text.ts";
import { openRecord } from "../sealing.ts";
import { aboutRecord, fhirText, noBody, noQuery, recordId, recordType } from "./common.ts";

/** The versions one answer holds, newest first. Earlier ones are read one by one. */
const VERSIONS_MAX = 100;

export const listVersions = operation({
  name: "phi.record.list-versions",
  cites: ["164.312(c)(1)", "164.502(b)"],
  says: "Read a record's history",
  groups: ["records.read"],
  letter: "r",
  route: { method: "GET", path: "/fhir/R4/{type}/{id}/_history" },
  input: z.object({ path: z.strictObject({ type: recordType, id: recordId }), query: noQuery, body: noBody }),
  output: fhirText,
  effect: "read",
  log: "tenant",
  needsPurpose: true,
  load: ({ input, tenant }, db) => versionsOf(db, tenant, input.path, VERSIONS_MAX),
  about: ({ input }, rows: RecordRow[]) => aboutRecord(input.path, rows[0]),
  async run({ parts, tenant, grant, input }, rows) {
    const versions = await Promise.all(
      rows.map(async (row) => {
        const place = { type: row.type, id: row.id, version: row.version, updatedAt: row.updated_at };
        return { row, ...recordText(await openRecord(parts, tenant, row), place, grant.fields) };
      }),
    );
    const url = `${parts.config.PART164_ORIGIN.origin}/fhir/R4/${input.path.type}/${input.path.id}`;
    const entries = versions.map(({ row, text }) => {
      const method = row.version === 1 ? "POST" : "PUT";
      const request = { method, url: method === "POST" ? row.type : `${row.type}/${row.id}` };
      const response = { status: method === "POST" ? "201" : "200", etag: etagOf(row.version), lastModified: row.updated_at.toISOString() };
      return `{"fullUrl":${JSON.stringify(url)},"resource":${text},"request":${JSON.stringify(request)},"response":${JSON.stringify(response)}}`;
    });
    const total = present(rows[0], "A record has a version.").version;
    const fields = [...new Set(versions.flatMap((version) => version.fields))].sort();
    return { output: new JsonText(`{"resourceType":"Bundle","type":"history","total":${total},"entry":[${entries.join(",")}]}`), fields };
  },
});

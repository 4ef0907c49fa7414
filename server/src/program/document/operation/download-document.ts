// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { present } from "#base/assert.ts";
import { operation, PROGRAM } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import { documentById, type DocumentRow, openDocument } from "../document-store.ts";
import { FOR_OFFICIALS } from "../kind.ts";
import { fileNameOf, RESTRICTED } from "./shapes.ts";

export const downloadDocument = operation({
  name: "program.document.download",
  cites: ["164.316(b)(2)(ii)"],
  says: "Downloaded a document",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/documents/{document}/file" },
  input: z.object({ path: z.strictObject({ document: anId }), query: nothing, body: noBody }),
  output: z.undefined(),
  file: "application/octet-stream",
  effect: "read",
  log: "organization",
  load: ({ input: { path } }, db) => documentById(db, path.document),
  about: ({ input: { path } }, row: DocumentRow | undefined) => ({
    ...(row?.kind === FOR_OFFICIALS ? RESTRICTED : PROGRAM),
    isMissing: row === undefined,
    record: { type: "program.document", id: path.document, version: 1 },
  }),
  async run({ parts, db }, found) {
    const row = present(found, "A missing document is decided away before.");
    const bytes = await openDocument(parts, db, row.id);
    const detail = { document: row.id, sha256: Buffer.from(row.sha256).toString("hex") };
    return { output: undefined, file: { bytes, size: bytes.length, name: fileNameOf(row.name), type: "application/octet-stream" }, detail };
  },
});

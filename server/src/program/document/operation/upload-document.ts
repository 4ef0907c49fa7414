// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { calendarDay, noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { programKey } from "../../form/submission.ts";
import { keepDocument, sha256 } from "../document-store.ts";
import { DOCUMENT_KINDS } from "../kind.ts";
import { byOf, documentName } from "./shapes.ts";

/** What is kept: told by its first bytes where there are any, because it will be opened by people later. */
const TYPES = [
  "application/pdf",
  "image/png",
  "image/jpeg",
  "text/plain",
  "text/csv",
  "text/markdown",
  "application/json",
  "application/zip",
] as const;

export const uploadDocument = operation({
  name: "program.document.upload",
  cites: ["164.316(b)(1)", "164.530(j)(1)"],
  says: "Added a document",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/documents" },
  input: z.object({
    path: nothing,
    query: z.strictObject({
      kind: z.enum(DOCUMENT_KINDS),
      mediaType: z.enum(TYPES),
      effectiveOn: calendarDay.optional().meta({ description: "When it took effect; today otherwise. It is received now." }),
    }),
    body: noBody,
  }),
  output: z.object({ id: z.string(), sha256: z.string(), sizeBytes: z.number(), effectiveOn: z.string() }),
  status: 201,
  takesFile: true,
  effect: "write",
  log: "organization",
  async prepare({ parts, bytes, header }) {
    if (bytes === undefined || bytes.length === 0) throw new Fault("malformed_body", { detail: "Send the file itself as the body." });
    await programKey(parts);
    return { bytes, name: documentName(header("document-name")), day: await today(parts) };
  },
  async run({ parts, actor, db, input: { query } }, _loaded, { bytes, name, day }) {
    const { kind, mediaType } = query;
    const effectiveOn = query.effectiveOn ?? day;
    const id = await keepDocument(parts, db, { kind, name, mediaType, bytes, effectiveOn, by: byOf(actor) });
    const hash = sha256(bytes).toString("hex");
    const detail = { document: id, kind, sha256: hash, effectiveOn };
    const output = { id, sha256: hash, sizeBytes: bytes.length, effectiveOn };
    return { output, record: { type: "program.document", id, version: 1 }, detail };
  },
});

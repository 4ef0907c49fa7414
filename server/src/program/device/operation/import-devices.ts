// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { keepDocument, sha256 } from "../../document/document-store.ts";
import { byOf, documentName } from "../../document/operation/shapes.ts";
import { applyImport } from "../import/apply-import.ts";
import { prepareImport } from "../import/prepare-import.ts";
import { fileQuery } from "./preview-import.ts";

export const importDevices = operation({
  name: "program.device.import",
  cites: ["164.310(d)(2)(iii)", "164.310(c)"],
  says: "Imported devices from a file",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/devices/import" },
  input: z.object({ path: nothing, query: fileQuery, body: noBody }),
  output: z.object({
    added: z.number(),
    changed: z.number(),
    checked: z.number(),
    ignored: z.number(),
    refused: z.number(),
    /** Under which the file is kept; null where it changed nothing. */
    document: z.string().nullable(),
  }),
  takesFile: true,
  effect: "write",
  log: "organization",
  async prepare({ parts, bytes, header, input: { query } }) {
    if (bytes === undefined || bytes.length === 0) throw new Fault("malformed_body", { detail: "Send the file itself as the body." });
    const plan = await prepareImport(parts, bytes, query.mediaType);
    return { bytes, plan, name: documentName(header("document-name")), day: await today(parts) };
  },
  async run({ parts, actor, db, input: { query } }, _loaded, { bytes, plan, name, day }) {
    const of = (does: string): number => plan.rows.filter((row) => row.does === does).length;
    const common = { ignored: of("ignore"), refused: of("refuse") };
    const hash = sha256(bytes).toString("hex");
    if (common.ignored + common.refused === plan.rows.length) {
      const none = { added: 0, changed: 0, checked: 0, ...common };
      return { output: { ...none, document: null }, detail: { ...none, sha256: hash } };
    }
    const by = byOf(actor);
    const kept = { kind: "evidence", name, mediaType: query.mediaType, bytes, effectiveOn: day, by };
    const document = await keepDocument(parts, db, kept);
    const counts = { ...(await applyImport(parts, db, plan, { by, day, document })), ...common };
    const output = { ...counts, document };
    return { output, record: { type: "program.document", id: document, version: 1 }, detail: { ...counts, sha256: hash, document } };
  },
});

// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import { certificatePdf } from "../certificate.ts";
import { completionById } from "../completion.ts";
import { seesAll } from "./shapes.ts";

export const downloadCertificate = operation({
  name: "program.certificate.download",
  cites: ["164.530(b)(2)(ii)"],
  says: "Downloaded a certificate",
  groups: ["program.list"],
  route: { method: "GET", path: "/v1/completions/{completion}/certificate" },
  input: z.object({ path: z.strictObject({ completion: anId }), query: nothing, body: noBody }),
  output: z.undefined(),
  file: "application/pdf",
  effect: "read",
  log: "organization",
  async run({ parts, actor, db, input: { path } }) {
    const row = await completionById(db, path.completion);
    const isOwn = actor.kind === "user" && row?.member === actor.id;
    if (row === undefined || (!isOwn && !seesAll(parts, actor))) throw new Fault("not_found");
    const bytes = await certificatePdf(db, row);
    const record = { type: "program.completion", id: row.id, version: 1 };
    const name = `certificate-${row.certificate}.pdf`;
    return {
      output: undefined,
      file: { bytes, size: bytes.length, name, type: "application/pdf" },
      record,
      detail: { certificate: row.certificate },
    };
  },
});

// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { openDocument, sha256 } from "../../document/document-store.ts";
import { analysisById } from "../analysis.ts";
import { makeReport } from "../report.ts";
import { reportPdf } from "../report-file.ts";
import { analysisPath } from "./shapes.ts";

export const downloadReport = operation({
  name: "program.risk-analysis.download",
  cites: ["164.308(a)(1)(ii)(A)", "164.316(b)(2)(ii)"],
  says: "Downloaded the report of a risk analysis",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/risk-analyses/{analysis}/file" },
  input: z.object({ path: analysisPath, query: nothing, body: noBody }),
  output: z.undefined(),
  file: "application/pdf",
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { path } }) {
    const row = await analysisById(db, path.analysis);
    if (row === undefined) throw new Fault("not_found");
    const bytes =
      row.pdf === null
        ? await reportPdf(await makeReport(parts, db, row, { day: await today(parts), approval: null }), parts.clock.now())
        : await openDocument(parts, db, row.pdf);
    const name = `risk-analysis-${row.as_of}${row.pdf === null ? "-draft" : ""}.pdf`;
    const detail = { analysis: row.id, sha256: sha256(bytes).toString("hex") };
    return { output: undefined, file: { bytes, size: bytes.length, name, type: "application/pdf" }, detail };
  },
});

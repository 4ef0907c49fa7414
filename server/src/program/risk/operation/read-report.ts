// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { htmlMain } from "../../document/render/html.ts";
import { analysisById } from "../analysis.ts";
import { frozenReport, makeReport } from "../report.ts";
import { REPORT_TITLE, reportMarkdown } from "../report-text.ts";
import { analysisPath } from "./shapes.ts";

export const readReport = operation({
  name: "program.risk-analysis.report",
  cites: ["164.308(a)(1)(ii)(A)", "164.316(b)(2)(ii)"],
  says: "Read the report of a risk analysis",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/risk-analyses/{analysis}/report" },
  input: z.object({ path: analysisPath, query: nothing, body: noBody }),
  output: z.object({
    asOf: z.string(),
    approvedAt: z.string().nullable(),
    html: z.string().meta({ description: "The text as HTML, made here of what is frozen; what people wrote is escaped." }),
  }),
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { path } }) {
    const row = await analysisById(db, path.analysis);
    if (row === undefined) throw new Fault("not_found");
    const report =
      row.approved_at === null
        ? await makeReport(parts, db, row, { day: await today(parts), approval: null })
        : await frozenReport(parts, db, row);
    const html = htmlMain(reportMarkdown(report), REPORT_TITLE);
    return { output: { asOf: row.as_of, approvedAt: row.approved_at?.toISOString() ?? null, html } };
  },
});

// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { canonicalBytes, type Json } from "@part164/verify/canonical-json.ts";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { operation } from "#gate/operation.ts";
import { emptyBody, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { type Day, today } from "../../calendar.ts";
import { keepDocument, sha256 } from "../../document/document-store.ts";
import { programKey } from "../../form/submission.ts";
import { closeTasks } from "../../task/task.ts";
import { analysisById, analysisToChange, linesOf } from "../analysis.ts";
import { makeReport } from "../report.ts";
import { reportHtml, reportPdf } from "../report-file.ts";
import { approvalTask } from "./finish-analysis.ts";
import { aboutAnalysis, analysisPath, approverOf, forApprovers, recordOf, stillOpen } from "./shapes.ts";

export const approveAnalysis = operation({
  name: "program.risk-analysis.approve",
  cites: ["164.308(a)(1)(ii)(A)", "164.316(b)(1)"],
  says: "Approved a risk analysis",
  groups: ["program.file"],
  route: { method: "POST", path: "/v1/risk-analyses/{analysis}/approve" },
  input: z.object({ path: analysisPath, query: nothing, body: emptyBody }),
  output: z.object({ register: z.string(), html: z.string(), pdf: z.string() }),
  effect: "write",
  log: "organization",
  aim: forApprovers,
  async prepare({ parts, actor, input: { path } }) {
    await programKey(parts);
    const day = await today(parts);
    const at = parts.clock.now();
    const frozen = actor.kind === "user" ? await freeze(parts, path.analysis, { by: actor.id, at, day }) : null;
    return { day, at, frozen };
  },
  load: ({ input: { path } }, db) => analysisToChange(db, path.analysis),
  about: ({ input: { path } }, row) => aboutAnalysis(path.analysis, row),
  async run({ parts, actor, db }, found, { day, at, frozen }) {
    const by = approverOf(actor);
    const row = stillOpen(found);
    if (row.finished_at === null) throw new Fault("move_not_possible", { detail: "It is not finished yet." });
    const lines = await linesOf(db, row.id);
    if (row.started_by === by || row.finished_by === by || lines.some(({ decided_by }) => decided_by === by))
      throw new Fault("not_yours_to_do", { detail: "You ran it or decided in it; somebody else approves." });
    if (frozen === null || frozen.version !== row.version) throw new Fault("version_conflict");
    const [register, html, pdf] = [
      await keepDocument(parts, db, { ...frozen.register, by, effectiveOn: day }),
      await keepDocument(parts, db, { ...frozen.html, by, effectiveOn: day }),
      await keepDocument(parts, db, { ...frozen.pdf, by, effectiveOn: day }),
    ];
    await db.run(sql`
      update program.risk_analysis set approved_by = ${by}, approved_at = ${at}, register = ${register}, html = ${html}, pdf = ${pdf}, version = version + 1
       where id = ${row.id}`);
    await closeTasks(parts, db, { keys: approvalTask(row.id), by });
    const hashes = { register: hashOf(frozen.register), html: hashOf(frozen.html), pdf: hashOf(frozen.pdf) };
    return {
      output: hashes,
      record: recordOf(row.id, row.version + 1),
      detail: { analysis: row.id, lines: lines.length, risks: frozen.risks, documents: [register, html, pdf], ...hashes },
    };
  },
});

type File = { readonly kind: string; readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };
type Frozen = { readonly version: number; readonly risks: number; readonly register: File; readonly html: File; readonly pdf: File };

const hashOf = ({ bytes }: File): string => sha256(bytes).toString("hex");

/** The report as it is at this moment, in its three forms; null for what is not there, or not finished. */
async function freeze(parts: Parts, analysis: string, { by, at, day }: { by: string; at: Date; day: Day }): Promise<Frozen | null> {
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const row = await analysisById(db, analysis);
  if (row === undefined || row.finished_at === null || row.approved_at !== null) return null;
  const report = await makeReport(parts, db, row, { day, approval: { by, at } });
  const file = (end: string, mediaType: string, bytes: Uint8Array): File => ({
    kind: "risk-analysis",
    name: `risk-analysis-${report.analysis.asOf}.${end}`,
    mediaType,
    bytes,
  });
  return {
    version: row.version,
    risks: report.risks.length,
    register: file("json", "application/json", canonicalBytes(report as unknown as Json)), // Strings, numbers, lists and null alone.
    html: file("html", "text/html", Buffer.from(reportHtml(report), "utf8")),
    pdf: file("pdf", "application/pdf", await reportPdf(report, at)),
  };
}

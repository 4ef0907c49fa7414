// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "#program/calendar.ts";
import { escapeMarkdown, oneLine } from "#program/document/render/fill-value.ts";
import { documentPdf } from "#program/document/render/pdf.ts";
import { sql } from "#store/sql.ts";
import { assess } from "../assess.ts";
import { inheritanceText, inheritedRows } from "../inheritance/document.ts";

export const downloadInheritance = operation({
  name: "report.inheritance.download",
  cites: ["164.308(b)(1)", "164.314(a)(2)(i)"],
  says: "Downloaded what customers may rely on",
  groups: ["evidence.read"],
  route: { method: "GET", path: "/v1/inheritance/file" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.undefined(),
  file: "application/pdf",
  effect: "read",
  log: "organization",
  async run({ parts, db }) {
    const assessment = await assess(parts);
    const { name } = await db.one<{ name: string }>(sql`select coalesce(name, 'the organization') as name from part164.installation`);
    const organization = escapeMarkdown(oneLine(name), "customers of ", " whose");
    const markdown = inheritanceText(inheritedRows(assessment), { organization, asOf: await today(parts) });
    const sha256 = createHash("sha256").update(markdown).digest("hex");
    const footer = ["What you may rely on", `As of ${assessment.asOf}`, `SHA-256 of the text ${sha256}`];
    const meta = { subject: "Inheritance of safeguards" };
    const bytes = await documentPdf({
      title: "What you may rely on",
      language: "en-US",
      meta,
      markdown,
      footer,
      createdAt: parts.clock.now(),
    });
    const file = { bytes, size: bytes.length, name: "what-you-may-rely-on.pdf", type: "application/pdf" };
    return { output: undefined, file, detail: { sha256 } };
  },
});

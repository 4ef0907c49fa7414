// SPDX-License-Identifier: Apache-2.0
// The report as files: a page without a script, and a tagged PDF. The same report gives the same bytes.
import { dayWords } from "../calendar.ts";
import { htmlPage } from "../document/render/html.ts";
import { documentPdf } from "../document/render/pdf.ts";
import type { Report } from "./report.ts";
import { minute, REPORT_TITLE, reportMarkdown } from "./report-text.ts";

const footerOf = ({ analysis, organization }: Report): string[] => [
  `${REPORT_TITLE} of ${dayWords(analysis.asOf)}, ${organization}`,
  analysis.approved === null ? "Not approved: a draft" : `Approved by ${analysis.approved.by} on ${minute(analysis.approved.at)}`,
  `Analysis ${analysis.id}`,
];

export const reportHtml = (report: Report): string =>
  htmlPage({ title: REPORT_TITLE, language: "en-US", markdown: reportMarkdown(report), footer: footerOf(report) });

export const reportPdf = (report: Report, createdAt: Date): Promise<Uint8Array> =>
  documentPdf({
    title: REPORT_TITLE,
    language: "en-US",
    meta: { author: report.organization, subject: "Risk analysis, 45 CFR 164.308(a)(1)(ii)(A)" },
    markdown: reportMarkdown(report),
    footer: footerOf(report),
    createdAt,
  });

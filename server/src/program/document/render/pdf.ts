// SPDX-License-Identifier: Apache-2.0
// A document from Markdown as a PDF for people and for screen readers: tagged, with its language, bookmarks and embedded fonts. The same
// input makes the same bytes. By pdfkit (docs/decisions/0019-render-documents-by-kept-libraries.md).
import { parseMarkdown } from "./markdown.ts";
import { PartWriter, destinationsIn } from "./pdf-parts.ts";
import { INK, Paper, SHEET } from "./pdf-paper.ts";

export type PdfInput = {
  readonly title: string;
  /** Of the text, as in BCP 47: "en". */
  readonly language: string;
  readonly meta: { readonly author?: string; readonly subject?: string };
  readonly markdown: string;
  /** Lines at the foot of every page: title and version, hash. Three fit; what is too long for its line is cut. */
  readonly footer: readonly string[];
  readonly createdAt: Date;
  /** How much larger than usual its type is, 1 to 2: what is read in bad light. */
  readonly scale?: number;
};

/**
 * Makes the PDF.
 * @throws RangeError when `createdAt` is no date.
 */
export async function documentPdf({ title, language, meta, markdown, footer, createdAt, scale = 1 }: PdfInput): Promise<Uint8Array> {
  if (Number.isNaN(createdAt.getTime())) throw new RangeError("A document is created at some time.");
  const parts = parseMarkdown(markdown, title);
  const { author, subject } = meta;
  const paper = await Paper.open({ title, language, createdAt, author, subject }, destinationsIn(parts));
  const bytes = collect(paper.doc);
  new PartWriter(paper, scale).write(parts, paper.root, { x: SHEET.left, width: SHEET.width - SHEET.left - SHEET.right });
  paper.root.end();
  writeFooters(paper, footer);
  paper.doc.end();
  return await bytes;
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on("error", reject);
  });
}

const FOOTER = { size: 7.5, leading: 10, lines: 3, top: SHEET.height - SHEET.bottom + 20 } as const;

function writeFooters(paper: Paper, footer: readonly string[]): void {
  const { count } = paper.doc.bufferedPageRange();
  const { size, leading, top } = FOOTER;
  for (let page = 0; page < count; page++) {
    paper.doc.switchToPage(page);
    const number = `Page ${page + 1} of ${count}`;
    const numberWidth = paper.widthOf(number, "regular", size);
    paper.line(top, SHEET.left, SHEET.width - SHEET.left - SHEET.right);
    paper.artifact("Pagination", () => {
      paper.doc.fillColor(INK.muted);
      footer.slice(0, FOOTER.lines).forEach((line, n) => {
        const width = SHEET.width - SHEET.left - SHEET.right - (n === 0 ? numberWidth + 12 : 0);
        paper.write(cut(paper, line, size, width), "regular", { x: SHEET.left, y: top + (n + 1) * leading + 2, size });
      });
      paper.write(number, "regular", { x: SHEET.width - SHEET.right - numberWidth, y: top + leading + 2, size });
    });
  }
}

/** A line that fits. */
function cut(paper: Paper, line: string, size: number, width: number): string {
  const text = paper.shown(line, "regular");
  if (text.length < 500 && paper.widthOf(text, "regular", size) <= width) return text;
  let kept = text.slice(0, 500).toWellFormed();
  while (kept !== "" && paper.widthOf(`${kept}…`, "regular", size) > width) kept = kept.slice(0, -1).toWellFormed();
  return `${kept}…`;
}

// SPDX-License-Identifier: Apache-2.0
// Words into lines, and lines onto paper. pdfkit breaks lines of one style only; ours mix styles and links, and are counted before they
// are written, so that no heading stands alone at the foot of a page.
import type { Inline } from "./markdown.ts";
import { type Element, type Face, INK, type Paper } from "./pdf-paper.ts";

/** A piece of text in one style. Pieces of one link share its object. */
type Run = { readonly text: string; readonly face: Face; readonly link: Link | null };
type Link = { readonly href: string };
/** Words that stay together, and the space after them. */
type Unit = { readonly runs: readonly Run[]; readonly width: number; readonly space: number; readonly isLast: boolean };
export type Line = { readonly runs: readonly Run[]; readonly width: number };

/** Size and height of a line in points. */
export type Style = { readonly size: number; readonly leading: number; readonly face?: Face; readonly ink?: string };

/** Breaks a line of text into lines of at most `width` points. Only a word that is wider than that is broken itself. */
export function breakLines(paper: Paper, children: readonly Inline[], style: Style, width: number): Line[] {
  const lines: Line[] = [];
  let runs: Run[] = [];
  let filled = 0;
  let space = 0;
  const end = (): void => {
    lines.push({ runs: merged(runs), width: filled });
    [runs, filled, space] = [[], 0, 0];
  };
  for (const unit of unitsOf(paper, runsOf(paper, children, style.face ?? "regular", null), style.size))
    for (const part of unit.width > width ? splitUnit(paper, unit, style.size, width) : [unit]) {
      if (filled + space + part.width > width + 0.01 && runs.length > 0) end();
      runs.push(...part.runs);
      filled += space + part.width;
      space = part.space;
      if (part.isLast) end();
    }
  if (runs.length > 0) end();
  return lines;
}

/** The width of the widest word, in points. */
export function widestWord(paper: Paper, children: readonly Inline[], style: Style): number {
  const units = unitsOf(paper, runsOf(paper, children, style.face ?? "regular", null), style.size);
  return units.reduce((widest, { width }) => Math.max(widest, width), 0);
}

function runsOf(paper: Paper, children: readonly Inline[], face: Face, link: Link | null): Run[] {
  return children.flatMap((child): Run[] => {
    switch (child.kind) {
      case "text":
        return [{ text: child.text, face, link }];
      case "code":
        return [{ text: child.text, face: "code", link }];
      case "strong":
        return runsOf(paper, child.children, "strong", link);
      case "emphasis":
        return runsOf(paper, child.children, face === "strong" ? face : "italic", link);
      case "link":
        return runsOf(paper, child.children, face, paper.leadsSomewhere(child.href) ? { href: child.href } : null);
      case "break":
        return [{ text: "\n", face, link }];
    }
  });
}

/** Spaces, words, and the parts of words that end in a hyphen or a slash. */
const PIECES = / +|[^ \-–—/]+[-–—/]+|[-–—/]*[^ \-–—/]+|[-–—/]+/g;

function unitsOf(paper: Paper, runs: readonly Run[], size: number): Unit[] {
  const units: Unit[] = [];
  let word: Run[] = [];
  const close = (space: Run | null, isLast: boolean): void => {
    const width = word.reduce((sum, { text, face }) => sum + paper.widthOf(text, face, size), 0);
    const spaceWidth = space === null ? 0 : paper.widthOf(space.text, space.face, size);
    units.push({ runs: space === null ? word : [...word, space], width, space: spaceWidth, isLast });
    word = [];
  };
  for (const { text, face, link } of runs) {
    if (text === "\n") close({ text: " ", face, link }, true);
    else
      for (const [piece] of paper.shown(text, face).matchAll(PIECES)) {
        if (piece.startsWith(" ")) close({ text: face === "code" ? piece : " ", face, link }, false);
        else word.push({ text: piece, face, link });
        if (/[-–—/]$/.test(piece)) close(null, false);
      }
  }
  if (word.length > 0) close(null, false);
  return units;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Measures each part as a whole: letters beside each other are not as wide as their sum. */
function splitUnit(paper: Paper, unit: Unit, size: number, width: number): Unit[] {
  const parts: Unit[] = [];
  let runs: Run[] = [];
  let before = 0;
  for (const run of unit.runs) {
    let text = "";
    for (const { segment } of graphemes.segment(run.text)) {
      if (before + paper.widthOf(text + segment, run.face, size) > width && (text !== "" || runs.length > 0)) {
        const end = before + paper.widthOf(text, run.face, size);
        parts.push({ runs: text === "" ? runs : [...runs, { ...run, text }], width: end, space: 0, isLast: false });
        [runs, before, text] = [[], 0, ""];
      }
      text += segment;
    }
    runs.push({ ...run, text });
    before += paper.widthOf(text, run.face, size);
  }
  return [...parts, { ...unit, runs, width: before }];
}

function merged(runs: readonly Run[]): Run[] {
  return runs.reduce<Run[]>((row, run) => {
    const last = row.at(-1);
    if (last === undefined || last.face !== run.face || last.link !== run.link) row.push(run);
    else row[row.length - 1] = { ...last, text: last.text + run.text };
    return row;
  }, []);
}

/** Lines that stay together at the head and the foot of a page: two, and never one alone on the next. */
export const linesTogether = (count: number): number => (count <= 3 ? count : 2);

/** Writes a paragraph's lines from the paper's place on, over as many pages as it takes. */
export function writeParagraph(paper: Paper, element: Element, tag: string, at: { lines: readonly Line[]; x: number; style: Style }): void {
  const { lines, x, style } = at;
  paper.ensure(linesTogether(lines.length) * style.leading);
  for (let n = 0; n < lines.length;) {
    let fit = Math.max(1, Math.min(lines.length - n, Math.floor(paper.room / style.leading)));
    if (lines.length - n - fit === 1 && fit > 2) fit -= 1;
    writeLines(paper, { element, tag }, lines.slice(n, n + fit), { x, y: paper.y, style });
    paper.y += fit * style.leading;
    n += fit;
    if (n < lines.length) paper.newPage();
  }
}

export type Owner = { readonly element: Element; readonly tag: string };

/** Writes lines that fit on this page. Without an owner they are no content: a table's head that is repeated. */
export function writeLines(
  paper: Paper,
  owner: Owner | null,
  lines: readonly Line[],
  { x, y, style }: { x: number; y: number; style: Style },
): void {
  const marks = owner === null ? null : new Marks(paper, owner);
  lines.forEach(({ runs }, n) => {
    const baseline = y + n * style.leading + style.leading * 0.72;
    let at = x;
    for (const { text, face, link } of runs) {
      const width = paper.widthOf(text, face, style.size);
      marks?.open(link);
      paper.doc.fillColor(link === null ? (style.ink ?? INK.text) : INK.link);
      paper.write(text, face, { x: at, y: baseline, size: style.size });
      const written = paper.widthOf(text.trimEnd(), face, style.size);
      if (link !== null) marks?.link({ x: at, y: y + n * style.leading, width: written, height: style.leading });
      at += width;
    }
  });
  marks?.close();
}

/** Marks text as the content of its element, and links as elements of their own inside it. */
class Marks {
  readonly #paper: Paper;
  readonly #owner: Owner;
  #link: Link | null = null;
  #linkElement: Element | null = null;
  #content: PDFKit.PDFStructureContent | null = null;

  constructor(paper: Paper, owner: Owner) {
    this.#paper = paper;
    this.#owner = owner;
  }

  open(link: Link | null): void {
    if (this.#content !== null && this.#link === link) return;
    this.close();
    this.#link = link;
    if (link !== null) this.#linkElement = this.#paper.element(this.#owner.element, "Link");
    this.#content = this.#paper.doc.markStructureContent(link === null ? this.#owner.tag : "Link");
  }

  /** Makes a place on the page lead where the open link leads. */
  link({ x, y, width, height }: { x: number; y: number; width: number; height: number }): void {
    if (this.#link === null || this.#linkElement === null) return;
    const { href } = this.#link;
    const { doc } = this.#paper;
    const line = y + height * 0.8;
    doc
      .moveTo(x, line)
      .lineTo(x + width, line)
      .lineWidth(0.4)
      .strokeColor(INK.link)
      .stroke();
    // pdfkit writes a String object as text and a string as a name, and takes the element of the structure that its types leave out.
    const options = { Contents: Object(href) as string, structParent: this.#linkElement };
    if (href.startsWith("#")) doc.goTo(x, y, width, height, href.slice(1), options);
    else doc.link(x, y, width, height, href, options);
  }

  close(): void {
    if (this.#content === null) return;
    this.#paper.doc.endMarkedContent();
    (this.#linkElement ?? this.#owner.element).add(this.#content);
    this.#linkElement?.end(); // On this page still: pdfkit writes down which page a link is on when its element ends.
    [this.#content, this.#linkElement] = [null, null];
  }
}

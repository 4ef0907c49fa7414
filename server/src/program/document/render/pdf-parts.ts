// SPDX-License-Identifier: Apache-2.0
// The parts of a document onto paper, one after the other.
import { type Part, type Heading, type Inline, type List, plainText } from "./markdown.ts";
import { breakLines, type Line, linesTogether, type Style, writeLines, writeParagraph } from "./pdf-lines.ts";
import { type Element, type Paper, SHEET, withoutControls } from "./pdf-paper.ts";
import { TABLE_START, writeTable } from "./pdf-table.ts";

type Place = { readonly x: number; readonly width: number };
type Outline = ReturnType<PDFKit.PDFDocument["outline"]["addItem"]>;

const BODY: Style = { size: 10, leading: 14.5 };
const CODE: Style = { size: 9, leading: 13, face: "code" };
/** Sizes and gaps in points. */
const HEADINGS: readonly (Style & { readonly above: number; readonly below: number })[] = [
  { size: 18, leading: 24, face: "strong", above: 18, below: 8 },
  { size: 13, leading: 18, face: "strong", above: 16, below: 4 },
  { size: 11, leading: 16, face: "strong", above: 12, below: 3 },
  { size: 10, leading: 14.5, face: "strong", above: 10, below: 2 },
];
const BETWEEN = 6;
const BETWEEN_ITEMS = 3;
const INDENT = 22;
const RULE_GAP = 8;
/** Deeper lists are not moved further in: their lines would become too short to read. */
const INDENT_MAX = 5 * INDENT;

/** The names under which headings are found, as they stand in links. */
export function destinationsIn(parts: readonly Part[]): Set<string> {
  return new Set(
    parts.flatMap((part): string[] => {
      if (part.kind === "heading") return [encodeURIComponent(part.id)];
      if (part.kind === "list") return part.items.flatMap((item) => [...destinationsIn(item)]);
      return part.kind === "quote" ? [...destinationsIn(part.children)] : [];
    }),
  );
}

const larger = (style: Style, scale: number): Style => ({ ...style, size: style.size * scale, leading: style.leading * scale });

export class PartWriter {
  readonly #paper: Paper;
  readonly #bookmarks: Outline[] = [];

  readonly #body: Style;
  readonly #scale: number;

  constructor(paper: Paper, scale = 1) {
    this.#paper = paper;
    this.#scale = scale;
    this.#body = larger(BODY, scale);
  }

  write(parts: readonly Part[], parent: Element, place: Place): void {
    parts.forEach((part, n) => {
      const before = parts[n - 1];
      const isTight = before?.kind === "paragraph" && before.isTight;
      if (before !== undefined) this.#paper.gap(isTight ? BETWEEN_ITEMS : BETWEEN);
      if (part.kind === "heading") this.#heading(part, parent, { place, next: parts.slice(n + 1) });
      else this.#part(part, parent, place);
    });
  }

  #part(part: Exclude<Part, Heading>, parent: Element, place: Place): void {
    switch (part.kind) {
      case "paragraph":
        return this.#paragraph(parent, this.#lines(part.children, this.#body, place), this.#body, place);
      case "code":
        return this.#paragraph(parent, this.#codeLines(part.text, place), CODE, place);
      case "list":
        return this.#list(part, parent, place);
      case "quote":
        return this.write(part.children, this.#paper.element(parent, "BlockQuote"), inward(place));
      case "table":
        return writeTable(this.#paper, parent, part, place);
      case "rule":
        this.#paper.gap(RULE_GAP);
        this.#paper.line(this.#paper.y, place.x, place.width);
        this.#paper.y += RULE_GAP;
    }
  }

  #lines(children: readonly Inline[], style: Style, { width }: Place): Line[] {
    return breakLines(this.#paper, children, style, width);
  }

  #codeLines(text: string, place: Place): Line[] {
    return text.split("\n").flatMap((line) => {
      const lines = this.#lines([{ kind: "code", text: line.replaceAll("\t", "    ") }], CODE, place);
      return lines.length === 0 ? [{ runs: [], width: 0 }] : lines;
    });
  }

  #paragraph(parent: Element, lines: readonly Line[], style: Style, { x }: Place): void {
    writeParagraph(this.#paper, this.#paper.element(parent, "P"), "P", { lines, x, style });
  }

  #heading(heading: Heading, parent: Element, { place, next }: { place: Place; next: readonly Part[] }): void {
    const paper = this.#paper;
    const { above, below, ...style } = this.#headingStyle(heading.level);
    const lines = this.#lines(heading.children, style, place);
    paper.ensure(above + lines.length * style.leading + below + this.#startOf(next, place));
    paper.gap(above - BETWEEN);
    this.#bookmark(heading);
    const tag = `H${heading.level}`;
    writeParagraph(paper, paper.element(parent, tag), tag, { lines, x: place.x, style });
    paper.y += Math.max(0, below - BETWEEN);
  }

  #headingStyle(level: number): Style & { above: number; below: number } {
    const style = HEADINGS[level - 1];
    return style === undefined ? { ...this.#body, above: 0, below: 0 } : { ...style, ...larger(style, this.#scale) };
  }

  #bookmark({ level, id, children }: Heading): void {
    const { doc, y } = this.#paper;
    doc.addNamedDestination(encodeURIComponent(id), "XYZ", 0, y, null);
    this.#bookmarks.length = Math.min(this.#bookmarks.length, level - 1);
    // pdfkit's types leave out where a bookmark leads; it takes the left edge from the right.
    const options = { expanded: level === 1, fit: false, top: y, left: SHEET.width };
    const parent = this.#bookmarks.at(-1) ?? doc.outline;
    this.#bookmarks.push(parent.addItem(withoutControls(plainText(children)), options));
  }

  /** The height of what must follow a heading on its page, in points. */
  #startOf([part, ...next]: readonly Part[], place: Place): number {
    switch (part?.kind) {
      case undefined:
        return 0;
      case "heading": {
        const { leading, above, below } = this.#headingStyle(part.level);
        return above + this.#lines(part.children, this.#body, place).length * leading + below + this.#startOf(next.slice(0, 1), place);
      }
      case "paragraph":
        return linesTogether(this.#lines(part.children, this.#body, place).length) * this.#body.leading;
      case "list":
        return this.#startOf(part.items[0] ?? [], inward(place));
      case "quote":
        return this.#startOf(part.children, inward(place));
      case "table":
        return TABLE_START;
      case "code":
        return 2 * CODE.leading;
      case "rule":
        return 2 * RULE_GAP;
    }
  }

  #list({ start, items }: List, parent: Element, place: Place): void {
    const paper = this.#paper;
    const numbering = start === null ? "Disc" : "Decimal";
    const list = paper.element(parent, "L", { O: "List", ListNumbering: numbering });
    items.forEach((item, n) => {
      if (n > 0) paper.gap(BETWEEN_ITEMS);
      const inside = inward(place);
      paper.ensure(Math.max(this.#body.leading, this.#startOf(item, inside)));
      const element = paper.element(list, "LI");
      this.#label(start === null ? "•" : `${start + n}.`, paper.element(element, "Lbl"), inside);
      const top = paper.y;
      this.write(item, paper.element(element, "LBody"), inside);
      if (item.length === 0) paper.y = top + this.#body.leading;
    });
  }

  /** Ends where the item's text begins, however many digits it has. */
  #label(label: string, element: Element, inside: Place): void {
    const width = this.#paper.widthOf(label, "regular", this.#body.size);
    const lines: Line[] = [{ runs: [{ text: label, face: "regular", link: null }], width }];
    writeLines(this.#paper, { element, tag: "Lbl" }, lines, { x: inside.x - width - 6, y: this.#paper.y, style: this.#body });
  }
}

function inward({ x, width }: Place): Place {
  const step = x - SHEET.left >= INDENT_MAX ? 0 : INDENT;
  return { x: x + step, width: width - step };
}

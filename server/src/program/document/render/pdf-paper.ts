// SPDX-License-Identifier: Apache-2.0
// The sheets a document is printed on: fonts, the place of the next line, structure for screen readers. Where pdfkit's published types
// know less than pdfkit itself, this file says so once.
import { readFileSync } from "node:fs";

export type Face = "regular" | "italic" | "strong" | "code";
export type Element = PDFKit.PDFStructureElement;

/** In points, on US Letter. */
export const SHEET = { width: 612, height: 792, left: 72, right: 72, top: 64, bottom: 72 } as const;
export const INK = { text: "#1c2024", muted: "#60646c", link: "#3a5bc7", line: "#d9d9e0" } as const;

const FONT_FILES: Readonly<Record<Face, string>> = {
  regular: "inter-regular.ttf",
  italic: "inter-italic.ttf",
  strong: "inter-semibold.ttf",
  code: "jetbrains-mono-regular.ttf",
};
/** Without these, Inter would draw "->" as an arrow: on paper stands what was approved. pdfkit's types know tags only, fontkit switches too. */
const FEATURES = { calt: false, liga: false } as unknown as PDFKit.Mixins.OpenTypeFeatures[];
const fontByFace = new Map<Face, Buffer>();

function fontOf(face: Face): Buffer {
  const known = fontByFace.get(face);
  if (known !== undefined) return known;
  const bytes = readFileSync(new URL(`fonts/${FONT_FILES[face]}`, import.meta.url));
  fontByFace.set(face, bytes);
  return bytes;
}

/** The mono face is wider and taller than the others at the same size. */
const CODE_SIZE = 0.9;
const sizeIn = (face: Face, size: number): number => (face === "code" ? size * CODE_SIZE : size);

/** Unlike a string, this is written escaped into the XML metadata and as it is everywhere else: pdfkit escapes neither. */
class InfoText extends String {
  override toString(): string {
    return this.valueOf().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  }
}
// pdfkit takes String objects; its types name only strings.
const infoText = (text: string): string => new InfoText(withoutControls(text)) as unknown as string;

/** Text for places that have no form: no controls, nothing that turns the direction of writing. */
export const withoutControls = (text: string): string => text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}]/gu, "");

export type PaperInfo = {
  readonly title: string;
  readonly language: string;
  readonly createdAt: Date;
  readonly author?: string | undefined;
  readonly subject?: string | undefined;
};

export class Paper {
  readonly doc: PDFKit.PDFDocument;
  readonly root: Element;
  /** Where the next line begins, in points from the top. */
  y: number = SHEET.top;
  /** The names that links inside the document may lead to. */
  readonly #destinations: ReadonlySet<string>;
  readonly #widthByText = new Map<string, number>();
  readonly #shownByFace = new Map<Face, (codePoint: number) => boolean>();

  private constructor(doc: PDFKit.PDFDocument, { title, language }: PaperInfo, destinations: ReadonlySet<string>) {
    this.#destinations = destinations;
    this.doc = doc;
    for (const face of Object.keys(FONT_FILES) as Face[]) doc.registerFont(face, fontOf(face)); // Its keys are the faces.
    this.root = doc.struct("Document", { title: withoutControls(title), lang: language });
    doc.addStructure(this.root);
  }

  /** An empty document. `destinations` are the names that links inside it may lead to. */
  static async open(info: PaperInfo, destinations: ReadonlySet<string>): Promise<Paper> {
    const { default: Pdf } = await import("pdfkit"); // Here, for most processes print nothing.
    const { title, language, createdAt, author, subject } = info;
    const doc = new Pdf({
      size: [SHEET.width, SHEET.height],
      margin: 0,
      pdfVersion: "1.7",
      tagged: true,
      displayTitle: true,
      lang: language,
      bufferPages: true,
      info: {
        Title: infoText(title),
        Creator: "Part164",
        CreationDate: createdAt,
        ...(author === undefined ? {} : { Author: infoText(author) }),
        ...(subject === undefined ? {} : { Subject: infoText(subject) }),
      },
    });
    return new Paper(doc, info, destinations);
  }

  /** Room left above the bottom margin, in points. */
  get room(): number {
    return SHEET.height - SHEET.bottom - this.y;
  }

  get isAtTop(): boolean {
    return this.y === SHEET.top;
  }

  newPage(): void {
    this.doc.addPage();
    this.y = SHEET.top;
  }

  /** False for a link to a heading that is not there. */
  leadsSomewhere(href: string): boolean {
    return !href.startsWith("#") || this.#destinations.has(href.slice(1));
  }

  /** Begins a new page unless `height` points are left, or this one is still empty. */
  ensure(height: number): void {
    if (this.room < height && !this.isAtTop) this.newPage();
  }

  /** Leaves a gap, but not at the top of a page. */
  gap(height: number): void {
    if (!this.isAtTop) this.y += height;
  }

  /** Adds an element of the structure to another. `attributes` are those of PDF 32000-1, 14.8.5. */
  element(parent: Element, tag: string, attributes?: Readonly<Record<string, string>>): Element {
    const made = this.doc.struct(tag);
    // pdfkit has options for some attributes only; the dictionary that its types leave out takes all.
    if (attributes !== undefined) (made as unknown as { dictionary: { data: Record<string, unknown> } }).dictionary.data["A"] = attributes;
    parent.add(made);
    return made;
  }

  /** The width of a text in points. */
  widthOf(text: string, face: Face, size: number): number {
    const key = `${face} ${size} ${text}`;
    const known = this.#widthByText.get(key);
    if (known !== undefined) return known;
    const width = this.doc.font(face).fontSize(sizeIn(face, size)).widthOfString(text, { features: FEATURES });
    this.#widthByText.set(key, width);
    return width;
  }

  /** The text as the font can show it: what it has no letter for becomes a square, what cannot be seen is left out. */
  shown(text: string, face: Face): string {
    const isShown = this.#shownBy(face);
    return Array.from(withoutControls(text.replaceAll(/\s/gu, " ")), (letter) => (isShown(letter.codePointAt(0) ?? 0) ? letter : "□")).join(
      "",
    );
  }

  #shownBy(face: Face): (codePoint: number) => boolean {
    const known = this.#shownByFace.get(face);
    if (known !== undefined) return known;
    // pdfkit's types leave out its current font, and fontkit is asked through it.
    const { _font } = this.doc.font(face) as unknown as { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } };
    const isShown = (codePoint: number): boolean => _font.font.hasGlyphForCodePoint(codePoint);
    this.#shownByFace.set(face, isShown);
    return isShown;
  }

  /** Writes on a baseline, at a place of its own. */
  write(text: string, face: Face, { x, y, size }: { readonly x: number; readonly y: number; readonly size: number }): void {
    this.doc.font(face).fontSize(sizeIn(face, size)).text(text, x, y, { lineBreak: false, baseline: "alphabetic", features: FEATURES });
  }

  /** Draws what a screen reader passes over. */
  artifact(type: "Pagination" | "Layout", draw: () => void): void {
    this.doc.markContent("Artifact", { type });
    draw();
    this.doc.endMarkedContent();
  }

  line(y: number, x: number, width: number): void {
    this.artifact("Layout", () => {
      this.doc
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(0.5)
        .strokeColor(INK.line)
        .stroke();
    });
  }
}

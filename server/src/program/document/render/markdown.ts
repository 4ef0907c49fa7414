// SPDX-License-Identifier: Apache-2.0
// Markdown as a small typed tree, which page and PDF are both made from. The tree has no place for raw HTML, images or scripts, so
// neither can let any through. CommonMark and GitHub's tables, by markdown-it (docs/decisions/0019-render-documents-by-kept-libraries.md).
import MarkdownIt, { type Token } from "markdown-it";

export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: "strong" | "emphasis"; readonly children: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: "break" };

export type Align = "start" | "center" | "end";
export type Cell = readonly Inline[];

export type Part =
  | { readonly kind: "heading"; readonly level: number; readonly id: string; readonly children: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly isTight: boolean; readonly children: readonly Inline[] }
  | { readonly kind: "list"; readonly start: number | null; readonly items: readonly (readonly Part[])[] }
  | { readonly kind: "quote"; readonly children: readonly Part[] }
  | { readonly kind: "code"; readonly text: string }
  | {
      readonly kind: "table";
      readonly align: readonly Align[];
      readonly head: readonly Cell[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly kind: "rule" };

export type Heading = Extract<Part, { kind: "heading" }>;
export type List = Extract<Part, { kind: "list" }>;
export type Table = Extract<Part, { kind: "table" }>;

const HEADING_LEVEL_MAX = 4;
/** Whatever nests deeper is shown as the text that it is. */
const NESTING_MAX = 20;

const reader = new MarkdownIt("commonmark", { html: false, maxNesting: NESTING_MAX }).enable("table").disable("image");
/** A link of any other kind stays the text that it was written as. */
const mayLeadTo = (href: string): boolean => /^(?:https?:\/\/|mailto:|#)/i.test(href);
reader.validateLink = mayLeadTo;

/**
 * Reads Markdown. The tree has one heading of level 1: the text's own first heading, or else `title`; no level is skipped after it.
 */
export function parseMarkdown(markdown: string, title: string): Part[] {
  const tokens = reader.parse(markdown, {});
  const outline = new Outline();
  const [first] = tokens;
  const own: Part[] = [];
  if (first?.type !== "heading_open" || first.tag !== "h1") own.push(outline.heading(1, [{ kind: "text", text: title }]));
  return [...own, ...new TreeReader(tokens, outline).parts()];
}

/** The words of a line without their form. */
export function plainText(children: readonly Inline[]): string {
  return children.map((child) => (child.kind === "break" ? " " : "children" in child ? plainText(child.children) : child.text)).join("");
}

/** Gives headings their levels and names. */
class Outline {
  #level = 0;
  readonly #ids = new Set<string>();

  heading(level: number, children: readonly Inline[]): Heading {
    const isFirst = this.#level === 0;
    this.#level = isFirst ? 1 : Math.min(Math.max(level, 2), this.#level + 1, HEADING_LEVEL_MAX);
    return { kind: "heading", level: this.#level, id: this.#id(plainText(children)), children };
  }

  #id(text: string): string {
    const slug =
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
        .replaceAll(/^-|-$/g, "") || "section";
    let id = slug;
    for (let n = 2; this.#ids.has(id); n++) id = `${slug}-${n}`;
    this.#ids.add(id);
    return id;
  }
}

/** Makes a tree of markdown-it's flat row of opening and closing tokens. */
class TreeReader {
  readonly #tokens: readonly Token[];
  readonly #outline: Outline;
  #at = 0;

  constructor(tokens: readonly Token[], outline: Outline) {
    this.#tokens = tokens;
    this.#outline = outline;
  }

  /** Everything up to the next closing token of this level, which is passed. */
  parts(): Part[] {
    const parts: Part[] = [];
    for (let token = this.#next(); token !== undefined && token.nesting >= 0; token = this.#next()) {
      const part = this.#part(token);
      if (part !== undefined) parts.push(part);
    }
    return parts;
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #part(token: Token): Part | undefined {
    switch (token.type) {
      case "heading_open":
        return this.#outline.heading(Number(token.tag.slice(1)), this.#line());
      case "paragraph_open":
        return { kind: "paragraph", isTight: token.hidden, children: this.#line() };
      case "bullet_list_open":
        return { kind: "list", start: null, items: this.#items() };
      case "ordered_list_open":
        return { kind: "list", start: Number(token.attrGet("start") ?? 1), items: this.#items() };
      case "blockquote_open":
        return { kind: "quote", children: this.parts() };
      case "table_open":
        return this.#table();
      case "fence":
      case "code_block":
        return { kind: "code", text: token.content.replace(/\n$/, "") };
      case "hr":
        return { kind: "rule" };
      default:
        return undefined;
    }
  }

  /** The one line inside a heading, a paragraph or a cell, and its closing token. */
  #line(): Inline[] {
    const inline = this.#next();
    this.#next();
    return inlines(inline?.children ?? [], { at: 0 });
  }

  #items(): Part[][] {
    const items: Part[][] = [];
    while (this.#next()?.type === "list_item_open") items.push(this.parts());
    return items;
  }

  #table(): Table {
    const rows: Cell[][] = [];
    const align: Align[] = [];
    for (let token = this.#next(); token !== undefined && token.type !== "table_close"; token = this.#next()) {
      if (token.type === "tr_open") rows.push([]);
      if (token.type !== "th_open" && token.type !== "td_open") continue;
      if (token.type === "th_open") align.push(alignOf(String(token.attrGet("style") ?? "")));
      rows.at(-1)?.push(this.#line());
    }
    const [head = [], ...body] = rows;
    return { kind: "table", align, head, rows: body };
  }
}

function alignOf(style: string): Align {
  if (style.endsWith("center")) return "center";
  return style.endsWith("right") ? "end" : "start";
}

function inlines(tokens: readonly Token[], place: { at: number }): Inline[] {
  const found: Inline[] = [];
  for (let token = tokens[place.at++]; token !== undefined && token.nesting >= 0; token = tokens[place.at++]) {
    if (token.type === "softbreak") found.push({ kind: "text", text: " " });
    else if (token.type === "hardbreak") found.push({ kind: "break" });
    else if (token.type === "code_inline") found.push({ kind: "code", text: token.content });
    else if (token.type === "strong_open") found.push({ kind: "strong", children: inlines(tokens, place) });
    else if (token.type === "em_open") found.push({ kind: "emphasis", children: inlines(tokens, place) });
    else if (token.type === "link_open") {
      const href = String(token.attrGet("href") ?? "");
      const children = inlines(tokens, place);
      if (mayLeadTo(href)) found.push({ kind: "link", href, children });
      else found.push(...children); // An empty address: markdown-it does not ask about it.
    } else if (token.content !== "") found.push({ kind: "text", text: token.content });
  }
  return found;
}

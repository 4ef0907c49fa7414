// SPDX-License-Identifier: Apache-2.0
// Pages from Markdown: complete, static, without a script. Everything that is not our own markup passes `escapeHtml`.
import { createHash } from "node:crypto";
import { type Part, type Cell, type Inline, type List, parseMarkdown, plainText, type Table } from "./markdown.ts";
import { STYLESHEET } from "./stylesheet.ts";

export type Page = {
  readonly title: string;
  /** Of the text, as in BCP 47: "en". */
  readonly language: string;
  readonly markdown: string;
  /** Lines at the foot of the page: version, hash, approval. */
  readonly footer: readonly string[];
};

/** A page of its own. */
export function htmlPage({ title, language, markdown, footer }: Page): string {
  return pageAround({ title, language, header: "", main: htmlMain(markdown, title), footer: footer.map(paragraph).join("\n") });
}

/** What a page is made of; every part but `title` and `language` is HTML that was made here. */
export type PageParts = {
  readonly title: string;
  readonly language: string;
  readonly header: string;
  readonly main: string;
  readonly footer: string;
};

const STYLE_HASH = createHash("sha256").update(STYLESHEET, "utf8").digest("base64");

/** Nothing is loaded and nothing runs, even if a mistake let something through: the page forbids it itself. */
export function pageAround({ title, language, header, main, footer }: PageParts): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLESHEET}</style>
</head>
<body>
<a class="skip" href="#_main">Skip to the text</a>
${header === "" ? "" : `<header>${header}</header>\n`}<main id="_main" tabindex="-1">
${main}
</main>
${footer === "" ? "" : `<footer>\n${footer}\n</footer>\n`}</body>
</html>
`;
}

/** The text as HTML, beside its contents when there is more than one screen of them. */
export function htmlMain(markdown: string, title: string): string {
  const parts = parseMarkdown(markdown, title);
  const article = `<article>\n${htmlOf(parts)}\n</article>`;
  const sections = parts.flatMap((part) => (part.kind === "heading" && part.level === 2 ? [part] : []));
  if (sections.length < SECTIONS_WORTH_LISTING) return article;
  const links = sections.map(({ id, children }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(plainText(children))}</a></li>`);
  return `<div class="with-contents">\n<nav class="contents" aria-label="Contents">\n<ul>\n${links.join("\n")}\n</ul>\n</nav>\n${article}\n</div>`;
}

const SECTIONS_WORTH_LISTING = 4;

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

/** Text that is text, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

function htmlOf(parts: readonly Part[]): string {
  return parts.map(htmlOfPart).join("\n");
}

function htmlOfPart(part: Part): string {
  switch (part.kind) {
    case "heading":
      return `<h${part.level} id="${escapeHtml(part.id)}">${htmlOfLine(part.children)}</h${part.level}>`;
    case "paragraph":
      return part.isTight ? htmlOfLine(part.children) : `<p>${htmlOfLine(part.children)}</p>`;
    case "list":
      return htmlOfList(part);
    case "quote":
      return `<blockquote>\n${htmlOf(part.children)}\n</blockquote>`;
    case "code":
      return `<pre><code>${escapeHtml(part.text)}</code></pre>`;
    case "table":
      return htmlOfTable(part);
    case "rule":
      return "<hr>";
  }
}

function htmlOfList({ start, items }: List): string {
  const inside = items.map((item) => `<li>${htmlOf(item)}</li>`).join("\n");
  if (start === null) return `<ul>\n${inside}\n</ul>`;
  return `<ol${start === 1 ? "" : ` start="${start}"`}>\n${inside}\n</ol>`;
}

function htmlOfTable({ align, head, rows }: Table): string {
  const row = (cells: readonly Cell[], tag: string): string => {
    const inside = cells.map((cell, n) => {
      const side = align[n] ?? "start";
      return `<${tag}${side === "start" ? "" : ` class="${side}"`}>${htmlOfLine(cell)}</${tag.split(" ")[0]}>`;
    });
    return `<tr>${inside.join("")}</tr>`;
  };
  const body = rows.length === 0 ? "" : `<tbody>\n${rows.map((cells) => row(cells, "td")).join("\n")}\n</tbody>\n`;
  return `<table>\n<thead>\n${row(head, 'th scope="col"')}\n</thead>\n${body}</table>`;
}

function htmlOfLine(children: readonly Inline[]): string {
  return children.map(htmlOfInline).join("");
}

function htmlOfInline(child: Inline): string {
  switch (child.kind) {
    case "text":
      return escapeHtml(child.text);
    case "code":
      return `<code>${escapeHtml(child.text)}</code>`;
    case "strong":
      return `<strong>${htmlOfLine(child.children)}</strong>`;
    case "emphasis":
      return `<em>${htmlOfLine(child.children)}</em>`;
    case "link":
      return `<a href="${escapeHtml(child.href)}" rel="noreferrer">${htmlOfLine(child.children)}</a>`;
    case "break":
      return "<br>\n";
  }
}

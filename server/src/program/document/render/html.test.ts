// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { array, assert as holds, constantFrom, integer, oneof, property, string, tuple } from "fast-check";
import { htmlMain, htmlPage, pageAround } from "./html.ts";
import { parseMarkdown } from "./markdown.ts";

const pageOf = (markdown: string, title = "A title"): string => htmlPage({ title, language: "en", markdown, footer: [] });
const articleOf = (markdown: string): string => /<article>\n([^]*)\n<\/article>/.exec(pageOf(markdown))?.[1] ?? "";

const RENDERED: readonly (readonly [string, string, string])[] = [
  ["a paragraph", "# T\n\na\nb", '<h1 id="t">T</h1>\n<p>a b</p>'],
  ["a title of its own", "a", '<h1 id="a-title">A title</h1>\n<p>a</p>'],
  ["emphasis", "# T\n\n**a** *b* `c<d`", '<h1 id="t">T</h1>\n<p><strong>a</strong> <em>b</em> <code>c&lt;d</code></p>'],
  ["a hard break", "# T\n\na  \nb", '<h1 id="t">T</h1>\n<p>a<br>\nb</p>'],
  ["lists", "# T\n\n- a\n  1. b\n", '<h1 id="t">T</h1>\n<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol></li>\n</ul>'],
  ["a list that begins later", "# T\n\n3. a", '<h1 id="t">T</h1>\n<ol start="3">\n<li>a</li>\n</ol>'],
  ["a loose list", "# T\n\n- a\n\n- b", '<h1 id="t">T</h1>\n<ul>\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ul>'],
  [
    "a table",
    "# T\n\n| a | b |\n|:-:|--:|\n| c | `d` |\n",
    '<h1 id="t">T</h1>\n<table>\n<thead>\n<tr><th scope="col" class="center">a</th><th scope="col" class="end">b</th></tr>\n</thead>\n' +
      '<tbody>\n<tr><td class="center">c</td><td class="end"><code>d</code></td></tr>\n</tbody>\n</table>',
  ],
  [
    "a table's head alone",
    "# T\n\n| a |\n|---|\n",
    '<h1 id="t">T</h1>\n<table>\n<thead>\n<tr><th scope="col">a</th></tr>\n</thead>\n</table>',
  ],
  [
    "a quotation, a rule, code",
    "# T\n\n> a\n\n---\n\n```\n<b>\n```",
    '<h1 id="t">T</h1>\n<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n<pre><code>&lt;b&gt;</code></pre>',
  ],
  [
    "raw HTML as text",
    "# T\n\n<b>a</b>\n\n<div onclick=x>\n</div>",
    '<h1 id="t">T</h1>\n<p>&lt;b&gt;a&lt;/b&gt;</p>\n<p>&lt;div onclick=x&gt; &lt;/div&gt;</p>',
  ],
  [
    "a link",
    "# T\n\n[a](https://x.example/?b=1&c=2)",
    '<h1 id="t">T</h1>\n<p><a href="https://x.example/?b=1&amp;c=2" rel="noreferrer">a</a></p>',
  ],
  ["an image as a link", "# T\n\n![a](https://x.example)", '<h1 id="t">T</h1>\n<p>!<a href="https://x.example" rel="noreferrer">a</a></p>'],
];

for (const [name, markdown, html] of RENDERED) test(`rendered: ${name}`, () => assert.equal(articleOf(markdown), html));

const LINKS: readonly (readonly [string, boolean])[] = [
  ["https://x.example/a?b=1&c=2", true],
  ["http://x.example", true],
  ["HTTPS://x.example", true],
  ["mailto:a@x.example", true],
  ["#rules", true],
  ["javascript:alert(1)", false],
  ["JaVaScRiPt:alert(1)", false],
  ["java&#10;script:alert(1)", false],
  ["&#106;avascript:alert(1)", false],
  ["data:text/html,a", false],
  ["data:image/png;base64,a", false],
  ["vbscript:a", false],
  ["file:///etc/passwd", false],
  ["ftp://x.example", false],
  ["//x.example", false],
  ["/a", false],
  ["a.html", false],
  ["", false],
];

for (const [href, isLink] of LINKS)
  test(`${isLink ? "a link" : "no link, but text"}: ${href}`, () => {
    const html = articleOf(`# T\n\n[words](${href}) <${href}>\n\n[words]\n\n[words]: ${href}\n`);
    assert.equal(/<a /.test(html), isLink, html);
    if (!isLink) assert.match(html, /\[words\]/);
  });

/** Every tag that pages are made of, as a whole. Nothing else may be between "<" and ">". */
const OWN_TAG = new RegExp(
  [
    "</?(?:p|strong|em|code|pre|ul|li|blockquote|table|thead|tbody|tr|article|nav|div|a|ol|th|td|h[1-4])>",
    "<(?:br|hr)>",
    '<h[1-4] id="[^"<>\\s]+">',
    '<ol start="\\d+">',
    '<th scope="col"(?: class="(?:center|end)")?>',
    '<td class="(?:center|end)">',
    '<a href="(?:https?://|mailto:|#)[^"<>\\s]*"(?: rel="noreferrer")?>',
    '<div class="with-contents">',
    '<nav class="contents" aria-label="Contents">',
  ].join("|"),
  "gi",
);

const MARKUP = [
  "<b>",
  "<img src=x onerror=alert(1)>",
  "<script>",
  "</article>",
  '"',
  "'",
  "&lt;",
  "&#60;",
  "<!--",
  "-->",
  "<![CDATA[",
  "](",
  "[a](",
  "javascript:",
  ")",
  "# ",
  "\n",
  "\n\n",
  "- ",
  "1. ",
  "|",
  "---",
  "`",
  "```",
  "**",
  "*",
  "> ",
  "<https://",
  ">",
  " ",
  "\\",
  "https://x.example",
  "[a]: ",
];
const hostile = array(oneof(constantFrom(...MARKUP), string({ maxLength: 6 }), string({ unit: "binary", maxLength: 4 })), {
  maxLength: 30,
}).map((pieces) => pieces.join(""));

test("no tag comes from the text, whatever it is", () => {
  holds(
    property(hostile, (markdown) => assert.doesNotMatch(htmlMain(markdown, "T").replaceAll(OWN_TAG, ""), /[<>]/)),
    { numRuns: 1_000 },
  );
});

test("the contents of a page are text too", () => {
  const main = htmlMain("## <b>a\n\n".repeat(4), "T");
  assert.equal(main.match(/">&lt;b&gt;a<\/a>/g)?.length, 4);
  assert.doesNotMatch(main, /<b>/);
});

test("the title, the language and the foot are text too", () => {
  const evil = `</title><script>"'&`;
  const html = htmlPage({ title: evil, language: `en"><script>`, markdown: "# a", footer: [evil] });
  assert.equal(html.match(/<script/g), null);
  assert.match(html, /<title>&lt;\/title&gt;&lt;script&gt;&quot;&#39;&amp;<\/title>/);
  assert.match(html, /<html lang="en&quot;&gt;&lt;script&gt;">/);
  assert.match(html, /<footer>\n<p>&lt;\/title&gt;/);
});

test("headings: one of level 1, no level skipped, each with a name of its own", () => {
  const heading = tuple(integer({ min: 1, max: 6 }), constantFrom("A", "B", "a-2", "", "!!", "§", "Ä b"));
  holds(
    property(array(heading, { maxLength: 12 }), (lines) => {
      const parts = parseMarkdown(lines.map(([level, text]) => `${"#".repeat(level)} ${text}`).join("\n\n"), "T");
      const headings = parts.flatMap((part) => (part.kind === "heading" ? [part] : []));
      assert.deepEqual(
        headings.filter(({ level }) => level === 1),
        headings.slice(0, 1),
      );
      headings.slice(1).forEach(({ level }, n) => assert.ok(level >= 2 && level <= 4 && level <= (headings[n]?.level ?? 0) + 1));
      assert.equal(new Set(headings.map(({ id }) => id)).size, headings.length);
      for (const { id } of headings) assert.match(id, /^[\p{L}\p{N}-]+$/u); // Never "_main", which is the page's own.
    }),
    { numRuns: 200 },
  );
});

test("deep nesting ends in text instead of the stack", () => {
  for (const deep of ["> ", "- ", "**a ", "[a "]) assert.ok(pageOf(deep.repeat(20_000)).length > 0, deep);
});

test("a page has its language, landmarks, a skip link, and forbids everything but its own style", () => {
  const html = pageOf("# T\n\n## A\n\n## B\n\n## C\n\n## D\n");
  assert.match(html, /^<!doctype html>\n<html lang="en">/);
  assert.match(html, /<a class="skip" href="#_main">/);
  assert.match(html, /<main id="_main" tabindex="-1">/);
  assert.match(html, /<nav class="contents" aria-label="Contents">\n<ul>\n<li><a href="#a">A<\/a><\/li>/);
  const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? "";
  const hash = createHash("sha256").update(style, "utf8").digest("base64");
  assert.ok(html.includes(`content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`));
  assert.doesNotMatch(html, /<script|<link|\ssrc=|\son[a-z]+=|\sstyle=|url\(/);
});

test("a page without header and foot has neither", () => {
  assert.doesNotMatch(pageAround({ title: "T", language: "en", header: "", main: "", footer: "" }), /<header|<footer/);
});

test("the same text makes the same page", () => {
  assert.equal(pageOf("# a\n\nb"), pageOf("# a\n\nb"));
});

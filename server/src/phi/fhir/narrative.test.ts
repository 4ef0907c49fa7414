// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { narrativeProblem } from "./narrative.ts";

const div = (inside: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${inside}</div>`;

const REFUSED = [
  "<script>alert(1)</script>",
  "<SCRIPT>alert(1)</SCRIPT>",
  '<script src="https://example.org/x.js"/>',
  '<img src="x" onerror="alert(1)"/>',
  '<p onclick="alert(1)">x</p>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" javascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="java&#10;script:alert(1)">x</a>',
  '<a href="&#x6a;avascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="vbscript:x">x</a>',
  '<a href="data:text/html,x">x</a>',
  '<a href="\u0001javascript:alert(1)">x</a>',
  '<img src="https://example.org/pixel.gif"/>',
  '<img src="//example.org/pixel.gif"/>',
  '<img src="data:image/svg+xml;base64,AAAA"/>',
  '<img src="data:text/html,x"/>',
  "<iframe/>",
  '<object data="x"/>',
  '<embed src="x"/>',
  '<form action="x"><input/></form>',
  '<link rel="stylesheet" href="x"/>',
  "<style>p{}</style>",
  '<base href="x"/>',
  '<meta content="x"/>',
  "<svg><p/></svg>",
  "<math>x</math>",
  "<template>x</template>",
  "<frameset/>",
  '<p style="background:url(https://example.org/x)">x</p>',
  '<p style="background:u\\72l(x)">x</p>',
  '<p style="width:expression(alert(1))">x</p>',
  '<p style="background:url&#40;x)">x</p>',
  '<p style="-moz-binding:x">x</p>',
  '<p style="/**/x">x</p>',
  "<![CDATA[x]]>",
  "<?php x ?>",
  "<!DOCTYPE html>x",
  "<!-->x-->",
  "<!--->x-->",
  "<!-- a -- b -->x",
  "<!-- x",
  "&nbsp;",
  "a & b",
  "&#0;",
  "&#xD800;",
  "&#x110000;",
  "&lt",
  "]]>",
  "\u0008",
  "<p>x",
  "<p>x</div></p>",
  "<p class=x>y</p>",
  '<p class="x"class="y">z</p>',
  '<p class="x" class="y">z</p>',
  '<p class="a<b">x</p>',
  "<p class>x</p>",
  "<p/ >x",
  "< p>x</p>",
  '<p xmlns="http://www.w3.org/2000/svg">x</p>',
  '<div xmlns="http://www.w3.org/2000/svg">x</div>',
  '<p xmlns:x="http://example.org">x</p>',
  "<x:p>x</x:p>",
  '<p contenteditable="true">x</p>',
  '<p background="x">x</p>',
  '<a target="_blank" href="x">x</a>',
  "",
  " \n ",
  "<p> </p>",
  "<!-- only a comment -->",
];

for (const inside of REFUSED)
  test(`refused: ${inside.replaceAll(/[^ -~]/g, "?").slice(0, 60)}`, () => assert.equal(typeof narrativeProblem(div(inside)), "string"));

test("a narrative is one div in the namespace of XHTML", () => {
  for (const text of [
    "",
    "x",
    "<p>x</p>",
    "<div>x</div>",
    '<div xmlns="">x</div>',
    ` ${div("x")}`,
    `${div("x")} `,
    div("x") + div("y"),
    `<!-- x -->${div("x")}`,
    '<div xmlns="http://www.w3.org/1999/xhtml"/>',
    '<div xmlns="http://www.w3.org/1999/xhtml">x<br/>',
    '<div xmlns="http://www.w3.org/1999/xhtml">x<p>y</p>',
    `<?xml version="1.0"?>${div("x")}`,
  ])
    assert.equal(typeof narrativeProblem(text), "string", text);
});

const TAKEN = [
  "x",
  "Ünïcode 名前 👩‍⚕️ &amp; &lt; &gt; &quot; &apos; &#160; &#xA0;",
  "<p>a<br/>b</p><hr/><h1>c</h1>",
  '<table class="grid" border="1"><thead><tr><th colspan="2">a</th></tr></thead><tbody><tr><td rowspan=\'1\'>b</td><td align="right">c</td></tr></tbody></table>',
  '<ul><li>a</li></ul><ol start="3"><li>b</li></ol><dl><dt>a</dt><dd>b</dd></dl>',
  '<a href="https://example.org/x?y=1&amp;z=2">a</a><a href="#x">b</a><a name="x">c</a><a href="Observation/1">d</a><a href="mailto:a@example.org">e</a>',
  '<img src="data:image/png;base64,AAAA" alt="a"/>',
  '<img src="#img"/>',
  '<img src="Binary/1"/>',
  '<p style="color: red; margin: 0 1px" title="a &gt; b" xml:lang="en" lang="en" dir="ltr" id="p1">x</p>',
  "<!-- a comment -->x",
  "<b><i><tt><big><small>x</small></big></tt></i></b><blockquote><pre>y\n z</pre></blockquote>",
];

for (const inside of TAKEN)
  test(`taken: ${inside.replaceAll(/[^ -~]/g, "?").slice(0, 60)}`, () => assert.equal(narrativeProblem(div(inside)), undefined));

test("deep nesting is refused without harm, and large narratives cost little", () => {
  assert.equal(narrativeProblem(div("<p>".repeat(60) + "x" + "</p>".repeat(60))), undefined);
  assert.match(narrativeProblem(div("<p>".repeat(100_000))) ?? "", /deeper/);
  const hostile = [
    "<p",
    "<p ",
    '<p a="',
    "&",
    "&#",
    "<!--",
    "-",
    '<a href="x"',
    " ",
    "a",
    "<p>x</p>",
    "</",
    "<!-",
    "&amp;",
    "<br/>",
    '<p class="x" ',
  ];
  for (const unit of hostile) {
    narrativeProblem(div(unit.repeat(500_000 / unit.length)));
  }
});

test("whatever is taken holds no element outside the list and no attribute that runs", () => {
  const piece = fc.constantFrom(
    "<p>",
    "</p>",
    "<script>",
    "</script>",
    "<br/>",
    "x",
    " ",
    "<",
    ">",
    "&",
    "&amp;",
    '"',
    "'",
    "=",
    ' onclick="x"',
    ' class="',
    '<a href="',
    "javascript:",
    '">',
    "<!--",
    "-->",
    "<img src=x onerror=y>",
    "/",
    "<div>",
    "</div>",
    "<svg/onload=x>",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = div(pieces.join(""));
      if (narrativeProblem(text) !== undefined) return;
      const tags = text.replaceAll(/<!--[^]*?-->/g, "").match(/<[^>]*>/g) ?? [];
      for (const tag of tags) assert.match(tag, /^<\/?(?:p|br|a|div|img)(?:\s+(?:class|href|xmlns)="[^"]*")*\s*\/?>$/);
      assert.doesNotMatch(text.replaceAll(/<!--[^]*?-->/g, ""), /<[^>]*(?:script:|onclick)/);
    }),
    { numRuns: 3000 },
  );
});

// SPDX-License-Identifier: Apache-2.0
// PDFs are looked at with poppler, as a reader would: what is on which page, in which structure, in which fonts.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { POLICIES } from "../library.ts";
import { readPolicyText } from "../policy-text.ts";
import { filledHash, type Filling, fillPolicy } from "./fill.ts";
import { documentPdf, type PdfInput } from "./pdf.ts";
import { Paper } from "./pdf-paper.ts";

const INPUT: PdfInput = {
  title: "How we sign in",
  language: "en",
  meta: {},
  markdown: "# How we sign in\n\nWords.\n",
  footer: ["How we sign in, version 1.0.0"],
  createdAt: new Date("2026-11-29T10:20:30Z"),
};
const pdfOf = (markdown: string, input: Partial<PdfInput> = {}): Promise<Uint8Array> => documentPdf({ ...INPUT, markdown, ...input });
const bytesOf = (pdf: Uint8Array): string => Buffer.from(pdf).toString("latin1");

test("the same input makes the same bytes; another time or text makes others", async () => {
  const [one, same, later, other] = await Promise.all([
    documentPdf(INPUT),
    documentPdf(INPUT),
    documentPdf({ ...INPUT, createdAt: new Date("2026-11-29T10:20:31Z") }),
    documentPdf({ ...INPUT, markdown: "# How we sign in\n\nOther words.\n" }),
  ]);
  assert.equal(Buffer.compare(one, same), 0);
  assert.notEqual(Buffer.compare(one, later), 0);
  assert.notEqual(Buffer.compare(one, other), 0);
});

test("what is read in bad light is set larger: the same words take more pages", async () => {
  const pages = async (scale: number): Promise<number> =>
    bytesOf(await pdfOf(`# Steps\n\n${"Words that fill a line and more.\n\n".repeat(60)}`, { scale })).split(/\/Type \/Page\b/).length - 1;
  assert.ok((await pages(1.5)) > (await pages(1)));
});

test("a document that was never created is refused", async () => {
  await assert.rejects(documentPdf({ ...INPUT, createdAt: new Date(Number.NaN) }), /created at some time/);
});

test("what people typed is text in the XML that goes with a PDF", async () => {
  const evil = `</rdf:li><b>&"\u0000\ud800`;
  const bytes = bytesOf(await documentPdf({ ...INPUT, title: evil, meta: { author: evil, subject: evil } }));
  const xml = /<\?xpacket begin[^]*<\?xpacket end/.exec(bytes)?.[0] ?? "";
  assert.equal(xml.match(/>&lt;\/rdf:li&gt;&lt;b&gt;&amp;"[^<]*</g)?.length, 3);
  assert.doesNotMatch(xml, /<b>|\0/);
});

test("no link of a kind that we do not make, nor to a heading that is not there, gets into a PDF", async () => {
  const bytes = bytesOf(await pdfOf("# T\n\n[a](javascript:x) [b](ftp://x.example) [c](#nowhere) [d](file:///x) <b>\n"));
  assert.doesNotMatch(bytes, /\/Subtype \/Link|\/JavaScript|\/Launch|\/GoToR/);
});

test("signs beside each other are drawn as they are, not as an arrow", async () => {
  const paper = await Paper.open({ ...INPUT }, new Set());
  const width = (text: string): number => paper.widthOf(text, "regular", 10);
  assert.ok(Math.abs(width("->") - width("-") - width(">")) < 0.2, `${width("->")}, ${width("-")}, ${width(">")}`);
});

const noPoppler = spawnSync("pdfinfo", ["-v"]).error === undefined ? false : "there is no poppler on this machine (Debian: poppler-utils)";

describe("PDFs as their readers see them", { skip: noPoppler }, () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "part164-pdf-"));
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  /** What a program of poppler says about a PDF, and that it complains of nothing. */
  async function poppler(pdf: Uint8Array, program: string, ...options: string[]): Promise<string> {
    const file = join(folder, "document.pdf");
    await writeFile(file, pdf);
    const { status, stdout, stderr } = spawnSync(program, [...options, file, ...(program === "pdftotext" ? ["-"] : [])], {
      encoding: "utf8",
      env: { ...process.env, TZ: "UTC" },
    });
    assert.equal(status, 0, stderr);
    assert.equal(stderr, "");
    return stdout;
  }
  const pages = async (pdf: Uint8Array): Promise<string[]> => (await poppler(pdf, "pdftotext", "-layout")).split("\f").slice(0, -1);
  /** The structure, a line an element or a text, without the indents. */
  const structure = async (pdf: Uint8Array): Promise<string> => (await poppler(pdf, "pdfinfo", "-struct-text")).replaceAll(/^ +/gm, "");

  async function isWhole(pdf: Uint8Array, title: string): Promise<void> {
    const info = await poppler(pdf, "pdfinfo");
    assert.match(info, /^Tagged: +yes$/m);
    assert.match(info, /^JavaScript: +no$/m);
    assert.ok(info.includes(title), info);
    const fonts = (await poppler(pdf, "pdffonts")).trim().split("\n").slice(2);
    assert.ok(fonts.length > 0);
    for (const font of fonts) assert.match(font, /Identity-H +yes yes yes/, "embedded, a subset, with its letters"); // emb sub uni
  }

  test("title, author, subject, date and language are said", async () => {
    const pdf = await pdfOf("a", { title: "Ünder <b> & so", language: "de", meta: { author: "Maya & Söhne", subject: "Policy" } });
    const info = await poppler(pdf, "pdfinfo");
    for (const line of [
      /Title: +Ünder <b> & so$/m,
      /Author: +Maya & Söhne$/m,
      /Subject: +Policy$/m,
      /CreationDate: +Sun Nov 29 10:20:30 2026/m,
    ])
      assert.match(info, line);
    assert.match(bytesOf(pdf), /\/Lang \(de\)/);
    assert.match(bytesOf(pdf), /\/DisplayDocTitle true/);
  });

  test("headings, paragraphs, lists, quotations, tables and links are what they are to a screen reader", async () => {
    const text = await structure(
      await pdfOf(
        "# One\n\n## Two\n\nA **b** `c` [d](https://x.example)\n- e\n\n3. f\n4. g\n\n> h\n\n| i | j |\n|---|---|\n| k | l |\n\n#### Three\n\n##### Four\n\nm [n](#two)\n",
      ),
    );
    const order = [
      'Document "How we sign in"',
      "H1 (block)",
      '"One"',
      "H2 (block)",
      '"Two"',
      "P (block)",
      '"A b c "',
      "Link (inline)",
      /Object \d+ 0/,
      '"d"',
      "L (block):",
      "/ListNumbering /Disc",
      "LI (block)",
      "Lbl (block)",
      '"•"',
      "LBody (block)",
      "P (block)",
      '"e"',
      "L (block):",
      "/ListNumbering /Decimal",
      "LI (block)",
      "Lbl (block)",
      '"3."',
      "LBody (block)",
      "P (block)",
      '"f"',
      "LI (block)",
      "Lbl (block)",
      '"4."',
      "LBody (block)",
      "P (block)",
      '"g"',
      "BlockQuote",
      "P (block)",
      '"h"',
      "Table (block)",
      "THead",
      "TR",
      "TH:",
      "/Scope /Column",
      '"i"',
      "TH:",
      "/Scope /Column",
      '"j"',
      "TBody",
      "TR",
      "TD",
      '"k"',
      "TD",
      '"l"',
      "H3 (block)",
      '"Three"',
      "H4 (block)",
      '"Four"',
      "P (block)",
      '"m "',
      "Link (inline)",
      /Object \d+ 0/,
      '"n"',
    ];
    const lines = text.trim().split("\n");
    order.forEach((part, n) => (typeof part === "string" ? assert.equal(lines[n], part) : assert.match(lines[n] ?? "", part)));
    assert.equal(lines.length, order.length);
  });

  test("links lead where they say, and bookmarks are the headings in their order", async () => {
    const bytes = bytesOf(await pdfOf("# One\n\n## Two\n\n[d](https://x.example/a) [n](#two)\n\n### Three\n\n## Four\n"));
    assert.match(bytes, /\/URI \(https:\/\/x\.example\/a\)/);
    assert.match(bytes, /\/S \/GoTo\n\/D \(two\)/);
    assert.match(bytes, /\(two\) \[\d+ 0 R \/XYZ 0 /);
    assert.deepEqual([...bytes.matchAll(/\/Title \(([^)]*)\)/g)].map(([, title]) => title).sort(), ["Four", "One", "Three", "Two"]);
  });

  test("every page has its number and its foot, which a screen reader passes over", async () => {
    const pdf = await pdfOf("Words.\n\n".repeat(120), { footer: ["Foot one", "Foot two", "f".repeat(5_000), "Foot four"] });
    const found = await pages(pdf);
    assert.ok(found.length > 2);
    found.forEach((page, n) => {
      assert.match(page, new RegExp(`Foot one +Page ${n + 1} of ${found.length}\n`));
      assert.match(page, /Foot two\n\s*f+…\n/);
      assert.doesNotMatch(page, /Foot four/);
    });
    assert.doesNotMatch(await structure(pdf), /Foot|Page \d/);
  });

  test("no heading stands alone at the foot of a page, and no line of a paragraph alone on either side", async () => {
    for (let filler = 20; filler < 34; filler++) {
      const markdown = `${"Filler.\n\n".repeat(filler)}## The heading\n\n${"Some words to fill a line of this paragraph, and then again some. ".repeat(6)}\n\n${"Filler.\n\n".repeat(10)}`;
      for (const page of await pages(await pdfOf(markdown))) {
        const lines = page.split("\n").filter((line) => line.trim() !== "" && !/version 1\.0\.0/.test(line));
        const count = lines.filter((line) => /some|words|paragraph/.test(line)).length;
        assert.notEqual(count, 1, `${filler}\n${page}`);
        if (/The heading/.test(page)) assert.ok(count >= 2, `${filler}\n${page}`);
      }
    }
  });

  test("a table's head is on each of its pages, once for a screen reader; a row breaks only where no page holds it", async () => {
    const row = (n: number): string => `| row ${n} | ${"many words ".repeat(30)} | ${n} |\n`;
    const pdf = await pdfOf(`| first | second | third |\n|---|:-:|--:|\n${Array.from({ length: 40 }, (_, n) => row(n)).join("")}`);
    const found = await pages(pdf);
    assert.ok(found.length > 3);
    for (const page of found) assert.match(page, /first +second +third/);
    assert.equal((await structure(pdf)).match(/"second"/g)?.length, 1);
    const high = await pages(await pdfOf(`| alpha | beta |\n|---|---|\n| ${"endless words ".repeat(2_000)} | b |\n`));
    assert.ok(high.length > 5);
    for (const page of high) assert.match(page, /alpha +beta/);
  });

  test("a word wider than the page is broken, in text, in code and in a table", async () => {
    const long = "W".repeat(400);
    const pdf = await pdfOf(`# ${long}\n\n${long}\n\n\`${long}\`\n\n| ${long} | b |\n|---|---|\n| ${long} | ${long} |\n`);
    const boxes = await poppler(pdf, "pdftotext", "-bbox");
    const rights = [...boxes.matchAll(/xMax="([\d.]+)"/g)].map(([, right = ""]) => Number(right));
    assert.ok(rights.length > 30);
    for (const right of rights) assert.ok(right <= 541, String(right)); // 540 points is the right margin.
    assert.equal((await structure(pdf)).match(/W/g)?.length, 6 * 400);
  });

  test("letters that the fonts lack are squares; what is written stays as it is written", async () => {
    const text = await structure(await pdfOf("§ “a” ‘b’ – — … Łódź Ősz Αθήνα -> != office 中 😀 a\u202eb"));
    assert.match(text, /"§ “a” ‘b’ – — … Łódź Ősz Αθήνα -> != office □ □ ab"/);
  });

  const HOSTILE = [
    "](javascript:alert(1))",
    "<img src=x onerror=alert(1)>",
    ":::only covered-entity",
    "a\n\n# b",
    "| a |\n|---|",
    "a".repeat(10_000),
    ") /JavaScript (x",
  ];
  const organization = (name: string): Filling["organization"] => ({
    "organization.name": name,
    "organization.contactEmail": "a@x.example",
    "organization.reportLine": "1",
    "securityOfficial.title": "S",
    "privacyOfficial.title": "P",
    "executiveSponsor.title": "E",
    identityProvider: "I",
    cloudProviders: "C",
    ticketSystem: "T",
  });
  async function filledPdf(id: string, name: string): Promise<{ pdf: Uint8Array; text: string; title: string }> {
    const policy = readPolicyText(id, readFileSync(new URL(`../../../../../policies/${id}.md`, import.meta.url), "utf8"));
    if (Array.isArray(policy)) assert.fail(JSON.stringify(policy));
    const answer = fillPolicy(policy, { entity: "both", organization: organization(name), parameters: {} });
    if (Array.isArray(answer)) assert.fail(JSON.stringify(answer));
    const footer = [`${answer.title}, version ${answer.version}`, `SHA-256 ${filledHash(answer.text)}`];
    return { pdf: await pdfOf(answer.text, { title: answer.title, footer }), text: answer.text, title: answer.title };
  }

  for (const name of HOSTILE)
    test(`a hostile answer is only words on paper: ${JSON.stringify(name.slice(0, 40))}`, async () => {
      const { pdf, title } = await filledPdf("access-control", name);
      await isWhole(pdf, title);
      assert.doesNotMatch(bytesOf(pdf), /\/Subtype \/Link|\/S \/JavaScript/);
      const text = await structure(pdf);
      assert.ok(text.replaceAll(/[\s"]/g, "").includes(name.replaceAll(/\s/g, "")));
      assert.equal(text.match(/^H1/gm)?.length, 1);
    });

  for (const id of POLICIES)
    test(`${id}: a whole PDF, tagged, with its hash on every page`, async () => {
      const { pdf, text, title } = await filledPdf(id, "Stonebridge Health");
      await isWhole(pdf, title);
      for (const page of await pages(pdf)) assert.ok(page.includes(filledHash(text)));
      const sections = text.match(/^## /gm)?.length;
      assert.equal((await structure(pdf)).match(/^H2/gm)?.length, sections);
    });
});

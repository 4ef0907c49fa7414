// SPDX-License-Identifier: Apache-2.0
// Narrative XHTML (FHIR R4, section 2.4.0; invariants txt-1 and txt-2). Bytes are stored as given, so a narrative is read and refused,
// never rewritten: well-formed XML, elements and attributes from a list, no scripts, no forms, nothing that loads from elsewhere.

const XHTML = "http://www.w3.org/1999/xhtml";

/** The elements of HTML 4.0 chapters 7 to 11 (without 9.4) and 15, `a` and `img`. */
const ELEMENTS = new Set(
  (
    "div p br hr h1 h2 h3 h4 h5 h6 span a img b i tt big small strong em cite dfn code samp kbd var abbr acronym q blockquote sub sup " +
    "pre ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td bdo address"
  ).split(" "),
);

const ANYWHERE = "id class style title lang xml:lang dir align";
const CELL = "abbr axis headers scope rowspan colspan char charoff valign width height nowrap bgcolor";
const ATTRIBUTES = new Map(
  Object.entries({
    a: "href name hreflang rel type",
    img: "src alt height width border longdesc",
    blockquote: "cite",
    q: "cite",
    ol: "start type compact",
    ul: "type compact",
    li: "value type",
    table: "summary width border frame rules cellspacing cellpadding bgcolor",
    colgroup: "span width char charoff valign",
    col: "span width char charoff valign",
    thead: "char charoff valign",
    tbody: "char charoff valign",
    tfoot: "char charoff valign",
    tr: "char charoff valign bgcolor",
    th: CELL,
    td: CELL,
    hr: "noshade size width",
    br: "clear",
    pre: "width xml:space",
    div: "xmlns",
  }).map(([element, names]) => [element, new Set(names.split(" "))]),
);
const COMMON = new Set(ANYWHERE.split(" "));

const NAME = /[A-Za-z][A-Za-z0-9:._-]*/y;
const ATTRIBUTE = /\s+([A-Za-z][A-Za-z0-9:._-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;
const CLOSING = /<\/([A-Za-z][A-Za-z0-9:._-]*)\s*>/y;
const COMMENT = /<!--(?!-?>)((?:(?!--)[^])*)-->/y;
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));/y;
const DEPTH_MAX = 64;

/** What is wrong with a narrative's div, or undefined. The words never quote it. */
export function narrativeProblem(div: string): string | undefined {
  const open: string[] = [];
  let at = 0;
  let shows = false;
  while (at < div.length) {
    if (open.length === 0 && at > 0) return "must be one div and nothing else";
    const next = div.indexOf("<", at);
    const text = next < 0 ? div.slice(at) : div.slice(at, next);
    if (open.length === 0 && text !== "") return "must begin with a div";
    const textProblem = badText(text);
    if (textProblem) return textProblem;
    shows ||= /\S/.test(text);
    if (next < 0) return "must be well-formed XML";
    at = next;
    const read = readMarkup(div, at, open);
    if (typeof read === "string") return read;
    shows ||= read.shows;
    at = read.end;
  }
  if (open.length > 0 || at === 0) return "must be well-formed XML";
  return shows ? undefined : "must have content that can be read"; // txt-2
}

type Read = { readonly end: number; readonly shows: boolean };

/** Reads one tag or comment at `at`, opening or closing elements in `open`; or says what is wrong. */
function readMarkup(div: string, at: number, open: string[]): Read | string {
  const closing = matchAt(CLOSING, div, at);
  if (closing) {
    if (open.pop() !== closing[1]) return "must be well-formed XML";
    return { end: at + closing[0].length, shows: false };
  }
  const comment = matchAt(COMMENT, div, at);
  if (comment && open.length > 0) return { end: at + comment[0].length, shows: false };
  const name = matchAt(NAME, div, at + 1)?.[0];
  if (name === undefined) return "must hold elements, text and comments only";
  if (open.length === 0 && name !== "div") return "must begin with a div";
  if (!ELEMENTS.has(name)) return "must hold only the elements that FHIR lists for narratives";
  if (open.length >= DEPTH_MAX) return "must not nest elements deeper than 64";
  return readTag(div, { name, at: at + 1 + name.length }, open);
}

function readTag(div: string, { name, at }: { name: string; at: number }, open: string[]): Read | string {
  const attributes = new Map<string, string>();
  let end = at;
  for (let match = matchAt(ATTRIBUTE, div, end); match; match = matchAt(ATTRIBUTE, div, end)) {
    const [whole, attribute = "", double, single] = match;
    const raw = double ?? single ?? "";
    const problem = badText(raw) ?? attributeProblem(name, attribute, decoded(raw));
    if (problem) return problem;
    if (attributes.has(attribute)) return "must be well-formed XML";
    attributes.set(attribute, raw);
    end += whole.length;
  }
  if (open.length === 0 && attributes.get("xmlns") !== XHTML) return "must name the XHTML namespace on its div";
  const tail = matchAt(TAG_END, div, end);
  if (!tail) return "must be well-formed XML, with attributes in quotation marks";
  if (tail[1] === "") open.push(name);
  return { end: end + tail[0].length, shows: name === "img" };
}

function attributeProblem(element: string, name: string, value: string): string | undefined {
  if (!COMMON.has(name) && !ATTRIBUTES.get(element)?.has(name)) return "must hold only the attributes that FHIR lists for narratives";
  if (name === "xmlns" && value !== XHTML) return "must name the XHTML namespace on its div";
  if (name === "style" && isUnsafeStyle(value)) return "must not load or run anything in a style";
  if (
    (name === "href" || name === "cite" || name === "longdesc") &&
    !/^(?:https?:\/\/|mailto:|tel:|#|(?!\/\/)[A-Za-z0-9._/-]+(?:[#?]|$))/i.test(value)
  )
    return "must link to http, https, mailto, tel or a relative address only";
  // An image from another server would tell it who looks at the record, and when.
  if (name === "src" && !/^(?:data:image\/(?:png|jpeg|gif|bmp|webp)[;,]|#|(?!\/\/)[A-Za-z0-9._/-]+$)/i.test(value))
    return "must hold images as data, or from this server";
  return undefined;
}

function isUnsafeStyle(style: string): boolean {
  return /url\s*\(|expression|import|behavio|binding|javascript|\\|\/\*|[<>]/i.test(style);
}

/** XML text may hold an ampersand only as an entity; HTML's own ("&nbsp;") are not XML's. */
function badText(text: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- the characters that XML 1.0, section 2.2, does not allow
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text) || text.includes("]]>"))
    return "must hold only characters that XML allows";
  for (let at = text.indexOf("&"); at >= 0; at = text.indexOf("&", at + 1)) {
    const entity = matchAt(ENTITY, text, at);
    if (!entity) return "must write an ampersand as &amp; and other characters as themselves";
    if (!isXmlCharacter(codePoint(entity))) return "must hold only characters that XML allows";
  }
  return undefined;
}

function isXmlCharacter(code: number | undefined): boolean {
  if (code === undefined) return true;
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 32 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}

function codePoint([, , decimal, hex]: RegExpExecArray): number | undefined {
  if (decimal !== undefined) return Number.parseInt(decimal, 10);
  return hex === undefined ? undefined : Number.parseInt(hex, 16);
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** An attribute with its entities resolved, as a browser will read it. Checked text only. */
function decoded(raw: string): string {
  return raw.replaceAll(new RegExp(ENTITY.source, "g"), (...match) => {
    const [, name, decimal, hex] = match as (string | undefined)[];
    if (name !== undefined) return NAMED[name] ?? "";
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number.parseInt(decimal, 10));
  });
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

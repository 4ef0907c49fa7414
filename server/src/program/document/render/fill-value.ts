// SPDX-License-Identifier: Apache-2.0
// What an organization answered, as words in a policy. Answers are untrusted: they become words of one line, never form.

/** Longer answers are refused: a policy is read by people. In characters. */
export const VALUE_MAX = 20_000;

/**
 * The answer as one line: no line ends, no control characters, none that turn the direction of writing or cannot be seen. In Unicode's
 * form C, so that what looks the same hashes the same.
 */
export function oneLine(value: string): string {
  return value
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/(?![\u200c\u200d])\p{Cf}/gu, "") // U+200C and U+200D join letters of some scripts; they stay.
    .replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}

/** Where a line may still become a list item, a heading's underline or a passage. */
const LINE_START = /^[\s\d.)>*+-]*$/;

/**
 * Markdown that reads as `value` and as nothing else, between `before` and `after` on its line (CommonMark 0.31, section 2.4: what may be
 * escaped). A backslash is written as a reference: before a table's bar, even an escaped one would escape the bar.
 */
export function escapeMarkdown(value: string, before: string, after: string): string {
  const escaped = value.replaceAll(/[\\`*_{}[\]<>#|~&!]/g, (special) => (special === "\\" ? "&#92;" : `\\${special}`));
  if (before.endsWith("]")) return escaped.replace(/^[(:]/, "\\$&"); // Or it would be the address of what stands in the brackets.
  if (!LINE_START.test(before)) return escaped;
  // Digits before the text's own full stop would begin a list; digits themselves cannot be escaped.
  if (/^\d+$/.test(value) && /^\d*[.)](?:\s|$)/.test(after)) return `&#${value.charCodeAt(0)};${value.slice(1)}`;
  return escaped.replace(/^[-+=:.)]/, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2");
}

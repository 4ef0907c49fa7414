// SPDX-License-Identifier: Apache-2.0
// A text that people write as Markdown, as it is read: headings, lists and paragraphs. What else it may hold stands as it was typed.

export type Block =
  | { readonly is: "heading"; readonly level: 1 | 2; readonly text: string }
  | { readonly is: "list"; readonly items: readonly string[] }
  | { readonly is: "paragraph"; readonly lines: readonly string[] };

/** The blocks of a text, between which there is an empty line, a heading or a list. */
export function writtenBlocks(text: string): readonly Block[] {
  return text.split(/\n{2,}/).flatMap((part) => blocksIn(part.split("\n").filter((line) => line.trim() !== "")));
}

function blocksIn(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const [, marks = "", heading = ""] = /^(#{1,6}) +(.*)$/.exec(line) ?? [];
    const item = /^[-*] +(.*)$/.exec(line)?.[1];
    const last = blocks.at(-1);
    if (marks !== "") blocks.push({ is: "heading", level: marks.length === 1 ? 1 : 2, text: heading });
    else if (item !== undefined) {
      if (last?.is === "list") blocks.splice(-1, 1, { is: "list", items: [...last.items, item] });
      else blocks.push({ is: "list", items: [item] });
    } else if (last?.is === "paragraph") blocks.splice(-1, 1, { is: "paragraph", lines: [...last.lines, said(line)] });
    else blocks.push({ is: "paragraph", lines: [said(line)] });
  }
  return blocks;
}

/** A backslash at its end breaks the line, as every line's end does here. */
const said = (line: string): string => line.replace(/\\$/, "");

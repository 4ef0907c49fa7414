// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { writtenBlocks, type Block } from "./written-blocks.ts";

/** A text that was written as Markdown, as whoever gets it reads it. */
export function Written({ text }: { text: string }): ReactNode {
  return (
    <div className="stack loose written">
      {writtenBlocks(text).map((block, n) => (
        // Blocks have no names of their own, and are not moved.
        <One key={n} of={block} />
      ))}
    </div>
  );
}

function One({ of: block }: { of: Block }): ReactNode {
  if (block.is === "heading") return block.level === 1 ? <h3>{block.text}</h3> : <h4>{block.text}</h4>;
  if (block.is === "list")
    return (
      <ul>
        {block.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    );
  return <p className="lines-kept">{block.lines.join("\n")}</p>;
}

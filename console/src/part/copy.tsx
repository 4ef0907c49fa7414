// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { Glyph } from "./glyph.tsx";

const SHOWN_MS = 2_000;

function useCopy(text: string): { done: boolean; copy: () => void } {
  const [done, setDone] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(() => {
      setDone(true);
      setTimeout(() => setDone(false), SHOWN_MS);
    });
  };
  return { done, copy };
}

/** Copies a machine's words: a cite, a hash, a command. Says so to everybody. */
export function CopyIcon({ text, label }: { text: string; label: string }): ReactNode {
  const { done, copy } = useCopy(text);
  return (
    <>
      <ActionIcon onClick={copy} aria-label={label} title={done ? "Copied" : label}>
        <Glyph of={done ? IconCheck : IconCopy} />
      </ActionIcon>
      <output className="sr">{done ? "Copied" : ""}</output>
    </>
  );
}

/** The same with its word, where copying is the next step. */
export function CopyButton({ text, label }: { text: string; label: string }): ReactNode {
  const { done, copy } = useCopy(text);
  return (
    <>
      <Button onClick={copy}>
        <Glyph of={done ? IconCheck : IconCopy} />
        {done ? "Copied" : label}
      </Button>
      <output className="sr">{done ? "Copied" : ""}</output>
    </>
  );
}

/** A line that a machine compares, with its copy button; wraps, never cuts. */
export function Literal({ text, label }: { text: string; label: string }): ReactNode {
  return (
    <div className="literal">
      <code className="whole">{text}</code>
      <CopyIcon text={text} label={label} />
    </div>
  );
}

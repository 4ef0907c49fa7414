// SPDX-License-Identifier: Apache-2.0
// What the server says once and keeps only a hash of: a secret, an enrolment link. Closed by its own button, after it was kept.
import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Literal } from "../copy.tsx";
import { Notice } from "../say/notice.tsx";
import { Tick } from "./tick.tsx";

export type HandoverProps = {
  readonly title: string;
  readonly says: string;
  /** Each with the words of its copy button; a label stands above where there are several. */
  readonly values: readonly { readonly label?: string; readonly text: string; readonly copy: string }[];
  /** What must be ticked before it can be closed. */
  readonly keep?: string;
  readonly onDone: () => void;
};

export function Handover({ title, says, values, keep, onDone }: HandoverProps): ReactNode {
  const [isKept, setKept] = useState(keep === undefined);
  return (
    <div className="stack loose">
      <Notice tone="act" title={title}>
        {says}
      </Notice>
      {values.map(({ label, text, copy }) => (
        <div className="stack" key={copy}>
          {label === undefined ? null : <span className="label">{label}</span>}
          <Literal text={text} label={copy} />
        </div>
      ))}
      {keep === undefined ? null : <Tick label={keep} checked={isKept} onChecked={setKept} />}
      <Button
        variant="filled"
        aria-disabled={!isKept}
        title={isKept ? undefined : "Tick the box once it is kept."}
        onClick={() => (isKept ? onDone() : undefined)}
      >
        Done
      </Button>
    </div>
  );
}

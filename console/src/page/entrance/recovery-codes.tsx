// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { CopyButton } from "../../part/copy.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Tick } from "../../part/form/tick.tsx";

/** Ten codes for the day the phone is gone. Shown this once; the server keeps only hashes. */
export function RecoveryCodes({ codes, email, onKept }: { codes: readonly string[]; email: string; onKept: () => void }): ReactNode {
  const [isKept, setKept] = useState(false);
  return (
    <>
      <div className="print-head">
        <h1 tabIndex={-1}>Keep these recovery codes</h1>
        <p className="muted">Each signs you in once when your phone is not at hand. They are not shown again.</p>
        <p className="printed">Part164, {email}</p>
      </div>
      <ol className="codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="row wrap">
        <CopyButton text={codes.join("\n")} label="Copy" />
        <Button onClick={() => window.print()}>
          <Glyph of={IconPrinter} />
          Print
        </Button>
      </div>
      <Tick
        label="I have kept them in a safe place"
        hint="A password manager, or paper in a locked drawer. Not next to the phone."
        checked={isKept}
        onChecked={setKept}
      />
      <Button
        variant="filled"
        fullWidth
        aria-disabled={!isKept}
        title={isKept ? undefined : "Tick the box once they are kept."}
        onClick={() => (isKept ? onKept() : undefined)}
      >
        Go to Home
      </Button>
    </>
  );
}

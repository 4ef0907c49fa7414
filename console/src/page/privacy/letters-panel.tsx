// SPDX-License-Identifier: Apache-2.0
// The letters of a case: drafts with blanks where a name goes. They are filled in from the record by whoever sends them.
import { NativeSelect } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { letterHref, type CaseClock } from "../../api/privacy.ts";
import { Cite } from "../../part/cite.tsx";
import { Glyph } from "../../part/glyph.tsx";
import { Panel } from "../../part/panel.tsx";
import { PolicyBody } from "../policy/policy-body.tsx";

export function LettersPanel({ of: { id, letters } }: { of: CaseClock }): ReactNode {
  const [kind, setKind] = useState("");
  const letter = letters.find((one) => one.kind === kind);
  if (letters.length === 0) return null;
  return (
    <Panel
      title="Letters"
      padded
      note="drafts, without a name"
      action={
        letter === undefined ? undefined : (
          <a className="button" href={letterHref(id, letter.kind)} download>
            <span className="button-inner">
              <Glyph of={IconDownload} />
              PDF
            </span>
          </a>
        )
      }
    >
      <div className="stack loose">
        <NativeSelect
          className="no-print"
          label="Which letter"
          value={kind}
          data={[{ value: "", label: "None" }, ...letters.map((one) => ({ value: one.kind, label: one.title }))]}
          onChange={({ currentTarget }) => setKind(currentTarget.value)}
        />
        {letter === undefined ? null : (
          <article className="letter" aria-label={letter.title}>
            <h3>{letter.title}</h3>
            <PolicyBody html={letter.html} />
            <p className="row wrap small muted no-print">
              What must be in it:
              {letter.cites.map((cite) => (
                <Cite key={cite} of={cite} />
              ))}
            </p>
          </article>
        )}
      </div>
    </Panel>
  );
}

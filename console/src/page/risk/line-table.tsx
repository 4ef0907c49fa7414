// SPDX-License-Identifier: Apache-2.0
// The lines of an analysis: each threat that concerns an asset, with what was decided of it.
import { IconCircleDashed, IconCircleMinus, IconShieldExclamation } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Cite } from "../../part/cite.tsx";
import { HrefLink } from "../../part/link-button.tsx";
import { Chip } from "../../part/status/chip.tsx";
import type { Column } from "../../part/table/data-table.tsx";
import { KIND_SAYS, type ShownLine } from "./risk-words.ts";

export type LineMarks = {
  /** What is chosen to be decided; null where nothing can be decided any more. */
  readonly chosen: ReadonlySet<string> | null;
  readonly onChoose: (keys: readonly string[], on: boolean) => void;
};

/** An asset's name and how far it is; all of it that is shown is chosen at once. */
export function AssetHead({ lines, chosen, onChoose }: LineMarks & { readonly lines: readonly ShownLine[] }): ReactNode {
  const [first] = lines;
  if (first === undefined) return null;
  const keys = lines.map(({ key }) => key);
  const decided = lines.filter(({ decision }) => decision !== null).length;
  return (
    <span className="row">
      {chosen === null ? null : (
        <input
          type="checkbox"
          className="choose no-print"
          aria-label={`All of ${first.assetName} that are shown`}
          checked={keys.every((key) => chosen.has(key))}
          onChange={({ currentTarget }) => onChoose(keys, currentTarget.checked)}
        />
      )}
      <span className="cut">{first.assetName}</span>
      <span className="muted nowrap">
        {KIND_SAYS[first.assetKind] ?? ""}
        {first.hasPhi ? "" : ", no PHI"}; {decided} of {lines.length}
      </span>
    </span>
  );
}

function DecisionChip({ of: decision }: { of: ShownLine["decision"] }): ReactNode {
  if (decision === null)
    return (
      <Chip tone="open" icon={IconCircleDashed}>
        Not decided
      </Chip>
    );
  return decision === "risk" ? (
    <Chip tone="act" icon={IconShieldExclamation}>
      A risk
    </Chip>
  ) : (
    <Chip tone="open" icon={IconCircleMinus}>
      Does not matter
    </Chip>
  );
}

const SAYS_BEFORE = { risk: "Before: a risk", "no-matter": "Before: does not matter" } as const;

export function lineColumns({ chosen, onChoose }: LineMarks): readonly Column<ShownLine>[] {
  return [
    {
      key: "threat",
      head: "Threat",
      width: "48%",
      stack: "1 / 1 / 2 / 3",
      cell: ({ key, threatSays, assetName, cites, class: of }) => (
        <span className="row evaluation-item">
          {chosen === null ? null : (
            <input
              type="checkbox"
              className="choose no-print"
              data-row-link="" // j and k go from one to the next, and the space bar chooses.
              aria-label={`Choose ${assetName}: ${threatSays}`}
              checked={chosen.has(key)}
              onChange={({ currentTarget }) => onChoose([key], currentTarget.checked)}
            />
          )}
          <span className="two-lines">
            <span>{threatSays}</span>
            <span className="small muted row wrap">
              {of}
              {cites.map((cite) => (
                <Cite key={cite} of={cite} />
              ))}
            </span>
          </span>
        </span>
      ),
    },
    { key: "decision", head: "Decision", width: "11rem", stack: "2 / 1", cell: ({ decision }) => <DecisionChip of={decision} /> },
    {
      key: "why",
      head: "Why",
      stack: "3 / 1 / 4 / 3",
      cell: ({ why, risk, before, decision, decidedByName }) => (
        <span className="two-lines">
          {risk === null ? null : <HrefLink href={`/submissions/${risk}`}>The risk</HrefLink>}
          {why === null ? null : <span className="lines-kept">{why}</span>}
          {decidedByName === null ? null : <span className="small muted">{decidedByName}</span>}
          {before === null || decision !== null ? null : (
            <span className="small muted">
              {SAYS_BEFORE[before.decision]}
              {before.why === null ? "" : `: ${before.why}`}
            </span>
          )}
        </span>
      ),
    },
  ];
}

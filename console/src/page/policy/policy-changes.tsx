// SPDX-License-Identifier: Apache-2.0
// What changed, line by line: against what is in force, or, of what is in force, against the version before it.
import { useQuery } from "@tanstack/react-query";
import { diffLines } from "diff";
import { useMemo, type ReactNode } from "react";
import { policyQuery, type PolicyText, type PolicyVersion } from "../../api/policy.ts";
import { Panel } from "../../part/panel.tsx";
import { Empty } from "../../part/say/empty.tsx";
import { Waiting } from "../../part/table/data-table.tsx";
import { diffRows, type DiffRow } from "./policy-words.ts";

/** What to compare with: null if it is the first. */
function otherOf({ id, versions }: PolicyText, inForce: PolicyVersion | null): PolicyVersion | null {
  if (inForce !== null && inForce.id !== id) return inForce;
  const approved = versions.filter(({ state, effectiveOn }) => state === "approved" && effectiveOn !== null);
  const ordered = approved.sort((a, b) => ((a.effectiveOn ?? "") < (b.effectiveOn ?? "") ? -1 : 1));
  const here = ordered.findIndex((one) => one.id === id);
  return ordered[here - 1] ?? null;
}

export function PolicyChanges({ of: text, inForce }: { of: PolicyText; inForce: PolicyVersion | null }): ReactNode {
  const other = otherOf(text, inForce);
  if (other === null) {
    return (
      <Panel title="What changed">
        <Empty kind="nothing-due" title="It is the first" says="There is no version before it to compare it with." />
      </Panel>
    );
  }
  return <Against of={text} other={other} />;
}

function Against({ of: text, other }: { of: PolicyText; other: PolicyVersion }): ReactNode {
  const before = useQuery(policyQuery(text.policy, { version: other.id }));
  const rows = useMemo(() => (before.data === undefined ? [] : rowsOf(before.data, text)), [before.data, text]);
  const count = (kind: DiffRow["kind"]): number => rows.filter((row) => row.kind === kind).length;
  return (
    <Panel title={`${text.version} against ${other.version}`} note={`${count("added")} lines added, ${count("removed")} removed`}>
      {before.isPending ? (
        <Waiting lines={8} />
      ) : before.data === undefined ? (
        <Empty kind="failed" error={before.error} onRetry={() => void before.refetch()} />
      ) : count("added") + count("removed") === 0 ? (
        <Empty kind="nothing-due" title="Nothing differs" says="Both versions have the same text." />
      ) : (
        <table className="diff" aria-label="Changed lines">
          <thead className="sr">
            <tr>
              <th scope="col">Line before</th>
              <th scope="col">Line after</th>
              <th scope="col">Change</th>
              <th scope="col">Text</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, n) => (
              <Row key={`${row.kind} ${row.before ?? row.after ?? `after ${rows[n - 1]?.after ?? 0}`}`} of={row} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

/** The sources, where both are there; the filled-in texts otherwise: the repository may have been lost, what was approved is not. */
function rowsOf(before: PolicyText, after: PolicyText): readonly DiffRow[] {
  const hasSources = before.source !== null && after.source !== null;
  const [one, other] = hasSources ? [before.source ?? "", after.source ?? ""] : [before.text, after.text];
  return diffRows(diffLines(one, other));
}

const SIGN: Readonly<Record<DiffRow["kind"], readonly [string, string]>> = {
  same: ["", "as before"],
  added: ["+", "added"],
  removed: ["−", "removed"],
  skipped: ["", "left out"],
};

function Row({ of: { kind, before, after, text } }: { of: DiffRow }): ReactNode {
  const [sign, says] = SIGN[kind];
  const Mark = kind === "added" ? "ins" : kind === "removed" ? "del" : "span";
  return (
    <tr data-kind={kind}>
      <td className="num">{before}</td>
      <td className="num">{after}</td>
      <td className="sign">
        <span aria-hidden="true">{sign}</span>
        <span className="sr">{says}</span>
      </td>
      <td>
        <Mark>{text}</Mark>
      </td>
    </tr>
  );
}

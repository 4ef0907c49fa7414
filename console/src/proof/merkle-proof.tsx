// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { merkleRows, type MerkleRow } from "./merkle-rows.ts";
import type { ProofPath } from "./verify-entry.ts";

const LEFT = 36;
const RIGHT = 92;
const CENTRE = 64;
const ROW = 40;
const TOP = 20;
const WIDTH = 344;

type Node = { readonly x: number; readonly y: number };

const short = (hash: string): string => hash.slice(0, 8);

/** The real path: from this entry, with each sibling from the proof, to the root that the checkpoint signs. */
export function MerkleProof({ path, index, size }: { path: ProofPath; index: number; size: number }): ReactNode {
  const rows = merkleRows(path);
  const y = (row: number): number => TOP + (row + 1) * ROW;
  const height = y(rows.length) + 4;
  const nodes = rows.map((row, n): Node => ({ x: row.kind === "gap" ? nodeX(rows[n + 1]) : nodeX(row), y: y(n) }));
  const last = nodes.at(-1) ?? { x: CENTRE, y: TOP };
  const label = `Inclusion proof: ${path.steps.length} sibling hashes lead from entry ${index.toLocaleString("en-US")} to the root of checkpoint ${size.toLocaleString("en-US")}`;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- Drawn here, in the colours of the theme.
    <svg className="merkle" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      {rows.map((row, n) => (
        <Step
          key={row.kind === "gap" ? "gap" : row.number}
          row={row}
          node={nodes[n] ?? last}
          parent={n === 0 ? { x: CENTRE, y: TOP } : (nodes[n - 1] ?? last)}
        />
      ))}
      <path className="path" d={`M${last.x} ${last.y}V${height - 12}`} />
      <rect className="on" x={CENTRE - 7} y={TOP - 7} width="14" height="14" rx="2" />
      <circle className="on" cx={last.x} cy={height - 12} r="4" />
      <Words y={TOP} name="Root of checkpoint" hash={short(path.root)} />
      <Words y={height - 12} name="This entry" hash={short(path.leaf)} own />
    </svg>
  );
}

function nodeX(row: MerkleRow | undefined): number {
  return row?.kind === "step" && row.side === "left" ? LEFT : RIGHT;
}

function Step({ row, node, parent }: { row: MerkleRow; node: Node; parent: Node }): ReactNode {
  const middle = node.y - ROW / 2;
  if (row.kind === "gap") {
    return (
      <>
        <path className="gap" d={`M${node.x} ${node.y}V${middle}H${parent.x}V${parent.y}`} />
        <text className="name" x="124" y={node.y + 4}>
          {row.count} more steps
        </text>
      </>
    );
  }
  const mate = node.x === LEFT ? RIGHT : LEFT;
  return (
    <>
      <path className="edge" d={`M${mate} ${node.y}V${middle}H${parent.x}`} />
      <path className="path" d={`M${node.x} ${node.y}V${middle}H${parent.x}V${parent.y}`} />
      <rect className="mate" x={mate - 6.5} y={node.y - 6.5} width="13" height="13" rx="2" />
      <rect className="on" x={node.x - 7} y={node.y - 7} width="14" height="14" rx="2" />
      <Words y={node.y} name={`Step ${row.number}`} hash={`+ ${short(row.sibling)}`} />
    </>
  );
}

function Words({ y, name, hash, own = false }: { y: number; name: string; hash: string; own?: boolean }): ReactNode {
  return (
    <>
      <text className={own ? "name own" : "name"} x="124" y={y + 4}>
        {name}
      </text>
      <text className="hash" x={WIDTH} y={y + 4} textAnchor="end">
        {hash}
      </text>
    </>
  );
}

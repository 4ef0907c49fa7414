// SPDX-License-Identifier: Apache-2.0
// The map of PHI, drawn, and the same as a table: a picture is not read by everybody, and numbers tie the two together.
import { Link } from "@tanstack/react-router";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useId, useMemo, useState, type ReactNode } from "react";
import type { MapEdge, MapNode, PhiMap } from "../../api/organization.ts";
import { HrefLink, useFollow } from "../../part/link-button.tsx";
import { Chip } from "../../part/status/chip.tsx";
import { DataTable, type Column } from "../../part/table/data-table.tsx";
import { BOX, layoutOf, type Layout, type PlacedEdge, type PlacedNode } from "./map-layout.ts";

const SAYS: Readonly<Record<string, string>> = {
  keeps: "keeps PHI",
  passes: "passes PHI on",
  none: "no PHI",
  customer: "whom we serve",
  vendor: "serves us, touches PHI",
  "vendor-without-phi": "serves us, no PHI",
  other: "other party",
};
const saysOf = ({ kind, says }: MapNode): string => (kind === "individuals" ? "whom the PHI is about" : (SAYS[says] ?? says));

export function PhiMapDrawing({ of: map }: { of: PhiMap }): ReactNode {
  const layout = useMemo(() => layoutOf(map), [map]);
  const [near, setNear] = useState<string | null>(null);
  const names = new Map(map.nodes.map(({ id, name }) => [id, name]));
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- What scrolls can be scrolled by key; it is no group of fields. */}
      <div className="map" tabIndex={0} role="group" aria-label="Map of PHI, drawn. The table beneath says the same.">
        <Drawing layout={layout} names={names} near={near} onNear={setNear} />
      </div>
      <p className="hint map-key">
        <span className="row">
          <svg width="40" height="8" aria-hidden="true">
            <path className="flow" d="M0 4H40" />
          </svg>
          encrypted
        </span>
        <span className="row">
          <svg width="40" height="8" aria-hidden="true">
            <path className="flow clear" d="M0 4H40" />
          </svg>
          not encrypted: dashed, its number in a square
        </span>
      </p>
      <DataTable label="Flows of PHI, as on the map" columns={COLUMNS} rows={rowsOf(layout, names)} rowKey={({ edge }) => edge.id} />
    </>
  );
}

type Row = { readonly edge: MapEdge; readonly number: number; readonly from: string; readonly to: string };

const rowsOf = ({ edges }: Layout, names: ReadonlyMap<string, string>): readonly Row[] =>
  edges.map(({ edge, number }) => ({ edge, number, from: names.get(edge.from) ?? "", to: names.get(edge.to) ?? "" }));

const COLUMNS: readonly Column<Row>[] = [
  { key: "number", head: "No.", width: "4rem", stack: "hide", cell: ({ number }) => <span className="num">{number}</span> },
  {
    key: "what",
    head: "What",
    stack: "1 / 1 / 2 / 3",
    cell: ({ edge }) => (
      <HrefLink href={`/submissions/${edge.id}`} row className="cut" title={edge.what}>
        {edge.what}
      </HrefLink>
    ),
  },
  { key: "from", head: "From", width: "18%", stack: "2 / 1 / 3 / 3", says: true, cell: ({ from }) => from },
  { key: "to", head: "To", width: "18%", stack: "3 / 1 / 4 / 3", says: true, cell: ({ to }) => to },
  { key: "way", head: "How", width: "18%", stack: "4 / 1", cell: ({ edge }) => <span className="cut muted">{edge.way}</span> },
  {
    key: "encrypted",
    head: "On the way",
    width: "9rem",
    stack: "4 / 2",
    cell: ({ edge }) =>
      edge.isEncrypted ? (
        <Chip tone="plain" icon={IconLock}>
          Encrypted
        </Chip>
      ) : (
        <Chip tone="harm" icon={IconLockOpen}>
          Not encrypted
        </Chip>
      ),
  },
];

type DrawingProps = {
  layout: Layout;
  names: ReadonlyMap<string, string>;
  near: string | null;
  onNear: (id: string | null) => void;
};

function Drawing({ layout, names, near, onNear }: DrawingProps): ReactNode {
  const { width, height, columns, nodes, edges } = layout;
  const id = useId();
  const isFar = ({ edge }: PlacedEdge): boolean => near !== null && ![edge.id, edge.from, edge.to].includes(near);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
      <defs>
        {(["head", "head-clear"] as const).map((name) => (
          <marker
            key={name}
            id={`${id}-${name}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto-start-reverse"
          >
            <path className={name} d="M0 0L8 4L0 8z" />
          </marker>
        ))}
      </defs>
      {columns.map(({ says, x }) => (
        <text key={says} className="column-name" x={x} y={20}>
          {says}
        </text>
      ))}
      {edges.map((one) => (
        <path
          key={one.edge.id}
          className={`flow${one.edge.isEncrypted ? "" : " clear"}${isFar(one) ? " far" : ""}`}
          d={one.path}
          markerEnd={`url(#${id}-${one.edge.isEncrypted ? "head" : "head-clear"})`}
        />
      ))}
      {nodes.map((one) => (
        <NodeBox key={one.node.id} of={one} onNear={onNear} />
      ))}
      {edges.map((one) =>
        one.label === null ? null : (
          <text
            key={one.edge.id}
            className={`mark-word${isFar(one) ? " far" : ""}`}
            x={one.label.x}
            y={one.label.y}
            textAnchor="middle"
            aria-hidden="true"
          >
            {one.label.text}
          </text>
        ),
      )}
      {edges.map((one) => (
        <EdgeMark key={one.edge.id} of={one} names={names} isFar={isFar(one)} onNear={onNear} />
      ))}
      {edges
        .filter(({ edge }) => edge.id === near)
        .map((one) => (
          <NearWords key={one.edge.id} of={one} width={width} />
        ))}
    </svg>
  );
}

const cutTo = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const NAME_MAX = 24;
const WHAT_MAX = 40;

function NodeBox({ of: { node, x, y }, onNear }: { of: PlacedNode; onNear: (id: string | null) => void }): ReactNode {
  const href = `/submissions/${node.id}`;
  const follow = useFollow(href);
  const name = cutTo(node.name, NAME_MAX);
  const drawn = (
    <>
      <rect x={x} y={y} width={BOX.width} height={BOX.height} rx="6" />
      <text x={x + 12} y={y + 21}>
        <tspan className="node-name">{name}</tspan>{" "}
        <tspan className="node-says" x={x + 12} dy="16">
          {saysOf(node)}
        </tspan>
      </text>
    </>
  );
  const near = { onMouseEnter: () => onNear(node.id), onMouseLeave: () => onNear(null) };
  if (node.kind === "individuals")
    return (
      <g className="node individuals" {...near}>
        {drawn}
      </g>
    );
  return (
    <a
      href={href}
      onClick={follow}
      className={`node ${node.kind}`}
      aria-label={name === node.name ? `${name} ${saysOf(node)}` : `${name} ${saysOf(node)}: ${node.name}`}
      onFocus={() => onNear(node.id)}
      onBlur={() => onNear(null)}
      {...near}
    >
      {drawn}
    </a>
  );
}

type EdgeMarkProps = {
  of: PlacedEdge;
  names: ReadonlyMap<string, string>;
  isFar: boolean;
  onNear: (id: string | null) => void;
};

/** The number of an arrow, and the way to it. */
function EdgeMark({ of: { edge, number, at }, names, isFar, onNear }: EdgeMarkProps): ReactNode {
  const href = `/submissions/${edge.id}`;
  const follow = useFollow(href);
  const says = `${edge.what}, from ${names.get(edge.from) ?? ""} to ${names.get(edge.to) ?? ""}, ${edge.way}, ${edge.isEncrypted ? "encrypted" : "not encrypted"}`;
  return (
    <a
      href={href}
      onClick={follow}
      className={`mark${edge.isEncrypted ? "" : " clear"}${isFar ? " far" : ""}`}
      aria-label={`${number}: ${says}`}
      onFocus={() => onNear(edge.id)}
      onBlur={() => onNear(null)}
      onMouseEnter={() => onNear(edge.id)}
      onMouseLeave={() => onNear(null)}
    >
      <rect x={at.x - 12} y={at.y - 12} width="24" height="24" rx={edge.isEncrypted ? 12 : 2} />
      <text x={at.x} y={at.y + 4} textAnchor="middle" className="node-says">
        {number}
      </text>
    </a>
  );
}

/** The words of an arrow that is near and has no room for them otherwise: above everything, within the drawing. */
function NearWords({ of: { edge, at, label }, width }: { of: PlacedEdge; width: number }): ReactNode {
  if (label?.text === edge.what) return null;
  const text = cutTo(edge.what, WHAT_MAX);
  const wide = text.length * 6.6 + 16;
  const left = Math.max(4, Math.min(width - wide - 4, at.x - wide / 2));
  return (
    <g className="mark-label" aria-hidden="true">
      <rect x={left} y={at.y + 16} width={wide} height="24" rx="4" />
      <text x={left + 8} y={at.y + 32} className="node-says">
        {text}
      </text>
    </g>
  );
}

export function MapLink(): ReactNode {
  return (
    <Link to="/forms/$form" params={{ form: "data-flow" }} search={{}}>
      Flows
    </Link>
  );
}

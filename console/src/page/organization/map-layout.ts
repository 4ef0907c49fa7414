// SPDX-License-Identifier: Apache-2.0
// Where things stand on the map of PHI: those whom it comes from at the left, our systems in the middle, those who serve us at the right.
import type { MapEdge, MapNode, PhiMap } from "../../api/organization.ts";

export const BOX = { width: 184, height: 48, gapY: 28, gapX: 152, top: 44, margin: 16 } as const;
/** Arrows within the column of systems go round its right side. */
const BEND = 60;

export type Column = "from" | "ours" | "serve";
export const COLUMN_SAYS: Readonly<Record<Column, string>> = {
  from: "Individuals, and whom we serve",
  ours: "Our systems",
  serve: "Who serves us, and others",
};
const COLUMNS: readonly Column[] = ["from", "ours", "serve"];

export type PlacedNode = { readonly node: MapNode; readonly x: number; readonly y: number };
export type PlacedEdge = {
  readonly edge: MapEdge;
  /** Its number in the table beneath. */
  readonly number: number;
  readonly path: string;
  /** Where its number stands. */
  readonly at: { readonly x: number; readonly y: number };
};
export type Layout = {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly { readonly says: string; readonly x: number }[];
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
};

export function columnOf({ kind, says }: MapNode): Column {
  if (kind === "system") return "ours";
  return kind === "individuals" || says === "customer" ? "from" : "serve";
}

export function layoutOf({ nodes, edges }: PhiMap): Layout {
  const used = COLUMNS.filter((column) => nodes.some((node) => columnOf(node) === column));
  const xOf = (column: Column): number => BOX.margin + used.indexOf(column) * (BOX.width + BOX.gapX);
  const rows = Math.max(1, ...used.map((column) => nodes.filter((node) => columnOf(node) === column).length));
  const pitch = BOX.height + BOX.gapY;
  const height = BOX.top + rows * pitch;
  const placed = used.flatMap((column) => {
    const own = nodes.filter((node) => columnOf(node) === column);
    const first = BOX.top + ((rows - own.length) * pitch) / 2; // A short column stands in the middle of the long one.
    return own.map((node, n): PlacedNode => ({ node, x: xOf(column), y: first + n * pitch }));
  });
  return {
    width: 2 * BOX.margin + used.length * BOX.width + (used.length - 1) * BOX.gapX + BEND,
    height,
    columns: used.map((column) => ({ says: COLUMN_SAYS[column], x: xOf(column) })),
    nodes: placed,
    edges: edgesOf(placed, edges),
  };
}

function edgesOf(nodes: readonly PlacedNode[], edges: readonly MapEdge[]): readonly PlacedEdge[] {
  const byId = new Map(nodes.map((one) => [one.node.id, one]));
  const ends = new Map<string, number>();
  return edges.flatMap((edge, n): PlacedEdge[] => {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    if (from === undefined || to === undefined) return [];
    // Several arrows at one side of a box stand apart.
    const at = (place: PlacedNode, side: "left" | "right"): { x: number; y: number } => {
      const key = `${place.node.id} ${side}`;
      const taken = ends.get(key) ?? 0;
      ends.set(key, taken + 1);
      const shift = (taken % 2 === 0 ? 1 : -1) * Math.ceil(taken / 2) * 9;
      const room = BOX.height / 2 - 6;
      return { x: place.x + (side === "right" ? BOX.width : 0), y: place.y + BOX.height / 2 + Math.max(-room, Math.min(room, shift)) };
    };
    const isSame = from.x === to.x;
    const isBack = to.x < from.x;
    const start = at(from, isBack ? "left" : "right");
    const end = at(to, isSame || isBack ? "right" : "left");
    return [{ edge, number: n + 1, ...curve(start, end, { isSame, isBack, n }) }];
  });
}

type Point = { readonly x: number; readonly y: number };

function curve(
  start: Point,
  end: Point,
  { isSame, isBack, n }: { isSame: boolean; isBack: boolean; n: number },
): Pick<PlacedEdge, "path" | "at"> {
  const pull = isSame ? BEND : Math.abs(end.x - start.x) / 2;
  const one = start.x + (isBack ? -pull : pull);
  const other = isSame ? end.x + pull : isBack ? end.x + pull : end.x - pull;
  // The number stands on the curve, a little further along for each, so that crossing arrows keep theirs apart.
  const t = isSame ? 0.5 : ([0.5, 0.36, 0.64, 0.43, 0.57][n % 5] ?? 0.5);
  const on = (a: number, b: number, c: number, d: number): number =>
    (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
  return {
    path: `M${start.x} ${start.y}C${one} ${start.y} ${other} ${end.y} ${end.x} ${end.y}`,
    at: { x: on(start.x, one, other, end.x), y: on(start.y, start.y, end.y, end.y) },
  };
}

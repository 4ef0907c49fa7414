// SPDX-License-Identifier: Apache-2.0
// Where things stand on the map of PHI: those whom it comes from at the left, our systems in the middle, those who serve us at the right.
import type { MapEdge, MapNode, PhiMap } from "../../api/organization.ts";

export const BOX = { width: 196, height: 48, gapY: 26, gapX: 236, head: 36, lane: 18, margin: 8 } as const;
const PITCH = BOX.height + BOX.gapY;

export type Column = "from" | "ours" | "serve";
export const COLUMN_SAYS: Readonly<Record<Column, string>> = {
  from: "Individuals, and whom we serve",
  ours: "Our systems",
  serve: "Who serves us, and others",
};
const COLUMNS: readonly Column[] = ["from", "ours", "serve"];

export type Point = { readonly x: number; readonly y: number };
export type PlacedNode = Point & { readonly node: MapNode; readonly column: number };
export type PlacedEdge = {
  readonly edge: MapEdge;
  /** Its number in the table beneath. */
  readonly number: number;
  readonly path: string;
  /** Where its number stands. */
  readonly at: Point;
  /** What goes along it, where there is room for the words; they stand in the table in any case. */
  readonly label: (Point & { readonly text: string }) | null;
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
  const known = new Set(nodes.map(({ id }) => id));
  const shown = edges.filter(({ from, to }) => known.has(from) && known.has(to)).toReversed(); // As they were written down.
  const used = COLUMNS.filter((column) => nodes.some((node) => columnOf(node) === column));
  const columns = ordered(
    used.map((column) => nodes.filter((node) => columnOf(node) === column).toReversed()),
    shown,
  );
  const isLong = ({ from, to }: MapEdge): boolean => {
    const of = (id: string): number => columns.findIndex((column) => column.some((node) => node.id === id));
    return Math.abs(of(from) - of(to)) > 1;
  };
  const lanes = shown.filter(isLong).length;
  const top = BOX.head + (lanes === 0 ? 0 : lanes * BOX.lane + 12);
  const rows = Math.max(1, ...columns.map(({ length }) => length));
  const xOf = (column: number): number => BOX.margin + column * (BOX.width + BOX.gapX);
  const placed = columns.flatMap((own, column) => {
    const first = top + ((rows - own.length) * PITCH) / 2; // A short column stands in the middle of the long one.
    return own.map((node, n): PlacedNode => ({ node, column, x: xOf(column), y: first + n * PITCH }));
  });
  const isLoop = shown.some(
    ({ from, to }) => columns.at(-1)?.some(({ id }) => id === from) === true && columns.at(-1)?.some(({ id }) => id === to) === true,
  );
  return {
    width: xOf(columns.length - 1) + BOX.width + BOX.margin + (isLoop ? BOX.gapX / 2 : 0),
    height: top + rows * PITCH,
    columns: used.map((column, n) => ({ says: COLUMN_SAYS[column], x: xOf(n) })),
    nodes: placed,
    edges: edgesOf(placed, shown),
  };
}

/** Each column in the order of what its boxes are joined to, so that fewer arrows cross. */
function ordered(columns: readonly (readonly MapNode[])[], edges: readonly MapEdge[]): readonly (readonly MapNode[])[] {
  let now = columns;
  for (let round = 0; round < 6; round++) {
    const place = new Map(now.flatMap((own) => own.map(({ id }, n) => [id, (n + 0.5) / own.length] as const)));
    const weight = (id: string): number => {
      const joined = edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
      const sum = joined.reduce((all, other) => all + (place.get(other) ?? 0), place.get(id) ?? 0);
      return sum / (joined.length + 1);
    };
    now = now.map((own, n) => (n % 2 === round % 2 ? [...own].sort((a, b) => weight(a.id) - weight(b.id)) : own));
  }
  return now;
}

type Side = "left" | "right";
type Drawn = { readonly path: string; readonly on: (t: number) => Point };

function edgesOf(nodes: readonly PlacedNode[], edges: readonly MapEdge[]): readonly PlacedEdge[] {
  const byId = new Map(nodes.map((one) => [one.node.id, one]));
  const ends = new Map<string, number>();
  const marks: Point[] = [];
  const drawn: Omit<PlacedEdge, "label">[] = [];
  let lane = 0;
  // Several arrows at one side of a box stand apart.
  const end = (place: PlacedNode, side: Side): Point => {
    const key = `${place.node.id} ${side}`;
    const taken = ends.get(key) ?? 0;
    ends.set(key, taken + 1);
    const shift = (taken % 2 === 0 ? 1 : -1) * Math.ceil(taken / 2) * 9;
    const room = BOX.height / 2 - 5;
    return { x: place.x + (side === "right" ? BOX.width : 0), y: place.y + BOX.height / 2 + Math.max(-room, Math.min(room, shift)) };
  };
  for (const [n, edge] of edges.entries()) {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    if (from === undefined || to === undefined) continue;
    const isSame = from.column === to.column;
    const isBack = to.column < from.column;
    const start = end(from, isBack ? "left" : "right");
    const stop = end(to, isSame || isBack ? "right" : "left");
    const isLong = Math.abs(to.column - from.column) > 1;
    const arrow = isSame ? around(start, stop) : isLong ? above(start, stop, BOX.head + lane++ * BOX.lane + 6) : across(start, stop);
    const at = freeMark(arrow, marks, nodes);
    marks.push(at);
    drawn.push({ edge, number: n + 1, path: arrow.path, at });
  }
  return labelled(drawn, nodes);
}

type Area = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
const isApart = (a: Area, b: Area): boolean => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
const LETTER = 6.3;
const WORD_MAX = 30;
const HIGH = 15;

/** Words under a number, or above it, where they cover no box, no number and no other words. */
function labelled(edges: readonly Omit<PlacedEdge, "label">[], nodes: readonly PlacedNode[]): readonly PlacedEdge[] {
  const right = Math.max(...nodes.map(({ x }) => x + BOX.width));
  const taken: Area[] = [
    ...nodes.map(({ x, y }) => ({ left: x - 4, top: y, right: x + BOX.width + 4, bottom: y + BOX.height })),
    ...edges.map(({ at }) => ({ left: at.x - 13, top: at.y - 13, right: at.x + 13, bottom: at.y + 13 })),
    { left: 0, top: 0, right, bottom: BOX.head - 14 }, // The names of the columns.
  ];
  return edges.map((one): PlacedEdge => {
    const { at, edge } = one;
    const text = edge.what.length > WORD_MAX ? `${edge.what.slice(0, WORD_MAX - 1)}…` : edge.what;
    const half = (text.length * LETTER) / 2;
    const areaAt = (top: number): Area => ({ left: at.x - half, top, right: at.x + half, bottom: top + HIGH });
    const found = [areaAt(at.y + 13), areaAt(at.y - 13 - HIGH)].find(
      (area) => area.left > 0 && area.right < right && taken.every((other) => isApart(area, other)),
    );
    if (found === undefined) return { ...one, label: null };
    taken.push(found);
    return { ...one, label: { x: at.x, y: found.top + HIGH - 4, text } };
  });
}

const bezier = (a: Point, b: Point, c: Point, d: Point): Drawn => {
  const on = (t: number, axis: "x" | "y"): number =>
    (1 - t) ** 3 * a[axis] + 3 * (1 - t) ** 2 * t * b[axis] + 3 * (1 - t) * t ** 2 * c[axis] + t ** 3 * d[axis];
  return { path: `M${a.x} ${a.y}C${b.x} ${b.y} ${c.x} ${c.y} ${d.x} ${d.y}`, on: (t) => ({ x: on(t, "x"), y: on(t, "y") }) };
};

/** To the next column. */
function across(start: Point, stop: Point): Drawn {
  const pull = (stop.x - start.x) / 2;
  return bezier(start, { x: start.x + pull, y: start.y }, { x: stop.x - pull, y: stop.y }, stop);
}

/** Within a column, round its right side: the further, the wider. */
function around(start: Point, stop: Point): Drawn {
  const pull = Math.min(BOX.gapX * 0.55, 30 + (Math.abs(stop.y - start.y) / PITCH) * 14);
  return bezier(start, { x: start.x + pull, y: start.y }, { x: stop.x + pull, y: stop.y }, stop);
}

/** Over the column between, in a lane of its own. */
function above(start: Point, stop: Point, y: number): Drawn {
  const way = Math.sign(stop.x - start.x);
  const bend = (BOX.gapX - 8) * way;
  const [one, other] = [start.x + bend, stop.x - bend];
  const up = `C${start.x + bend / 2} ${start.y} ${start.x + bend / 2} ${y} ${one} ${y}`;
  const down = `C${stop.x - bend / 2} ${y} ${stop.x - bend / 2} ${stop.y} ${stop.x} ${stop.y}`;
  return { path: `M${start.x} ${start.y}${up}H${other}${down}`, on: (t) => ({ x: one + (other - one) * t, y }) };
}

const TRIES = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.22, 0.78];
const APART = 27;

/** The first place on the arrow that covers neither another number nor a box. */
function freeMark({ on }: Drawn, marks: readonly Point[], nodes: readonly PlacedNode[]): Point {
  const isFree = ({ x, y }: Point): boolean =>
    marks.every((other) => Math.hypot(other.x - x, other.y - y) >= APART) &&
    nodes.every((box) => x < box.x - 13 || x > box.x + BOX.width + 13 || y < box.y - 13 || y > box.y + BOX.height + 13);
  const places = TRIES.map(on);
  return places.find(isFree) ?? places[0] ?? { x: 0, y: 0 };
}

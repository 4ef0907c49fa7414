// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { BOX, layoutOf } from "./map-layout.ts";

const node = (id: string, kind: "system" | "party" | "individuals", says = "") => ({ id, kind, name: id, says });
const edge = (id: string, from: string, to: string) => ({ id, from, to, what: "PHI", way: "HTTPS", isEncrypted: true });

test("twenty nodes stand in three columns without touching, and every arrow stays on the map", () => {
  const nodes = [
    node("individuals", "individuals"),
    ...Array.from({ length: 4 }, (_, n) => node(`customer ${n}`, "party", "customer")),
    ...Array.from({ length: 10 }, (_, n) => node(`system ${n}`, "system")),
    ...Array.from({ length: 5 }, (_, n) => node(`vendor ${n}`, "party", "vendor")),
  ];
  const edges = nodes.slice(1).map((to, n) => edge(String(n), nodes[n]?.id ?? "", to.id));
  const { width, height, nodes: placed, edges: drawn } = layoutOf({ nodes, edges });
  assert.equal(new Set(placed.map(({ x }) => x)).size, 3);
  for (const [n, one] of placed.entries())
    for (const other of placed.slice(n + 1)) assert.ok(one.x !== other.x || Math.abs(one.y - other.y) >= BOX.height + 8);
  assert.equal(drawn.length, edges.length);
  for (const { at } of drawn) assert.ok(at.x > 0 && at.x < width && at.y > 0 && at.y < height);
});

test("an arrow whose end is not on the map is left out", () => {
  assert.equal(layoutOf({ nodes: [node("a", "system")], edges: [edge("1", "a", "gone")] }).edges.length, 0);
});

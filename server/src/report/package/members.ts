// SPDX-License-Identifier: Apache-2.0
// The members of a package, each loaded when its turn comes: a log may be larger than memory.
import { canonicalBytes, type Json } from "@part164/verify/canonical-json.ts";
import { bundlePath, encodeBundle, type Tile, TILE_WIDTH, tilePath, tilesOf } from "@part164/verify/tile.ts";
import { assert } from "#base/assert.ts";
import type { Parts } from "#gate/parts.ts";
import type { FoundEntry } from "#ledger/reader.ts";
import { readTile } from "#ledger/tree.ts";
import { sql } from "#store/sql.ts";
import type { Assessment } from "../assess.ts";
import type { Decided } from "../decisions.ts";
import type { ExportedLog } from "./exported-logs.ts";

export type Member = { readonly path: string; load(): Promise<Uint8Array> };

/** One log in the layout of C2SP tlog-tiles: checkpoint, hash tiles, entry bundles. */
export function* logMembers({ db }: Parts, log: ExportedLog): Generator<Member> {
  const at = `logs/${log.n}`;
  const reader = db.in({ role: "part164_reader", tenant: log.tenant });
  yield { path: `${at}/checkpoint`, load: async () => Buffer.from(log.checkpoint, "utf8") };
  for (const tile of tilesOf(log.size)) yield { path: `${at}/${tilePath(tile)}`, load: () => readTile(reader, log.tenant, tile) };
  for (const { index, width } of bundlesOf(log.size))
    yield {
      path: `${at}/${bundlePath(index, width)}`,
      async load() {
        const from = index * TILE_WIDTH;
        const rows = await reader.rows<{ leaf: Uint8Array }>(sql`
          select e.leaf from ledger.leaf l join ledger.event e on e.id = l.event
           where l.tenant = ${log.tenant} and l.idx >= ${from} and l.idx < ${from + width} order by l.idx`);
        assert(rows.length === width, "A log holds every entry of its size.");
        return encodeBundle(rows.map(({ leaf }) => leaf));
      },
    };
}

function* bundlesOf(size: number): Generator<Omit<Tile, "level">> {
  for (let index = 0; index * TILE_WIDTH < size; index++) yield { index, width: Math.min(TILE_WIDTH, size - index * TILE_WIDTH) };
}

/** What is shown in plain: the tenants' last anchors, and the check results and approvals that the verdicts rest on. No entry about PHI. */
export function disclosedMembers(parts: Parts, assessment: Assessment, logs: readonly ExportedLog[]): Member[] {
  const load = async (): Promise<Uint8Array> => {
    const anchors = logs.flatMap(({ anchor }) => anchor ?? []);
    const { decisions, exclusions } = assessment.decided;
    const approvals = [...decisions.values(), ...exclusions.values()].map(({ event }) => event);
    const events = [...assessment.results.values()].flatMap(({ event }) => event ?? []);
    const results = await Promise.all([...events, ...approvals].map((event) => parts.ledger.reader.entry(parts.installation, event)));
    const size = logs[0]?.size ?? 0;
    const shown = [...anchors, ...results].filter(({ index }) => index !== null && index < size);
    return Buffer.from(
      shown
        .sort((a, b) => (a.index ?? 0) - (b.index ?? 0))
        .map(disclosedLine)
        .join(""),
      "utf8",
    );
  };
  return [{ path: "disclosed/0.jsonl", load }];
}

function disclosedLine({ index, salt, text }: FoundEntry): string {
  return `${JSON.stringify({ index, salt: Buffer.from(salt).toString("base64"), entry: text })}\n`;
}

/** The verdicts with the check results they rest on. A result that is not yet in the exported log counts as unknown there and here. */
export function verdictsMember({ asOf, requirements, verdicts, results, decided }: Assessment, logs: readonly ExportedLog[]): Member {
  const size = logs[0]?.size ?? 0;
  const checks = [...results.values()].map(({ check, status, at, freshForMs, event, index }) => {
    const isProven = index !== null && index < size;
    assert(isProven || at === null, "Every result is in the log that is exported: it was settled first.");
    return { check, status, at, freshForMs, event, index };
  });
  const document = {
    format: "part164/verdicts/v1",
    asOf,
    requirements: requirements.map((one) => ({ ...one, verdict: verdicts.get(one.cite) ?? "not-assessed" })),
    checks,
    approvals: approvalsOf(decided, size),
  };
  return { path: "verdicts.json", load: async () => canonicalBytes(document as unknown as Json) }; // Strings, numbers, booleans and lists of them.
}

/** What officials decided and the entries that say so. */
function approvalsOf({ decisions, exclusions }: Decided, size: number) {
  const all = [
    ...[...decisions].map(([cite, { decision, event, index }]) => ({ cite, decided: decision as string, event, index })),
    ...[...exclusions].map(([cite, { event, index }]) => ({ cite, decided: "excluded", event, index })),
  ];
  for (const { index } of all)
    assert(index !== null && index < size, "Every approval is in the log that is exported: it was settled first.");
  return all;
}

// SPDX-License-Identifier: Apache-2.0
import { load, once, type ProtocolRow } from "./data.ts";

const rows = once(() => load("protocol"));
const byRequirement = once(() => {
  const pairs = rows().flatMap((row) => row.requirements.map((cite) => ({ cite, row })));
  return new Map([...Map.groupBy(pairs, ({ cite }) => cite)].map(([cite, each]) => [cite, each.map(({ row }) => row)]));
});

/** What OCR's audit protocol (April 2016) asks about a requirement. */
export function protocolFor(cite: string): readonly ProtocolRow[] {
  return byRequirement().get(cite) ?? [];
}

/** All 180 rows: privacy, security, breach. */
export function protocolRows(): readonly ProtocolRow[] {
  return rows();
}

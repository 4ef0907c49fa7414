// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { sql } from "#store/sql.ts";
import type { RecordRow } from "../record-row.ts";
import { recordText } from "../record-text.ts";
import { residenceOf } from "../residence.ts";
import { openRecord } from "../sealing.ts";
import { recordId } from "./common.ts";

/** So many are opened in one question at most. */
const COUNTED_MAX = 5000;

/** How many of these individuals live where: what decides whether the media of a State are told [164.406(a)]. Counts leave, and nothing else. */
export const countResidents = operation({
  name: "phi.individual.count-residents",
  cites: ["164.406(a)", "164.502(b)"],
  says: "Counted where individuals live",
  groups: ["records.read"],
  letter: "r",
  route: { method: "POST", path: "/v1/individuals/count-residents" },
  input: z.object({
    path: z.strictObject({}),
    query: z.strictObject({}),
    body: z.strictObject({ individuals: z.array(recordId).min(1).max(COUNTED_MAX) }),
  }),
  output: z.object({
    residents: z.array(z.object({ state: z.string(), count: z.number() })),
    /** Without an address in a State or jurisdiction. */
    unknown: z.number(),
    /** Of whom no record is here. */
    missing: z.number(),
  }),
  effect: "read", // It changes nothing: the list of ids is too long for an address.
  log: "tenant",
  needsPurpose: true,
  load: ({ input, tenant }, db) =>
    db.rows<RecordRow>(sql`
      select type, id, version, individual, sealed, updated_at from phi.record
       where tenant = ${tenant} and type = 'Patient' and individual = any(${[...new Set(input.body.individuals)]}::uuid[]) and deleted_at is null`),
  about: () => ({ collection: "Patient", relation: "own-tenant" as const }),
  async run({ parts, tenant, grant, input }, rows) {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const place = { type: row.type, id: row.id, version: row.version, updatedAt: row.updated_at };
      const { text } = recordText(await openRecord(parts, tenant, row), place, grant.fields);
      const state = residenceOf(JSON.parse(text)) ?? "";
      counts.set(state, (counts.get(state) ?? 0) + 1);
    }
    const residents = [...counts].filter(([state]) => state !== "").map(([state, count]) => ({ state, count }));
    const asked = new Set(input.body.individuals).size;
    const output = {
      residents: residents.sort((a, b) => b.count - a.count || (a.state < b.state ? -1 : 1)),
      unknown: counts.get("") ?? 0,
      missing: asked - new Set(rows.map(({ individual }) => individual)).size,
    };
    return { output, detail: { individuals: rows.length, looked: ["address"] } };
  },
});

// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { isId } from "#base/id.ts";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, page } from "#gate/operation/shapes.ts";
import { aboutSubmission, submissionPath } from "../../form/operation/shapes.ts";
import { affectedOf } from "../affected.ts";
import { breachFound, findBreach, recordOf } from "./shapes.ts";

const cursor = z
  .string()
  .max(80)
  .refine((text) => isId(text.slice(0, 36)) && isId(text.slice(36)));

export const listAffected = operation({
  name: "program.affected-individual.list",
  cites: ["164.404(a)(1)", "164.414(b)"],
  says: "Listed the individuals that a breach affects",
  groups: ["program.run"],
  route: { method: "GET", path: "/v1/breaches/{submission}/individuals" },
  input: z.object({ path: submissionPath, query: z.strictObject({ ...page, cursor: cursor.optional() }), body: noBody }),
  output: listOf(
    z.object({
      tenant: z.string(),
      individual: z.string(),
      source: z.enum(["ledger", "hand"]),
      entries: z.number(),
      firstAt: z.string().nullable(),
      lastAt: z.string().nullable(),
      isAffected: z.boolean(),
    }),
  ),
  effect: "read",
  log: "organization",
  load: ({ input: { path } }, db) => findBreach(db, path.submission),
  about: aboutSubmission,
  async run({ db, input: { query } }, breach) {
    const row = breachFound(breach);
    const rows = await affectedOf(db, row.id, { after: query.cursor ?? null, limit: query.limit + 1 });
    const items = rows.slice(0, query.limit).map((one) => ({
      tenant: one.tenant,
      individual: one.individual,
      source: one.source,
      entries: one.entries,
      firstAt: one.first_at?.toISOString() ?? null,
      lastAt: one.last_at?.toISOString() ?? null,
      isAffected: one.set_aside_at === null,
    }));
    const last = items.at(-1);
    const next = rows.length > query.limit && last !== undefined ? `${last.tenant}${last.individual}` : null;
    return { output: { items, next }, record: recordOf(row) };
  },
});

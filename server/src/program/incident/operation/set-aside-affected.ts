// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { anId, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { aboutSubmission, submissionPath } from "../../form/operation/shapes.ts";
import { countAffected } from "../affected.ts";
import { breachFound, findBreach, recordOf } from "./shapes.ts";

/** Whom the list named and the breach does not affect after all: set aside, never taken out. */
export const setAsideAffected = operation({
  name: "program.affected-individual.set-aside",
  cites: ["164.414(b)"],
  says: "Set individuals aside that a breach does not affect",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/breaches/{submission}/individuals/set-aside" },
  input: z.object({
    path: submissionPath,
    query: nothing,
    body: z.strictObject({ tenant: anId, individuals: z.array(anId).min(1).max(5000), isAffected: z.boolean().default(false) }),
  }),
  output: z.object({ changed: z.number(), affected: z.number() }),
  effect: "write",
  log: "organization",
  load: ({ input: { path } }, db) => findBreach(db, path.submission),
  about: aboutSubmission,
  async run({ parts, actor, db, input: { body } }, breach) {
    const row = breachFound(breach);
    const [at, by] = body.isAffected ? [null, null] : [parts.clock.now(), byOf(actor)];
    const changed = await db.run(sql`
      update program.affected_individual set set_aside_at = ${at}, set_aside_by = ${by}
       where breach = ${row.id} and tenant = ${body.tenant} and individual = any(${[...new Set(body.individuals)]}::uuid[])
         and (set_aside_at is null) = ${!body.isAffected}`);
    const detail = { changed, isAffected: body.isAffected, tenant: body.tenant };
    return { output: { changed, affected: await countAffected(db, row.id) }, record: recordOf(row), detail };
  },
});

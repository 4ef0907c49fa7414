// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { aboutSubmission, submissionPath } from "../../form/operation/shapes.ts";
import { addAffected, AFFECTED_MAX, countAffected } from "../affected.ts";
import { breachFound, findBreach, recordOf } from "./shapes.ts";

export const addAffectedIndividuals = operation({
  name: "program.affected-individual.add",
  cites: ["164.404(a)(1)", "164.410(c)(1)"],
  says: "Named individuals that a breach affects",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/breaches/{submission}/individuals" },
  input: z.object({
    path: submissionPath,
    query: nothing,
    body: z.strictObject({
      tenant: anId,
      individuals: z.array(anId).min(1).max(5000).meta({ description: "Ids of individuals, never names." }),
    }),
  }),
  output: z.object({ added: z.number(), affected: z.number() }),
  effect: "write",
  log: "organization",
  load: ({ input: { path } }, db) => findBreach(db, path.submission),
  about: aboutSubmission,
  async run({ parts, actor, db, input: { body } }, breach) {
    const row = breachFound(breach);
    if ((await db.maybe(sql`select id from part164.tenant where id = ${body.tenant}`)) === undefined)
      throw new Fault("malformed_input", { fields: [{ at: "/tenant", says: "Names what is not there." }] });
    const ids = [...new Set(body.individuals)];
    if ((await countAffected(db, row.id)) + ids.length > AFFECTED_MAX)
      throw new Fault("too_large", { detail: `A list holds ${AFFECTED_MAX.toLocaleString("en-US")} individuals at most.` });
    const list = { breach: row.id, tenant: body.tenant, source: "hand", by: byOf(actor), at: parts.clock.now() } as const;
    const named = ids.map((individual) => ({ individual, entries: 0, firstAt: null, lastAt: null }));
    const added = await addAffected(db, list, named);
    return { output: { added, affected: await countAffected(db, row.id) }, record: recordOf(row), detail: { added, tenant: body.tenant } };
  },
});

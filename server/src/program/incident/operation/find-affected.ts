// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, instantOfOurs, nothing } from "#gate/operation/shapes.ts";
import type { TenantId } from "#base/id.ts";
import { sql } from "#store/sql.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { aboutSubmission, submissionPath } from "../../form/operation/shapes.ts";
import { addAffected, AFFECTED_MAX, countAffected } from "../affected.ts";
import { breachFound, findBreach, recordOf } from "./shapes.ts";

/** One question answers this many at most: ask for less time. */
const FOUND_MAX = 20_000;

/** Who saw what: the individuals whose records somebody, or everybody, came to in a period, from the ledger, put on the list. */
export const findAffected = operation({
  name: "program.affected-individual.find",
  cites: ["164.404(a)(1)", "164.410(c)(1)", "164.414(b)"],
  says: "Found the individuals that a breach affects",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/breaches/{submission}/individuals/find" },
  input: z.object({
    path: submissionPath,
    query: nothing,
    body: z.strictObject({
      tenant: anId,
      from: instantOfOurs,
      to: instantOfOurs,
      actor: anId.optional().meta({ description: "A user or an application." }),
      record: z.strictObject({ type: z.string().max(64), id: anId }).optional(),
    }),
  }),
  output: z.object({ found: z.number(), added: z.number(), affected: z.number() }),
  effect: "write",
  log: "organization",
  async prepare({ parts, input: { body } }) {
    const [from, to] = [new Date(body.from), new Date(body.to)];
    if (to <= from) throw new Fault("malformed_input", { fields: [{ at: "/to", says: "Is after the beginning." }] });
    const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
    if ((await db.maybe(sql`select id from part164.tenant where id = ${body.tenant}`)) === undefined)
      throw new Fault("malformed_input", { fields: [{ at: "/tenant", says: "Names what is not there." }] });
    const acts = { actor: body.actor ?? null, record: body.record ?? null, from, to };
    const found = await parts.ledger.reader.individuals(body.tenant as TenantId, acts, FOUND_MAX + 1); // It was found among the tenants.
    return { found };
  },
  load: ({ input: { path } }, db) => findBreach(db, path.submission),
  about: aboutSubmission,
  async run({ parts, actor, db, input: { body } }, breach, { found }) {
    const row = breachFound(breach);
    if (found.length > FOUND_MAX)
      throw new Fault("too_large", { detail: `More than ${FOUND_MAX.toLocaleString("en-US")} individuals: ask for less time at once.` });
    if ((await countAffected(db, row.id)) + found.length > AFFECTED_MAX)
      throw new Fault("too_large", { detail: `A list holds ${AFFECTED_MAX.toLocaleString("en-US")} individuals at most.` });
    const list = { breach: row.id, tenant: body.tenant, source: "ledger", by: byOf(actor), at: parts.clock.now() } as const;
    const added = await addAffected(db, list, found);
    const detail = { found: found.length, added, tenant: body.tenant, from: body.from, to: body.to };
    return { output: { found: found.length, added, affected: await countAffected(db, row.id) }, record: recordOf(row), detail };
  },
});

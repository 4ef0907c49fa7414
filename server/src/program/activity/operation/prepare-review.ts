// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { listTenants } from "#access/tenant.ts";
import { Fault } from "#base/fault.ts";
import { unpredictableBytes } from "#base/random.ts";
import { operation } from "#gate/operation.ts";
import { emptyBody, nothing } from "#gate/operation/shapes.ts";
import type { Parts } from "#gate/parts.ts";
import { ActivityReader, type Span } from "#ledger/activity.ts";
import { ConstraintViolation, type Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { knownActors } from "../actors.ts";
import { reviewInterval } from "../interval.ts";
import { type LookedThrough, lookThrough } from "../look-through.ts";
import { nextPeriod } from "../period.ts";
import { preparedUntil } from "../review.ts";

export const prepareReview = operation({
  name: "program.activity.prepare",
  cites: ["164.308(a)(1)(ii)(D)", "164.312(b)", "164.308(a)(5)(ii)(C)"],
  says: "Prepared a review of activity",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/activity-reviews" },
  input: z.object({ path: nothing, query: nothing, body: emptyBody }),
  output: z.object({ id: z.string(), items: z.number(), entries: z.number() }),
  status: 201,
  effect: "write",
  log: "organization",
  async prepare({ parts }) {
    const { zone, setUpAt, sampleCount } = await reviewInterval(parts);
    const last = await preparedUntil(parts.db.in({ role: "part164_app", tenant: parts.installation }));
    const span = setUpAt === null ? null : nextPeriod({ last, setUpAt, now: parts.clock.now(), zone });
    if (span === null)
      throw new Fault("move_not_possible", {
        detail: "Everything before today is prepared; today's activity is reviewed from tomorrow on.",
      });
    return { span, logs: await lookThroughAll(parts, { span, zone, count: sampleCount }) };
  },
  async run({ parts, actor, db }, _loaded, { span, logs }) {
    const id = parts.makeId<"activity-review">();
    try {
      await db.run(sql`
        insert into program.activity_review (id, from_at, to_at, prepared_at, prepared_by)
        values (${id}, ${span.from}, ${span.to}, ${parts.clock.now()}, ${byOf(actor)})`);
    } catch (error) {
      if (!(error instanceof ConstraintViolation) || error.constraint !== "activity_review_period") throw error;
      throw new Fault("conflict", { detail: "Somebody prepared the review of this period just now." });
    }
    let n = 0;
    for (const log of logs) n = await keepLog(db, id, log, n);
    const entries = logs.reduce((sum, { edges }) => sum + edges.count, 0);
    return {
      output: { id, items: n, entries },
      record: { type: "program.activity-review", id, version: 1 },
      detail: { from: span.from.toISOString(), to: span.to.toISOString(), logs: logs.length, entries, items: n },
    };
  },
});

/** The organization's log and every tenant's, one after the other: each is looked at under its own row security. */
async function lookThroughAll(parts: Parts, { span, zone, count }: { span: Span; zone: string; count: number }): Promise<LookedThrough[]> {
  const reader = new ActivityReader(parts);
  const known = await knownActors(parts);
  const draw = { seed: Buffer.from(unpredictableBytes(16)).toString("hex"), count };
  const tenants = await listTenants(parts);
  const logs: LookedThrough[] = [];
  for (const tenant of [parts.installation, ...tenants.map(({ id }) => id)])
    logs.push(await lookThrough(reader, tenant, { span, zone, known, draw }));
  return logs;
}

/** Writes down what was looked at and what stood out in one log. Answers the last item's number. */
async function keepLog(db: Queryable, review: string, { tenant, edges, found }: LookedThrough, last: number): Promise<number> {
  await db.run(sql`
    insert into program.activity_log (review, tenant, entries, first_event, last_event)
    values (${review}, ${tenant}, ${edges.count}, ${edges.first}, ${edges.last})`);
  let n = last;
  for (const { class: name, looked, items } of found) {
    await db.run(
      sql`insert into program.activity_looked (review, tenant, class, looked) values (${review}, ${tenant}, ${name}, ${looked})`,
    );
    for (const { act, subject, concerned, count, usual, evidence } of items)
      await db.run(sql`
        insert into program.activity_item (review, n, class, tenant, act, subject, subject_kind, concerned, count, usual, evidence)
        values (${review}, ${(n += 1)}, ${name}, ${tenant}, ${act}, ${subject?.id ?? null}, ${subject?.kind ?? null},
                ${[...concerned]}::uuid[], ${count}, ${usual}, ${[...evidence]}::uuid[])`);
  }
  return n;
}

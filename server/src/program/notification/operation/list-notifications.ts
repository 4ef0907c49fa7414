// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { anId, listOf, noBody, nothing, page } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { RESTRICTED } from "../../document/operation/shapes.ts";

type Row = {
  id: string;
  user: string;
  name: string;
  subject: string;
  body: string;
  made_at: Date;
  sent_at: Date | null;
  attempts: number;
  problem: string | null;
};

export const listNotifications = operation({
  name: "program.notification.list",
  cites: ["164.308(a)(5)(ii)(A)"],
  says: "Listed the outbox",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/notifications" },
  input: z.object({ path: nothing, query: z.strictObject({ ...page, cursor: anId.optional() }), body: noBody }),
  output: listOf(
    z.object({
      id: z.string(),
      user: z.string(),
      name: z.string(),
      subject: z.string(),
      body: z.string().meta({ description: "Empty where it is somebody else's, and tasks in it may be for officials alone." }),
      madeAt: z.string(),
      sentAt: z.string().nullable(),
      attempts: z.number(),
      problem: z.string().nullable(),
    }),
  ),
  effect: "read",
  log: "organization",
  async run({ parts, actor, db, input: { query } }) {
    const ask = { action: "program.notification.list", ...RESTRICTED, purpose: null, letter: null };
    const { permits } = parts.decider.decide(actor, ask); // A mail names tasks of restricted forms, too.
    const rows = await db.rows<Row>(sql`
      select n.id, n."user", u.name, n.subject, n.body, n.made_at, n.sent_at, n.attempts, n.problem
        from program.notification n join access.user u on u.id = n."user"
       where ${query.cursor ?? null}::uuid is null or n.id < ${query.cursor ?? null} order by n.id desc limit ${query.limit + 1}`);
    const items = rows.slice(0, query.limit).map(({ made_at, sent_at, body, ...rest }) => ({
      ...rest,
      body: permits || rest.user === actor.id ? body : "",
      madeAt: made_at.toISOString(),
      sentAt: sent_at?.toISOString() ?? null,
    }));
    return { output: { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null } };
  },
});

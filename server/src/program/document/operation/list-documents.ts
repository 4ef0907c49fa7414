// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { anId, listOf, noBody, nothing, page } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";
import { dayAt, keptUntil, zoneOf } from "../../calendar.ts";
import type { DocumentRow } from "../document-store.ts";
import { FOR_OFFICIALS } from "../kind.ts";
import { RESTRICTED } from "./shapes.ts";

export const listDocuments = operation({
  name: "program.document.list",
  cites: ["164.316(b)(2)(i)", "164.316(b)(2)(ii)", "164.530(j)(2)"],
  says: "Listed documents",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/documents" },
  input: z.object({
    path: nothing,
    query: z.strictObject({ ...page, cursor: anId.optional(), kind: z.string().max(40).optional() }),
    body: noBody,
  }),
  output: listOf(
    z.object({
      id: z.string(),
      kind: z.string(),
      name: z.string(),
      mediaType: z.string(),
      sizeBytes: z.number(),
      sha256: z.string(),
      effectiveOn: z.string(),
      receivedAt: z.string(),
      endedOn: z.string().nullable(),
      hold: z.string().nullable(),
      /** The first day on which it may be removed; null while it is in effect or held. */
      keptUntil: z.string().nullable(),
    }),
  ),
  effect: "read",
  log: "organization",
  async run({ parts, actor, db, input: { query } }) {
    const ask = { action: "program.document.download", ...RESTRICTED, purpose: null, letter: null };
    const hidden = parts.decider.decide(actor, ask).permits ? null : FOR_OFFICIALS;
    const rows = await db.rows<DocumentRow>(sql`
      select id, kind, name, media_type, size_bytes, sha256, effective_on::text, received_at, received_by, ended_on::text, hold
        from program.document
       where (${query.kind ?? null}::text is null or kind = ${query.kind ?? null}) and kind is distinct from ${hidden} and (${query.cursor ?? null}::uuid is null or id < ${query.cursor ?? null})
       order by id desc limit ${query.limit + 1}`);
    const zone = await zoneOf(parts);
    const items = rows.slice(0, query.limit).map((row) => ({
      id: row.id,
      kind: row.kind,
      name: row.name,
      mediaType: row.media_type,
      sizeBytes: row.size_bytes,
      sha256: Buffer.from(row.sha256).toString("hex"),
      effectiveOn: row.effective_on,
      receivedAt: row.received_at.toISOString(),
      endedOn: row.ended_on,
      hold: row.hold,
      keptUntil: row.hold === null ? keptUntil({ createdOn: dayAt(row.received_at, zone), endedOn: row.ended_on }) : null,
    }));
    return { output: { items, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null } };
  },
});

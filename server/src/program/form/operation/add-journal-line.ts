// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { z } from "zod";
import { present } from "#base/assert.ts";
import { MS_PER_MINUTE } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, instantOfOurs, nothing } from "#gate/operation/shapes.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import { FOR_OFFICIALS } from "../../document/kind.ts";
import { byOf } from "../../document/operation/shapes.ts";
import type { FormDefinition } from "../form.ts";
import { insertLine, journalState, LINES_MAX, sealLine } from "../journal.ts";
import { programKey, submissionById } from "../submission.ts";
import { findSubmission } from "./change.ts";
import { aboutSubmission, submissionPath } from "./shapes.ts";

/** How far a clock on a wall may be ahead of ours. */
const AHEAD_MS = 5 * MS_PER_MINUTE;

export const addJournalLine = operation({
  name: "program.journal.add",
  cites: ["164.308(a)(6)(ii)", "164.316(b)(1)"],
  says: "Wrote into a journal",
  groups: ["program.file"],
  route: { method: "POST", path: "/v1/submissions/{submission}/journal" },
  input: z.object({
    path: submissionPath,
    query: nothing,
    body: z.strictObject({
      text: z.string().trim().min(1).max(5000),
      occurredAt: instantOfOurs.optional().meta({ description: "When it happened, with its offset; now if left out." }),
      document: anId.optional(),
      corrects: anId.optional(),
    }),
  }),
  output: z.object({ id: z.string(), occurredAt: z.string(), receivedAt: z.string() }),
  status: 201,
  effect: "write",
  log: "organization",
  aim: () => ({ collection: "form-for-everybody", relation: "self" as const }), // Narrowed below, once it is known which it is.
  prepare: ({ parts }) => programKey(parts),
  load: ({ input: { path } }, db) => findSubmission(db, path.submission, submissionById),
  about: aboutSubmission,
  async run({ parts, actor, db, input: { body } }, found, key) {
    const { row, form } = present(found, "A missing submission is decided away before.");
    if (form.hasJournal !== true) throw new Fault("move_not_possible", { detail: "No journal is kept of it." });
    const now = parts.clock.now();
    const occurredAt = body.occurredAt === undefined ? now : new Date(body.occurredAt);
    if (occurredAt.getTime() > now.getTime() + AHEAD_MS) throw malformed("occurredAt", "Is a time that has come.");
    const { count, has } = await journalState(db, row.id, body.corrects ?? null);
    if (count >= LINES_MAX) throw new Fault("move_not_possible", { detail: `Its journal has ${LINES_MAX} lines, which is enough.` });
    if (body.corrects !== undefined && !has) throw malformed("corrects", "Names no line of this journal.");
    if (body.document !== undefined) await refuseDocument(db, body.document, form);
    const place = { id: parts.makeId<"line">(), submission: row.id };
    const sealed = sealLine(parts, key, place, body.text);
    const more = { document: body.document ?? null, corrects: body.corrects ?? null };
    await insertLine(db, { ...place, ...more, occurred_at: occurredAt, received_at: now, by: byOf(actor), sealed });
    const text = createHash("sha256").update(body.text).digest("hex");
    return {
      output: { id: place.id, occurredAt: occurredAt.toISOString(), receivedAt: now.toISOString() },
      record: { type: `program.form.${form.name}`, id: row.id, version: row.version },
      detail: { form: form.name, line: place.id, occurredAt: occurredAt.toISOString(), text, ...more },
    };
  },
});

/** @throws Fault `malformed_input` for a document that is not there, or that more people see than the journal. */
async function refuseDocument(db: Queryable, document: string, { reach }: FormDefinition): Promise<void> {
  const found = await db.maybe<{ kind: string }>(sql`select kind from program.document where id = ${document}`);
  if (found === undefined) throw malformed("document", "Names what is not there.");
  if (reach === "restricted" && found.kind !== FOR_OFFICIALS)
    throw malformed("document", "Is a document that others see too: upload it again, for officials alone.");
}

const malformed = (field: string, says: string): Fault => new Fault("malformed_input", { fields: [{ at: `/${field}`, says }] });

// SPDX-License-Identifier: Apache-2.0
// An authorization ends when its day has ended [164.508(b)(2)(i)], whoever is at work and whatever was down.
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import { sql } from "#store/sql.ts";
import { type Day, today } from "../calendar.ts";
import { changeSubmission } from "../form/file-submission.ts";
import { formNamed } from "../form/registry.ts";
import { answersHash, openContent, programKey, submissionById, submissionToChange } from "../form/submission.ts";

const AT_ONCE = 500;

/** Moves every authorization in force whose last day is over to "expired". Does nothing twice. Answers how many. */
export async function endAuthorizations(parts: Parts): Promise<number> {
  await programKey(parts);
  const day = await today(parts);
  const scope = { role: "part164_app", tenant: parts.installation } as const;
  const over = await parts.db.in(scope).rows<{ id: string }>(sql`
    select id from program.submission where form = 'authorization' and state = 'in force' and due_on < ${day}::date order by id limit ${AT_ONCE}`);
  let ended = 0;
  for (const { id } of over) if (await endOne(parts, id, day)) ended += 1;
  return ended;
}

async function endOne(parts: Parts, id: string, day: Day): Promise<boolean> {
  const scope = { role: "part164_app", tenant: parts.installation } as const;
  const form = await formNamed("authorization");
  const before = await submissionById(parts.db.in(scope), id);
  if (before === undefined) return false;
  const { answers } = await openContent(parts, before);
  const after = { ...answers, endedOn: answers["endsOn"] };
  const recording = await parts.ledger.recorder.prepare(parts.installation);
  const isDone = await parts.db.transaction(scope, async (tx) => {
    const held = await submissionToChange(tx, id);
    if (held?.state !== "in force" || held.version !== before.version) return false; // Somebody was quicker: the next look sees.
    const change = { move: "expire", answers: after, reason: "Its last day is over.", mover: { user: null, roles: [] } };
    const { row } = await changeSubmission(parts, tx, form, { before: held, change, day });
    const record = { type: "program.form.authorization", id, version: row.version };
    const detail = {
      form: form.name,
      move: "expire",
      from: held.state,
      to: row.state,
      before: answersHash(answers),
      after: answersHash(after),
    };
    await recording.recordIn(tx, systemAct(parts.installation, "program.submission.move", { record, detail }));
    return true;
  });
  if (isDone) recording.committed();
  return isDone;
}

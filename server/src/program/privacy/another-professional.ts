// SPDX-License-Identifier: Apache-2.0
// Who looks at something again is somebody else than who looked first, by what the organization knows of its own people.
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Submission } from "../form/form.ts";
import { refuseAnswer } from "./request-form.ts";

type Named = {
  /** The field that names who looks again. */
  readonly reviewer: string;
  /** The field that names who looked first. */
  readonly decider: string;
  /** The moves by which it was decided first: who made them took part. */
  readonly decidedBy: readonly string[];
};

/** @throws Fault `invalid_answers` if the reviewer is nobody of ours, decided it first, or made the move that did. */
export async function refuseSameProfessional(tx: Queryable, { id, answers }: Submission, named: Named): Promise<void> {
  const reviewer = String(answers[named.reviewer]);
  if (reviewer === answers[named.decider]) refuseAnswer(named.reviewer, "Determined it first: the review is another professional's.");
  const row = await tx.maybe<{ took_part: boolean }>(sql`
    select exists (select from program.submission_version v
                    where v.submission = ${id} and v.move = any(${[...named.decidedBy]}::text[]) and v.by in (m."user", m.id)) as took_part
      from program.member m where m.id = ${reviewer}`);
  if (row === undefined) refuseAnswer(named.reviewer, "Names what is not there.");
  if (row?.took_part === true) refuseAnswer(named.reviewer, "Took part in the denial: the review is another professional's.");
}

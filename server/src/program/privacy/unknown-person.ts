// SPDX-License-Identifier: Apache-2.0
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Answers } from "../form/field.ts";
import { refuseAnswer } from "./request-form.ts";

/** What a move's answer names is a member of the workforce. @throws Fault `invalid_answers`. */
export async function refuseUnknownPerson(tx: Queryable, answers: Answers, field: string): Promise<void> {
  const row = await tx.maybe<{ id: string }>(sql`select id from program.member where id = ${String(answers[field])}`);
  if (row === undefined) refuseAnswer(field, "Names what is not there.");
}

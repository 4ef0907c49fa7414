// SPDX-License-Identifier: Apache-2.0
// The statements on evaluations, and the sealing of what was found.
import type { Parts } from "#gate/parts.ts";
import type { Key } from "#seal/key.ts";
import { open, seal, sealedKeyId } from "#seal/sealed.ts";
import type { Queryable } from "#store/database.ts";
import { sql } from "#store/sql.ts";
import type { Day } from "../calendar.ts";

export type EvaluationRow = {
  readonly id: string;
  readonly trigger: string;
  readonly reason: string;
  readonly started_by: string | null;
  readonly started_at: Date;
  readonly as_of: Day;
  readonly signed_by: string | null;
  readonly signed_at: Date | null;
  readonly version: number;
};

export type ItemRow = {
  readonly cite: string;
  readonly judgement: "as-it-should-be" | "finding" | "does-not-apply" | null;
  readonly sealed: Uint8Array | null;
  readonly owner: string | null;
  readonly due_on: Day | null;
  readonly judged_by: string | null;
  readonly judged_at: Date | null;
  readonly resolved_at: Date | null;
};

export const evaluationById = (db: Queryable, id: string) =>
  db.maybe<EvaluationRow>(sql`
    select id, trigger, reason, started_by, started_at, as_of::text, signed_by, signed_at, version from program.evaluation where id = ${id}`);

export const evaluationToChange = (db: Queryable, id: string) =>
  db.maybe<EvaluationRow>(sql`
    select id, trigger, reason, started_by, started_at, as_of::text, signed_by, signed_at, version from program.evaluation where id = ${id} for update`);

export const evaluations = (db: Queryable) =>
  db.rows<EvaluationRow>(sql`
    select id, trigger, reason, started_by, started_at, as_of::text, signed_by, signed_at, version from program.evaluation order by id desc limit 200`);

export const itemsOf = (db: Queryable, evaluation: string) =>
  db.rows<ItemRow>(sql`
    select cite, judgement, sealed, owner, due_on::text, judged_by, judged_at, resolved_at
      from program.evaluation_item where evaluation = ${evaluation}`);

const binding = ({ installation }: Parts, evaluation: string, cite: string) => ({
  tenant: installation,
  type: `program.evaluation.${cite}`,
  id: evaluation,
  version: 1,
  individual: null,
});

export const sealJudgement = (parts: Parts, key: Key, { evaluation, cite, text }: { evaluation: string; cite: string; text: string }) =>
  seal(key, Buffer.from(text, "utf8"), binding(parts, evaluation, cite));

/** @throws Fault `sealed_broken` if it is not what it was. */
export async function openJudgement(parts: Parts, evaluation: string, { cite, sealed }: ItemRow): Promise<string | null> {
  if (sealed === null) return null;
  const keyId = sealedKeyId(sealed);
  const key = parts.keyring.cachedById(keyId) ?? (await parts.keyring.keyById(parts.installation, keyId));
  return Buffer.from(open(key, sealed, binding(parts, evaluation, cite))).toString("utf8");
}

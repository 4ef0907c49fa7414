// SPDX-License-Identifier: Apache-2.0
// A technology that PHI could reach waits for the contract with its provider: one that is in force today [164.308(b)(1), 164.502(e)].
import { Fault } from "#base/fault.ts";
import { sql } from "#store/sql.ts";
import type { HookCall } from "../form/form.ts";

/** A hook of a request's form. @throws Fault `invalid_answers` for recording, or allowing by, a contract that does not hold today. */
export async function contractHolds({ tx, submission, move, today }: HookCall): Promise<void> {
  if (move !== "contract" && move !== "use") return;
  const { holds } = await tx.one<{ holds: boolean }>(sql`
    select exists (select from program.contract_term t
                    where t.contract::text = ${String(submission.answers["contract"])} and program.may_pass(t.party, ${today}::date)) as holds`);
  if (!holds)
    throw new Fault("invalid_answers", {
      fields: [{ at: "/answers/contract", says: "Is not in force today: another official puts it in force first." }],
    });
}

// SPDX-License-Identifier: Apache-2.0
// Who shows a demonstration must get in without an authenticator: at each start the security official gets a new password and new
// recovery codes, printed once. Only a folder that was made as a demonstration is ever treated so.
import { hashPassword } from "#access/password.ts";
import { freshRecoveryCodes, recoveryCodeHash } from "#access/second-factor.ts";
import { assert } from "#base/assert.ts";
import { unpredictableToken } from "#base/random.ts";
import type { Parts } from "#gate/parts.ts";
import { systemAct } from "#ledger/act.ts";
import { sql } from "#store/sql.ts";
import { SECURITY_OFFICIAL } from "./people.ts";

/** New credentials for the visitor, with the roles that show the most. */
export async function letVisitorIn(parts: Parts): Promise<{ email: string; password: string; recoveryCodes: string[] }> {
  assert(parts.folder.isDemo, "Only a demonstration gives its credentials away.");
  const password = unpredictableToken(9);
  const recoveryCodes = freshRecoveryCodes();
  const hash = await hashPassword(password);
  const recording = await parts.ledger.recorder.prepare(parts.installation);
  await parts.db.transaction({ role: "part164_app" }, async (tx) => {
    const { id } = await tx.one<{ id: string }>(
      sql`update access.user set password = ${hash}, password_set_at = ${parts.steady.now()} where email = ${SECURITY_OFFICIAL.email} returning id`,
    );
    await tx.run(
      sql`insert into access.user_role ("user", role, granted_at) values (${id}, 'privacy-official', ${parts.steady.now()}) on conflict do nothing`,
    );
    await tx.run(sql`delete from access.recovery_code where "user" = ${id}`);
    for (const code of recoveryCodes)
      await tx.run(sql`insert into access.recovery_code ("user", hash) values (${id}, ${recoveryCodeHash(id, code)})`);
    await recording.recordIn(
      tx,
      systemAct(parts.installation, "operate.demonstration.open", {
        detail: { user: id, granted: ["privacy-official"], replaced: ["password", "recovery-codes"] },
      }),
    );
  });
  recording.committed();
  return { email: SECURITY_OFFICIAL.email, password, recoveryCodes };
}

// SPDX-License-Identifier: Apache-2.0
// Who shows a demonstration must get in without an authenticator: at each start the security official gets a new enrolment link, as
// anybody who lost theirs does, and follows it to its end. What is printed is the new password and the recovery codes. Only a folder that
// was made as a demonstration is ever treated so.
import { Secret } from "otpauth";
import { finishEnrolment, openEnrolment } from "#access/enrolment.ts";
import { codeAt } from "#access/second-factor.ts";
import { endSession, liveSession } from "#access/session.ts";
import { listUsers } from "#access/user.ts";
import { assert, present } from "#base/assert.ts";
import { unpredictableToken } from "#base/random.ts";
import { callAsOperator } from "#cli/command.ts";
import { runChecks } from "#jobs/tasks.ts";
import { systemAct } from "#ledger/act.ts";
import type { Site } from "../site.ts";
import { SECURITY_OFFICIAL } from "./people.ts";

const FROM = { address: null, agent: "part164 demonstration" };

/**
 * New credentials for the visitor, once the checks that are due have run: a moment's work, and what was seen before the start would stand
 * there as gaps until the jobs come to it.
 * @throws BrokenInvariant in a real installation.
 */
export async function letVisitorIn(site: Site): Promise<{ email: string; password: string; recoveryCodes: readonly string[] }> {
  const { parts } = site;
  assert(parts.folder.isDemo, "Only a demonstration gives its credentials away.");
  await runChecks.run(parts);
  const { email } = SECURITY_OFFICIAL;
  const { id: user } = present(
    (await listUsers(parts)).find((one) => one.email === email && one.endedAt === null),
    "The demonstration has its security official.",
  );
  const { output } = await callAsOperator(site, "access.user.reinvite", { input: { path: { user } } });
  const { enrolmentUrl } = output as { enrolmentUrl: string }; // The operation's own output.
  const token = enrolmentUrl.split("#")[1] ?? "";
  const { totp } = await openEnrolment(parts, token, FROM);
  const code = codeAt(new Uint8Array(Secret.fromBase32(totp.secret).buffer), parts.steady.now());
  const password = unpredictableToken(9);
  const { recoveryCodes, sessionToken } = await finishEnrolment(parts, { token, password, code }, FROM);
  const { actor } = await liveSession(parts, sessionToken, false);
  await endSession(parts, present(actor.session, "It was just opened."), user, "signed-out"); // Nobody sits there yet.
  await parts.ledger.recorder.record(systemAct(parts.installation, "operate.demonstration.open", { detail: { user } }));
  return { email, password, recoveryCodes };
}

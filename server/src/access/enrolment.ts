// SPDX-License-Identifier: Apache-2.0
// A person's first visit: a password, a second factor, recovery codes. By a one-time link.
import { Fault } from "#base/fault.ts";
import type { UserId } from "#base/id.ts";
import { systemAct } from "#ledger/act.ts";
import { open, seal } from "#seal/sealed.ts";
import { sql } from "#store/sql.ts";
import type { Origin } from "./actor.ts";
import { countAttempt, forgetAttempts, forgetFactorAttempts } from "./attempt.ts";
import { hashPassword, refuseWeakPassword } from "./password.ts";
import { accessAct, type AccessParts, APP } from "./parts.ts";
import { acceptedStep, freshRecoveryCodes, freshTotpSecret, recoveryCodeHash, totpInvitation } from "./second-factor.ts";
import { startSession } from "./session.ts";
import { recordStranger } from "./stranger.ts";
import { tokenHash } from "./token.ts";

type Invited = { user: UserId; name: string; email: string; totp: Uint8Array | null };

/** Opens an enrolment: who it is for and the secret for the authenticator. The same link shows the same secret until it is used. */
export async function openEnrolment(
  parts: AccessParts,
  token: string,
  from: Origin,
): Promise<{ name: string; email: string; totp: { secret: string; uri: string } }> {
  const invited = await invitation(parts, token);
  const secret = invited.totp === null ? freshTotpSecret() : await openSecret(parts, invited.user, invited.totp);
  if (invited.totp === null) {
    const sealed = await sealSecret(parts, invited.user, secret);
    await parts.db.in(APP).run(sql`update access.invitation set totp = ${sealed} where token_hash = ${tokenHash(token)} and totp is null`);
    return openEnrolment(parts, token, from); // Of two who open it at once both see the secret that was kept.
  }
  await parts.ledger.recorder.record(accessAct(parts, "access.enrolment.open", from, { actor: invitee(invited) })); // It shows a secret.
  return { name: invited.name, email: invited.email, totp: totpInvitation(secret, invited.email) };
}

/** Finishes an enrolment and signs the person in. @throws Fault `password_refused`, `sign_in_failed` for a wrong code, `locked_out`. */
export async function finishEnrolment(
  parts: AccessParts,
  { token, password, code }: { token: string; password: string; code: string },
  from: Origin,
): Promise<{ recoveryCodes: string[]; sessionToken: string }> {
  const { db, ledger, steady, installation } = parts;
  const invited = await invitation(parts, token);
  if (invited.totp === null)
    throw new Fault("sign_in_failed", { detail: "Open the link first, so that there is a second factor to confirm." });
  const { name: organization } = await db.in(APP).one<{ name: string | null }>(sql`select name from part164.installation`);
  await refuseWeakPassword(password, true, [invited.name, invited.email, organization ?? ""]);
  await countAttempt(db, `enrolment:${invited.user}`, steady.now());
  const secret = await openSecret(parts, invited.user, invited.totp);
  const step = acceptedStep(secret, code, steady.now(), null);
  if (step === null) {
    const refused = { outcome: "sign_in_failed", actor: invitee(invited), detail: { at: "enrolment" } };
    await recordStranger(parts, accessAct(parts, "access.sign-in.refuse", from, refused));
    throw new Fault("sign_in_failed", {
      detail: "That code is not the one your authenticator shows now.",
      fields: [{ at: "/code", says: "Not the current code." }],
    });
  }
  const recoveryCodes = freshRecoveryCodes();
  const hash = await hashPassword(password);
  const recording = await ledger.recorder.prepare(installation);
  await db.transaction(APP, async (tx) => {
    const used = await tx.run(
      sql`update access.invitation set used_at = ${steady.now()}, totp = null where token_hash = ${tokenHash(token)} and used_at is null`,
    );
    if (used === 0) throw new Fault("not_found", { detail: "This link was used already." });
    await tx.run(sql`
      update access.user set password = ${hash}, password_set_at = ${steady.now()}, totp = ${invited.totp}, totp_step = ${step} where id = ${invited.user}`);
    await tx.run(sql`delete from access.recovery_code where "user" = ${invited.user}`);
    for (const recoveryCode of recoveryCodes)
      await tx.run(
        sql`insert into access.recovery_code ("user", hash) values (${invited.user}, ${recoveryCodeHash(invited.user, recoveryCode)})`,
      );
    const actor = { kind: "user" as const, id: invited.user, session: null, factor: null };
    await recording.recordIn(
      tx,
      systemAct(installation, "access.user.enrol", { actor, from, detail: { factor: "totp", recoveryCodes: recoveryCodes.length } }),
    );
  });
  await forgetAttempts(db, `enrolment:${invited.user}`);
  await forgetFactorAttempts(db, invited.user);
  const { token: sessionToken } = await startSession(parts, invited.user, "password+totp", from);
  return { recoveryCodes, sessionToken };
}

/** Whoever holds the link is nobody yet; the entry says whose link it was. */
const invitee = ({ user }: Invited) => ({ kind: "nobody" as const, id: user, session: null, factor: null });

async function invitation({ db, steady }: AccessParts, token: string): Promise<Invited> {
  const row = await db.in(APP).maybe<Invited>(sql`
    select u.id as "user", u.name, u.email, i.totp
      from access.invitation i join access.user u on u.id = i."user"
     where i.token_hash = ${tokenHash(token)} and i.used_at is null and i.expires_at > ${steady.now()} and u.ended_at is null`);
  if (row === undefined)
    throw new Fault("not_found", { detail: "This link was used already or is too old. Ask your security official for a new one." });
  return row;
}

const binding = (parts: AccessParts, user: UserId) => ({
  tenant: parts.installation,
  type: "access.user.totp",
  id: user,
  version: 1,
  individual: null,
});

async function sealSecret(parts: AccessParts, user: UserId, secret: Uint8Array): Promise<Uint8Array> {
  return seal(await parts.keyring.key("individual", parts.installation, null), secret, binding(parts, user));
}

/** Opens a person's second-factor secret. @throws Fault `sealed_broken`. */
export async function openSecret(parts: AccessParts, user: UserId, sealed: Uint8Array): Promise<Uint8Array> {
  const key = await parts.keyring.key("individual", parts.installation, null);
  return open(key, sealed, binding(parts, user));
}

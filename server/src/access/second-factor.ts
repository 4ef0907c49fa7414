// SPDX-License-Identifier: Apache-2.0
// Time-based codes (RFC 6238) and recovery codes. A code works once: the last accepted time step is remembered.
import { createHash } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { unpredictableBelow, unpredictableBytes } from "#base/random.ts";

const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** Steps a clock may be off, either way. */
const WINDOW = 1;

/** A new secret of 160 bits (RFC 4226, section 4, R6). */
export function freshTotpSecret(): Uint8Array {
  return unpredictableBytes(20);
}

function totp(secret: Uint8Array, label: string): TOTP {
  return new TOTP({
    issuer: "Part164",
    label,
    algorithm: "SHA1",
    digits: DIGITS,
    period: PERIOD_SECONDS,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });
}

/** What an authenticator application takes: the secret in base32 and an otpauth:// address. */
export function totpInvitation(secret: Uint8Array, email: string): { secret: string; uri: string } {
  const code = totp(secret, email);
  return { secret: code.secret.base32, uri: code.toString() };
}

/** The time step that a code is right for, if it is later than the last one accepted; null otherwise. */
export function acceptedStep(secret: Uint8Array, code: string, at: Date, lastStep: number | null): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totp(secret, "").validate({ token: code, timestamp: at.getTime(), window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

/** The code of this moment. For tests and for the demonstration's people. */
export function codeAt(secret: Uint8Array, at: Date): string {
  return totp(secret, "").generate({ timestamp: at.getTime() });
}

const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"; // Without what is misread: 0 o, 1 l i.
const RECOVERY_CODES = 10;
const RECOVERY_CHARACTERS = 12; // 59 bits, behind a lock-out.

export function freshRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from(
      { length: RECOVERY_CHARACTERS },
      (_, n) => (n > 0 && n % 4 === 0 ? "-" : "") + ALPHABET[unpredictableBelow(ALPHABET.length)],
    ).join(""),
  );
}

/** The form in which a recovery code is stored, however it was typed. */
export function recoveryCodeHash(user: string, code: string): Uint8Array {
  return createHash("sha256")
    .update(`${user}:${code.toLowerCase().replaceAll(/[^a-z0-9]/g, "")}`)
    .digest();
}

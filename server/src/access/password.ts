// SPDX-License-Identifier: Apache-2.0
// Passwords by Node's own Argon2id (RFC 9106). Length decides, composition does not (SP 800-63B-4, 3.1.1).
import { argon2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { Fault } from "#base/fault.ts";
import { unpredictableBytes } from "#base/random.ts";

/** Shortest password beside a second factor, and alone. */
export const PASSWORD_MIN = { withFactor: 8, alone: 15 } as const;
export const PASSWORD_MAX = 256;

const PARAMETERS = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 } as const; // 19 MiB, OWASP's floor; about 25 ms here.
const derive = promisify(argon2);
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** The password in PHC form, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = unpredictableBytes(16);
  const tag = await derive("argon2id", { message: normal(password), nonce: salt, ...PARAMETERS });
  const { memory, passes, parallelism } = PARAMETERS;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

/** Looks at passwords that may be under way at once: each takes 19 MiB, and a thread from those that everything else waits for too. */
export const LOOKS_MAX = 64;
let looks = 0;

/** Does `work`, which will look at a password. @throws Fault `too_many`, before anything was counted against anybody, when there is a crowd. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (looks >= LOOKS_MAX) throw new Fault("too_many", { retryAfterSeconds: 2 });
  looks += 1;
  try {
    return await work();
  } finally {
    looks -= 1;
  }
}

/** True if it is the password. Takes as long for somebody who has none: an unknown name cannot be told by the clock. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(stored ?? NOBODY) ?? PHC.exec(NOBODY) ?? [];
  const expected = Buffer.from(tag ?? "", "base64");
  const found = await derive("argon2id", {
    message: normal([...password].slice(0, PASSWORD_MAX).join("")), // Characters, as where it was chosen.
    nonce: Buffer.from(salt ?? "", "base64"),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
  });
  return timingSafeEqual(found, expected) && stored !== null;
}

const NOBODY = `$argon2id$v=19$m=${PARAMETERS.memory},t=${PARAMETERS.passes},p=1$${base64(unpredictableBytes(16))}$${base64(unpredictableBytes(32))}`;

/**
 * Refuses a password that is too short, too long, common, or made of what everybody knows of the person.
 * @throws Fault `password_refused` that says why. The password itself is never quoted.
 */
export async function refuseWeakPassword(password: string, hasFactor: boolean, known: readonly string[]): Promise<void> {
  const min = hasFactor ? PASSWORD_MIN.withFactor : PASSWORD_MIN.alone;
  const length = [...password].length;
  if (length < min) refuse(`It needs ${min} characters or more.`);
  if (length > PASSWORD_MAX) refuse(`It may have ${PASSWORD_MAX} characters at most.`);
  const plain = normal(password).toLowerCase();
  if ((await commonPasswords()).has(plain)) refuse("It is one of the passwords everybody tries first.");
  if (new Set(plain).size < 4) refuse("It repeats the same few characters.");
  const words = known.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 4);
  const rest = words.reduce((text, word) => text.replaceAll(word, ""), plain);
  if (rest.replace(/[\d\W_]/g, "").length < 4 && rest !== plain) refuse("It is made of your name, address or organization.");
}

function refuse(why: string): never {
  throw new Fault("password_refused", { detail: why, fields: [{ at: "/password", says: why }] });
}

let common: Promise<Set<string>> | undefined;

/** Loaded for the first who chooses one: the list is large, and most starts need it not. */
function commonPasswords(): Promise<Set<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) => new Set(dictionary["passwords-common"].map(String)));
  return common;
}

/** One form for what looks the same (SP 800-63B-4: NFKC or NFKD before hashing). */
function normal(password: string): string {
  return password.normalize("NFKC");
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replaceAll("=", "");
}

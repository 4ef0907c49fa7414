// SPDX-License-Identifier: Apache-2.0
// What a case is called here: a code that the server makes. Which individual it is about stands with the records, under this code.
import { unpredictableBelow } from "#base/random.ts";

const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"; // None that is read for another.
const LENGTH = 8;

/** "ACC-7F3K-M2QX": 8 signs by chance, of 30 each, so that codes neither count nor tell when. */
export function makeCaseCode(kind: string): string {
  const signs = Array.from({ length: LENGTH }, () => LETTERS.charAt(unpredictableBelow(LETTERS.length))).join("");
  return `${kind}-${signs.slice(0, LENGTH / 2)}-${signs.slice(LENGTH / 2)}`;
}

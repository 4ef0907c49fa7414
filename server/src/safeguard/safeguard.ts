// SPDX-License-Identifier: Apache-2.0
// A safeguard [164.304] says what it is, which aspects of which requirements it proves, and how that is looked at. One file each, in
// the folder `safeguard`; nothing else needs an edit.
import { assert } from "#base/assert.ts";
import { MS_PER_DAY, MS_PER_HOUR } from "#base/clock.ts";
import type { Parts } from "#gate/parts.ts";
import { duty } from "#rule/rule.ts";

/** What a look showed. `observed` is a sentence for people: counts and names of settings, never PHI. */
export type Look = { readonly status: "pass" | "fail" | "not-applicable"; readonly observed: string };

export const pass = (observed: string): Look => ({ status: "pass", observed });
export const fail = (observed: string): Look => ({ status: "fail", observed });
export const notApplicable = (observed: string): Look => ({ status: "not-applicable", observed });

export type Check = {
  /** In the words of the thing that holds: "sessions-end-when-idle". */
  readonly name: string;
  /** What it looks at, one sentence. */
  readonly says: string;
  /** What to do when it fails: a title for a busy person, and how, in the console (`href`) or at the machine. */
  readonly advice: { readonly title: string; readonly how: string; readonly href?: `/${string}` };
  /** How often it runs, and for how long its result counts. The second is longer, so that one missed run is no gap. */
  readonly everyMs: number;
  readonly freshForMs: number;
  /** How long it may take, if that is more than two minutes. */
  readonly withinMs?: number;
  /** Acts after which a result that was no pass is asked again at once, by the kinds of their entries. */
  readonly mendedBy?: readonly string[];
  /** Reads real state. May throw: then it could not run, which is `error` and never counts as met. */
  look(parts: Parts): Promise<Look>;
};

export type Safeguard = {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  /** Which aspects of which requirements its checks prove. */
  readonly proves: readonly { readonly cite: string; readonly aspect: string }[];
  readonly checks: readonly Check[];
  /** Whether its checks are asked yet. Until then what they prove is not assessed, which is not the same as a gap. */
  begins?(parts: Parts): Promise<boolean>;
};

/** What changes who has access. */
export const ACCESS_CHANGES = ["access.user.enrol", "access.user.invite", "access.user.end"] as const;

export const HOURLY = { everyMs: MS_PER_HOUR, freshForMs: 6 * MS_PER_HOUR } as const;
export const DAILY = { everyMs: MS_PER_DAY, freshForMs: 2 * MS_PER_DAY } as const;
export const WEEKLY = { everyMs: 7 * MS_PER_DAY, freshForMs: 14 * MS_PER_DAY } as const;

const NAME = /^[a-z]+(-[a-z]+)*$/;

/** Makes a safeguard. @throws BrokenInvariant if it cites what is no duty. */
export function safeguard(definition: Safeguard): Safeguard {
  for (const { cite } of definition.proves) assert(duty(cite) !== undefined, `A safeguard proves a duty of Part 164 (${cite}).`);
  for (const { name, everyMs, freshForMs } of definition.checks)
    assert(NAME.test(name) && freshForMs > everyMs, "A check has a name and counts for longer than its interval.");
  return definition;
}

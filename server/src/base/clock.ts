// SPDX-License-Identifier: Apache-2.0
// Time is an argument. Legal clocks are the product, so they must be testable to the millisecond.

/** Wall time for what is written down, monotonic time for what is measured. */
export type Clock = {
  /** The wall clock, now. */
  now(): Date;
  /** Milliseconds since an arbitrary start that never run backwards within this process. */
  monotonicMs(): number;
};

/** The only reader of the machine's clocks. */
export const wallClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};

export type TestClock = Clock & {
  /** Lets time pass on both clocks. */
  pass(ms: number): void;
  /** Sets the wall clock alone, as an operator or a broken NTP server would. */
  jump(ms: number): void;
};

/** A clock that stands still until told otherwise. `iso` is an RFC 3339 instant. */
export function testClock(iso: string): TestClock {
  let wallMs = Date.parse(iso);
  let monotonicMs = 0;
  return {
    now: () => new Date(wallMs),
    monotonicMs: () => monotonicMs,
    pass: (ms) => {
      wallMs += ms;
      monotonicMs += ms;
    },
    jump: (ms) => {
      wallMs += ms;
    },
  };
}

export const MS_PER_SECOND = 1000;
export const MS_PER_MINUTE = 60 * MS_PER_SECOND;
export const MS_PER_HOUR = 60 * MS_PER_MINUTE;
export const MS_PER_DAY = 24 * MS_PER_HOUR;

// SPDX-License-Identifier: Apache-2.0
// Time for sessions. A wall clock that jumps back must revive nothing, so this clock never runs backwards: it is the greater of the
// wall clock and the stored high-water mark, carried on by the monotonic clock within the process.
import type { Clock } from "#base/clock.ts";
import { MS_PER_MINUTE } from "#base/clock.ts";
import type { Database } from "#store/database.ts";
import { sql } from "#store/sql.ts";

/** A difference between wall and steady time from which it is a jump and is recorded. */
export const JUMP_MS = MS_PER_MINUTE;

export class SteadyClock {
  readonly #clock: Clock;
  #baseMs: number;
  #baseMonotonicMs: number;

  private constructor(clock: Clock, baseMs: number) {
    this.#clock = clock;
    this.#baseMs = baseMs;
    this.#baseMonotonicMs = clock.monotonicMs();
  }

  static async open(db: Database, clock: Clock): Promise<SteadyClock> {
    const row = await db.in({ role: "part164_app" }).maybe<{ at: Date }>(sql`select at from part164.high_water`);
    return new SteadyClock(clock, Math.max(clock.now().getTime(), row?.at.getTime() ?? 0));
  }

  now(): Date {
    const carriedMs = this.#baseMs + (this.#clock.monotonicMs() - this.#baseMonotonicMs);
    const wallMs = this.#clock.now().getTime();
    if (wallMs > carriedMs) {
      this.#baseMs = wallMs;
      this.#baseMonotonicMs = this.#clock.monotonicMs();
      return new Date(wallMs);
    }
    return new Date(carriedMs);
  }

  /** How far the wall clock stands behind, in ms; 0 if it does not. */
  behindMs(): number {
    return Math.max(0, this.now().getTime() - this.#clock.now().getTime());
  }

  /** Stores the mark; called every minute. */
  async keep(db: Database): Promise<void> {
    await db.in({ role: "part164_app" }).run(sql`
      insert into part164.high_water (at) values (${this.now()}) on conflict (is_only) do update set at = greatest(part164.high_water.at, excluded.at)`);
  }
}

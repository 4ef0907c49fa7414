// SPDX-License-Identifier: Apache-2.0
import { hash } from "node:crypto";
import type { Clock } from "#base/clock.ts";
import { MS_PER_MINUTE } from "#base/clock.ts";
import { Fault } from "#base/fault.ts";
import type { Credential } from "#gate/authenticate.ts";

const COUNTED_MAX = 10_000;

/** A soft limit a token and minute, in this process's memory. Above it the answer is 429 and when to come back. */
export class ClientLimits {
  readonly #perMinute: number;
  readonly #clock: Clock;
  readonly #counts = new Map<string, number>();
  #minute = 0;

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** @throws Fault `too_many`. */
  count(credential: Credential): void {
    if (credential.kind !== "bearer") return;
    const nowMs = this.#clock.monotonicMs();
    const minute = Math.floor(nowMs / MS_PER_MINUTE);
    if (minute !== this.#minute || this.#counts.size > COUNTED_MAX) this.#counts.clear();
    this.#minute = minute;
    const who = hash("sha256", credential.token, "base64");
    const count = (this.#counts.get(who) ?? 0) + 1;
    this.#counts.set(who, count);
    if (count > this.#perMinute)
      throw new Fault("too_many", { retryAfterSeconds: Math.ceil((MS_PER_MINUTE - (nowMs % MS_PER_MINUTE)) / 1000) });
  }
}

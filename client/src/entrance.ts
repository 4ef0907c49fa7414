// SPDX-License-Identifier: Apache-2.0
// The undoored steps before there is an actor. They are no operations, so the server's description does not have them (yet); here is
// the one place that says what they take and answer. None carries an idempotency key, so none is ever tried again by itself.
import type { Transport } from "./transport.ts";

export type EntityKind = "covered-entity" | "business-associate" | "both";
export type Official = { readonly name: string; readonly email: string };
export type Setup = {
  readonly organization: { readonly name: string; readonly entity: EntityKind; readonly timeZone: string };
  readonly securityOfficial: Official;
  readonly privacyOfficial: Official | null;
};
export type Enrolment = { readonly name: string; readonly email: string; readonly url: string };
export type OpenEnrolment = {
  readonly name: string;
  readonly email: string;
  readonly organization: string;
  readonly totp: { readonly secret: string; readonly uri: string };
  readonly passwordMin: { readonly withFactor: number; readonly alone: number };
};
export type SignedIn = { readonly next: "done"; readonly endedOther: boolean; readonly recoveryCodesLeft?: number | null };
export type FactorWanted = { readonly next: "second-factor"; readonly ticket: string; readonly endedOther: boolean };
export type Health = {
  readonly status: "ok" | "degraded";
  readonly setUp: boolean;
  readonly demo: null | "preparing" | "ready";
  readonly database: "embedded" | "postgresql";
  readonly problems: readonly string[];
};

/** Each method throws ServerFault. */
export class Entrance {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Whether the server is set up and well. */
  health(signal?: AbortSignal): Promise<Health> {
    return this.#ask("GET", "/health", undefined, signal);
  }

  /** First run: the organization and its officials (164.308(a)(2), 164.530(a)). The token comes from the server's own output. */
  setUp(token: string, setup: Setup): Promise<{ readonly enrolments: readonly Enrolment[] }> {
    return this.#ask("POST", "/v1/setup", { token, ...setup });
  }

  /** Opens an enrolment link: whose it is, and the secret of the second factor. */
  openEnrolment(token: string): Promise<OpenEnrolment> {
    return this.#ask("POST", "/v1/enrolment/open", { token });
  }

  /** Sets password and second factor, and starts the session. The recovery codes are in this answer and nowhere afterwards. */
  finishEnrolment(token: string, password: string, code: string): Promise<{ readonly recoveryCodes: readonly string[] }> {
    return this.#ask("POST", "/v1/enrolment/finish", { token, password, code });
  }

  signIn(email: string, password: string): Promise<SignedIn | FactorWanted> {
    return this.#ask("POST", "/v1/sign-in", { email, password });
  }

  /** The second factor: six digits, or one of the recovery codes, which is then used up. */
  signInWithFactor(ticket: string, factor: { readonly code: string } | { readonly recoveryCode: string }): Promise<SignedIn> {
    return this.#ask("POST", "/v1/sign-in/factor", { ticket, ...factor });
  }

  async #ask<T>(method: "GET" | "POST", path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const answer = await this.#transport.send({ method, path, body }, { signal, isPassive: method === "GET" });
    return (await answer.json()) as T; // http/entrance.ts and http/health.ts; main-job.test.ts goes through all of them.
  }
}

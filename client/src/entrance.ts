// SPDX-License-Identifier: Apache-2.0
// The undoored steps before there is an actor. None carries an idempotency key, so none is ever tried again by itself.
import { STEP_ROUTES, type Steps } from "./generated/api.ts";
import type { Transport } from "./transport.ts";

type Body<Name extends keyof Steps> = Steps[Name]["body"];
type Answer<Name extends keyof Steps> = Steps[Name]["answer"];

export type Setup = Omit<Body<"set-up">, "token">;
export type EntityKind = Setup["organization"]["entity"];
export type Enrolment = Answer<"set-up">["enrolments"][number];
export type OpenEnrolment = Answer<"enrolment.open">;
export type SignedIn = Answer<"sign-in.factor">;
export type FirstStep = Answer<"sign-in">;
export type FactorWanted = Extract<FirstStep, { readonly next: "second-factor" }>;
export type IncidentReport = Body<"incident-report">;
export type Health = Answer<"health">;
export type Problem = Health["problems"][number];

/** Each method throws ServerFault. */
export class Entrance {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Whether the server is set up and well. */
  health(signal?: AbortSignal): Promise<Health> {
    return this.#ask("health", undefined, signal);
  }

  /** First run: the organization and its officials (164.308(a)(2), 164.530(a)). The token comes from the server's own output. */
  setUp(token: string, setup: Setup): Promise<Answer<"set-up">> {
    return this.#ask("set-up", { token, ...setup });
  }

  /** Opens an enrolment link: whose it is, and the secret of the second factor. */
  openEnrolment(token: string): Promise<OpenEnrolment> {
    return this.#ask("enrolment.open", { token });
  }

  /** Sets password and second factor, and starts the session. The recovery codes are in this answer and nowhere afterwards. */
  finishEnrolment(token: string, password: string, code: string): Promise<Answer<"enrolment.finish">> {
    return this.#ask("enrolment.finish", { token, password, code });
  }

  signIn(email: string, password: string): Promise<FirstStep> {
    return this.#ask("sign-in", { email, password });
  }

  /** The second factor: six digits, or one of the recovery codes, which is then used up. */
  signInWithFactor(ticket: string, factor: { readonly code: string } | { readonly recoveryCode: string }): Promise<SignedIn> {
    return this.#ask("sign-in.factor", { ticket, ...factor });
  }

  /** Reports an incident without a name. Nothing of who sends it is kept. */
  reportIncident(report: IncidentReport): Promise<Answer<"incident-report">> {
    return this.#ask("incident-report", report);
  }

  async #ask<Name extends keyof Steps>(name: Name, body: Body<Name>, signal?: AbortSignal): Promise<Answer<Name>> {
    const [method, path] = STEP_ROUTES[name];
    const answer = await this.#transport.send({ method, path, body }, { signal, isPassive: method === "GET" });
    return (await answer.json()) as Answer<Name>; // The server's own description is the promise.
  }
}

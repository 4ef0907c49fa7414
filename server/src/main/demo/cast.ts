// SPDX-License-Identifier: Apache-2.0
// The demonstration's people at work: each enrols, signs in and asks as a real person does, through the same doors.
import { Secret } from "otpauth";
import type { Origin } from "#access/actor.ts";
import { finishEnrolment, openEnrolment } from "#access/enrolment.ts";
import { codeAt } from "#access/second-factor.ts";
import { signIn, signInWithFactor } from "#access/sign-in.ts";
import type { Purpose } from "#access/purpose.ts";
import { present } from "#base/assert.ts";
import { Fault } from "#base/fault.ts";
import { unpredictableToken } from "#base/random.ts";
import type { TravellingClock } from "#base/travelling-clock.ts";
import { type Answer, call } from "#gate/gate.ts";
import type { OperationInput } from "#gate/operation.ts";
import type { Site } from "../site.ts";

const CODE_MS = 31_000;

export type Member = {
  readonly email: string;
  readonly password: string;
  readonly totp: Uint8Array;
  readonly from: Origin;
  session: string | null;
};

export class Cast {
  readonly #site: Site;
  readonly #clock: TravellingClock;
  readonly #members = new Map<string, Member>();

  constructor(site: Site, clock: TravellingClock) {
    this.#site = site;
    this.#clock = clock;
  }

  /** Follows an enrolment link to its end. */
  async enrol(email: string, url: string): Promise<Member> {
    const { parts } = this.#site;
    const token = url.split("#")[1] ?? "";
    const from = { address: `198.51.100.${10 + this.#members.size}`, agent: "Demonstration browser" };
    const { totp } = await openEnrolment(parts, token, from);
    const secret = new Uint8Array(Secret.fromBase32(totp.secret).buffer);
    const member: Member = {
      email,
      password: unpredictableToken(18),
      totp: secret,
      from,
      session: null,
    };
    const { sessionToken } = await finishEnrolment(
      parts,
      { token, password: member.password, code: codeAt(secret, parts.steady.now()) },
      member.from,
    );
    member.session = sessionToken;
    this.#members.set(email, member);
    return member;
  }

  member(email: string): Member {
    return present(this.#members.get(email), "Only people who have enrolled come to work.");
  }

  /** Signs in with both factors. */
  async arrive(email: string): Promise<void> {
    const { parts } = this.#site;
    const member = this.member(email);
    this.#clock.travelTo(new Date(this.#clock.now().getTime() + CODE_MS)); // A code works once.
    const first = await signIn(parts, email, member.password, member.from);
    if (!("ticket" in first)) return;
    member.session = (
      await signInWithFactor(parts, { ticket: first.ticket, code: codeAt(member.totp, parts.steady.now()) }, member.from)
    ).sessionToken;
  }

  /** Somebody mistypes a password; the entry stays. */
  async mistype(email: string): Promise<void> {
    await signIn(this.#site.parts, email, "not the right one today", this.member(email).from).catch(expectRefusal);
  }

  /** Asks as a signed-in person. A refusal is part of the story, and on record; anything else is not. */
  async ask(
    email: string,
    operation: string,
    given: {
      input?: Partial<OperationInput>;
      purpose?: Purpose;
      key?: string;
      version?: number;
      file?: { name: string; bytes: Uint8Array };
    } = {},
  ): Promise<Answer | null> {
    const { parts, operations } = this.#site;
    const member = this.member(email);
    const headers: Record<string, string | undefined> = {
      "purpose-of-use": given.purpose,
      "idempotency-key": given.key ?? parts.makeId(),
      "document-name": given.file?.name,
      "if-match": given.version === undefined ? undefined : `W/"${given.version}"`,
    };
    return call(
      parts,
      present(
        operations.find(({ name }) => name === operation),
        "The story uses operations that are there.",
      ),
      {
        id: parts.makeId<"request">(),
        credential: member.session === null ? { kind: "none" } : { kind: "session", token: member.session, isActivity: true },
        from: member.from,
        input: { path: {}, query: {}, body: undefined, ...given.input },
        bytes: given.file?.bytes,
        header: (name) => headers[name],
      },
    ).catch(expectRefusal);
  }
}

function expectRefusal(error: unknown): null {
  if (error instanceof Fault && error.status < 500) return null;
  throw error;
}

// SPDX-License-Identifier: Apache-2.0
// A customer's application in the demonstration: it gets its tokens and asks as a real one does, through the same door.
import { issueToken } from "#access/client.ts";
import type { Origin } from "#access/actor.ts";
import { present } from "#base/assert.ts";
import { type Answer, call } from "#gate/gate.ts";
import type { OperationInput } from "#gate/operation.ts";
import type { Site } from "../site.ts";

const FROM: Origin = { address: "203.0.113.40", agent: "Demonstration application" };
/** Less than a token's hour: a new one is asked for before the old one ends. */
const TOKEN_MS = 3_000_000;

export type Credentials = { readonly clientId: string; readonly clientSecret: string };

export class Application {
  readonly #site: Site;
  readonly #credentials: Credentials;
  #token = "";
  #tokenAtMs = Number.NEGATIVE_INFINITY;

  constructor(site: Site, credentials: Credentials) {
    this.#site = site;
    this.#credentials = credentials;
  }

  /** Asks for treatment, on behalf of `onBehalfOf` if one of its users wanted it. @throws Fault. */
  async ask(operation: string, input: Partial<OperationInput>, onBehalfOf?: string): Promise<Answer> {
    const { parts, operations } = this.#site;
    const found = present(
      operations.find(({ name }) => name === operation),
      "The story uses operations that are there.",
    );
    const headers: Readonly<Record<string, string | undefined>> = { "purpose-of-use": "TREAT", "on-behalf-of": onBehalfOf };
    return call(parts, found, {
      id: parts.makeId<"request">(),
      credential: { kind: "bearer", token: await this.#freshToken() },
      from: FROM,
      input: { path: {}, query: {}, body: undefined, ...input },
      bytes: input.body === undefined ? undefined : Buffer.from(JSON.stringify(input.body)),
      header: (name) => headers[name],
    });
  }

  async #freshToken(): Promise<string> {
    const { parts } = this.#site;
    const nowMs = parts.clock.monotonicMs();
    if (nowMs - this.#tokenAtMs < TOKEN_MS) return this.#token;
    this.#token = (await issueToken(parts, { ...this.#credentials, scope: null }, FROM)).token;
    this.#tokenAtMs = nowMs;
    return this.#token;
  }
}

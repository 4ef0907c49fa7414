// SPDX-License-Identifier: Apache-2.0
// An application's access token: OAuth 2.0 client credentials (RFC 6749, section 4.4).
import { faultOf, ServerFault, UNREACHABLE } from "./fault.ts";

/** `scope` asks for fewer scopes than the application has; without it, all of them. */
export type Credentials = { readonly clientId: string; readonly clientSecret: string; readonly scope?: string };

/** A token is renewed this long before it ends, or at half its life if that is sooner. */
const MARGIN_MS = 60_000;

type Kept = { readonly value: string; readonly untilMs: number };

/** Keeps one token and renews it. Calls that need one at the same time share one request for it. */
export class TokenKeeper {
  readonly #url: string;
  readonly #credentials: Credentials;
  readonly #fetch: typeof globalThis.fetch;
  #kept: Kept | null = null;
  #coming: Promise<Kept> | null = null;

  constructor(url: string, credentials: Credentials, fetch: typeof globalThis.fetch) {
    this.#url = url;
    this.#credentials = credentials;
    this.#fetch = fetch;
  }

  /** @throws ServerFault `invalid_client`, `invalid_scope`, `slow_down`, `unreachable`. */
  async token(): Promise<string> {
    if (this.#kept !== null && performance.now() < this.#kept.untilMs) return this.#kept.value;
    this.#coming ??= this.#ask().finally(() => {
      this.#coming = null;
    });
    this.#kept = await this.#coming;
    return this.#kept.value;
  }

  /** Forgets a token that the server no longer takes; one that was renewed meanwhile stays. */
  drop(value: string): void {
    if (this.#kept?.value === value) this.#kept = null;
  }

  async #ask(): Promise<Kept> {
    const { clientId, clientSecret, scope } = this.#credentials;
    const form = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret });
    if (scope !== undefined) form.set("scope", scope);
    // Not followed elsewhere: the secret is for this address.
    const answer = await this.#fetch(this.#url, { method: "POST", body: form, redirect: "error" }).catch((error: unknown) => {
      throw new ServerFault(UNREACHABLE, { cause: error });
    });
    if (!answer.ok) throw await faultOf(answer);
    const { access_token: value, expires_in: seconds } = (await answer.json()) as { access_token: string; expires_in: number }; // RFC 6749, section 5.1.
    const lifeMs = seconds * 1_000;
    return { value, untilMs: performance.now() + Math.max(lifeMs - MARGIN_MS, lifeMs / 2) };
  }
}

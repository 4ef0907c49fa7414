// SPDX-License-Identifier: Apache-2.0
// One request, tried again only where that cannot act twice. Everything the client says to a server goes through here.
import { faultOf, ServerFault, UNREACHABLE } from "./fault.ts";
import { type Credentials, TokenKeeper } from "./token.ts";

export type CallOptions = {
  /** HL7 v3 PurposeOfUse: TREAT, HPAYMT, HOPERAT, PATRQT or ETREAT. Without it, the application's default. */
  readonly purpose?: string;
  /** The end user of an application: opaque, recorded in the ledger. */
  readonly onBehalfOf?: string;
  /** The version that was read, for a write: an ETag as the server gave it. */
  readonly ifMatch?: string;
  /** Makes a retry the same act, also across processes: 8 to 128 visible ASCII characters. Made up for each write without one. */
  readonly idempotencyKey?: string;
  /** The name of the file that is the body. In a header, because names may be telling and addresses are kept. */
  readonly documentName?: string;
  /** True for a poll in the background, which must not keep a session alive. */
  readonly isPassive?: boolean;
  readonly signal?: AbortSignal | undefined;
};

export type ClientOptions = {
  /** Where the server is, such as https://hipaa.example.com; empty for the page's own. */
  readonly origin: string;
  /** An application's credentials; without them the browser's session is used. */
  readonly credentials?: Credentials;
  readonly fetch?: typeof globalThis.fetch;
  /** How often a call is tried in all when the server says that it may succeed later: 4 without a word. */
  readonly triesMax?: number;
  /** Told of each answer before it is read: its Date corrects a clock, its being passive says whether it kept the session. */
  readonly onAnswer?: (answer: Response, isPassive: boolean) => void;
  /** Told of each fault before it is thrown, such as the end of a session. */
  readonly onFault?: (fault: ServerFault) => void;
};

export type Ask = {
  readonly method: string;
  /** From the origin, query included. */
  readonly path: string;
  readonly body?: unknown;
  readonly accept?: string;
  /** Whether the server takes an Idempotency-Key here; a write without one is never tried again. */
  readonly isKeyed?: boolean;
};

const TRIES_MAX = 4;
/** The longest Retry-After that is waited for here; a longer one is the caller's to wait for. */
const WAIT_MS_MAX = 10_000;
const FIRST_WAIT_MS = 250;

export class Transport {
  readonly origin: string;
  readonly #options: ClientOptions;
  readonly #fetch: typeof globalThis.fetch;
  readonly #tokens: TokenKeeper | null;

  constructor(options: ClientOptions) {
    this.origin = options.origin.replace(/\/$/, "");
    this.#options = options;
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.#tokens =
      options.credentials === undefined ? null : new TokenKeeper(`${this.origin}/oauth/token`, options.credentials, this.#fetch);
  }

  /** The answer, of status 2xx and with its body unread. @throws ServerFault, or the reason of an abort. */
  async send(ask: Ask, given: CallOptions = {}): Promise<Response> {
    const idempotencyKey = ask.isKeyed === true ? (given.idempotencyKey ?? crypto.randomUUID()) : given.idempotencyKey;
    const options = { ...given, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
    const mayRepeat = ask.method === "GET" || ask.isKeyed === true;
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(ask, options);
      } catch (error) {
        const waitMs = mayRepeat && tries < (this.#options.triesMax ?? TRIES_MAX) ? waitFor(error, tries) : null;
        if (error instanceof ServerFault && waitMs === null) this.#options.onFault?.(error);
        if (waitMs === null) throw error;
        await pause(waitMs, options.signal);
      }
    }
  }

  /** One try; a second one with a new token where the server no longer takes the one we kept. */
  async #once(ask: Ask, options: CallOptions): Promise<Response> {
    const token = await this.#tokens?.token();
    let answer = await this.#request(ask, options, token);
    if (answer.status === 401 && this.#tokens !== null && token !== undefined) {
      this.#tokens.drop(token);
      answer = await this.#request(ask, options, await this.#tokens.token());
    }
    if (!answer.ok) throw await faultOf(answer);
    return answer;
  }

  async #request(ask: Ask, options: CallOptions, token: string | undefined): Promise<Response> {
    const { method, path, body } = ask;
    const answer = await this.#fetch(`${this.origin}${path}`, {
      method,
      headers: headersOf(ask, options, token),
      cache: "no-store",
      ...(token === undefined ? { credentials: "same-origin" as const } : { credentials: "omit" as const, redirect: "error" as const }),
      ...(body === undefined ? {} : { body: isFile(body) ? body : JSON.stringify(body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    }).catch((error: unknown) => {
      if (options.signal?.aborted === true) throw error;
      throw new ServerFault(UNREACHABLE, { cause: error });
    });
    this.#options.onAnswer?.(answer, options.isPassive === true);
    return answer;
  }
}

function headersOf({ method, body, accept = "application/json" }: Ask, options: CallOptions, token: string | undefined): Headers {
  const headers = new Headers({ accept });
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined) headers.set(name, value);
  };
  set("content-type", body === undefined ? undefined : isFile(body) ? "application/octet-stream" : "application/json");
  set("document-name", options.documentName === undefined ? undefined : encodeURIComponent(options.documentName));
  set("authorization", token === undefined ? undefined : `Bearer ${token}`);
  // The server checks this header with Origin and Fetch Metadata: a foreign page can send none of the three.
  set("part164-console", token === undefined && method !== "GET" ? "1" : undefined);
  set("part164-passive", options.isPassive === true ? "1" : undefined);
  set("idempotency-key", options.idempotencyKey);
  set("purpose-of-use", options.purpose);
  set("on-behalf-of", options.onBehalfOf);
  set("if-match", options.ifMatch);
  return headers;
}

/** Sent as it is, not as JSON. */
const isFile = (body: unknown): body is Blob | Uint8Array<ArrayBuffer> => body instanceof Blob || body instanceof Uint8Array;

/** Milliseconds until another try may succeed; null if none is worth making here. */
function waitFor(error: unknown, tries: number): number | null {
  if (!(error instanceof ServerFault)) return null;
  if (error.status === 0) return FIRST_WAIT_MS * 2 ** (tries - 1);
  if ((error.status !== 503 && error.status !== 429) || error.retryAfterSeconds === null) return null;
  const waitMs = error.retryAfterSeconds * 1_000;
  return waitMs <= WAIT_MS_MAX ? waitMs : null;
}

/** @throws the reason of an abort, at once. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error); // The caller's own reason, whatever it is.
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}

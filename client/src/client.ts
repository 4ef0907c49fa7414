// SPDX-License-Identifier: Apache-2.0
// A typed client of a Part164 server. The types and routes are generated; here is what a generator cannot know: tokens, purposes, the
// end user an application acts for, retries that cannot act twice, and FHIR.
import { type Operations, ROUTES } from "./generated/api.ts";

export type OperationName = keyof Operations;

/** What an operation takes: `path`, `query` and `body` where it has them. */
export type Input<Name extends OperationName> = Partial<Pick<Operations[Name], "query">> &
  (Record<never, never> extends Operations[Name]["path"] ? { readonly path?: Operations[Name]["path"] } : Pick<Operations[Name], "path">) &
  (undefined extends Operations[Name]["body"] ? { readonly body?: Operations[Name]["body"] } : Pick<Operations[Name], "body">);

export type CallOptions = {
  /** HL7 v3 PurposeOfUse: TREAT, HPAYMT, HOPERAT, PATRQT or ETREAT. */
  readonly purpose?: string;
  /** The end user of an application: opaque, recorded in the ledger. */
  readonly onBehalfOf?: string;
  /** The version that was read, for a write. */
  readonly ifMatch?: string;
  /** Makes a retry the same act; made up for writes if absent. */
  readonly idempotencyKey?: string;
  /** True for a poll in the background, which must not keep a session alive. */
  readonly isPassive?: boolean;
  readonly signal?: AbortSignal;
};

/** An answer with what came beside it. */
export type Answered<T> = { readonly value: T; readonly status: number; readonly ledgerEntry: string | null; readonly etag: string | null };

/** A fault as the server tells it (RFC 9457). */
export class ServerFault extends Error {
  override readonly name = "ServerFault";
  readonly status: number;
  readonly code: string;
  readonly request: string | null;
  readonly fields: readonly { readonly at: string; readonly says: string }[];
  readonly retryAfterSeconds: number | null;

  constructor(status: number, problem: Problem, retryAfterSeconds: number | null) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.status = status;
    this.code = problem.code ?? "unknown";
    this.request = problem.request ?? null;
    this.fields = problem.fields ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

type Problem = { code?: string; title?: string; detail?: string; request?: string; fields?: { at: string; says: string }[] };

export type ClientOptions = {
  /** Where the server is, e.g. https://hipaa.example.com. */
  readonly origin: string;
  /** An application's credentials; without them the browser's session is used. */
  readonly credentials?: { readonly clientId: string; readonly clientSecret: string };
  readonly fetch?: typeof globalThis.fetch;
  /** How often a call is tried in all when the server says that it may succeed later. */
  readonly triesMax?: number;
};

const TRIES_MAX = 4;
const WAIT_MS_MAX = 10_000;
/** A token is renewed this long before it expires. */
const MARGIN_MS = 60_000;

export class Part164Client {
  readonly #origin: string;
  readonly #credentials: ClientOptions["credentials"];
  readonly #fetch: typeof globalThis.fetch;
  readonly #triesMax: number;
  #token: { readonly value: string; readonly untilMs: number } | null = null;

  constructor({ origin, credentials, fetch = globalThis.fetch.bind(globalThis), triesMax = TRIES_MAX }: ClientOptions) {
    this.#origin = origin.replace(/\/$/, "");
    this.#credentials = credentials;
    this.#fetch = fetch;
    this.#triesMax = triesMax;
  }

  /** Calls an operation by its name. @throws ServerFault */
  async call<Name extends OperationName>(
    name: Name,
    input: Input<Name>,
    options: CallOptions = {},
  ): Promise<Answered<Operations[Name]["answer"]>> {
    const [method, template] = ROUTES[name];
    const { path = {}, query = {}, body } = input as { path?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }; // Narrower in the type above.
    const address = template.replaceAll(/\{([a-zA-Z]+)\}/g, (_, part: string) => encodeURIComponent(String(path[part] ?? "")));
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    );
    const url = `${this.#origin}${address}${search.size > 0 ? `?${search.toString()}` : ""}`;
    return this.#send(url, method, body, options);
  }

  /** FHIR R4 in four verbs. */
  readonly fhir = {
    create: (resource: FhirResource, options?: CallOptions) =>
      this.call("phi.record.create", { path: { type: resource.resourceType }, body: resource }, options),
    read: (type: string, id: string, options?: CallOptions) => this.call("phi.record.read", { path: { type, id } }, options),
    /** Replaces a record, if it is still at the version given. */
    update: (resource: FhirResource & { readonly id: string }, version: string | number, options: CallOptions = {}) =>
      this.call(
        "phi.record.amend",
        { path: { type: resource.resourceType, id: resource.id }, body: resource },
        { ...options, ifMatch: `W/"${version}"` },
      ),
    history: (type: string, id: string, options?: CallOptions) => this.call("phi.record.list-versions", { path: { type, id } }, options),
  };

  async #send<T>(url: string, method: string, body: unknown, options: CallOptions): Promise<Answered<T>> {
    const idempotencyKey = options.idempotencyKey ?? crypto.randomUUID();
    for (let tries = 1; ; tries++) {
      const answer = await this.#fetch(url, {
        method,
        headers: await this.#headers(method, body, { ...options, idempotencyKey }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      if (answer.ok) return answered<T>(answer);
      const fault = await faultOf(answer);
      const mayRetry = (fault.status === 503 || fault.status === 429) && fault.retryAfterSeconds !== null && tries < this.#triesMax;
      if (!mayRetry) throw fault;
      await new Promise((resolve) => setTimeout(resolve, Math.min(WAIT_MS_MAX, (fault.retryAfterSeconds ?? 1) * 1000)));
    }
  }

  async #headers(method: string, body: unknown, options: CallOptions): Promise<Record<string, string>> {
    const headers: Record<string, string> = { accept: "application/json" };
    if (body !== undefined) headers["content-type"] = "application/json";
    if (this.#credentials !== undefined) headers["authorization"] = `Bearer ${await this.#bearer()}`;
    else if (method !== "GET") headers["part164-console"] = "1"; // The sign that a write comes from our own page.
    if (method !== "GET") headers["idempotency-key"] = options.idempotencyKey ?? crypto.randomUUID();
    if (options.purpose !== undefined) headers["purpose-of-use"] = options.purpose;
    if (options.onBehalfOf !== undefined) headers["on-behalf-of"] = options.onBehalfOf;
    if (options.ifMatch !== undefined) headers["if-match"] = options.ifMatch;
    if (options.isPassive === true) headers["part164-passive"] = "1";
    return headers;
  }

  /** A token by client credentials (RFC 6749, section 4.4), kept until shortly before it expires. */
  async #bearer(): Promise<string> {
    if (this.#token !== null && performance.now() < this.#token.untilMs) return this.#token.value;
    const { clientId, clientSecret } = this.#credentials ?? { clientId: "", clientSecret: "" };
    const body = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret });
    const answer = await this.#fetch(`${this.#origin}/oauth/token`, { method: "POST", body });
    if (!answer.ok) throw await faultOf(answer);
    const { access_token: value, expires_in: seconds } = (await answer.json()) as { access_token: string; expires_in: number };
    this.#token = { value, untilMs: performance.now() + seconds * 1000 - MARGIN_MS };
    return value;
  }
}

export type FhirResource = { readonly resourceType: string; readonly [name: string]: unknown };

async function answered<T>(answer: Response): Promise<Answered<T>> {
  const text = await answer.text();
  const value = (text === "" ? undefined : JSON.parse(text)) as T; // The server's own description is the promise.
  return { value, status: answer.status, ledgerEntry: answer.headers.get("ledger-entry"), etag: answer.headers.get("etag") };
}

async function faultOf(answer: Response): Promise<ServerFault> {
  const retryAfter = Number(answer.headers.get("retry-after") ?? Number.NaN);
  const body: unknown = await answer.json().catch(() => ({}));
  return new ServerFault(answer.status, problemOf(body), Number.isNaN(retryAfter) ? null : retryAfter);
}

/** A problem document, FHIR's OperationOutcome or OAuth's error, in one form. */
function problemOf(body: unknown): Problem {
  if (typeof body !== "object" || body === null) return {};
  if ("issue" in body && Array.isArray(body.issue)) {
    const issues = body.issue as { details?: { text?: string; coding?: { code?: string }[] }; diagnostics?: string }[]; // Our own OperationOutcome.
    return {
      code: issues[0]?.details?.coding?.[0]?.code ?? "unknown",
      detail: issues[0]?.details?.text ?? "",
      fields: issues.map(({ diagnostics = "" }) => ({ at: diagnostics.split(":")[0] ?? "", says: diagnostics })),
    };
  }
  if ("error" in body) return { code: String(body.error), detail: "error_description" in body ? String(body.error_description) : "" };
  return body as Problem; // Our own problem document.
}

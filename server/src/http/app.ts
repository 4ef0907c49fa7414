// SPDX-License-Identifier: Apache-2.0
// The HTTP surface. It decides nothing: every route but the undoored ones is an operation's, and goes through the gate.
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { openAsBlob } from "node:fs";
import { Fault } from "#base/fault.ts";
import { isLoopbackName } from "#base/settings.ts";
import type { RequestId } from "#base/id.ts";
import { authenticate, type Credential } from "#gate/authenticate.ts";
import { call, type Answer } from "#gate/gate.ts";
import { JsonText, type Operation } from "#gate/operation.ts";
import type { Parts } from "#gate/parts.ts";
import { addConsole } from "./console.ts";
import { addEntrance } from "./entrance.ts";
import { addFhirMetadata } from "./fhir-metadata.ts";
import { addHealth, type Health } from "./health.ts";
import type { Metrics } from "./metrics.ts";
import { openApi } from "./openapi.ts";
import { renderFault } from "./problem.ts";
import {
  type Body,
  bodyOf,
  bytesOf,
  FILE_BYTES_MAX,
  credentialOf,
  type Env,
  headersOf,
  type HttpContext,
  queryOf,
  sourceOf,
} from "./request.ts";
import { contentSecurityPolicy, securityHeaders } from "./security-headers.ts";
import { ClientLimits } from "./limits.ts";

export type HttpParts = {
  readonly parts: Parts;
  readonly operations: readonly Operation[];
  readonly health: Health;
  readonly metrics: Metrics;
};

export type App = Hono<Env>;

export type Surface = {
  /** The interface's and the console's. Neither answers by itself: `fetch` is the way in. */
  readonly routes: readonly App[];
  fetch(request: Request, bindings: HttpBindings): Promise<Response>;
};

/** Builds the application: routes from the registry, and the undoored few. */
export function buildApp({ parts, operations, health, metrics }: HttpParts): Surface {
  const app: App = new Hono<Env>({ strict: true });
  const limits = new ClientLimits(parts.config.PART164_CLIENT_REQUESTS_PER_MINUTE, parts.clock);
  const always = alwaysHeaders(parts.config);
  for (const operation of operations) {
    const path = operation.route.path.replaceAll(/\{([a-zA-Z]+)\}/g, ":$1");
    const counter = metrics.counter(operation.name, "done");
    app.on(operation.route.method, path, async (c) => {
      const startedMs = parts.clock.monotonicMs();
      const answer = await answerOperation({ parts, operation, limits, always }, c);
      counter.count(parts.clock.monotonicMs() - startedMs);
      return answer;
    });
  }
  const description = JSON.stringify(openApi(operations));
  app.get("/v1/openapi.json", (c) => c.body(description, 200, { "content-type": "application/json" }));
  addEntrance(app, parts);
  addFhirMetadata(app, parts);
  addHealth(app, parts, health, metrics);
  const pages: App = new Hono<Env>({ strict: true });
  addConsole(pages);
  for (const routes of [app, pages]) {
    routes.onError((error, c) => answerFault(parts, requestOf(c, parts), error, metrics));
    routes.notFound((c) => answerFault(parts, requestOf(c, parts), new Fault("no_route"), metrics));
  }
  return { routes: [app, pages], fetch: (request, bindings) => answer({ app, pages, parts, health, metrics, always }, request, bindings) };
}

type Answering = Pick<HttpParts, "parts" | "health" | "metrics"> & {
  readonly app: App;
  readonly pages: App;
  readonly always: Readonly<Record<string, string>>;
};

const INTERFACE = /^\/(?:v1|fhir|oauth|health|metrics)(?=[/?]|$)/;

/** Every request comes in here, whatever its route, and every answer goes out here with the headers that all have. */
async function answer(
  { app, pages, parts, health, metrics, always }: Answering,
  request: Request,
  bindings: HttpBindings,
): Promise<Response> {
  const path = bindings.incoming.url ?? "/";
  const refusal = refusalOf(parts, health, bindings.incoming.headers.host ?? "", path);
  const response =
    refusal === null
      ? await (INTERFACE.test(path) ? app : pages).fetch(request, bindings)
      : answerFault(parts, { id: parts.makeId<"request">(), isFhir: path.startsWith("/fhir/") }, refusal, metrics);
  if (isWhole.has(response)) return response;
  for (const [name, value] of Object.entries(always))
    if (name !== POLICY || !response.headers.has(POLICY)) response.headers.set(name, value);
  return response;
}

const POLICY = "content-security-policy";

function alwaysHeaders(config: Parts["config"]): Record<string, string> {
  return { ...securityHeaders(config), [POLICY]: contentSecurityPolicy(null) };
}

/** Answers made with all their headers at once: a plain list of them costs a tenth of headers that are set one by one. */
const isWhole = new WeakSet<Response>();

type OperationRoute = {
  readonly parts: Parts;
  readonly operation: Operation;
  readonly limits: ClientLimits;
  readonly always: Readonly<Record<string, string>>;
};

async function answerOperation({ parts, operation, limits, always }: OperationRoute, c: HttpContext): Promise<Response> {
  const request = parts.makeId<"request">();
  c.set("request", request);
  const credential = credentialOf(c, parts.config);
  limits.count(credential);
  const body = (await isKnown(parts, c, credential)) ? await bodyFor(c, operation) : UNREAD;
  const input = { path: c.req.param(), query: queryOf(c), body: body.value };
  const from = sourceOf(c, parts.config);
  const answered = await call(parts, operation, { id: request, credential, from, input, bytes: body.bytes, header: headersOf(c) });
  const headers = { ...always, "request-id": request };
  return answered.file === undefined ? answerJson(operation, answered, headers) : answerFile(c, answered, answered.file, headers);
}

/** A file as it is for an operation that takes one; JSON for the rest. */
async function bodyFor(c: HttpContext, { name, takesFile }: Operation): Promise<Body> {
  if (takesFile === true) return { value: undefined, bytes: await bytesOf(c, FILE_BYTES_MAX) };
  return bodyOf(c, name === "phi.record.import");
}

const UNREAD: Body = { value: undefined, bytes: undefined };

/** A stranger's body is not read, let alone parsed: 16 MB of it would keep everybody waiting. The gate says who is none, and records it. */
async function isKnown(parts: Parts, c: HttpContext, credential: Credential): Promise<boolean> {
  if (c.req.method === "GET" || c.req.method === "HEAD") return true; // There is no body to read.
  return authenticate(parts, credential).then(
    () => true,
    () => {
      c.env.incoming.resume(); // Let it run by, so that the connection can go on.
      return false;
    },
  );
}

function answerJson(operation: Operation, { status, headers, output, event }: Answer, base: Record<string, string>): Response {
  const text = output instanceof JsonText ? output.text : output === undefined ? null : JSON.stringify(output);
  const all: Record<string, string> = { ...base, "cache-control": "no-store", "ledger-entry": event, ...headers };
  const isFhir = operation.route.path.startsWith("/fhir/");
  if (text !== null) all["content-type"] ??= isFhir ? "application/fhir+json; charset=utf-8" : "application/json; charset=utf-8";
  const response = new Response(text, { status: text === null && status === 200 ? 204 : status, headers: all });
  isWhole.add(response);
  return response;
}

async function answerFile(
  c: HttpContext,
  answer: Answer,
  file: NonNullable<Answer["file"]>,
  base: Record<string, string>,
): Promise<Response> {
  const headers = {
    ...base,
    "content-type": file.type,
    "content-length": String(file.size),
    "content-disposition": `attachment; filename="${file.name}"`,
    "cache-control": "no-store",
    "ledger-entry": answer.event,
  };
  if (c.req.method === "HEAD") {
    await answer.finished?.(0); // The headers are all that is sent.
    return c.body(null, 200, headers);
  }
  const blob = "path" in file ? await openAsBlob(file.path) : new Blob([Buffer.from(file.bytes)]);
  let sent = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      sent += chunk.length;
      controller.enqueue(chunk);
    },
    async flush() {
      await answer.finished?.(sent);
    },
    async cancel() {
      await answer.finished?.(sent);
    },
  });
  return c.body(blob.stream().pipeThrough(counted), 200, headers);
}

/** Why a request is not even routed: it means another server, or this one is not ready. */
function refusalOf({ config }: Parts, health: Health, host: string, path: string): Fault | null {
  if (!isOurHost(config, host))
    return new Fault("wrong_host", {
      detail: `This server answers as ${config.PART164_ORIGIN.origin}. Set PART164_ORIGIN if that address changed.`,
    });
  if (health.demo === "preparing" && path !== "/health")
    return new Fault("not_set_up", {
      detail: "The demonstration is being prepared. It takes about half a minute; try again then.",
      retryAfterSeconds: 5,
    });
  return null;
}

/** A page elsewhere must not reach this server under a name of its own (DNS rebinding). */
function isOurHost(config: Parts["config"], host: string): boolean {
  if (host === config.PART164_ORIGIN.host) return true;
  return isLoopbackName(host.replace(/:\d+$/, "")) && isLoopbackName(config.PART164_ORIGIN.hostname);
}

type Asked = { readonly id: RequestId; readonly isFhir: boolean };

function requestOf(c: HttpContext, parts: Parts): Asked {
  return { id: c.get("request") ?? parts.makeId<"request">(), isFhir: c.req.path.startsWith("/fhir/") };
}

function answerFault(parts: Parts, { id, isFhir }: Asked, error: unknown, metrics: Metrics): Response {
  const fault = error instanceof Fault ? error : new Fault("internal", { cause: error });
  if (!(error instanceof Fault)) parts.log.error({ err: error, request: id }, "a request failed");
  metrics.countFault(fault.code);
  const { status, headers, body } = renderFault(fault, id, isFhir);
  return new Response(body, { status, headers: { ...headers, "request-id": id } });
}

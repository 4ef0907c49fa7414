// SPDX-License-Identifier: Apache-2.0
// The HTTP surface. It decides nothing: every route but the undoored ones is an operation's, and goes through the gate.
import { Hono } from "hono";
import { openAsBlob } from "node:fs";
import { Fault } from "#base/fault.ts";
import { isLoopbackName } from "#base/settings.ts";
import { unpredictableToken } from "#base/random.ts";
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
import { type Body, bodyOf, credentialOf, type Env, headersOf, type HttpContext, queryOf, sourceOf } from "./request.ts";
import { contentSecurityPolicy, securityHeaders } from "./security-headers.ts";
import { ClientLimits } from "./limits.ts";

export type HttpParts = {
  readonly parts: Parts;
  readonly operations: readonly Operation[];
  readonly health: Health;
  readonly metrics: Metrics;
};

export type App = Hono<Env>;

/** Builds the application: routes from the registry, and the undoored few. */
export function buildApp({ parts, operations, health, metrics }: HttpParts): App {
  const app: App = new Hono<Env>({ strict: true });
  const limits = new ClientLimits(parts.config.PART164_CLIENT_REQUESTS_PER_MINUTE, parts.clock);
  const headers = Object.entries(securityHeaders(parts.config));
  app.use("*", async (c, next) => {
    c.set("nonce", unpredictableToken(12));
    refuseOtherHosts(c, parts);
    if (health.demo === "preparing" && c.req.path !== "/health")
      throw new Fault("not_set_up", {
        detail: "The demonstration is being prepared. It takes about half a minute; try again then.",
        retryAfterSeconds: 5,
      });
    await next();
    for (const [name, value] of headers) c.res.headers.set(name, value);
    if (!c.res.headers.has("content-security-policy")) c.res.headers.set("content-security-policy", contentSecurityPolicy(null));
  });
  app.onError((error, c) => answerFault(parts, c, error, metrics));
  for (const operation of operations) {
    const path = operation.route.path.replaceAll(/\{([a-zA-Z]+)\}/g, ":$1");
    app.on(operation.route.method, path, async (c) => {
      const startedMs = parts.clock.monotonicMs();
      const answer = await answerOperation(parts, operation, c, limits);
      metrics.count(operation.name, "done", parts.clock.monotonicMs() - startedMs);
      return answer;
    });
  }
  const description = JSON.stringify(openApi(operations));
  app.get("/v1/openapi.json", (c) => c.body(description, 200, { "content-type": "application/json" }));
  addEntrance(app, parts);
  addFhirMetadata(app, parts);
  addHealth(app, parts, health, metrics);
  addConsole(app);
  app.notFound((c) => answerFault(parts, c, new Fault("no_route"), metrics));
  return app;
}

async function answerOperation(parts: Parts, operation: Operation, c: HttpContext, limits: ClientLimits): Promise<Response> {
  const request = parts.makeId<"request">();
  c.header("request-id", request);
  const credential = credentialOf(c, parts.config);
  limits.count(credential);
  const body = (await isKnown(parts, c, credential)) ? await bodyOf(c, operation.name === "phi.record.import") : UNREAD;
  const input = { path: c.req.param(), query: queryOf(c), body: body.value };
  const from = sourceOf(c, parts.config);
  const answer = await call(parts, operation, { id: request, credential, from, input, bytes: body.bytes, header: headersOf(c) });
  return answer.file === undefined ? answerJson(operation, answer) : answerFile(c, answer, answer.file);
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

function answerJson(operation: Operation, { status, headers, output, event }: Answer): Response {
  const text = output instanceof JsonText ? output.text : output === undefined ? null : JSON.stringify(output);
  const isFhir = operation.route.path.startsWith("/fhir/");
  return new Response(text, {
    status: text === null && status === 200 ? 204 : status,
    headers: {
      ...(text === null ? {} : { "content-type": isFhir ? "application/fhir+json; charset=utf-8" : "application/json; charset=utf-8" }),
      "cache-control": "no-store",
      "ledger-entry": event,
      ...headers,
    },
  });
}

async function answerFile(c: HttpContext, answer: Answer, file: NonNullable<Answer["file"]>): Promise<Response> {
  const headers = {
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
  const blob = await openAsBlob(file.path);
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

/** A page elsewhere must not reach this server under a name of its own (DNS rebinding). */
function refuseOtherHosts(c: HttpContext, { config }: Parts): void {
  const host = c.req.header("host") ?? "";
  if (host === config.PART164_ORIGIN.host) return;
  const name = host.replace(/:\d+$/, "");
  if (isLoopbackName(name) && isLoopbackName(config.PART164_ORIGIN.hostname)) return;
  throw new Fault("wrong_host", {
    detail: `This server answers as ${config.PART164_ORIGIN.origin}. Set PART164_ORIGIN if that address changed.`,
  });
}

function answerFault(parts: Parts, c: HttpContext, error: unknown, metrics: Metrics): Response {
  const request = c.res.headers.get("request-id") ?? parts.makeId<"request">();
  const fault = error instanceof Fault ? error : new Fault("internal", { cause: error });
  if (!(error instanceof Fault)) parts.log.error({ err: error, request }, "a request failed");
  metrics.countFault(fault.code);
  const rendered = renderFault(fault, request, c.req.path.startsWith("/fhir/"));
  const headers = {
    ...rendered.headers,
    "request-id": request,
    "content-security-policy": contentSecurityPolicy(null),
    ...securityHeaders(parts.config),
  };
  return new Response(rendered.body, { status: rendered.status, headers });
}

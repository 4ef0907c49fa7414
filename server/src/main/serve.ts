// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { Fault } from "#base/fault.ts";
import { buildApp } from "#http/app.ts";
import type { Health } from "#http/health.ts";
import { Metrics } from "#http/metrics.ts";
import { renderFault } from "#http/problem.ts";
import type { Site } from "./site.ts";

const HEADERS_TIMEOUT_MS = 10_000;
/** How often Node looks for connections that are over their time: its own half minute would triple the limit above. */
const LOOK_EVERY_MS = 1000;
const REQUEST_TIMEOUT_MS = 120_000;
const KEEP_ALIVE_MS = 65_000;
const HEADER_BYTES_MAX = 16_384;
const CONNECTIONS_MAX = 2000;
/** How long requests under way may take to finish when the server stops. */
const DRAIN_MS = 10_000;

export type Serving = { readonly port: number; stop(): Promise<void> };

/** Listens, on loopback or as the settings say; TLS 1.2 and later by certificate files. Answers once the port is open. */
export async function serve(site: Site, health: Health): Promise<Serving> {
  const { parts, operations } = site;
  const app = buildApp({ parts, operations, health, metrics: new Metrics() });
  const listener = getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false });
  const server = makeServer(parts.config, listener);
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.maxConnections = CONNECTIONS_MAX;
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuseUnreadable(parts, error, socket));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(parts.config.PART164_PORT, parts.config.PART164_LISTEN, resolve);
  });
  const { port } = server.address() as AddressInfo; // Listening on a port, so not a pipe.
  return { port, stop: () => stop(server) };
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

function makeServer(config: Site["parts"]["config"], listener: Listener): Server {
  const options = { maxHeaderSize: HEADER_BYTES_MAX, connectionsCheckingInterval: LOOK_EVERY_MS };
  const { PART164_TLS_CERTIFICATE: certificate, PART164_TLS_KEY: key } = config;
  if (certificate === null || key === null) return createServer(options, listener);
  return createTlsServer({ ...options, cert: readFileSync(certificate), key: readFileSync(key), minVersion: "TLSv1.2" }, listener);
}

/** What is no HTTP, has too large headers or came too slowly reaches no route. It is answered like any fault, and the connection closed. */
function refuseUnreadable({ makeId }: Site["parts"], { code }: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || code === "ECONNRESET") return void socket.destroy();
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return void socket.end("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
  const fault =
    code === "HPE_HEADER_OVERFLOW"
      ? new Fault("headers_too_large")
      : new Fault("malformed_input", { detail: "That is not HTTP that this server can read." });
  const { status, headers, body } = renderFault(fault, makeId<"request">(), false);
  const all = { ...headers, "content-length": String(Buffer.byteLength(body)), connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`);
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
}

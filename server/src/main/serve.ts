// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import { createServer as createTlsServer, Server as TlsServer } from "node:https";
import { type AddressInfo, Server as NetServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { Fault } from "#base/fault.ts";
import { type Config, isLoopbackName } from "#base/settings.ts";
import { buildApp } from "#http/app.ts";
import type { Health } from "#http/health.ts";
import { Metrics } from "#http/metrics.ts";
import { renderFault } from "#http/problem.ts";
import type { Problem } from "#http/steps.ts";
import type { Site } from "./site.ts";
import { followRenewals, readCertificate, type Renewals } from "./tls.ts";

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

/**
 * Listens, on loopback or as the settings say; TLS by certificate files. Answers once the port is open.
 * @throws ConfigError if those files cannot be served.
 */
export async function serve(site: Site, health: Health): Promise<Serving> {
  const { parts, operations } = site;
  let unfinished: () => string | null = () => null;
  const whole: Health = {
    get demo() {
      return health.demo;
    },
    problems: () => [...health.problems(), ...renewalProblems(unfinished())],
  };
  const { fetch } = buildApp({ parts, operations, health: whole, metrics: new Metrics() });
  const listener = getRequestListener((request, env) => fetch(request, env as HttpBindings)); // HTTP/1.1 alone is listened to.
  const { server, renewals } = await makeServer(parts, listener);
  const askers = new Askers(server);
  unfinished = renewals.unfinished;
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
  return {
    port,
    stop() {
      renewals.stop();
      return stop(server, askers);
    },
  };
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

type Made = { readonly server: Server | TlsServer; readonly renewals: Renewals };

function renewalProblems(says: string | null): Problem[] {
  return says === null ? [] : [{ code: "tls_renewal_unfinished", says: `The TLS certificate of before is still served. ${says}` }];
}

async function makeServer({ config, log }: Site["parts"], listener: Listener): Promise<Made> {
  const options = { maxHeaderSize: HEADER_BYTES_MAX, connectionsCheckingInterval: LOOK_EVERY_MS };
  const certificate = await readCertificate(config);
  if (certificate !== null) {
    const server = createTlsServer({ ...options, ...certificate.options, handshakeTimeout: HEADERS_TIMEOUT_MS }, listener);
    return { server, renewals: followRenewals(server, config, certificate, log) };
  }
  const server = createServer(options, listener);
  server.prependListener("connection", (socket: Socket) => {
    if (!mayComeInClear(socket.remoteAddress, config)) socket.destroy();
  });
  return { server, renewals: { unfinished: () => null, stop: () => {} } };
}

/** Without TLS of our own, only this machine and the proxies that end it may speak to us: others would send PHI in the clear. [164.312(e)(1)] */
function mayComeInClear(remote: string | undefined, config: Config): boolean {
  const address = remote?.replace(/^::ffff:/, "") ?? "";
  return isLoopbackName(address) || config.PART164_TRUSTED_PROXY.includes(address);
}

/** What is no HTTP, has too large headers or came too slowly reaches no route. It is answered like any fault, and the connection closed. */
function refuseUnreadable({ makeId }: Site["parts"], { code }: NodeJS.ErrnoException, socket: Duplex): void {
  const isHttp = code !== undefined && /^(?:HPE|ERR_HTTP)_/.test(code);
  if (!socket.writable || !isHttp) return void socket.destroy(); // To a handshake that failed or never ended nothing can be said.
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

/**
 * The connections and what each of them is still owed. Node's own `close` destroys a connection whose answer is written but not yet sent,
 * and keeps one alive that is answered later.
 */
class Askers {
  readonly #owed = new Map<Socket, number>();
  #isStopping = false;

  constructor(server: Server | TlsServer) {
    server.on(server instanceof TlsServer ? "secureConnection" : "connection", (socket: Socket) => {
      this.#owed.set(socket, 0);
      socket.once("close", () => this.#owed.delete(socket));
    });
    server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.#owed.set(socket, (this.#owed.get(socket) ?? 0) + 1);
      response.once("close", () => this.#answered(socket));
    });
  }

  /** Ends each connection once it has all that it asked for: after what is written to it, not before. */
  end(): void {
    this.#isStopping = true;
    for (const [socket, owed] of this.#owed) if (owed === 0) socket.destroySoon();
  }

  #answered(socket: Socket): void {
    const owed = (this.#owed.get(socket) ?? 1) - 1;
    if (this.#owed.has(socket)) this.#owed.set(socket, owed);
    if (this.#isStopping && owed === 0) socket.destroySoon();
  }
}

async function stop(server: Server, askers: Askers): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    NetServer.prototype.close.call(server, () => resolve()); // That of HTTP closes connections too.
  });
  askers.end();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
}

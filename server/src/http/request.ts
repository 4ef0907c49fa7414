// SPDX-License-Identifier: Apache-2.0
// What is read of an HTTP request before anything is believed: who sent it from where, a body within limits.
import type { Context } from "hono";
import type { HttpBindings } from "@hono/node-server";
import { isIP } from "node:net";
import { Fault } from "#base/fault.ts";
import type { RequestId } from "#base/id.ts";
import type { Config } from "#base/settings.ts";
import type { Origin } from "#access/actor.ts";
import type { Credential } from "#gate/authenticate.ts";
import { BUNDLE_LIMITS, parseJson, RESOURCE_LIMITS } from "#phi/fhir/parse-json.ts";

export type Env = { Bindings: HttpBindings; Variables: { request?: RequestId } };
export type HttpContext = Context<Env>;

/** A request header as Node has read it, lower-case name: a `Headers` of all of them costs more than the rest of a route. */
export function headerOf(c: HttpContext, name: string): string | undefined {
  const value = c.env.incoming.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** The source address. A proxy's word counts only if the settings name it: the address is evidence. */
export function sourceOf(c: HttpContext, config: Config): Origin {
  const socket = normalAddress(c.env.incoming.socket.remoteAddress);
  const agent = headerOf(c, "user-agent")?.slice(0, 256) || null; // An empty one says nothing, and no entry holds an empty text.
  const trusted = config.PART164_TRUSTED_PROXY;
  if (socket === null || !trusted.includes(socket)) return { address: socket, agent };
  const named = (headerOf(c, "x-forwarded-for") ?? "").split(",").map((part) => normalAddress(part.trim()));
  const address = named.findLast((candidate) => candidate !== null && !trusted.includes(candidate)) ?? socket;
  return { address, agent };
}

function normalAddress(text: string | undefined): string | null {
  const address = text?.replace(/^::ffff:/, "") ?? "";
  return isIP(address) === 0 ? null : address;
}

export const SESSION_COOKIE = "part164_session";

/** The cookie's name: over TLS it is bound to this host by its prefix (RFC 6265bis, section 4.1.3.2). */
export function cookieName(config: Config): string {
  return config.PART164_ORIGIN.protocol === "https:" ? `__Host-${SESSION_COOKIE}` : SESSION_COOKIE;
}

/** @throws Fault `cross_site` for a write that did not come from the console itself. */
export function credentialOf(c: HttpContext, config: Config): Credential {
  const authorization = headerOf(c, "authorization");
  const feed = authorization === undefined ? null : feedOf(authorization);
  if (feed !== null) return feed;
  if (authorization !== undefined) {
    const [, token] = /^Bearer ([A-Za-z0-9_-]{16,512})$/i.exec(authorization) ?? [];
    return token === undefined ? { kind: "none" } : { kind: "bearer", token };
  }
  const token = cookieValue(headerOf(c, "cookie"), cookieName(config));
  if (token === null) return { kind: "none" };
  if (c.req.method !== "GET") refuseCrossSite(c, config);
  return { kind: "session", token, isActivity: headerOf(c, "part164-passive") !== "1" };
}

/** Basic (RFC 7617): a user's id and the token of their calendar. Nothing else comes in that way. */
function feedOf(authorization: string): Credential | null {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{1,400})$/i.exec(authorization) ?? [];
  if (encoded === undefined) return null;
  const [user = "", token = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":", 2);
  return { kind: "feed", user, token };
}

/** Three signs, each of which a foreign page cannot forge: our own header, the Origin, Fetch Metadata. @throws Fault `cross_site`. */
export function refuseCrossSite(c: HttpContext, config: Config): void {
  const origin = headerOf(c, "origin");
  const site = headerOf(c, "sec-fetch-site");
  const isOurs =
    origin === undefined ||
    origin === config.PART164_ORIGIN.origin ||
    origin === `${config.PART164_ORIGIN.protocol}//${headerOf(c, "host") ?? ""}`;
  if (headerOf(c, "part164-console") !== "1" || !isOurs || (site !== undefined && site !== "same-origin" && site !== "none"))
    throw new Fault("cross_site");
}

function cookieValue(header: string | undefined, name: string): string | null {
  for (const part of (header ?? "").split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name && value !== undefined && /^[A-Za-z0-9_-]{16,512}$/.test(value)) return value;
  }
  return null;
}

const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json(?:\s*;\s*charset="?utf-8"?)?\s*$/i;

export type Body = { readonly value: unknown; readonly bytes: Uint8Array | undefined };

/** The JSON body, if there is one. @throws Fault `too_large`, `unsupported_media_type`, `malformed_body`. */
export async function bodyOf(c: HttpContext, isBundle: boolean): Promise<Body> {
  if (c.req.method === "GET" || c.req.method === "HEAD") return { value: undefined, bytes: undefined };
  const limits = isBundle ? BUNDLE_LIMITS : RESOURCE_LIMITS;
  const bytes = await bytesOf(c, limits.bytes);
  if (bytes.length === 0) return { value: undefined, bytes };
  if (!JSON_TYPE.test(headerOf(c, "content-type") ?? "")) throw new Fault("unsupported_media_type");
  return { value: parseJson(bytes, limits), bytes };
}

/** How large a file may be that is sent as it is: it is held in memory while it is sealed. */
export const FILE_BYTES_MAX = 15 * 1024 * 1024;

/** The body's bytes, read no further than the limit. @throws Fault `too_large`. */
export async function bytesOf(c: HttpContext, max: number): Promise<Uint8Array> {
  const said = Number(headerOf(c, "content-length") ?? 0);
  if (said > max) throw new Fault("too_large", { detail: `This operation takes ${max} bytes at most.` });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.env.incoming) {
    const bytes: Uint8Array = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > max) throw new Fault("too_large", { detail: `This operation takes ${max} bytes at most.` });
    chunks.push(bytes);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

const REQUEST_HEADERS = [
  "purpose-of-use",
  "on-behalf-of",
  "idempotency-key",
  "if-match",
  "if-none-exist",
  "prefer",
  "part164-passive",
  "document-name",
];

/** The headers an operation may ask for, each capped. */
export function headersOf(c: HttpContext): (name: string) => string | undefined {
  return (name) => (REQUEST_HEADERS.includes(name) ? headerOf(c, name)?.slice(0, 1024) : undefined);
}

/** Query parameters; one given twice is refused, and NUL, which no database text holds. @throws Fault `unsupported_parameter`, `malformed_input`. */
export function queryOf(c: HttpContext): Record<string, string> {
  const query: Record<string, string> = {};
  if (c.env.incoming.url?.includes("?") !== true) return query;
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (values.length !== 1) throw new Fault("unsupported_parameter", { detail: "A parameter was given twice." });
    if (values[0]?.includes("\0") === true) throw new Fault("malformed_input", { detail: "A parameter holds NUL." });
    query[name] = values[0] ?? "";
  }
  return query;
}

// SPDX-License-Identifier: Apache-2.0
// Where a stranger's text can be put: every text of every operation's input, read from the server's own description, and the steps
// before there is an actor.
import { PATIENT, type TestSite } from "../support/site.ts";
import type { Sent } from "./wire.ts";

type Schema = { type?: string; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[] };
type Parameter = { readonly name: string; readonly in: "path" | "query" | "header" };
type Described = {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  /** Given for the undoored steps, which have places of their own below. */
  security?: unknown;
};

/** One place for a text: `put` makes the request with the text in it, everything else being as it should be. */
type Place = { readonly name: string; put(value: string): Sent };

/** `isEntrance` if who asks there is nobody yet. */
export type HostilePlace = Place & { readonly isEntrance: boolean };

/** A request that is well-formed and does little, for an operation. */
export type Base = {
  readonly ids: Readonly<Record<string, string>>;
  readonly session: Record<string, string>;
  readonly client: Record<string, string>;
};

const BODIES: Readonly<Record<string, Record<string, unknown>>> = {
  "access.client.create": { tenant: "Clinic A", name: "app", scopes: ["system/*.rs"], purposes: ["TREAT"] },
  "access.session.choose-tenant": { tenant: "" },
  "access.user.invite": { name: "Ines", email: "ines@fernhollow.example", roles: ["clinician"] },
};

/** What is read alike for every operation is tried with one of each kind. */
const COMMON = new Set(["phi.record.read", "phi.record.create", "access.client.list", "access.client.create"]);
const AUTOMATIC = new Set(["access.session.end"]); // Would end the session that all others use.

/** The header's form on the wire: UTF-8 bytes, less those with which no request could be sent at all. */
const headerText = (value: string): string =>
  Buffer.from(value.replaceAll(/[\0\r\n]/g, " "), "utf8")
    .toString("latin1")
    .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, " ");
const urlText = (value: string): string => encodeURIComponent(value.toWellFormed());

function* texts(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value === "string") yield path;
  else if (typeof value === "object" && value !== null)
    for (const [name, each] of Object.entries(value)) yield* texts(each, [...path, Array.isArray(value) ? Number(name) : name]);
}

function withText(value: unknown, path: readonly (string | number)[], text: string): unknown {
  const copy = structuredClone(value);
  let at = copy as Record<string | number, unknown>; // Walked along a path that `texts` found in it.
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  at[path.at(-1) ?? ""] = text;
  return copy;
}

function* operationPlaces(method: string, route: string, described: Described, base: Base): Generator<Place> {
  const { operationId: name, parameters = [], requestBody } = described;
  const isFhir = route.startsWith("/fhir/");
  const address = (own: Record<string, string> = {}): string =>
    route.replaceAll(/\{([a-zA-Z]+)\}/g, (_, parameter: string) => own[parameter] ?? base.ids[parameter] ?? base.ids["id"] ?? "");
  const headers = { ...(isFhir ? base.client : base.session), "idempotency-key": crypto.randomUUID(), "if-match": 'W/"1"' };
  const body = isFhir ? PATIENT : (BODIES[name] ?? {});
  const withBody = requestBody === undefined ? {} : { body: JSON.stringify(body) };
  const request = (): Sent => ({ method, path: address(), headers: { ...headers, "idempotency-key": crypto.randomUUID() }, ...withBody });
  for (const { in: place, name: parameter } of parameters) {
    if (place === "path")
      yield { name: `${name} path ${parameter}`, put: (text) => ({ ...request(), path: address({ [parameter]: urlText(text) }) }) };
    if (place === "query")
      yield { name: `${name} query ${parameter}`, put: (text) => ({ ...request(), path: `${address()}?${parameter}=${urlText(text)}` }) };
    if (place === "header")
      yield {
        name: `${name} header ${parameter}`,
        put: (text) => ({ ...request(), headers: { ...headers, [parameter.toLowerCase()]: headerText(text) } }),
      };
  }
  if (COMMON.has(name)) {
    yield {
      name: `${name} an unknown parameter`,
      put: (text) => ({ ...request(), path: `${address()}?${urlText(text)}=${urlText(text)}` }),
    };
    yield { name: `${name} on-behalf-of`, put: (text) => ({ ...request(), headers: { ...headers, "on-behalf-of": headerText(text) } }) };
  }
  if (requestBody === undefined) return;
  for (const path of texts(body))
    yield { name: `${name} body /${path.join("/")}`, put: (text) => ({ ...request(), body: JSON.stringify(withText(body, path, text)) }) };
  yield { name: `${name} a name in the body`, put: (text) => ({ ...request(), body: JSON.stringify({ ...body, [text]: text }) }) };
}

const TOKEN = "a-token-that-was-never-given";
/** Stands for another name each time: after ten guesses at one, no more are looked at. */
const FRESH = "each-time-another";
const ENTRANCES: Readonly<Record<string, unknown>> = {
  "/v1/setup": {
    token: TOKEN,
    organization: { name: "Fernhollow", entity: "both", timeZone: "UTC" },
    securityOfficial: { name: "Maya", email: "maya@fernhollow.example" },
    privacyOfficial: null,
  },
  "/v1/enrolment/open": { token: TOKEN },
  "/v1/enrolment/finish": { token: TOKEN, password: "a heron stands in the reeds", code: "123456" },
  "/v1/sign-in": { email: `${FRESH}@fernhollow.example`, password: "a heron stands in the reeds" },
  "/v1/sign-in/factor": { ticket: TOKEN, code: "123456" },
};

const freshly = (text: string): string => text.replaceAll(FRESH, crypto.randomUUID());

function* entrancePlaces(): Generator<Place> {
  const headers = { "part164-console": "1", "content-type": "application/json" };
  for (const [path, body] of Object.entries(ENTRANCES))
    for (const at of texts(body))
      yield {
        name: `${path} /${at.join("/")}`,
        put: (text) => ({ method: "POST", path, headers, body: freshly(JSON.stringify(withText(body, at, text))) }),
      };
  for (const field of ["grant_type", "client_id", "client_secret", "scope"])
    yield {
      name: `/oauth/token ${field}`,
      put: (text) => ({
        method: "POST",
        path: "/oauth/token",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: crypto.randomUUID(),
          client_secret: "y",
          [field]: text.toWellFormed(),
        }).toString(),
      }),
    };
}

/** Places that no operation has: the console's files, and what is read of every request. */
function* otherPlaces(base: Base): Generator<Place> {
  for (const folder of ["/assets/", "/fonts/", "/", "/v1/", "/fhir/R4/", "/fhir/R4/metadata/"])
    yield { name: `an address under ${folder}`, put: (text) => ({ method: "GET", path: `${folder}${urlText(text)}` }) };
  yield { name: "an address as it is", put: (text) => ({ method: "GET", path: `/assets/${text.replaceAll(/[^\x21-\x7e]/g, "%")}` }) };
  for (const header of ["authorization", "cookie", "user-agent", "x-forwarded-for", "origin", "content-type", "accept"])
    yield {
      name: `header ${header}`,
      put: (text) => ({ method: "POST", path: "/v1/clients", headers: { ...base.session, [header]: headerText(text) }, body: "{}" }),
    };
}

/** Every place there is. */
export async function hostilePlaces(site: TestSite, base: Base): Promise<HostilePlace[]> {
  const { paths } = (await (await site.fetch("/v1/openapi.json")).json()) as { paths: Record<string, Record<string, Described>> };
  const places: Place[] = [];
  for (const [route, methods] of Object.entries(paths))
    for (const [method, described] of Object.entries(methods))
      if (described.security === undefined && !AUTOMATIC.has(described.operationId))
        places.push(...operationPlaces(method.toUpperCase(), route, described, base));
  places.sort((one, other) => Number(other.name.startsWith("report.")) - Number(one.name.startsWith("report."))); // While the ledger is small.
  const entrances = [...entrancePlaces(), ...otherPlaces(base)];
  return [...places.map((place) => ({ ...place, isEntrance: false })), ...entrances.map((place) => ({ ...place, isEntrance: true }))];
}

// SPDX-License-Identifier: Apache-2.0
// A whole server under test: real database, real port on loopback, a clock that stands still until told otherwise.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { Secret } from "otpauth";
import { type Clock, type TestClock, testClock } from "#base/clock.ts";
import { openLog } from "#base/log.ts";
import { readConfig } from "#base/settings.ts";
import { codeAt } from "#access/second-factor.ts";
import { setUp } from "#access/set-up.ts";
import { callAsOperator } from "#cli/command.ts";
import type { Parts } from "#gate/parts.ts";
import { type Serving, serve } from "../../src/main/serve.ts";
import { openSite, type Site } from "../../src/main/site.ts";
import { type DatabaseKind, eachDatabase, freshPlace, type Place, type Where } from "./databases.ts";
import { TEST_TIME } from "./foundation.ts";
import { ZONE } from "./day.ts";

export const PASSWORD = "a heron stands in the reeds";

export type TestSite = {
  readonly site: Site;
  readonly parts: Parts;
  readonly clock: TestClock;
  readonly url: string;
  /** A request to this server. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
};

/** Starts a server on a fresh database. */
export async function openTestSite(
  kind: DatabaseKind,
  environment: Readonly<Record<string, string>> = {},
  present?: Clock,
): Promise<TestSite> {
  const place = await freshPlace(kind);
  const data = await dataFolder(place);
  const clock = present === undefined ? testClock(TEST_TIME) : { ...present, pass: () => {}, jump: () => {} };
  const config = readConfig({
    PART164_DATA: data,
    PART164_PORT: "0",
    PART164_LOG_LEVEL: "silent",
    ...(place.url === null ? {} : { DATABASE_URL: place.url }),
    ...environment,
  });
  const site = await openSite({ config, clock, log: openLog("silent"), demo: "either" });
  const serving: Serving = await serve(site, { demo: null, problems: () => [] });
  const url = `http://127.0.0.1:${serving.port}`;
  return {
    site,
    parts: site.parts,
    clock,
    url,
    fetch: (path, init) => fetch(`${url}${path}`, init),
    async close() {
      await serving.stop();
      await site.close();
      await rm(place.databaseFolder === null ? data : join(place.databaseFolder, ".."), { recursive: true, force: true });
    },
  };
}

/** For the embedded database the data folder is the one its template was copied into. */
async function dataFolder(place: Place): Promise<string> {
  return place.databaseFolder === null ? mkdtemp(join(tmpdir(), "part164-data-")) : join(place.databaseFolder, "..");
}

/** Runs a test against a whole server, once on each database. */
export function testSite(
  name: string,
  body: (site: TestSite, t: TestContext) => Promise<void>,
  environment?: Readonly<Record<string, string>>,
  where?: Where,
): void {
  eachDatabase(
    name,
    async (kind, t) => {
      const site = await openTestSite(kind, environment);
      try {
        await body(site, t);
      } finally {
        await site.close();
      }
    },
    where,
  );
}

export type Person = {
  readonly email: string;
  readonly password: string;
  readonly totp: Uint8Array;
  readonly recoveryCodes: readonly string[];
  readonly cookie: string;
};

const CONSOLE = { "part164-console": "1", "content-type": "application/json" };

/** A write as the console sends it. */
export function consoleWrite(body: unknown, cookie?: string, method = "POST"): RequestInit {
  const headers: Record<string, string> = { ...CONSOLE, "idempotency-key": crypto.randomUUID() };
  if (cookie !== undefined) headers["cookie"] = cookie;
  return { method, headers, body: JSON.stringify(body) };
}

/** Sets the installation up and enrols its first official, who is security and privacy official. */
export async function setUpSite(site: TestSite): Promise<Person> {
  const organization = { name: "Fernhollow Health", entity: "business-associate" as const, timeZone: ZONE };
  const { enrolments } = await setUp(
    site.parts,
    { organization, securityOfficial: { name: "Maya Okafor", email: "maya@fernhollow.example" }, privacyOfficial: null, token: null },
    { address: null, agent: null },
  );
  return enrol(site, enrolments[0]?.url ?? "", "maya@fernhollow.example");
}

/** Invites a person with these roles and enrols them. */
export async function addPerson(site: TestSite, email: string, roles: readonly string[]): Promise<Person> {
  const { output } = await callAsOperator(site.site, "access.user.invite", {
    input: { body: { name: email.split("@")[0], email, roles } },
  });
  return enrol(site, (output as { enrolmentUrl: string }).enrolmentUrl, email);
}

async function enrol(site: TestSite, url: string, email: string): Promise<Person> {
  const token = url.split("#")[1] ?? "";
  const opened = await site.fetch("/v1/enrolment/open", consoleWrite({ token }));
  assert.equal(opened.status, 200);
  const { totp } = (await opened.json()) as { totp: { secret: string } };
  const secret = new Uint8Array(Secret.fromBase32(totp.secret).buffer);
  const finished = await site.fetch(
    "/v1/enrolment/finish",
    consoleWrite({ token, password: PASSWORD, code: codeAt(secret, site.parts.steady.now()) }),
  );
  assert.equal(finished.status, 200, await finished.clone().text());
  const { recoveryCodes } = (await finished.json()) as { recoveryCodes: string[] };
  return { email, password: PASSWORD, totp: secret, recoveryCodes, cookie: cookieOf(finished) };
}

export function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** Signs a person in with both factors; time passes, because a code works once. */
export async function signIn(site: TestSite, person: Person): Promise<string> {
  site.clock.pass(31_000);
  const first = await site.fetch("/v1/sign-in", consoleWrite({ email: person.email, password: person.password }));
  const { ticket } = (await first.json()) as { ticket: string };
  const second = await site.fetch("/v1/sign-in/factor", consoleWrite({ ticket, code: codeAt(person.totp, site.parts.steady.now()) }));
  assert.equal(second.status, 200, await second.clone().text());
  return cookieOf(second);
}

export type TestClient = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly token: string;
  headers(more?: Record<string, string>): Record<string, string>;
};

/** An application of a tenant, with its token. */
export async function addClient(
  site: TestSite,
  tenant: string,
  options: { scopes?: string[]; purposes?: string[] } = {},
): Promise<TestClient> {
  const { output } = await callAsOperator(site.site, "access.client.create", { input: { body: { tenant, name: "app", ...options } } });
  const { clientId, clientSecret } = output as { clientId: string; clientSecret: string };
  const answer = await site.fetch("/oauth/token", {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
    },
    body: "grant_type=client_credentials",
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return {
    clientId,
    clientSecret,
    token,
    headers: (more = {}) => ({ authorization: `Bearer ${token}`, "content-type": "application/fhir+json", ...more }),
  };
}

/** A synthetic patient. */
export const PATIENT = {
  resourceType: "Patient",
  active: true,
  identifier: [{ system: "http://fernhollow.example/mrn", value: "MRN-0001" }],
  name: [{ family: "Ashgrove", given: ["Linnea"] }],
  gender: "female",
  birthDate: "1984-07-09",
  communication: [{ language: { text: "Swedish" } }],
};

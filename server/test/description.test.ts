// SPDX-License-Identifier: Apache-2.0
// What /v1/openapi.json says of the undoored steps and of answers that are no JSON is what the server does.
import assert from "node:assert/strict";
import { Secret } from "otpauth";
import type { z } from "zod";
import { setUpLink } from "#access/set-up.ts";
import { codeAt } from "#access/second-factor.ts";
import {
  factorStep,
  finishEnrolmentStep,
  healthStep,
  reportStep,
  openEnrolmentStep,
  setUpStep,
  signInStep,
  STEPS,
  TokenFault,
  tokenStep,
} from "#http/steps.ts";
import { NOTICED } from "./support/incident.ts";
import { addClient, consoleWrite, cookieOf, PASSWORD, setUpSite, testSite, type TestSite } from "./support/site.ts";

type Described = { responses: Record<string, { content?: Record<string, unknown> }>; security?: unknown[] };
type Description = { paths: Record<string, Record<string, Described>> };

async function descriptionOf(site: TestSite): Promise<Description> {
  return (await (await site.fetch("/v1/openapi.json")).json()) as Description;
}

/** Fits, and holds nothing that the description does not name. */
function fits<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.parse(value);
  assert.deepEqual(value, parsed);
  return parsed;
}

async function form(site: TestSite, fields: Record<string, string>): Promise<Response> {
  return site.fetch("/oauth/token", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
}

testSite("every undoored step is described as open, and answers as described", async (site) => {
  const { paths } = await descriptionOf(site);
  for (const { route } of STEPS) assert.ok(paths[route.path]?.[route.method.toLowerCase()]?.security, route.path);
  const said: string[] = [];
  const ask = async <T>(step: { route: { path: string }; output: z.ZodType<T> }, body: unknown): Promise<T> => {
    const answer = await site.fetch(step.route.path, consoleWrite(body));
    assert.equal(answer.status, 200, `${step.route.path}: ${await answer.clone().text()}`);
    assert.equal(answer.headers.get("cache-control"), "no-store");
    said.push(step.route.path);
    return fits(step.output, await answer.json());
  };
  const health = async (): Promise<unknown> => fits(healthStep.output, await (await site.fetch("/health")).json()).setUp;
  assert.equal(await health(), false);
  const token = (await setUpLink(site.parts))?.split("#")[1] ?? "";
  const { enrolments } = await ask(setUpStep, {
    token,
    organization: { name: "Fernhollow Health", entity: "both", timeZone: "UTC" },
    securityOfficial: { name: "Maya Okafor", email: "maya@fernhollow.example" },
    privacyOfficial: null,
  });
  assert.equal(await health(), true);
  const enrolment = enrolments[0]?.url.split("#")[1] ?? "";
  const { totp, email } = await ask(openEnrolmentStep, { token: enrolment });
  const code = codeAt(new Uint8Array(Secret.fromBase32(totp.secret).buffer), site.parts.steady.now());
  const { recoveryCodes } = await ask(finishEnrolmentStep, { token: enrolment, password: PASSWORD, code });
  const first = await ask(signInStep, { email, password: PASSWORD });
  await ask(factorStep, { ticket: first.ticket, recoveryCode: recoveryCodes[0] });
  const { what, kind, noticedAt, where, phi } = NOTICED;
  await ask(reportStep, { what, kind, noticedAt, where, phi });
  const { clientId, clientSecret } = await addClient(site, "Clinic A");
  const given = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
  fits(tokenStep.output, await (await form(site, given)).json());
  assert.deepEqual(
    [...said, tokenStep.route.path, healthStep.route.path],
    STEPS.map(({ route }) => route.path),
  );
});

testSite("the token's refusals are OAuth's, as described", async (site) => {
  for (const [fields, error] of [
    [{ grant_type: "password" }, "unsupported_grant_type"],
    [{}, "unsupported_grant_type"],
    [{ grant_type: "client_credentials", client_id: "nobody" }, "invalid_client"],
  ] as const)
    assert.equal(fits(TokenFault, await (await form(site, fields)).json()).error, error);
});

testSite("answers without content, files and what was made are described by their status and type", async (site) => {
  const { paths } = await descriptionOf(site);
  const { cookie } = await setUpSite(site);
  const { clientId } = await addClient(site, "Clinic A");
  const made = await site.fetch("/v1/packages", consoleWrite({}, cookie));
  const { id } = (await made.json()) as { id: string };
  const file = await site.fetch(`/v1/packages/${id}/file`, { headers: { cookie } });
  await file.arrayBuffer();
  const revoked = await site.fetch(`/v1/clients/${clientId}`, consoleWrite({}, cookie, "DELETE"));
  const ended = await site.fetch("/v1/session", consoleWrite({}, cookie, "DELETE"));
  for (const [answer, described] of [
    [made, paths["/v1/packages"]?.["post"]],
    [file, paths["/v1/packages/{package}/file"]?.["get"]],
    [revoked, paths["/v1/clients/{client}"]?.["delete"]],
    [ended, paths["/v1/session"]?.["delete"]],
  ] as const) {
    const type = answer.headers.get("content-type")?.split(";")[0];
    assert.deepEqual(Object.keys(described?.responses[answer.status]?.content ?? {}), type === undefined ? [] : [type]);
    assert.ok(described?.responses[answer.status], `${answer.url} answered ${answer.status}`);
  }
  assert.deepEqual([made.status, file.status, revoked.status, ended.status], [201, 200, 204, 204]);
  assert.equal(cookieOf(made), "");
});

testSite("/health names what is wrong by its code", async (site) => {
  const look = async (): Promise<{ status: string; setUp: boolean | null; codes: string[] }> => {
    const { status, setUp, problems } = fits(healthStep.output, await (await site.fetch("/health")).json());
    return { status, setUp, codes: problems.map(({ code }) => code) };
  };
  const always = site.parts.db.kind === "embedded" ? ["embedded_database"] : [];
  await setUpSite(site);
  await site.parts.ledger.keeper.settle();
  assert.deepEqual(await look(), { status: always.length === 0 ? "ok" : "degraded", setUp: true, codes: always });
  site.clock.jump(-120_000);
  assert.deepEqual((await look()).codes, [...always, "clock_behind"]);
});

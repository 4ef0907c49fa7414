// SPDX-License-Identifier: Apache-2.0
// The undoored steps before there is an actor: setting up, enrolling, signing in, getting a token. Each is recorded by the room `access`.
import { setCookie } from "hono/cookie";
import type { z } from "zod";
import { Fault } from "#base/fault.ts";
import type { Origin } from "#access/actor.ts";
import { finishEnrolment, openEnrolment } from "#access/enrolment.ts";
import { issueToken } from "#access/client.ts";
import { PASSWORD_MIN } from "#access/password.ts";
import { setUp } from "#access/set-up.ts";
import { signIn, signInWithFactor } from "#access/sign-in.ts";
import type { Parts } from "#gate/parts.ts";
import { reportUnnamed } from "#program/incident/report-unnamed.ts";
import { sql } from "#store/sql.ts";
import type { App } from "./app.ts";
import { bodyOf, bytesOf, cookieName, headerOf, type HttpContext, refuseCrossSite, sourceOf } from "./request.ts";
import {
  factorStep,
  finishEnrolmentStep,
  openEnrolmentStep,
  reportStep,
  setUpStep,
  signInStep,
  type Step,
  type TokenFault,
  tokenStep,
} from "./steps.ts";

const FORM_BYTES_MAX = 10_000;

/** What a step answers, and whose session begins with it. */
type Answered<O> = { readonly output: O; readonly sessionToken?: string };

/** The paths that no operation guards, as golden/undoored-routes.txt lists them. */
export function addEntrance(app: App, parts: Parts): void {
  const from = (c: HttpContext): Origin => sourceOf(c, parts.config);

  post(app, parts, setUpStep, async (given, c) => ({ output: await setUp(parts, given, from(c)) }));

  post(app, parts, openEnrolmentStep, async (given, c) => {
    const { name: organization } = await parts.db
      .in({ role: "part164_app" })
      .one<{ name: string }>(sql`select coalesce(name, '') as name from part164.installation`);
    const { name, email, totp } = await openEnrolment(parts, given.token, from(c));
    return { output: { name, email, organization, totp, passwordMin: PASSWORD_MIN } };
  });

  post(app, parts, finishEnrolmentStep, async (given, c) => {
    const { recoveryCodes, sessionToken } = await finishEnrolment(parts, given, from(c));
    return { output: { recoveryCodes }, sessionToken };
  });

  post(app, parts, signInStep, async (given, c): Promise<Answered<z.infer<typeof signInStep.output>>> => {
    const result = await signIn(parts, given.email, given.password, from(c));
    if ("ticket" in result) return { output: { next: "second-factor", ticket: result.ticket, endedOther: false } };
    return { output: { next: "done", ticket: null, endedOther: result.endedOther }, sessionToken: result.sessionToken };
  });

  post(app, parts, reportStep, async (given, c): Promise<Answered<z.infer<typeof reportStep.output>>> => {
    await reportUnnamed(parts, given, from(c));
    return { output: { isReceived: true } };
  });

  post(app, parts, factorStep, async (given, c) => {
    const { sessionToken, endedOther, recoveryCodesLeft } = await signInWithFactor(parts, given, from(c));
    return { output: { next: "done", endedOther, recoveryCodesLeft }, sessionToken };
  });

  app.post(tokenStep.route.path, (c) => answerToken(parts, c));
}

/** Adds a step of the console's pages: only from there, only in its form, and nothing of it is kept by the browser. */
function post<I, O>(
  app: App,
  parts: Parts,
  { route, input }: Step<I, O> & { readonly input: z.ZodType<I> },
  answer: (given: I, c: HttpContext) => Promise<Answered<O>>,
): void {
  app.post(route.path, async (c) => {
    refuseCrossSite(c, parts.config);
    const { value } = await bodyOf(c, false);
    const parsed = input.safeParse(value);
    if (!parsed.success) {
      const fields = parsed.error.issues
        .slice(0, 20)
        .map(({ path: at }) => ({ at: `/${at.map(String).join("/")}`, says: "Missing, or not in the expected form." }));
      throw new Fault("malformed_input", { fields });
    }
    const { output, sessionToken } = await answer(parsed.data, c);
    if (sessionToken !== undefined) keepSession(parts, c, sessionToken);
    return c.body(JSON.stringify(output), 200, { "content-type": "application/json", "cache-control": "no-store" });
  });
}

/** The session's cookie: for this site's own scripts and pages, readable by none of them. */
function keepSession(parts: Parts, c: HttpContext, sessionToken: string): void {
  const secure = parts.config.PART164_ORIGIN.protocol === "https:";
  setCookie(c, cookieName(parts.config), sessionToken, { httpOnly: true, sameSite: "Strict", secure, path: "/" });
}

/** OAuth 2.0 client credentials (RFC 6749, section 4.4), by HTTP Basic or in the form. Errors as section 5.2 has them. */
async function answerToken(parts: Parts, c: HttpContext): Promise<Response> {
  const oauthError = (error: z.infer<typeof TokenFault>["error"], description: string, status: 400 | 401 | 429): Response => {
    const fault: z.infer<typeof TokenFault> = { error, error_description: description };
    return c.json(fault, status, { "cache-control": "no-store", ...(status === 401 ? { "www-authenticate": "Basic" } : {}) });
  };
  const form = await formOf(c);
  if (form === null) return oauthError("invalid_request", "Send application/x-www-form-urlencoded.", 400);
  const asked = tokenStep.input.safeParse(Object.fromEntries(form));
  if (!asked.success) return oauthError("unsupported_grant_type", "Only client_credentials is offered.", 400); // All else in the form is text.
  const basic = basicOf(headerOf(c, "authorization"));
  const clientId = basic?.id ?? asked.data.client_id ?? "";
  const clientSecret = basic?.secret ?? asked.data.client_secret ?? "";
  try {
    const issued = await issueToken(parts, { clientId, clientSecret, scope: asked.data.scope ?? null }, sourceOf(c, parts.config));
    const answer: z.infer<typeof tokenStep.output> = {
      access_token: issued.token,
      token_type: "Bearer",
      expires_in: issued.expiresInSeconds,
      scope: issued.scopes.join(" "),
    };
    return c.json(answer, 200, { "cache-control": "no-store" });
  } catch (error) {
    if (!(error instanceof Fault) || error.status >= 500) throw error;
    if (error.code === "sign_in_failed") return oauthError("invalid_client", error.message, 401);
    if (error.status === 429) return oauthError("slow_down", error.message, 429);
    return oauthError("invalid_scope", error.message, 400);
  }
}

async function formOf(c: HttpContext): Promise<URLSearchParams | null> {
  const type = headerOf(c, "content-type") ?? "";
  if (!type.toLowerCase().startsWith("application/x-www-form-urlencoded")) return null;
  return new URLSearchParams(Buffer.from(await bytesOf(c, FORM_BYTES_MAX)).toString("utf8"));
}

function basicOf(header: string | undefined): { id: string; secret: string } | null {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{1,2048})$/i.exec(header ?? "") ?? [];
  if (encoded === undefined) return null;
  const [id = "", ...secret] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { id: unescapeForm(id), secret: unescapeForm(secret.join(":")) };
}

/** RFC 6749, section 2.3.1: both halves are form-encoded before they are put together. */
function unescapeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

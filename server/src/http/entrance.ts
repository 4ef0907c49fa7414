// SPDX-License-Identifier: Apache-2.0
// The undoored steps before there is an actor: setting up, enrolling, signing in, getting a token. Each is recorded by the room `access`.
import { setCookie } from "hono/cookie";
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { finishEnrolment, openEnrolment } from "#access/enrolment.ts";
import { issueToken } from "#access/client.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "#access/password.ts";
import { setUp, SetUpInput } from "#access/set-up.ts";
import { signIn, signInWithFactor } from "#access/sign-in.ts";
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";
import type { App } from "./app.ts";
import { bodyOf, bytesOf, cookieName, headerOf, type HttpContext, refuseCrossSite, sourceOf } from "./request.ts";

const token = z.string().min(16).max(256);
const password = z
  .string()
  .min(1)
  .max(PASSWORD_MAX * 2);
const code = z.string().max(32);

const FORM_BYTES_MAX = 10_000;

/** The paths that no operation guards, as golden/undoored-routes.txt lists them. */
export function addEntrance(app: App, parts: Parts): void {
  const post = <I>(path: string, input: z.ZodType<I>, answer: (given: I, c: HttpContext) => Promise<Response>): void => {
    app.post(path, async (c) => {
      refuseCrossSite(c, parts.config);
      const { value } = await bodyOf(c, false);
      const parsed = input.safeParse(value);
      if (!parsed.success) {
        const fields = parsed.error.issues
          .slice(0, 20)
          .map(({ path: at }) => ({ at: `/${at.map(String).join("/")}`, says: "Missing, or not in the expected form." }));
        throw new Fault("malformed_input", { fields });
      }
      return answer(parsed.data, c);
    });
  };

  post("/v1/setup", SetUpInput.extend({ token }), async (given, c) => {
    const { enrolments } = await setUp(parts, given, sourceOf(c, parts.config));
    return c.json({ enrolments });
  });

  post("/v1/enrolment/open", z.strictObject({ token }), async (given, c) => {
    const { name: organization } = await parts.db
      .in({ role: "part164_app" })
      .one<{ name: string }>(sql`select coalesce(name, '') as name from part164.installation`);
    const { name, email, totp } = await openEnrolment(parts, given.token, sourceOf(c, parts.config));
    return c.json({ name, email, organization, totp, passwordMin: PASSWORD_MIN }, 200, { "cache-control": "no-store" });
  });

  post("/v1/enrolment/finish", z.strictObject({ token, password, code }), async (given, c) => {
    const { recoveryCodes, sessionToken } = await finishEnrolment(parts, given, sourceOf(c, parts.config));
    keepSession(parts, c, sessionToken);
    return c.json({ recoveryCodes }, 200, { "cache-control": "no-store" });
  });

  post("/v1/sign-in", z.strictObject({ email: z.string().min(3).max(320), password }), async (given, c) => {
    const result = await signIn(parts, given.email, given.password, sourceOf(c, parts.config));
    if ("ticket" in result) return c.json({ next: "second-factor", ticket: result.ticket, endedOther: false });
    keepSession(parts, c, result.sessionToken);
    return c.json({ next: "done", ticket: null, endedOther: result.endedOther });
  });

  const factor = z.union([z.strictObject({ ticket: token, code }), z.strictObject({ ticket: token, recoveryCode: code })]);
  post("/v1/sign-in/factor", factor, async (given, c) => {
    const result = await signInWithFactor(parts, given, sourceOf(c, parts.config));
    keepSession(parts, c, result.sessionToken);
    return c.json({ next: "done", endedOther: result.endedOther, recoveryCodesLeft: result.recoveryCodesLeft });
  });

  app.post("/oauth/token", (c) => answerToken(parts, c));
}

/** The session's cookie: for this site's own scripts and pages, readable by none of them. */
function keepSession(parts: Parts, c: HttpContext, sessionToken: string): void {
  const secure = parts.config.PART164_ORIGIN.protocol === "https:";
  setCookie(c, cookieName(parts.config), sessionToken, { httpOnly: true, sameSite: "Strict", secure, path: "/" });
}

/** OAuth 2.0 client credentials (RFC 6749, section 4.4), by HTTP Basic or in the form. Errors as section 5.2 has them. */
async function answerToken(parts: Parts, c: HttpContext): Promise<Response> {
  const oauthError = (error: string, description: string, status: 400 | 401 | 429): Response =>
    c.json({ error, error_description: description }, status, {
      "cache-control": "no-store",
      ...(status === 401 ? { "www-authenticate": "Basic" } : {}),
    });
  const form = await formOf(c);
  if (form === null) return oauthError("invalid_request", "Send application/x-www-form-urlencoded.", 400);
  if (form.get("grant_type") !== "client_credentials")
    return oauthError("unsupported_grant_type", "Only client_credentials is offered.", 400);
  const basic = basicOf(headerOf(c, "authorization"));
  const clientId = basic?.id ?? form.get("client_id") ?? "";
  const clientSecret = basic?.secret ?? form.get("client_secret") ?? "";
  try {
    const issued = await issueToken(parts, { clientId, clientSecret, scope: form.get("scope") }, sourceOf(c, parts.config));
    const answer = {
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

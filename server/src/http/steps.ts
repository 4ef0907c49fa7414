// SPDX-License-Identifier: Apache-2.0
// The undoored steps as others read them: what each takes and answers. http/entrance.ts and http/health.ts answer by these schemas, and
// http/openapi.ts describes them; so the description cannot say otherwise than the server does.
import { z } from "zod";
import { PASSWORD_MAX } from "#access/password.ts";
import { SetUpInput } from "#access/set-up.ts";

/** One undoored route with JSON in its answer. */
export type Step<I = unknown, O = unknown> = {
  /** Its operationId: no operation's name, which has three parts. */
  readonly name: string;
  readonly says: string;
  readonly route: { readonly method: "GET" | "POST"; readonly path: `/${string}` };
  /** Whether it is for the console's own pages, and wants their header. */
  readonly isConsoles: boolean;
  readonly input: z.ZodType<I> | null;
  /** The media type of what it takes. */
  readonly takes: "application/json" | "application/x-www-form-urlencoded";
  readonly output: z.ZodType<O>;
};

const token = z.string().min(16).max(256);
const code = z.string().max(32);
const password = z
  .string()
  .min(1)
  .max(PASSWORD_MAX * 2);

function consoleStep<I, O>(name: string, path: `/${string}`, says: string, { input, output }: Schemas<I, O>): Step<I, O> & Taking<I> {
  return { name, says, route: { method: "POST", path }, isConsoles: true, input, takes: "application/json", output };
}

type Schemas<I, O> = { readonly input: z.ZodType<I>; readonly output: z.ZodType<O> };
type Taking<I> = { readonly input: z.ZodType<I> };

export const setUpStep = consoleStep("set-up", "/v1/setup", "Sets the installation up, once, with the link that the server printed", {
  input: SetUpInput.extend({ token }),
  output: z.object({ enrolments: z.array(z.object({ name: z.string(), email: z.string(), url: z.string() })) }),
});

export const openEnrolmentStep = consoleStep("enrolment.open", "/v1/enrolment/open", "Opens an enrolment link", {
  input: z.strictObject({ token }),
  output: z.object({
    name: z.string(),
    email: z.string(),
    organization: z.string(),
    totp: z.object({ secret: z.string(), uri: z.string() }),
    passwordMin: z.object({ withFactor: z.number(), alone: z.number() }),
  }),
});

export const finishEnrolmentStep = consoleStep(
  "enrolment.finish",
  "/v1/enrolment/finish",
  "Sets password and second factor, and starts the session",
  {
    input: z.strictObject({ token, password, code }),
    output: z.object({ recoveryCodes: z.array(z.string()).meta({ description: "In this answer, and nowhere afterwards." }) }),
  },
);

export const signInStep = consoleStep("sign-in", "/v1/sign-in", "Signs in by password; most are then asked for a second factor", {
  input: z.strictObject({ email: z.string().min(3).max(320), password }),
  output: z.union([
    z.object({ next: z.literal("second-factor"), ticket: z.string(), endedOther: z.literal(false) }),
    z.object({ next: z.literal("done"), ticket: z.null(), endedOther: z.boolean() }),
  ]),
});

export const factorStep = consoleStep("sign-in.factor", "/v1/sign-in/factor", "Signs in by second factor, or by a recovery code", {
  input: z.union([z.strictObject({ ticket: token, code }), z.strictObject({ ticket: token, recoveryCode: code })]),
  output: z.object({
    next: z.literal("done"),
    endedOther: z.boolean(),
    recoveryCodesLeft: z.number().nullable().meta({ description: "Null unless a recovery code was used." }),
  }),
});

/** Whoever noticed something tells it, without saying who they are. */
export const reportStep = consoleStep("incident-report", "/v1/incident-reports", "Takes a report of an incident without a name", {
  input: z.strictObject({
    what: z.string().min(1).max(200),
    kind: z.string().max(40),
    noticedAt: z.string().max(40).meta({ description: "A moment with its offset." }),
    happenedAt: z.string().max(40).optional(),
    where: z.string().min(1).max(200),
    phi: z.string().max(10),
    more: z.string().max(20_000).optional(),
  }),
  output: z.object({ isReceived: z.literal(true) }),
});

/** OAuth 2.0 client credentials (RFC 6749, section 4.4); id and secret by HTTP Basic, or in the form. */
export const tokenStep = {
  name: "token",
  says: "Gives an application a token for an hour",
  route: { method: "POST", path: "/oauth/token" },
  isConsoles: false,
  takes: "application/x-www-form-urlencoded",
  input: z.object({
    grant_type: z.literal("client_credentials"),
    scope: z
      .string()
      .optional()
      .meta({ description: "Names of scopes with spaces between them; without it, all that the application has." }),
    client_id: z.string().optional(),
    client_secret: z.string().optional(),
  }),
  output: z.object({ access_token: z.string(), token_type: z.literal("Bearer"), expires_in: z.number(), scope: z.string() }),
} as const satisfies Step;

/** RFC 6749, section 5.2. */
export const TokenFault = z.object({
  error: z.enum(["invalid_request", "unsupported_grant_type", "invalid_client", "invalid_scope", "slow_down"]),
  error_description: z.string(),
});

/** What /health may find. The code is for programs, and stays; the words are for people. */
export const PROBLEM_CODES = [
  "embedded_database",
  "database_gone",
  "ledger_behind",
  "ledger_refused",
  "clock_behind",
  "tls_renewal_unfinished",
] as const;

export const HealthView = z.object({
  status: z.enum(["ok", "degraded"]),
  setUp: z.boolean().nullable().meta({ description: "Null while the database does not answer." }),
  demo: z.enum(["preparing", "ready"]).nullable(),
  database: z.enum(["embedded", "postgresql"]),
  problems: z.array(z.object({ code: z.enum(PROBLEM_CODES), says: z.string() })),
});

export type Problem = z.infer<typeof HealthView>["problems"][number];

export const healthStep = {
  name: "health",
  says: "Says whether the server is set up and well",
  route: { method: "GET", path: "/health" },
  isConsoles: false,
  takes: "application/json",
  input: null,
  output: HealthView,
} as const satisfies Step;

export const STEPS: readonly Step[] = [
  setUpStep,
  openEnrolmentStep,
  finishEnrolmentStep,
  signInStep,
  factorStep,
  reportStep,
  tokenStep,
  healthStep,
];

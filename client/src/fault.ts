// SPDX-License-Identifier: Apache-2.0
// A fault in one form. /v1 answers problem documents (RFC 9457), FHIR an OperationOutcome, the token's address OAuth's error
// (RFC 6749, section 5.2), and a proxy in between may answer anything: nothing is believed of a body's shape.

/** One field that is wrong, and why; `at` is a JSON Pointer (RFC 6901) or a header's name. */
export type FieldFault = { readonly at: string; readonly says: string };

/** What happened, in words; `status` is 0 when no answer came. */
export type Problem = {
  readonly status: number;
  /** One of docs/reference/faults.md, OAuth's own, `unreachable`, or `http_<status>` for an answer that was not ours. */
  readonly code: string;
  readonly title: string;
  /** What to do about it, when the title does not say that already. */
  readonly detail: string | null;
  /** The request's id, to quote to whoever runs the server. */
  readonly request: string | null;
  readonly fields: readonly FieldFault[];
  readonly retryAfterSeconds: number | null;
};

/** Every way in which a call can fail, but for an abort, which keeps its own reason. */
export class ServerFault extends Error {
  override readonly name = "ServerFault";
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options);
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }
  get code(): string {
    return this.problem.code;
  }
  get detail(): string | null {
    return this.problem.detail;
  }
  get request(): string | null {
    return this.problem.request;
  }
  get fields(): readonly FieldFault[] {
    return this.problem.fields;
  }
  get retryAfterSeconds(): number | null {
    return this.problem.retryAfterSeconds;
  }
}

/** No answer came: nobody listens there, or the connection broke. */
export const UNREACHABLE: Problem = {
  status: 0,
  code: "unreachable",
  title: "The server did not answer.",
  detail: "Check the connection, then try again.",
  request: null,
  fields: [],
  retryAfterSeconds: null,
};

const TITLE = "The server answered with an error.";

/** Reads the fault out of an answer that was not 2xx. */
export async function faultOf(answer: Response): Promise<ServerFault> {
  const body: unknown = await answer.json().catch(() => null);
  return new ServerFault(readProblem(answer.status, body, secondsOf(answer.headers.get("retry-after"))));
}

/** `retryAfterSeconds` is what the answer's Retry-After said, or null. */
export function readProblem(status: number, body: unknown, retryAfterSeconds: number | null): Problem {
  const rest = { status, request: null, fields: [], retryAfterSeconds };
  if (partOf(body, "resourceType") === "OperationOutcome") return { ...rest, ...readOutcome(body, `http_${status}`) };
  const oauth = textOf(partOf(body, "error"));
  if (oauth !== null) return { ...rest, code: oauth, title: textOf(partOf(body, "error_description")) ?? TITLE, detail: null };
  const title = textOf(partOf(body, "title"));
  const detail = textOf(partOf(body, "detail"));
  return {
    ...rest,
    code: textOf(partOf(body, "code")) ?? `http_${status}`,
    title: title ?? TITLE,
    detail: detail === title ? null : detail,
    request: textOf(partOf(body, "request")),
    fields: listOf(partOf(body, "fields")).filter(isFieldFault),
  };
}

type Told = Pick<Problem, "code" | "title" | "detail" | "request" | "fields">;

/** FHIR R4: the coding of the first issue is our code; each diagnostics names one field, or only the request. */
function readOutcome(body: unknown, code: string): Told {
  const issues = listOf(partOf(body, "issue"));
  const details = partOf(issues[0], "details");
  const [coding] = listOf(partOf(details, "coding"));
  const said = issues.map((issue) => textOf(partOf(issue, "diagnostics")) ?? "");
  return {
    code: textOf(partOf(coding, "code")) ?? textOf(partOf(issues[0], "code")) ?? code,
    title: textOf(partOf(details, "text")) ?? TITLE,
    detail: null,
    request: said.map((text) => /\bRequest (\S+?)\)?$/i.exec(text)?.[1] ?? null).find((id) => id !== null) ?? null,
    fields: said.flatMap((text) => {
      const [, at, says] = /^([^:]+): (.+?)(?: \(request \S+\))?$/.exec(text) ?? [];
      return at === undefined || says === undefined ? [] : [{ at, says }];
    }),
  };
}

const partOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function isFieldFault(value: unknown): value is FieldFault {
  return textOf(partOf(value, "at")) !== null && textOf(partOf(value, "says")) !== null;
}

/** Seconds of a Retry-After (RFC 9110, section 10.2.3); our server never sends its form as a date. */
function secondsOf(header: string | null): number | null {
  return header !== null && /^\d{1,9}$/.test(header) ? Number(header) : null;
}

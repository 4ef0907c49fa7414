// SPDX-License-Identifier: Apache-2.0
// Reads a fault without trusting its shape: /v1 answers problem documents (RFC 9457), FHIR answers OperationOutcome, and a proxy
// in between may answer anything.

export type FieldFault = { readonly at: string; readonly says: string };

/** A fault in words, or what stands in for one when the server did not answer. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly request: string | null;
  readonly fields: readonly FieldFault[];
};

export const UNREACHABLE: Problem = {
  status: 0,
  code: "unreachable",
  title: "The server did not answer.",
  detail: "Check the connection, then try again.",
  request: null,
  fields: [],
};

const partOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export function readProblem(status: number, body: unknown): Problem {
  if (partOf(body, "resourceType") === "OperationOutcome") return readOutcome(status, body);
  const title = textOf(partOf(body, "title"));
  const detail = textOf(partOf(body, "detail"));
  return {
    status,
    code: textOf(partOf(body, "code")) ?? `http_${status}`,
    title: title ?? "The server answered with an error.",
    detail: detail === title ? null : detail,
    request: textOf(partOf(body, "request")),
    fields: listOf(partOf(body, "fields")).filter(isFieldFault),
  };
}

/** FHIR R4 OperationOutcome: the first issue tells what happened; its coding is our code, its diagnostics the request. */
function readOutcome(status: number, body: unknown): Problem {
  const [issue] = listOf(partOf(body, "issue"));
  const details = partOf(issue, "details");
  const [coding] = listOf(partOf(details, "coding"));
  const request = /^Request (\S+)$/.exec(textOf(partOf(issue, "diagnostics")) ?? "")?.[1] ?? null;
  return {
    status,
    code: textOf(partOf(coding, "code")) ?? textOf(partOf(issue, "code")) ?? `http_${status}`,
    title: textOf(partOf(details, "text")) ?? "The server answered with an error.",
    detail: null,
    request,
    fields: [],
  };
}

function isFieldFault(value: unknown): value is FieldFault {
  return textOf(partOf(value, "at")) !== null && textOf(partOf(value, "says")) !== null;
}

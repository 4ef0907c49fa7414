// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { ServerFault, type Problem } from "@part164/client/fault.ts";
import { Notice } from "./notice.tsx";

/** What a person reads of any error: the problem as the server told it, or a plain sentence for our own mistakes. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof ServerFault) return error.problem;
  return {
    status: 0,
    code: "console_fault",
    title: "The console made a mistake.",
    detail: "Reload the page. Nothing was changed.",
    request: null,
    fields: [],
    retryAfterSeconds: null,
  };
}

/** The message that belongs to one field; `at` is a JSON Pointer (RFC 6901) such as "/organization/name". */
export function fieldFault(error: unknown, at: string): string | null {
  const own = at.startsWith("/") ? at : `/${at}`;
  return problemFrom(error).fields.find((field) => field.at === own || `/${field.at}` === own)?.says ?? null;
}

/**
 * A failed write: what happened, what to do, and the request id to quote. `beside` names the fields that say their own message.
 */
export function Faults({ error, beside = [] }: { error: unknown; beside?: readonly string[] }): ReactNode {
  if (error === null || error === undefined) return null;
  const { code, title: told, detail, request, fields: all } = problemFrom(error);
  const fields = all.filter(({ at }) => !beside.includes(at));
  // A wrong code: its field says so, and has the focus. Saying it again above the button would be a second and a third message.
  if (code === "sign_in_failed" && all.length > 0 && fields.length === 0) return null;
  const isBeside = code === "malformed_input" && all.length > 0 && fields.length === 0;
  const title = isBeside ? `Look at the marked ${all.length === 1 ? "field" : "fields"}.` : told;
  return (
    <Notice tone="harm" title={title}>
      {detail === null || detail === title ? null : <p>{detail}</p>}
      {fields.length === 0 ? null : (
        <ul>
          {fields.map((field) => (
            <li key={field.at}>{field.says}</li>
          ))}
        </ul>
      )}
      {request === null ? null : (
        <p className="small">
          Request <span className="mono">{request}</span>
        </p>
      )}
    </Notice>
  );
}

// SPDX-License-Identifier: Apache-2.0
// A fault as the caller reads it: a problem document (RFC 9457), or an OperationOutcome where FHIR is spoken.
import { type Fault, FAULTS, type FaultCode } from "#base/fault.ts";

type Rendered = { readonly status: number; readonly headers: Record<string, string>; readonly body: string };

export function renderFault(fault: Fault, request: string, isFhir: boolean): Rendered {
  const headers: Record<string, string> = {
    "content-type": isFhir ? "application/fhir+json" : "application/problem+json",
    "cache-control": "no-store",
  };
  if (fault.retryAfterSeconds !== undefined) headers["retry-after"] = String(fault.retryAfterSeconds);
  else if (FAULTS[fault.code].retry) headers["retry-after"] = "1";
  if (fault.status === 401) headers["www-authenticate"] = "Bearer";
  return { status: fault.status, headers, body: JSON.stringify(isFhir ? outcome(fault, request) : problem(fault, request)) };
}

function problem(fault: Fault, request: string): Record<string, unknown> {
  const { code, status } = fault;
  return {
    type: `https://part164.dev/faults/${code}`,
    title: FAULTS[code].says,
    status,
    code,
    detail: fault.detail ?? FAULTS[code].says,
    request,
    ...(fault.fields.length > 0 ? { fields: fault.fields } : {}),
  };
}

/** FHIR R4 issue-type codes for our faults. */
const ISSUES: Partial<Record<FaultCode, string>> = {
  not_found: "not-found",
  gone: "deleted",
  invalid_record: "invalid",
  malformed_body: "structure",
  malformed_id: "value",
  unsupported_parameter: "not-supported",
  not_signed_in: "login",
  logged_off: "expired",
  not_allowed: "forbidden",
  version_conflict: "conflict",
  version_needed: "required",
  too_large: "too-long",
  too_many: "throttled",
  conflict: "duplicate",
};

function outcome(fault: Fault, request: string): Record<string, unknown> {
  const common = {
    severity: fault.status >= 500 ? "fatal" : "error",
    code: ISSUES[fault.code] ?? (fault.status >= 500 ? "transient" : "processing"),
  };
  const details = { coding: [{ system: "https://part164.dev/faults", code: fault.code }], text: fault.detail ?? FAULTS[fault.code].says };
  const issue =
    fault.fields.length === 0
      ? [{ ...common, details, diagnostics: `Request ${request}` }]
      : fault.fields.map(({ at, says }) => ({ ...common, details, diagnostics: `${at}: ${says} (request ${request})` }));
  return { resourceType: "OperationOutcome", issue };
}

// SPDX-License-Identifier: Apache-2.0
// Faults are a closed table: what a caller did or met, told to the person who reads it. Bugs are assertions and crash.
// A fault never carries PHI: `detail` names fields, limits and next steps, not values.

export const FAULTS = {
  malformed_id: { status: 400, retry: false, says: "That identifier is not one of ours." },
  malformed_body: { status: 400, retry: false, says: "The body is not valid JSON in UTF-8." },
  malformed_input: { status: 400, retry: false, says: "Something in the request is missing or not in the expected form." },
  unsupported_parameter: { status: 400, retry: false, says: "That parameter is not supported here, so nothing was done." },
  purpose_not_allowed: { status: 400, retry: false, says: "That purpose of use is not registered for this application." },
  idempotency_key_needed: { status: 400, retry: false, says: "Send an Idempotency-Key header so that a retry cannot happen twice." },
  wrong_host: {
    status: 400,
    retry: false,
    says: "This server answers under its own address only. Set PART164_ORIGIN if that address changed.",
  },
  logged_off: { status: 401, retry: false, says: "You were logged off. Sign in again." },
  not_signed_in: { status: 401, retry: false, says: "Sign in, or send a bearer token." },
  sign_in_failed: { status: 401, retry: false, says: "That did not match. Check and try again." },
  second_factor_needed: { status: 401, retry: false, says: "Enter the code from your second factor." },
  cross_site: { status: 403, retry: false, says: "The request did not come from this server's own console, so nothing was done." },
  not_allowed: { status: 403, retry: false, says: "Your role does not allow this. Your security official can grant it." },
  not_found: { status: 404, retry: false, says: "There is nothing here that you may see." },
  no_route: { status: 404, retry: false, says: "There is no such operation. See /v1/openapi.json." },
  method_not_allowed: { status: 405, retry: false, says: "That method is not offered here. See /v1/openapi.json." },
  not_acceptable: { status: 406, retry: false, says: "Only JSON is offered here." },
  conflict: { status: 409, retry: false, says: "That exists already." },
  idempotency_key_reused: {
    status: 409,
    retry: false,
    says: "That Idempotency-Key was used for a different request. Each new act needs a new key.",
  },
  last_official: { status: 409, retry: false, says: "Nobody else holds a role that has to be held. Name another person for it first." },
  already_set_up: {
    status: 409,
    retry: false,
    says: "This installation has been set up already. Sign in, or have its security official invite you.",
  },
  move_not_possible: { status: 409, retry: false, says: "That cannot be done with it as it stands now. Read it again to see what can." },
  not_yours_to_do: { status: 409, retry: false, says: "Somebody else has to do this: nobody decides on what they submitted themselves." },
  not_empty: { status: 409, retry: false, says: "A backup is restored only where nothing is yet." },
  gone: { status: 410, retry: false, says: "This was deleted." },
  version_conflict: { status: 412, retry: false, says: "Somebody changed this since you read it. Read it again, then try again." },
  too_large: { status: 413, retry: false, says: "The body is larger than this operation takes." },
  unsupported_media_type: { status: 415, retry: false, says: "Send application/json or application/fhir+json." },
  invalid_record: { status: 422, retry: false, says: "The record is not valid FHIR R4." },
  invalid_answers: { status: 422, retry: false, says: "Some answers are missing or not in the expected form. Each is named." },
  password_refused: { status: 422, retry: false, says: "Choose another password." },
  version_needed: { status: 428, retry: false, says: "Send If-Match with the version you read." },
  too_many: { status: 429, retry: true, says: "Too many requests. Wait, then try again." },
  locked_out: { status: 429, retry: true, says: "Too many failed attempts. Wait, then try again." },
  headers_too_large: { status: 431, retry: false, says: "The headers are larger than this server takes." },
  sealed_broken: {
    status: 500,
    retry: false,
    says: "Stored data failed its integrity check, so it was not opened. Whoever runs the server should run `part164 doctor`.",
  },
  backup_broken: { status: 500, retry: false, says: "This backup is damaged, cut short, or not what it says. Nothing of it was kept." },
  internal: {
    status: 500,
    retry: false,
    says: "Something is wrong on our side. Whoever runs the server finds it in the log by the request id.",
  },
  ledger_behind: { status: 503, retry: true, says: "It could not be recorded, so it was not done. Try again." },
  database_gone: { status: 503, retry: true, says: "The database does not answer. Nothing was done. Try again." },
  custodian_gone: { status: 503, retry: true, says: "The keys cannot be reached. Nothing was opened. Try again." },
  not_set_up: {
    status: 503,
    retry: false,
    says: "This installation has not been set up. Open the link that the server printed, or run `part164 setup`.",
  },
  stopping: { status: 503, retry: true, says: "The server is stopping. Try again in a moment." },
} as const satisfies Record<string, { status: number; retry: boolean; says: string }>;

export type FaultCode = keyof typeof FAULTS;

/** One field that is wrong, and why; `at` is a JSON Pointer (RFC 6901) or a header's name. */
export type FieldFault = { readonly at: string; readonly says: string };

export type FaultOptions = ErrorOptions & {
  /** What to do about it, when the table's sentence is not enough. No PHI. */
  readonly detail?: string;
  readonly fields?: readonly FieldFault[];
  readonly retryAfterSeconds?: number;
};

export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly detail: string | undefined;
  readonly fields: readonly FieldFault[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: FaultCode, options: FaultOptions = {}) {
    super(options.detail ?? FAULTS[code].says, options);
    this.code = code;
    this.detail = options.detail;
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return FAULTS[this.code].status;
  }
}

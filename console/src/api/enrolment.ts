// SPDX-License-Identifier: Apache-2.0
import { write } from "./ask/fetch.ts";

export type OpenEnrolment = {
  readonly name: string;
  readonly email: string;
  readonly organization: string;
  readonly totp: { readonly secret: string; readonly uri: string };
  readonly passwordMin: { readonly withFactor: number; readonly alone: number };
};

/** Opens an enrolment link: whose it is, and the secret of the second factor. */
export function openEnrolment(token: string): Promise<OpenEnrolment> {
  return write("POST", "/v1/enrolment/open", { token });
}

/** Sets password and second factor; the answer also starts the session. The recovery codes are shown this once. */
export function finishEnrolment(token: string, password: string, code: string): Promise<{ recoveryCodes: readonly string[] }> {
  return write("POST", "/v1/enrolment/finish", { token, password, code });
}

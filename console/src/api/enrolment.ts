// SPDX-License-Identifier: Apache-2.0
import type { OpenEnrolment } from "@part164/client/entrance.ts";
import { server } from "./server.ts";

export type { OpenEnrolment };

/** Opens an enrolment link: whose it is, and the secret of the second factor. */
export const openEnrolment = (token: string): Promise<OpenEnrolment> => server.entrance.openEnrolment(token);

/** Sets password and second factor; the answer also starts the session. The recovery codes are shown this once. */
export function finishEnrolment(token: string, password: string, code: string): Promise<{ readonly recoveryCodes: readonly string[] }> {
  return server.entrance.finishEnrolment(token, password, code);
}

// SPDX-License-Identifier: Apache-2.0
import type { EntityKind, Enrolment, Setup } from "@part164/client/entrance.ts";
import { server } from "./server.ts";

export type { EntityKind, Enrolment, Setup };

/** First run: names the organization and its officials (164.308(a)(2), 164.530(a)). The token comes from the server's own output. */
export function setUp(token: string, setup: Setup): Promise<{ readonly enrolments: readonly Enrolment[] }> {
  return server.entrance.setUp(token, setup);
}

// SPDX-License-Identifier: Apache-2.0
import { write } from "./ask/fetch.ts";

export type EntityKind = "covered-entity" | "business-associate" | "both";
export type Setup = {
  readonly organization: { readonly name: string; readonly entity: EntityKind; readonly timeZone: string };
  readonly securityOfficial: { readonly name: string; readonly email: string };
  readonly privacyOfficial: { readonly name: string; readonly email: string } | null;
};
export type Enrolment = { readonly name: string; readonly email: string; readonly url: string };

/** First run: names the organization and its officials (164.308(a)(2), 164.530(a)). The token comes from the server's own output. */
export function setUp(token: string, setup: Setup): Promise<{ enrolments: readonly Enrolment[] }> {
  return write("POST", "/v1/setup", { token, ...setup });
}

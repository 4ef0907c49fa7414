// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "../operation.ts";
import { sql } from "#store/sql.ts";
import { personOf } from "./read-session.ts";
import { emptyBody, nothing } from "./shapes.ts";

export const endOwnSession = operation({
  name: "access.session.end",
  cites: ["164.312(a)(2)(iii)"],
  says: "Signed out",
  groups: ["session"],
  route: { method: "DELETE", path: "/v1/session" },
  input: z.object({ path: nothing, query: nothing, body: emptyBody }),
  output: z.undefined(),
  effect: "write",
  log: "organization",
  async run(call) {
    const { session } = personOf(call);
    await call.db.run(
      sql`update access.session set ended_at = ${call.parts.steady.now()}, end_reason = 'signed-out' where id = ${session} and ended_at is null`,
    );
    return { output: undefined, detail: { reason: "signed-out" } };
  },
});

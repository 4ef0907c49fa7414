// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { sql } from "#store/sql.ts";
import { operation } from "../operation.ts";
import { anId, emptyBody, nothing } from "./shapes.ts";

export const revokeClient = operation({
  name: "access.client.revoke",
  cites: ["164.308(a)(3)(ii)(C)", "164.312(a)(1)"],
  says: "Revoked an application",
  groups: ["applications"],
  route: { method: "DELETE", path: "/v1/clients/{client}" },
  input: z.object({ path: z.strictObject({ client: anId }), query: nothing, body: emptyBody }),
  output: z.undefined(),
  effect: "write",
  log: "organization",
  async run({ parts, input: { path }, db }) {
    const touched = await db.run(
      sql`update access.client set revoked_at = ${parts.steady.now()} where id = ${path.client} and revoked_at is null`,
    );
    if (touched === 0) throw new Fault("not_found");
    await db.run(sql`delete from access.client_token where client = ${path.client}`);
    return { output: undefined, detail: { client: path.client } };
  },
});

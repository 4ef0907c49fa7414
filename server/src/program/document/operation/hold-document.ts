// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, nothing } from "#gate/operation/shapes.ts";
import { sql } from "#store/sql.ts";

/** A legal hold: whatever its age, the document stays until the hold is lifted. */
export const holdDocument = operation({
  name: "program.document.hold",
  cites: ["164.316(b)(2)(i)", "164.530(j)(2)"],
  says: "Changed the hold on a document",
  groups: ["program.run"],
  route: { method: "PUT", path: "/v1/documents/{document}/hold" },
  input: z.object({
    path: z.strictObject({ document: anId }),
    query: nothing,
    body: z.strictObject({
      hold: z.string().trim().min(3).max(500).nullable().meta({ description: "Why it is held; null lifts the hold." }),
    }),
  }),
  output: z.undefined(),
  effect: "write",
  log: "organization",
  async run({ db, input: { path, body } }) {
    const touched = await db.run(sql`update program.document set hold = ${body.hold} where id = ${path.document}`);
    if (touched === 0) throw new Fault("not_found");
    return {
      output: undefined,
      record: { type: "program.document", id: path.document, version: 1 },
      detail: { document: path.document, isHeld: body.hold !== null },
    };
  },
});

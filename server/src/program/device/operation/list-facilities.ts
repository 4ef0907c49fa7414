// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { facilities } from "../facilities.ts";

export const listFacilities = operation({
  name: "program.facility.list",
  cites: ["164.310(a)(1)", "164.310(a)(2)(ii)"],
  says: "Listed places and how they are guarded",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/facilities" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(
    z.object({
      id: z.string(),
      covers: z.enum(["site", "provider", "remote"]),
      name: z.string(),
      standing: z.enum(["guarded", "overdue", "undecided", "none"]),
      open: z.array(z.string()).meta({ description: "Paragraphs that nobody answers for it." }),
      plan: z.string().nullable(),
      reviewOn: z.string().nullable(),
    }),
  ),
  effect: "read",
  log: "organization",
  async run({ parts, db }) {
    const items = (await facilities(parts, db)).map((one) => ({ ...one, open: [...one.open] }));
    return { output: { items, next: null } };
  },
});

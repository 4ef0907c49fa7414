// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { assess } from "../assess.ts";
import { inheritedRows } from "../inheritance/document.ts";
import { verdict } from "./shapes.ts";

export const readInheritance = operation({
  name: "report.inheritance.read",
  cites: ["164.308(b)(1)", "164.314(a)(2)(i)"],
  says: "Read what customers may rely on",
  groups: ["evidence.read"],
  route: { method: "GET", path: "/v1/inheritance" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.object({
    asOf: z.string(),
    items: z.array(
      z.object({
        cite: z.string(),
        title: z.string(),
        who: z.enum(["us", "shared", "customer"]),
        us: z.string(),
        customer: z.string(),
        verdict,
      }),
    ),
  }),
  effect: "read",
  log: "organization",
  async run({ parts }) {
    const assessment = await assess(parts);
    return { output: { asOf: assessment.asOf, items: inheritedRows(assessment) } };
  },
});

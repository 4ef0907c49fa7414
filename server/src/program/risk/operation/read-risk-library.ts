// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { noBody, nothing } from "#gate/operation/shapes.ts";
import { THREATS } from "../library/library.ts";
import { BOUNDS, IMPACT, LIKELIHOOD } from "../scale.ts";

const Step = z.object({ value: z.number(), word: z.string(), says: z.string() });

export const readRiskLibrary = operation({
  name: "program.risk-library.read",
  cites: ["164.308(a)(1)(ii)(A)"],
  says: "Read the library of threats",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/risk-library" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: z.object({
    threats: z.array(
      z.object({
        slug: z.string(),
        class: z.string(),
        says: z.string(),
        concerns: z.array(z.string()),
        isAtThirdParties: z.boolean(),
        vulnerabilities: z.array(z.string()),
        cites: z.array(z.string()),
      }),
    ),
    likelihood: z.array(Step),
    impact: z.array(Step),
    levels: z.array(z.object({ level: z.string(), from: z.number(), says: z.string() })),
  }),
  effect: "read",
  log: "organization",
  run: () => {
    const threats = THREATS.map(({ concerns, vulnerabilities, cites, ...rest }) => ({
      ...rest,
      concerns: [...concerns],
      vulnerabilities: [...vulnerabilities],
      cites: [...cites],
    }));
    return Promise.resolve({ output: { threats, likelihood: [...LIKELIHOOD], impact: [...IMPACT], levels: [...BOUNDS] } });
  },
});

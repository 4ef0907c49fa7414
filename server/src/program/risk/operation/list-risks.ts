// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { listOf, noBody, nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { riskRegister } from "../register.ts";
import { RiskView } from "./shapes.ts";

export const listRisks = operation({
  name: "program.risk.list",
  cites: ["164.308(a)(1)(ii)(A)", "164.308(a)(1)(ii)(B)"],
  says: "Listed the register of risks",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/risks" },
  input: z.object({ path: nothing, query: nothing, body: noBody }),
  output: listOf(RiskView),
  effect: "read",
  log: "organization",
  async run({ parts, db }) {
    return { output: { items: await riskRegister(parts, db, await today(parts)), next: null } };
  },
});

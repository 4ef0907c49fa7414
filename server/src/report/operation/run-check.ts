// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { emptyBody, nothing } from "#gate/operation/shapes.ts";
import { checkNamed } from "#safeguard/registry.ts";
import { runCheck as run } from "#safeguard/run.ts";
import { assess } from "../assess.ts";
import { CheckView, viewCheck } from "./read-requirement.ts";

/** Runs one check now. Its result is an entry of its own; this one says who asked for it. */
export const runCheck = operation({
  name: "report.check.run",
  cites: ["164.308(a)(8)"],
  says: "Had a check run",
  groups: ["evidence"],
  route: { method: "POST", path: "/v1/checks/{check}/run" },
  input: z.object({ path: z.strictObject({ check: z.string().max(80) }), query: nothing, body: emptyBody }),
  output: CheckView,
  effect: "read", // It changes nothing but the ledger, which records for itself.
  log: "organization",
  async run({ parts, input: { path } }) {
    const check = await checkNamed(path.check);
    if (check === undefined) throw new Fault("not_found", { detail: "There is no such check." });
    await run(parts, check);
    return {
      output: viewCheck(await assess(parts), check.name),
      record: { type: "safeguard.check", id: `asked:${check.name}`, version: null },
    };
  },
});

// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { operation } from "#gate/operation.ts";
import { anId, noBody, nothing } from "#gate/operation/shapes.ts";
import { packOf, packPdf } from "../pack.ts";
import { plansOf } from "../plans.ts";

/** All plans in force in one document, or one plan by itself: to be printed before it is needed. */
export const downloadContingencyPack = operation({
  name: "program.plan.download",
  cites: ["164.308(a)(7)(i)", "164.316(b)(2)(ii)"],
  says: "Downloaded contingency plans to print",
  groups: ["program.read"],
  route: { method: "GET", path: "/v1/contingency/file" },
  input: z.object({ path: nothing, query: z.strictObject({ plan: anId.optional() }), body: noBody }),
  output: z.undefined(),
  file: "application/pdf",
  effect: "read",
  log: "organization",
  async run({ parts, db, input: { query } }) {
    const all = await plansOf(parts, db);
    const plans = all.filter(({ id, state }) => (query.plan === undefined ? state === "approved" : id === query.plan));
    if (plans.length === 0)
      throw new Fault("not_found", {
        detail: query.plan === undefined ? "No plan is in force yet." : "There is no such plan, or it is no longer in force.",
      });
    const pack = await packOf(parts, db, plans);
    const bytes = await packPdf(parts, pack, plans);
    const name = query.plan === undefined ? "for-the-day-the-screens-are-dark.pdf" : `${plans[0]?.kind ?? "contingency"}-plan.pdf`;
    return {
      output: undefined,
      file: { bytes, size: bytes.length, name, type: "application/pdf" },
      detail: { plans: plans.map(({ id, version }) => ({ plan: id, version })), sha256: pack.sha256 },
    };
  },
});

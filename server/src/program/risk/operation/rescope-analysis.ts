// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { operation } from "#gate/operation.ts";
import { emptyBody, nothing } from "#gate/operation/shapes.ts";
import { analysisToChange, bumpAnalysis, driftOf, openLines, putIntoScope, scopeOf, takeOutOfScope } from "../analysis.ts";
import { assetsInUse } from "../asset.ts";
import { analysisPath, beingDecided, recordOf } from "./shapes.ts";

/** What is new gets its lines; what changed keeps its decisions, in the new version; what is gone goes with its lines. */
export const rescopeAnalysis = operation({
  name: "program.risk-analysis.rescope",
  cites: ["164.308(a)(1)(ii)(A)", "164.316(b)(2)(iii)"],
  says: "Changed the scope of a risk analysis to what is there now",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/risk-analyses/{analysis}/scope" },
  input: z.object({ path: analysisPath, query: nothing, body: emptyBody }),
  output: z.object({ added: z.number(), changed: z.number(), gone: z.number(), open: z.number() }),
  effect: "write",
  log: "organization",
  async prepare({ parts }) {
    return { assets: await assetsInUse(parts, parts.db.in({ role: "part164_app", tenant: parts.installation })) };
  },
  load: ({ input: { path } }, db) => analysisToChange(db, path.analysis),
  async run({ db }, found, { assets }) {
    const row = beingDecided(found);
    const { added, changed, gone } = driftOf(await scopeOf(db, row.id), assets);
    await takeOutOfScope(db, row.id, gone);
    await putIntoScope(db, row.id, [...added, ...changed]);
    await bumpAnalysis(db, row.id);
    const counts = { added: added.length, changed: changed.length, gone: gone.length };
    return {
      output: { ...counts, open: await openLines(db, row.id) },
      record: recordOf(row.id, row.version + 1),
      detail: { analysis: row.id, ...counts },
    };
  },
});

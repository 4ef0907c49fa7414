// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { z } from "zod";
import { Fault } from "#base/fault.ts";
import { versionToMatch } from "#gate/match.ts";
import { operation } from "#gate/operation.ts";
import { nothing } from "#gate/operation/shapes.ts";
import { today } from "../../calendar.ts";
import { byOf } from "../../document/operation/shapes.ts";
import { givenAnswers } from "../../form/operation/shapes.ts";
import { programKey } from "../../form/submission.ts";
import { moverOf } from "../../form/view.ts";
import { analysisToChange, bumpAnalysis, openLines } from "../analysis.ts";
import { asBefore, decideLines, refuseDecided } from "../decide.ts";
import { fileRisks, readyRisks } from "../file-risks.ts";
import { keepReason } from "../reason.ts";
import { analysisPath, beingDecided, LineRef, recordOf, why } from "./shapes.ts";

/** How many lines are decided at once: ten systems are some 300. */
const LINES_MAX = 1000;
const RISKS_MAX = 50;
const isChange = z
  .boolean()
  .optional()
  .meta({ description: "Decides anew what was decided; needs If-Match with the analysis's version. Otherwise every line must be open." });
const lines = (max: number) => z.array(LineRef).min(1).max(max);

export const decideRiskLines = operation({
  name: "program.risk-analysis.decide",
  cites: ["164.308(a)(1)(ii)(A)"],
  says: "Decided lines of a risk analysis",
  groups: ["program.run"],
  route: { method: "POST", path: "/v1/risk-analyses/{analysis}/decide" },
  input: z.object({
    path: analysisPath,
    query: nothing,
    body: z.discriminatedUnion("decision", [
      z.strictObject({ decision: z.literal("no-matter"), lines: lines(LINES_MAX), why, isChange }),
      z.strictObject({ decision: z.literal("risk"), lines: lines(RISKS_MAX), answers: givenAnswers.optional(), isChange }),
      z.strictObject({ decision: z.literal("as-before"), lines: lines(LINES_MAX), isChange }),
    ]),
  }),
  output: z.object({ decided: z.number(), open: z.number(), risks: z.array(z.string()), version: z.number() }),
  effect: "write",
  log: "organization",
  async prepare({ parts, actor, header, input: { body } }) {
    const version = body.isChange === true ? versionToMatch(header("if-match")) : null;
    const risks = body.decision === "risk" ? await readyRisks(parts, actor, body.lines, body.answers ?? {}) : null;
    return { key: await programKey(parts), day: await today(parts), version, risks };
  },
  load: ({ input: { path } }, db) => analysisToChange(db, path.analysis),
  async run({ parts, actor, db, input: { body } }, found, { key, day, version, risks }) {
    const row = beingDecided(found);
    if (version !== null && version !== row.version) throw new Fault("version_conflict");
    await refuseDecided(db, row.id, body.lines, { isChange: version !== null });
    const stamp = { by: byOf(actor), at: parts.clock.now() };
    let filed: readonly string[] = [];
    if (body.decision === "no-matter") {
      const reason = await keepReason(parts, db, key, body.why);
      await decideLines(
        db,
        row.id,
        body.lines.map((line) => ({ ...line, reason, risk: null })),
        stamp,
      );
    } else if (body.decision === "as-before") await decideLines(db, row.id, await asBefore(db, body.lines), stamp);
    else if (risks !== null) {
      const made = await fileRisks(parts, db, risks, { mover: moverOf(actor), day });
      await decideLines(
        db,
        row.id,
        made.map(({ asset, threat, risk }) => ({ asset, threat, risk, reason: null })),
        stamp,
      );
      filed = made.map(({ risk }) => risk);
    }
    await bumpAnalysis(db, row.id);
    const whyHash = body.decision === "no-matter" ? createHash("sha256").update(body.why).digest("hex") : null;
    const detail = { analysis: row.id, decision: body.decision, lines: body.lines.length, risks: [...filed], why: whyHash };
    const output = { decided: body.lines.length, open: await openLines(db, row.id), risks: [...filed], version: row.version + 1 };
    return { output, record: recordOf(row.id, row.version + 1), detail };
  },
});

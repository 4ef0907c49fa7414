// SPDX-License-Identifier: Apache-2.0
import { type GapReport, gapReportText, hasGaps } from "#report/gap-report.ts";
import { sql } from "#store/sql.ts";
import { callAsOperator, type Command, optional, UsageFault } from "../command.ts";

export const reportCommand: Command = {
  name: "report",
  usage: "report [--format text|json] [--colour]",
  says: "Runs every check that is due and judges Part 164 from the evidence. Exits with 1 while something owed is a gap, partly met or not assessed.",
  options: { format: { type: "string" }, json: { type: "boolean" }, colour: { type: "boolean" } },
  async run(site, invocation, io) {
    const format = invocation.values["json"] === true ? "json" : (optional(invocation, "format") ?? "text");
    if (format !== "text" && format !== "json") throw new UsageFault("--format is text or json.");
    const { output } = await callAsOperator(site, "report.gap.read", {});
    const report = output as GapReport; // The operation's own output.
    if (format === "json") io.out(`${JSON.stringify(report)}\n`);
    else {
      const { name } = await site.parts.db
        .in({ role: "part164_app" })
        .one<{ name: string }>(sql`select coalesce(name, 'not set up yet') as name from part164.installation`);
      io.out(gapReportText(report, site.parts.folder.isDemo ? `${name} (demonstration)` : name, invocation.values["colour"] === true));
    }
    return hasGaps(report) ? 1 : 0;
  },
};

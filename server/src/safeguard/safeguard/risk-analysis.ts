// SPDX-License-Identifier: Apache-2.0
import { dayAt, dayWords, plusMonths, zoneOf } from "#program/calendar.ts";
import { lastApproved, scopeOf } from "#program/risk/analysis.ts";
import { assetsInUse } from "#program/risk/asset.ts";
import { ANALYSIS_MONTHS } from "#program/risk/keep-risks.ts";
import { sql } from "#store/sql.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { DAILY, fail, pass, safeguard } from "../safeguard.ts";

export const riskAnalysis = safeguard({
  name: "risk-analysis",
  title: "Risks to ePHI are analysed",
  says: "Each system is held against each threat that concerns it, every year and when something changes, and somebody else approves.",
  proves: [{ cite: "164.308(a)(1)(ii)(A)", aspect: "practice" }],
  begins: programHasBegun,
  checks: [
    {
      name: "an-approved-analysis-covers-every-system",
      says: "An analysis was approved within twelve months, and every system in use with PHI is in its scope or was looked at since.",
      mendedBy: ["program.risk-analysis.approve", "program.risk.weigh", "program.submission.move"],
      advice: {
        title: "Analyse the risks to electronic records",
        how: "Begin an analysis, decide every line, and have somebody else approve it. A new system is looked at on the same page.",
        href: "/risks",
      },
      ...DAILY,
      async look(parts) {
        const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
        const last = await lastApproved(db);
        if (last === undefined || last.approved_at === null) return fail("None has been approved yet.");
        const zone = await zoneOf(parts);
        const approvedOn = dayAt(last.approved_at, zone);
        if (plusMonths(approvedOn, ANALYSIS_MONTHS) < dayAt(parts.clock.now(), zone))
          return fail(`The last was approved on ${dayWords(approvedOn)}.`);
        const weighed = await db.rows<{ key: string }>(sql`select key from program.risk_cause where analysis = ${last.id}`);
        const covered = new Set([
          ...(await scopeOf(db, last.id)).filter(({ kind }) => kind === "system").map(({ thing }) => thing),
          ...weighed.map(({ key }) => key.split(":")[1] ?? ""),
        ]);
        const systems = (await assetsInUse(parts, db)).filter(({ kind, hasPhi }) => kind === "system" && hasPhi);
        const missing = systems.filter(({ id }) => !covered.has(id)).length;
        return missing > 0
          ? fail(`${missing} of ${systems.length} systems with PHI are not covered by the analysis of ${last.as_of}.`)
          : pass(`Approved on ${dayWords(approvedOn)}; it covers ${systems.length} systems with PHI.`);
      },
    },
  ],
});

// SPDX-License-Identifier: Apache-2.0
import { today } from "#program/calendar.ts";
import { isOnRegister, riskRegister } from "#program/risk/register.ts";
import { mustBeAnswered } from "#program/risk/scale.ts";
import { lastApproved } from "#program/risk/analysis.ts";
import { programHasBegun } from "../program-has-begun.ts";
import { DAILY, fail, pass, safeguard } from "../safeguard.ts";

export const riskManagement = safeguard({
  name: "risk-management",
  title: "High risks are treated or accepted",
  says: "What is high or critical has a treatment that is in time, or was accepted by an executive as it is now.",
  proves: [{ cite: "164.308(a)(1)(ii)(B)", aspect: "practice" }],
  begins: programHasBegun,
  checks: [
    {
      name: "high-risks-are-answered",
      says: "No high or critical risk of the register is without a treatment in time or an acceptance in force.",
      mendedBy: ["program.submission.move", "program.submission.amend", "program.risk-analysis.decide", "program.risk-analysis.approve"],
      advice: {
        title: "Treat or accept the high risks",
        how: "Give each a treatment with a day that is to come, or have an executive accept it as it is now.",
        href: "/risks?answer=unanswered",
      },
      ...DAILY,
      async look(parts) {
        const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
        if ((await lastApproved(db)) === undefined) return fail("No analysis was approved yet: which risks there are is not known.");
        const risks = (await riskRegister(parts, db, await today(parts))).filter(isOnRegister);
        const high = risks.filter(({ now }) => now !== null && mustBeAnswered(now.level));
        const unanswered = high.filter((risk) => risk.unanswered !== null).length;
        return unanswered > 0
          ? fail(`${unanswered} of ${high.length} high or critical risks are not answered.`)
          : pass(`${high.length} of ${risks.length} risks are high or critical, and all are answered.`);
      },
    },
  ],
});

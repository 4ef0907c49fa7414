// SPDX-License-Identifier: Apache-2.0
// The demonstration's risk analysis: a handful of risks on the register, the rest decided not to matter with a reason for each asset, and
// approved by the other official. All of it is invented.
import { present } from "#base/assert.ts";
import { type Day, plusDays } from "#program/calendar.ts";
import type { Desk } from "./program.ts";

type Line = { readonly asset: string; readonly threat: string };
type Analysis = {
  readonly lines: readonly Line[];
  readonly assets: readonly { readonly id: string; readonly kind: string; readonly name: string }[];
};

type Said = {
  readonly threat: string;
  readonly rates: readonly [string, string, string, string];
  readonly safeguards: string;
  readonly plan: string;
  readonly inDays: number;
};

/** Likelihood and impact without safeguards, then as they are; each of the first asset that the threat concerns. */
const RISKS: readonly Said[] = [
  {
    threat: "phishing",
    rates: ["5", "4", "3", "4"],
    safeguards: "A second factor for everybody, and training each year.",
    plan: "Keys instead of codes for everybody who reaches production.",
    inDays: 45,
  },
  {
    threat: "ransomware",
    rates: ["3", "5", "2", "5"],
    safeguards: "Backups every day that the service itself cannot change.",
    plan: "Keep one more copy with another provider.",
    inDays: 90,
  },
  {
    threat: "misdirected-message",
    rates: ["4", "3", "3", "3"],
    safeguards: "Reminders hold no reason for the visit.",
    plan: "Confirm a new number before the first reminder.",
    inDays: 120,
  },
  {
    threat: "provider-outage",
    rates: ["3", "4", "2", "3"],
    safeguards: "Clinics get the day's list at six in the morning.",
    plan: "Try once a year how clinics work from that list.",
    inDays: 150,
  },
  {
    threat: "lost-device",
    rates: ["4", "4", "2", "2"],
    safeguards: "Disks are encrypted, and laptops hold no PHI.",
    plan: "Look once a quarter that nothing was kept on them.",
    inDays: 200,
  },
];

const WHY: Readonly<Record<string, string>> = {
  system: "Looked at with the engineers: the safeguards in place leave nothing of it that would be noticed here.",
  flow: "Every part of this way is encrypted and both ends are verified.",
  party: "Their report of this year was read, and the contract answers for it.",
  site: "Nothing with PHI is kept there, and nobody comes in alone.",
  workforce: "Eleven people who all know each other; what is left of it is small.",
};

/** Maya analyses, Joan approves. */
export async function analyseRisks(
  maya: Desk,
  joan: Desk,
  { owner, today }: { readonly owner: string; readonly today: Day },
): Promise<void> {
  const body = { trigger: "first", reason: "Before the first clinic went live" };
  const { id } = await maya.ask<{ id: string }>("program.risk-analysis.start", { body });
  const path = { analysis: id };
  const { lines, assets } = await maya.ask<Analysis>("program.risk-analysis.read", { path });
  const taken = new Set<Line>();
  for (const { threat, rates, safeguards, plan, inDays } of RISKS) {
    const line = lines.find((one) => one.threat === threat);
    if (line === undefined) continue; // No asset that it concerns.
    taken.add(line);
    const [inherentLikelihood, inherentImpact, likelihood, impact] = rates;
    const rated = { inherentLikelihood, inherentImpact, likelihood, impact, safeguards };
    const answers = { ...rated, treatment: "reduce", plan, owner, dueOn: plusDays(today, inDays) };
    await maya.ask("program.risk-analysis.decide", { path, body: { decision: "risk", lines: [refOf(line)], answers } });
  }
  for (const { id: asset, kind } of assets) {
    const own = lines.filter((line) => line.asset === asset && !taken.has(line)).map(refOf);
    const why = present(WHY[kind], "There is a reason for each kind of asset.");
    if (own.length > 0) await maya.ask("program.risk-analysis.decide", { path, body: { decision: "no-matter", lines: own, why } });
  }
  await maya.ask("program.risk-analysis.finish", { path, body: {} });
  await joan.ask("program.risk-analysis.approve", { path, body: {} });
}

const refOf = ({ asset, threat }: Line): Line => ({ asset, threat });

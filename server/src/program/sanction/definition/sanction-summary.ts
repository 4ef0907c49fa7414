// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { form } from "../../form/form.ts";
import { anOfficial } from "../../form/form.ts";
import { today } from "../../calendar.ts";
import { noted } from "../../form/workflows.ts";
import { sanctionsByNow, sanctionsOf } from "../count.ts";
import { LEVELS } from "../level.ts";

const count = (name: string, label: string) =>
  ({ name, label, type: "number", min: 0, max: 100_000, unit: "sanctions", isOptional: true, isDerived: true }) as const;

const YEARLY = [
  { cite: "164.308(a)(1)(ii)(C)", aspect: "practice", states: ["signed"], freshDays: 400 },
  { cite: "164.530(e)(1)", aspect: "practice", states: ["signed"], freshDays: 400 },
  { cite: "164.530(e)(2)", aspect: "practice", states: ["signed"], freshDays: 400 },
];

/** Once a year, also where there were none: that the policy is applied shows in counts, without anybody's name. */
export const sanctionSummary = form({
  name: "sanction-summary",
  title: "Sanctions of a year",
  plural: "Sanctions by year",
  says: "How many sanctions there were in a year, by level, counted by the server. Also where there were none. For officials alone.",
  room: "workforce",
  cites: ["164.308(a)(1)(ii)(C)", "164.530(e)(1)", "164.530(e)(2)"],
  reach: "restricted",
  titleField: "of",
  aboutField: "of",
  isSole: true,
  fields: [
    { name: "year", label: "Of which year", type: "number", min: 2000, max: 2199, unit: "year" },
    {
      name: "levelsHold",
      label: "Was the same act met with the same level?",
      help: "The policy on sanctions asks for the reason where it was not.",
      type: "yes-no",
    },
    { name: "remarks", label: "What is to be said to it", help: "No names.", type: "text", isOptional: true },
    { name: "of", label: "Year", type: "line", isOptional: true, isDerived: true },
    count("total", "Sanctions in all"),
    ...LEVELS.map(({ value, label }) => count(`level${value}`, label)),
  ],
  ...noted,
  only: { sign: [anOfficial], discard: [anOfficial] },
  filedBy: [anOfficial],
  recurs: { states: ["signed"], everyDays: 365, title: "Sum up the sanctions of the year", role: "privacy-official", basis: "policy" },
  async examine(parts, { year }) {
    const now = Number((await today(parts)).slice(0, 4));
    if (typeof year === "number" && (year > now || year < now - 1))
      throw new Fault("invalid_answers", {
        fields: [{ at: "/answers/year", says: "Is this year or the last: an older one shows nothing of now." }],
      });
  },
  async derive(parts, { year }) {
    if (typeof year !== "number") return {};
    const { total, byLevel } = await sanctionsOf(parts, year);
    return { of: String(year), total, ...Object.fromEntries([...byLevel].map(([level, n]) => [`level${level}`, n])) };
  },
  async after({ tx, submission: { answers }, move }) {
    if (move !== "sign") return;
    if ((await sanctionsByNow(tx, Number(answers["year"]))) !== answers["total"])
      throw new Fault("move_not_possible", {
        detail: "Another sanction was decided or lifted meanwhile: amend it, and it is counted anew.",
      });
  },
  proves: YEARLY,
});

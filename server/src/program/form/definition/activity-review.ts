// SPDX-License-Identifier: Apache-2.0
import { form } from "../form.ts";
import { noted } from "../workflows.ts";

export const activityReview = form({
  name: "activity-review",
  title: "Activity review",
  plural: "Activity reviews",
  says: "Records of activity in our systems, looked through for a period: what was looked at, what stood out, what followed.",
  room: "evaluation",
  cites: ["164.308(a)(1)(ii)(D)", "164.312(b)"],
  reach: "officials",
  titleField: "period",
  fields: [
    { name: "period", label: "Period", help: "For example: 22 to 28 November 2026.", type: "line" },
    {
      name: "looked",
      label: "What was looked at",
      type: "choices",
      options: [
        { value: "refusals", label: "Refused and failed acts" },
        { value: "sign-ins", label: "Failed sign-ins" },
        { value: "opened", label: "Records opened, by whom and how many" },
        { value: "emergency", label: "Emergency access" },
        { value: "exports", label: "Exports and packages" },
        { value: "roles", label: "Changes of access" },
        { value: "others", label: "Other systems' logs" },
      ],
    },
    { name: "findings", label: "What stood out, and what followed", help: "Nothing that identifies an individual.", type: "text" },
    { name: "own", label: "Who looked at your own activity", help: "Nobody reviews themselves.", type: "user" },
  ],
  ...noted,
  only: { sign: [({ user }, { answers }) => (answers["own"] === user ? "Somebody else looks at your own activity." : null)] },
  recurs: { states: ["signed"], everyDays: 7, title: "Review the week's activity", role: "security-official", basis: "policy" },
  proves: [
    { cite: "164.308(a)(1)(ii)(D)", aspect: "review", states: ["signed"], freshDays: 14 },
    { cite: "164.312(b)", aspect: "review", states: ["signed"], freshDays: 14 },
  ],
});

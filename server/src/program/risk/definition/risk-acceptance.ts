// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { plusYears, today } from "../../calendar.ts";
import { form, whoIs } from "../../form/form.ts";
import { decidedBy } from "../../form/workflows.ts";
import { noteAcceptance } from "../acceptance.ts";

const course = decidedBy("executive");

/** What risk is left is accepted by somebody who answers for the organization, for a time. */
export const riskAcceptance = form({
  name: "risk-acceptance",
  title: "Acceptance of a risk",
  plural: "Accepted risks",
  says: "Which risk is left, why it is not reduced further, and until when an executive accepts it.",
  room: "decisions",
  cites: ["164.308(a)(1)(ii)(B)", "164.306(a)"],
  reach: "officials",
  titleField: "name",
  aboutField: "risk",
  isSole: true,
  dueField: "until",
  task: { title: "An accepted risk runs out: decide again", role: "executive", basis: "law", inStates: ["approved"] },
  awaits: { submitted: { title: "Accept or reject a risk", role: "executive", days: 14 } },
  fields: [
    { name: "name", label: "Risk, in a sentence", type: "line" },
    {
      name: "risk",
      label: "On the register as",
      type: "submission",
      form: "risk-entry",
      offers: { states: ["assessed", "in treatment", "treated"] },
    },
    { name: "why", label: "Why it is not reduced further", type: "text", lengthMin: 40 },
    { name: "instead", label: "What is done instead", type: "text" },
    { name: "until", label: "Accepted until", help: "A year at most.", type: "date" },
  ],
  ...course,
  only: { ...course.only, supersede: [whoIs("executive", "security-official", "privacy-official")] },
  async examine(parts, { until }) {
    const now = await today(parts);
    if (typeof until === "string" && (until <= now || until > plusYears(now, 1)))
      throw new Fault("invalid_answers", { fields: [{ at: "/answers/until", says: "Is between tomorrow and a year from now." }] });
  },
  after: noteAcceptance,
});

// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { duty } from "#rule/rule.ts";
import { refuseFarReview } from "../review-day.ts";
import { form } from "../../form/form.ts";
import { supersedeOthers } from "../../form/supersede.ts";
import { decidedBy } from "../../form/workflows.ts";

/**
 * 164.306(d)(3): an addressable specification is implemented where that is reasonable and appropriate; where it is not, that is written
 * down with the reason, and an equivalent alternative measure is implemented if one is. Without this record it is never met.
 */
export const addressableDecision = form({
  name: "addressable-decision",
  title: "Decision on an addressable specification",
  plural: "Addressable decisions",
  says: "For each addressable specification: whether we implement it, something equivalent, or neither, and why.",
  room: "decisions",
  cites: ["164.306(d)(3)(i)", "164.306(d)(3)(ii)", "164.316(b)(1)"],
  reach: "officials",
  titleField: "cite",
  aboutField: "cite",
  isSole: true,
  dueField: "reviewOn",
  task: { title: "Decide again on an addressable specification", role: "security-official", basis: "law", inStates: ["approved"] },
  awaits: { submitted: { title: "Approve or reject a decision on an addressable specification", role: "privacy-official", days: 7 } },
  decides: "choice",
  fields: [
    { name: "cite", label: "Specification", type: "cite" },
    {
      name: "assessment",
      label: "Is it reasonable and appropriate for us?",
      help: "Weigh what it contributes to protecting ePHI here, our risk analysis, the measures already in place, our size and complexity, and what it costs [164.306(b)(2), (d)(3)(i)].",
      type: "text",
      lengthMin: 40,
    },
    {
      name: "choice",
      label: "What we do",
      type: "choice",
      options: [
        { value: "implement", label: "Implement it" },
        {
          value: "alternative",
          label: "Implement an equivalent alternative",
          help: "Not reasonable and appropriate as it stands; something else does the same.",
        },
        { value: "not-reasonable", label: "Neither", help: "Not reasonable and appropriate, and the standard is met without it." },
      ],
    },
    { name: "measure", label: "How it is implemented", type: "text", when: { field: "choice", is: ["implement"] } },
    {
      name: "whyNot",
      label: "Why implementing it would not be reasonable and appropriate",
      type: "text",
      lengthMin: 40,
      when: { field: "choice", is: ["alternative", "not-reasonable"] },
    },
    {
      name: "alternative",
      label: "The equivalent measure, and why it is equivalent",
      type: "text",
      lengthMin: 40,
      when: { field: "choice", is: ["alternative"] },
    },
    {
      name: "standardMet",
      label: "How the standard is met without it",
      type: "text",
      lengthMin: 40,
      when: { field: "choice", is: ["not-reasonable"] },
    },
    { name: "reviewOn", label: "Decide again by", help: "At the latest in a year.", type: "date" },
  ],
  ...decidedBy("security-official", "privacy-official", "executive"),
  async examine(parts, { cite, reviewOn }) {
    const found = typeof cite === "string" ? duty(cite) : undefined;
    if (cite !== undefined && found?.designation !== "addressable")
      throw new Fault("invalid_answers", {
        fields: [{ at: "/answers/cite", says: "Is no addressable specification of the Security Rule." }],
      });
    if (typeof reviewOn === "string") await refuseFarReview(parts, reviewOn);
  },
  after: supersedeOthers("approve", "approved", "superseded"),
});

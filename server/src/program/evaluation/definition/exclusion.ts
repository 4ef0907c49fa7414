// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { duty } from "#rule/rule.ts";
import { refuseFarReview } from "../review-day.ts";
import { form } from "../../form/form.ts";
import { supersedeOthers } from "../../form/supersede.ts";
import { decidedBy } from "../../form/workflows.ts";

/** Required specifications that bind only those of whom their text speaks; no other required one can be said not to apply. */
const CONDITIONAL = new Set(["164.308(a)(4)(ii)(A)", "164.314(b)(1)"]);
const isConditional = (cite: string): boolean => CONDITIONAL.has(cite) || cite.startsWith("164.314(b)");

/** What does not apply is left out only with its reason, approved by somebody else. */
export const exclusion = form({
  name: "exclusion",
  title: "Requirement that does not apply",
  plural: "Requirements that do not apply",
  says: "A requirement that does not bind us: why, and who agreed.",
  room: "decisions",
  cites: ["164.306(d)(1)", "164.316(b)(1)", "164.530(j)(1)"],
  reach: "officials",
  titleField: "cite",
  aboutField: "cite",
  isSole: true,
  dueField: "reviewOn",
  task: { title: "Look again at a requirement said not to apply", role: "security-official", basis: "law", inStates: ["approved"] },
  awaits: { submitted: { title: "Approve or reject that a requirement does not apply", role: "privacy-official", days: 7 } },
  decides: "because",
  fields: [
    { name: "cite", label: "Requirement", type: "cite" },
    {
      name: "because",
      label: "Why it does not apply",
      type: "choice",
      options: [
        { value: "not-that-entity", label: "It binds a kind of entity that we are not" },
        { value: "not-that-activity", label: "It is about something that we do not do" },
        { value: "no-such-thing", label: "It is about something that we do not have" },
        { value: "counsel", label: "Counsel advised so" },
      ],
    },
    { name: "reason", label: "In our case", help: "The facts, so that a stranger can check them.", type: "text", lengthMin: 40 },
    { name: "counsel", label: "Who advised, and when", type: "line", when: { field: "because", is: ["counsel"] } },
    { name: "reviewOn", label: "Look again by", help: "At the latest in a year.", type: "date" },
  ],
  ...decidedBy("security-official", "privacy-official", "executive"),
  async examine(parts, { cite, reviewOn }) {
    if (typeof reviewOn === "string") await refuseFarReview(parts, reviewOn);
    if (cite === undefined) return;
    const found = typeof cite === "string" ? duty(cite) : undefined;
    const says = (text: string): Fault => new Fault("invalid_answers", { fields: [{ at: "/answers/cite", says: text }] });
    if (found === undefined) throw says("Is no requirement of Part 164 that binds anybody.");
    if (found.designation === "addressable") throw says("Is addressable: decide on it instead [164.306(d)(3)].");
    const isCore = found.subpart === "C" && !isConditional(found.cite);
    if (isCore) throw says("Is required of everybody whom the Security Rule binds [164.306(d)(2)]: it cannot be left out.");
  },
  after: supersedeOthers("approve", "approved", "superseded"),
});

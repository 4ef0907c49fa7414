// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form, notTheSubmitter } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";
import { contractHolds } from "../../associate/contract-holds.ts";

/** A new technology enters by a request: reviewed, contracted where it touches PHI, then used. */
export const technologyRequest = form({
  name: "technology-request",
  title: "Request for a new technology",
  plural: "Technology requests",
  says: "Before a new tool or service is used for work: who wants it, what it would touch, what was found.",
  room: "changes",
  cites: ["164.308(a)(1)(ii)(A)", "164.308(b)(1)", "164.502(e)(1)(ii)"],
  reach: "everybody",
  titleField: "name",
  awaits: {
    asked: { title: "Review a request for a new technology", role: "security-official", days: 7 },
    reviewed: { title: "Contract or decide on a technology that was reviewed", role: "security-official", days: 30 },
    contracted: { title: "Decide on a technology that was contracted", role: "security-official", days: 7 },
  },
  fields: [
    { name: "name", label: "Tool or service", type: "line" },
    { name: "provider", label: "Who provides it", type: "line" },
    { name: "purpose", label: "What you want it for", type: "text" },
    {
      name: "phi",
      label: "Would PHI reach it",
      type: "choice",
      options: [
        { value: "yes", label: "Yes, or it could" },
        { value: "no", label: "No" },
      ],
    },
    { name: "keptOut", label: "What keeps PHI out of it", type: "text", when: { field: "phi", is: ["no"] } },
    { name: "link", label: "Where more is written", type: "address", isOptional: true },
  ],
  workflow: workflow("asked", {
    asked: { review: "reviewed", refuse: "refused", withdraw: "withdrawn" },
    reviewed: { contract: "contracted", "use-without-phi": "in use", refuse: "refused" },
    contracted: { use: "in use", refuse: "refused" },
    "in use": { stop: "stopped" },
    refused: {},
    withdrawn: {},
    stopped: {},
  }),
  moveSays: {
    review: "Record the review",
    refuse: "Refuse",
    withdraw: "Withdraw",
    contract: "Record the associate contract",
    "use-without-phi": "Allow, without PHI",
    use: "Allow",
    stop: "Stop using it",
  },
  amendIn: ["asked"],
  only: {
    review: [anOfficial, notTheSubmitter],
    refuse: [anOfficial],
    contract: [anOfficial],
    use: [anOfficial, notTheSubmitter],
    "use-without-phi": [
      anOfficial,
      notTheSubmitter,
      (_mover, { answers }) =>
        answers["phi"] === "no" ? null : "PHI could reach it: record the associate contract first [164.308(b)(1)].",
    ],
    stop: [anOfficial],
  },
  asksWhy: ["refuse", "stop"],
  after: contractHolds,
  moveFields: {
    review: [
      {
        name: "security",
        label: "What its security was judged by",
        help: "For example: report of an auditor, with its date; questionnaire.",
        type: "text",
      },
      { name: "risk", label: "What could go wrong, and what is done about it", type: "text" },
    ],
    contract: [
      {
        name: "contract",
        label: "Associate contract",
        help: "The one that is in force with its provider.",
        type: "submission",
        form: "associate-contract",
        offers: { states: ["in force"] },
      },
    ],
  },
});

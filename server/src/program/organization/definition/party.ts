// SPDX-License-Identifier: Apache-2.0
import { form } from "../../form/form.ts";
import { kept } from "../../form/workflows.ts";

/** Somebody in the chain that PHI goes along: upward those whom we serve, downward those who serve us. */
export const party = form({
  name: "party",
  title: "Party",
  plural: "Parties in the chain",
  says: "Those whom PHI comes from or goes to: customers, vendors, subcontractors, public bodies.",
  room: "organization",
  cites: ["164.308(b)(1)", "164.502(e)(1)(i)"],
  reach: "officials",
  titleField: "name",
  fields: [
    { name: "name", label: "Name", type: "line" },
    {
      name: "role",
      label: "What they are to us",
      type: "choice",
      options: [
        { value: "customer", label: "Covered entity or associate whom we serve", help: "We are their business associate." },
        { value: "vendor", label: "Serves us and touches PHI", help: "Our business associate or subcontractor." },
        { value: "vendor-without-phi", label: "Serves us and never touches PHI" },
        { value: "other", label: "Neither: a provider, payer, authority or individual" },
      ],
    },
    { name: "service", label: "What for", type: "text" },
    {
      name: "contract",
      label: "Associate contract",
      help: "No PHI goes to or comes from them without one in force [164.308(b)(1), 164.502(e)].",
      type: "choice",
      options: [
        { value: "in-force", label: "In force" },
        { value: "being-made", label: "Being made: no PHI yet" },
        { value: "not-needed", label: "Not needed", help: "Say below why." },
      ],
      when: { field: "role", is: ["customer", "vendor", "other"] },
    },
    { name: "contractOn", label: "In force since", type: "date", when: { field: "contract", is: ["in-force"] } },
    {
      name: "contractDocument",
      label: "The contract itself",
      type: "document",
      isOptional: true,
      when: { field: "contract", is: ["in-force"] },
    },
    {
      name: "noticeHours",
      label: "Hours within which we promised notice of an incident",
      type: "number",
      min: 1,
      max: 1440,
      unit: "hours",
      isOptional: true,
      when: { field: "contract", is: ["in-force"] },
    },
    { name: "notNeeded", label: "Why no contract is needed", type: "text", when: { field: "contract", is: ["not-needed"] } },
    { name: "contact", label: "Whom to call", type: "line", isOptional: true },
  ],
  ...kept,
});

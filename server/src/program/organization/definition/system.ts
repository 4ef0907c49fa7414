// SPDX-License-Identifier: Apache-2.0
import { keptByOfficials } from "../../form/workflows.ts";
import { form } from "../../form/form.ts";

/** Where PHI may be, and what protects it there: the ground of risk analysis and contingency planning. */
export const system = form({
  name: "system",
  title: "System",
  plural: "Systems",
  says: "Everything that creates, receives, keeps or sends electronic PHI, and what it depends on.",
  room: "organization",
  cites: ["164.308(a)(1)(ii)(A)", "164.308(a)(7)(ii)(E)", "164.310(d)(2)(iii)"],
  reach: "officials",
  titleField: "name",
  fields: [
    { name: "name", label: "Name", type: "line" },
    {
      name: "kind",
      label: "What it is",
      type: "choice",
      options: [
        { value: "application", label: "Our own application" },
        { value: "database", label: "Database or storage" },
        { value: "cloud-service", label: "Service that somebody else runs" },
        { value: "network", label: "Network or gateway" },
        { value: "workstation", label: "Workstations or mobile devices" },
        { value: "other", label: "Something else" },
      ],
    },
    { name: "purpose", label: "What it is used for", type: "text" },
    {
      name: "phi",
      label: "PHI in it",
      type: "choice",
      options: [
        { value: "keeps", label: "Keeps it" },
        { value: "passes", label: "Passes it on without keeping it" },
        { value: "none", label: "None, and it is kept out" },
      ],
    },
    {
      name: "protection",
      label: "What protects PHI in it",
      help: "Encryption, access, logging.",
      type: "text",
      when: { field: "phi", is: ["keeps", "passes"] },
    },
    { name: "party", label: "Who runs it for us", help: "Leave empty if we do.", type: "submission", form: "party", isOptional: true },
    { name: "owner", label: "Who answers for it", type: "member" },
    {
      name: "criticality",
      label: "How long we can do without it",
      help: "The contingency plan restores in this order [164.308(a)(7)(ii)(E)].",
      type: "choice",
      options: [
        { value: "hours-4", label: "Up to 4 hours" },
        { value: "day", label: "Up to a day" },
        { value: "week", label: "Up to a week" },
        { value: "longer", label: "Longer" },
      ],
    },
    { name: "location", label: "Where it is", help: "Region, site or address.", type: "line", isOptional: true },
  ],
  ...keptByOfficials,
});

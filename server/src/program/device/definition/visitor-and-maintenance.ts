// SPDX-License-Identifier: Apache-2.0
import { form } from "../../form/form.ts";
import { noted } from "../../form/workflows.ts";

export const visitorAndMaintenance = form({
  name: "visitor-and-maintenance",
  title: "Visit, key or repair",
  plural: "Visits, keys and repairs",
  says: "Who came in and with whom, keys handed out or returned, and repairs of what protects a site.",
  room: "registers",
  cites: ["164.310(a)(2)(iii)", "164.310(a)(2)(iv)"],
  reach: "everybody",
  titleField: "what",
  fields: [
    { name: "what", label: "What, in a sentence", type: "line" },
    {
      name: "kind",
      label: "Kind",
      type: "choice",
      options: [
        { value: "visit", label: "Visit" },
        { value: "key", label: "Key, badge or code" },
        { value: "repair", label: "Repair or change of a door, lock, wall or other part of security" },
      ],
    },
    { name: "site", label: "Site", type: "submission", form: "site" },
    { name: "on", label: "On", type: "date" },
    { name: "who", label: "Who", type: "line" },
    { name: "escort", label: "Accompanied by", type: "line", when: { field: "kind", is: ["visit"] } },
    { name: "work", label: "What was done, by whom", type: "text", when: { field: "kind", is: ["repair"] } },
  ],
  ...noted,
});

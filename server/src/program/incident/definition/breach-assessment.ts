// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { form } from "../../form/form.ts";
import { decidedBy } from "../../form/workflows.ts";

const factor = (name: string, label: string, help: string) => ({
  name,
  label,
  help,
  type: "text" as const,
  lengthMin: 40,
  when: { field: "exclusion", is: ["none"] },
});

/** 164.402: a breach is presumed unless an assessment of at least four factors shows a low probability that PHI was compromised. */
export const breachAssessment = form({
  name: "breach-assessment",
  title: "Breach assessment",
  plural: "Breach assessments",
  says: "Was it a breach? Presumed so, unless an exclusion fits or the four factors show a low probability of compromise.",
  room: "decisions",
  cites: ["164.402", "164.414(b)"],
  reach: "restricted",
  titleField: "what",
  aboutField: "incident",
  isSole: true,
  decides: "conclusion",
  fields: [
    { name: "what", label: "What happened, in a sentence", help: "Nothing that identifies an individual.", type: "line" },
    { name: "incident", label: "Incident", type: "submission", form: "incident-report" },
    {
      name: "discoveredOn",
      label: "Discovered on",
      help: "The first day it was known, or would have been with reasonable diligence [164.404(a)(2)].",
      type: "date",
    },
    {
      name: "unsecured",
      label: "Was the PHI unsecured?",
      help: "Encrypted as the guidance says, and its key safe: then it was secured [164.402].",
      type: "yes-no",
    },
    { name: "custody", label: "Why the key was safe", type: "text", when: { field: "unsecured", is: ["no"] } },
    {
      name: "exclusion",
      label: "Does an exclusion fit?",
      type: "choice",
      options: [
        { value: "none", label: "None" },
        { value: "good-faith", label: "Unintentional, in good faith, within the scope of authority, and not used further" },
        { value: "inadvertent", label: "Inadvertent, between two persons authorized at the same entity, and not used further" },
        { value: "not-retained", label: "Good-faith belief that the recipient could not have retained it" },
      ],
      when: { field: "unsecured", is: ["yes"] },
    },
    {
      name: "exclusionWhy",
      label: "The facts that make it fit",
      type: "text",
      lengthMin: 40,
      when: { field: "exclusion", is: ["good-faith", "inadvertent", "not-retained"] },
    },
    factor("nature", "1: What PHI, and how well it identifies", "164.402(2)(i)"),
    factor("who", "2: Who used it or received it", "164.402(2)(ii)"),
    factor("viewed", "3: Was it acquired or viewed", "164.402(2)(iii)"),
    factor("mitigated", "4: How far the risk was mitigated", "164.402(2)(iv)"),
    {
      name: "conclusion",
      label: "Conclusion",
      type: "choice",
      options: [
        { value: "breach", label: "A breach: notice is given" },
        { value: "low-probability", label: "Low probability of compromise, shown above" },
        { value: "excluded", label: "Excluded, shown above" },
        { value: "secured", label: "Not unsecured PHI, shown above" },
      ],
    },
    {
      name: "individuals",
      label: "Individuals concerned, how many",
      type: "number",
      min: 0,
      max: 100_000_000,
      unit: "individuals",
      when: { field: "conclusion", is: ["breach"] },
    },
  ],
  ...decidedBy("privacy-official", "security-official", "executive"),
  awaits: { submitted: { title: "Confirm or reject a breach assessment", role: "privacy-official", days: 2 } },
  examine(_parts, { unsecured, exclusion, conclusion }) {
    const shown: Readonly<Record<string, boolean>> = {
      secured: unsecured === "no",
      excluded: unsecured === "yes" && exclusion !== "none",
      "low-probability": unsecured === "yes" && exclusion === "none",
    };
    if (unsecured === undefined || shown[String(conclusion)] !== false) return;
    throw new Fault("invalid_answers", { fields: [{ at: "/answers/conclusion", says: "Is not what the answers above show." }] });
  },
});

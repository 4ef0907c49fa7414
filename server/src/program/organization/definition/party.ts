// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import type { Answers } from "../../form/field.ts";
import { form, type Mover, OFFICIALS } from "../../form/form.ts";
import { keptByOfficials } from "../../form/workflows.ts";

/** Answers by which a party is owed no contract: an official decides them, since the checks of contracts stand on them. */
function waiversIn({ role, phi, notNeeded }: Answers): string[] {
  const isInChain = role === "customer" || role === "vendor";
  return [...(isInChain ? [] : ["role"]), ...(phi === "no" ? ["phi"] : []), ...(notNeeded === undefined ? [] : ["notNeeded"])];
}

/** @throws Fault `invalid_answers` for what only an official may say. */
function refuseWaivers({ roles }: Mover, answers: Answers): void {
  if (OFFICIALS.some((role) => roles.includes(role))) return;
  const says = "An official decides this, because no contract is needed by it: have one file it.";
  const fields = waiversIn(answers).map((name) => ({ at: `/answers/${name}`, says }));
  if (fields.length > 0) throw new Fault("invalid_answers", { fields });
}

/** Somebody in the chain that PHI goes along: upward those whom we serve, downward those who serve us. Its contracts are forms of their own. */
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
    {
      name: "parent",
      label: "Serves us through",
      help: "The vendor whose subcontractor it is. Empty: it serves us itself.",
      type: "submission",
      form: "party",
      isOptional: true,
      when: { field: "role", is: ["vendor"] },
    },
    { name: "service", label: "What for", type: "text" },
    {
      name: "phi",
      label: "Does PHI pass between you already?",
      help: "None passes without a contract in force [164.308(b)(1), 164.502(e)].",
      type: "yes-no",
      when: { field: "role", is: ["customer", "vendor"] },
    },
    {
      name: "notNeeded",
      label: "Why no contract is needed, if so",
      help: "For officials to say. For example: it only carries what it cannot open; or it treats the individual [164.502(e)(1)(ii)].",
      type: "text",
      isOptional: true,
      when: { field: "role", is: ["customer", "vendor"] },
    },
    { name: "contact", label: "Whom to call", type: "line", isOptional: true },
  ],
  ...keptByOfficials,
  filedWith: refuseWaivers,
});

// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form, type Guard, notTheSubmitter } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";
import { CONTRACT_FIELDS, ENDING, RETURNED } from "../contract-fields.ts";
import { contractDays, endedDays, lacksLastDay, refuseContract } from "../contract-days.ts";
import { putInForce } from "../put-in-force.ts";
import { keepTerm } from "../keep-term.ts";
import { missingProvisions } from "../provisions.ts";

const saysAll: Guard = (_mover, { answers }) => {
  const missing = missingProvisions(answers);
  return missing.length === 0 ? null : `It lacks ${missing.length} required provisions, first of them ${missing[0]?.cite ?? ""}.`;
};

/** By hand it would end a contract without asking for the PHI. */
const onlyByTheNext: Guard = () => "Put the next contract of its kind in force: this one gives way by itself.";

/** Satisfactory assurances, in writing, up and down the chain [164.308(b)(3), 164.502(e)(2), 164.504(e)]. */
export const associateContract = form({
  name: "associate-contract",
  title: "Associate contract",
  plural: "Associate contracts",
  says: "The contract with a customer, vendor or subcontractor, provision by provision. Another official puts it in force.",
  room: "registers",
  cites: ["164.308(b)(3)", "164.314(a)(1)", "164.314(a)(2)(i)", "164.502(e)(2)", "164.504(e)(2)", "164.504(e)(3)", "164.504(e)(5)"],
  reach: "officials",
  titleField: "title",
  aboutField: "party",
  hasJournal: true,
  fields: CONTRACT_FIELDS,
  workflow: workflow("draft", {
    draft: { submit: "submitted", discard: "discarded" },
    submitted: { "put-in-force": "in force", return: "draft" },
    "in force": { terminate: "terminated", supersede: "superseded" },
    terminated: { close: "closed" },
    superseded: {},
    discarded: {},
    closed: {},
  }),
  moveSays: {
    submit: "Hand in",
    discard: "Discard",
    "put-in-force": "Put in force",
    return: "Return",
    supersede: "Another took its place",
    terminate: "End it",
    close: "PHI is returned or destroyed: close",
  },
  amendIn: ["draft"],
  draftIn: ["draft", "discarded"],
  lacks: lacksLastDay,
  only: {
    submit: [anOfficial],
    "put-in-force": [notTheSubmitter, anOfficial, saysAll],
    return: [anOfficial],
    supersede: [onlyByTheNext],
    terminate: [anOfficial],
    close: [anOfficial],
  },
  asksWhy: ["return", "supersede", "terminate"],
  moveFields: { terminate: ENDING, close: RETURNED },
  awaits: { submitted: { title: "Put an associate contract in force, or return it", role: "privacy-official", days: 7 } },
  derive: contractDays,
  examine: refuseContract,
  moved: endedDays,
  after: putInForce,
  keeps: keepTerm,
});

// SPDX-License-Identifier: Apache-2.0
import { form } from "../../form/form.ts";
import { decidedBy } from "../../form/workflows.ts";

const PROVISIONS = [
  ["uses", "Permitted and required uses and disclosures", "164.504(e)(2)(i)"],
  ["no-other-use", "No other use or disclosure", "164.504(e)(2)(ii)(A)"],
  ["safeguards", "Safeguards, and the Security Rule for ePHI", "164.504(e)(2)(ii)(B)"],
  ["report", "Reports of unauthorized uses, incidents and breaches", "164.504(e)(2)(ii)(C), 164.314(a)(2)(i)(C)"],
  ["subcontractors", "The same of subcontractors", "164.504(e)(2)(ii)(D)"],
  ["access", "Access", "164.504(e)(2)(ii)(E)"],
  ["amendment", "Amendment", "164.504(e)(2)(ii)(F)"],
  ["accounting", "Accounting of disclosures", "164.504(e)(2)(ii)(G)"],
  ["delegated", "Duties carried out for the covered entity", "164.504(e)(2)(ii)(H)"],
  ["books", "Books open to the Secretary", "164.504(e)(2)(ii)(I)"],
  ["return", "Return or destruction at the end", "164.504(e)(2)(ii)(J)"],
  ["termination", "Termination for a material violation", "164.504(e)(2)(iii)"],
] as const;

const course = decidedBy("security-official", "privacy-official");

export const associateDueDiligence = form({
  name: "associate-due-diligence",
  title: "Associate review",
  plural: "Associate reviews",
  says: "An associate looked at before PHI goes there, and every year: contract, provision by provision, and security.",
  room: "registers",
  cites: ["164.308(b)(1)", "164.314(a)(1)", "164.504(e)(1)", "164.504(e)(2)"],
  reach: "officials",
  titleField: "name",
  aboutField: "party",
  dueField: "reviewOn",
  task: { title: "Look at an associate again", role: "security-official", basis: "policy", inStates: ["approved"] },
  awaits: { submitted: { title: "Approve or reject an associate", role: "privacy-official", days: 7 } },
  fields: [
    { name: "name", label: "Associate", type: "line" },
    { name: "party", label: "In the chain as", type: "submission", form: "party" },
    {
      name: "provisions",
      label: "The contract says",
      type: "choices",
      options: PROVISIONS.map(([value, label, cite]) => ({ value, label, help: cite })),
    },
    { name: "missing", label: "What it does not say, and what follows", type: "text", isOptional: true },
    { name: "report", label: "Report of its auditor: kind, date, exceptions", type: "text" },
    { name: "subprocessors", label: "To whom it passes PHI on", type: "text" },
    { name: "noticeHours", label: "Hours within which it promised notice", type: "number", min: 1, max: 1440, unit: "hours" },
    { name: "reviewOn", label: "Look again by", type: "date" },
  ],
  ...course,
  only: {
    ...course.only,
    approve: [
      ...course.only.approve,
      (_mover, { answers }) => {
        const said = Array.isArray(answers["provisions"]) ? answers["provisions"].length : 0;
        return said === PROVISIONS.length ? null : `The contract lacks ${PROVISIONS.length - said} required provisions.`;
      },
    ],
  },
});

// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form, notTheSubmitter, whoIs } from "../form.ts";
import { workflow } from "../../workflow.ts";

/** 164.308(a)(4)(ii)(B)-(C): who asks for which access, and why; somebody else grants it; it ends. */
export const accessRequest = form({
  name: "access-request",
  title: "Access request",
  plural: "Access requests",
  says: "To ask for access, to have it changed or taken away. Whoever asks never approves.",
  room: "workforce",
  cites: ["164.308(a)(4)(ii)(B)", "164.308(a)(4)(ii)(C)"],
  reach: "everybody",
  titleField: "access",
  dueField: "until",
  task: {
    title: "Access for a time ends: take it away or renew it",
    role: "security-official",
    basis: "policy",
    inStates: ["established"],
  },
  awaits: {
    asked: { title: "Approve or refuse an access request", role: "security-official", days: 5 },
    approved: { title: "Establish access that was approved", role: "security-official", days: 5 },
  },
  fields: [
    { name: "access", label: "Access to what, as what", type: "line" },
    {
      name: "kind",
      label: "What you ask for",
      type: "choice",
      options: [
        { value: "grant", label: "New access" },
        { value: "change", label: "A change" },
        { value: "removal", label: "Removal" },
      ],
    },
    { name: "phi", label: "Does it reach PHI?", type: "yes-no" },
    { name: "why", label: "What the work needs it for", help: "No more than that is granted [164.502(b)].", type: "text" },
    { name: "until", label: "Until when", type: "date", isOptional: true },
  ],
  workflow: workflow("asked", {
    asked: { approve: "approved", refuse: "refused", withdraw: "withdrawn" },
    approved: { establish: "established" },
    established: { modify: "asked", end: "ended" },
    refused: {},
    withdrawn: {},
    ended: {},
  }),
  moveSays: { approve: "Approve", refuse: "Refuse", withdraw: "Withdraw", establish: "Establish", modify: "Ask for a change", end: "End" },
  amendIn: ["asked"],
  only: {
    approve: [notTheSubmitter, whoIs("security-official", "privacy-official", "manager")],
    refuse: [whoIs("security-official", "privacy-official", "manager")],
    establish: [anOfficial],
    end: [anOfficial],
  },
  asksWhy: ["refuse"],
  moveFields: { establish: [{ name: "identity", label: "How it was made sure that it is they", type: "line" }] },
});

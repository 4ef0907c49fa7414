// SPDX-License-Identifier: Apache-2.0
import { form } from "../form.ts";
import { decidedBy } from "../workflows.ts";

export const deIdentificationRelease = form({
  name: "de-identification-release",
  title: "Release of de-identified data",
  plural: "De-identified releases",
  says: "A data set made from PHI that leaves: by which method, checked how, to whom.",
  room: "decisions",
  cites: ["164.502(d)(1)", "164.514(a)", "164.514(b)", "164.514(e)(1)"],
  reach: "officials",
  titleField: "set",
  fields: [
    { name: "set", label: "Data set", type: "line" },
    {
      name: "method",
      label: "Method",
      type: "choice",
      options: [
        { value: "safe-harbor", label: "Safe Harbor [164.514(b)(2)]" },
        { value: "expert", label: "Expert determination [164.514(b)(1)]" },
        { value: "limited", label: "Limited data set, with an agreement [164.514(e)]" },
      ],
    },
    { name: "allowed", label: "What allows us to", help: "As an associate: the contract's words [164.504(e)(2)(i)].", type: "text" },
    { name: "profile", label: "Profile and version used, and how it was measured", type: "text" },
    {
      name: "knowledge",
      label: "Why nobody here knows that it could identify somebody",
      type: "text",
      when: { field: "method", is: ["safe-harbor"] },
    },
    { name: "expert", label: "Who determined it, and where that is written", type: "text", when: { field: "method", is: ["expert"] } },
    { name: "agreement", label: "The data use agreement", type: "document", when: { field: "method", is: ["limited"] } },
    { name: "recipient", label: "To whom, for what", type: "text" },
  ],
  ...decidedBy("privacy-official"),
  awaits: { submitted: { title: "Approve or reject a release of de-identified data", role: "privacy-official", days: 7 } },
});

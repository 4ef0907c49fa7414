// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form, notTheSubmitter } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";

export const mediaDisposal = form({
  name: "media-disposal",
  title: "Movement, reuse or disposal of media",
  plural: "Media moved, reused, disposed of",
  says: "Hardware or media that held ePHI and moves, is used again or is destroyed: how, seen by whom.",
  room: "registers",
  cites: ["164.310(d)(1)", "164.310(d)(2)(i)", "164.310(d)(2)(ii)", "164.310(d)(2)(iii)"],
  reach: "everybody",
  titleField: "asset",
  awaits: { noted: { title: "Confirm a disposal or movement of media", role: "security-official", days: 7 } },
  fields: [
    { name: "asset", label: "What, with serial number", type: "line" },
    {
      name: "kind",
      label: "What happens",
      type: "choice",
      options: [
        { value: "move", label: "It moves" },
        { value: "reuse", label: "It is used again by somebody else" },
        { value: "dispose", label: "It is destroyed or given away" },
      ],
    },
    { name: "held", label: "What it held", help: "The class of data, never the data.", type: "line" },
    { name: "hold", label: "Is anything on it under a legal hold?", type: "yes-no" },
    {
      name: "method",
      label: "How it was cleared",
      help: "NIST SP 800-88.",
      type: "choice",
      options: [
        { value: "crypto-erase", label: "Keys destroyed (cryptographic erase)" },
        { value: "clear", label: "Overwritten (clear)" },
        { value: "purge", label: "Purged" },
        { value: "destroy", label: "Destroyed" },
      ],
      when: { field: "kind", is: ["reuse", "dispose"] },
    },
    { name: "witness", label: "Seen by, or the vendor's certificate", type: "line", when: { field: "kind", is: ["reuse", "dispose"] } },
    { name: "certificate", label: "Certificate", type: "document", isOptional: true, when: { field: "kind", is: ["dispose"] } },
    { name: "to", label: "Where it goes, in whose custody", type: "line", when: { field: "kind", is: ["move", "reuse"] } },
    {
      name: "copy",
      label: "Was a retrievable copy of the ePHI made before?",
      help: "164.310(d)(2)(iv)",
      type: "yes-no",
      when: { field: "kind", is: ["move"] },
    },
  ],
  workflow: workflow("noted", { noted: { confirm: "confirmed", withdraw: "withdrawn" }, confirmed: {}, withdrawn: {} }),
  moveSays: { confirm: "Confirm", withdraw: "Withdraw" },
  amendIn: ["noted"],
  only: {
    confirm: [
      anOfficial,
      notTheSubmitter,
      (_mover, { answers }) => (answers["hold"] === "yes" ? "Something on it is under a legal hold: it stays." : null),
    ],
  },
});

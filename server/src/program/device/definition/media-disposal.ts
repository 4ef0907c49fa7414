// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { today } from "../../calendar.ts";
import { anOfficial, form, notTheSubmitter } from "../../form/form.ts";
import { openContent, submissionById } from "../../form/submission.ts";
import { workflow } from "../../workflow.ts";
import { idIn } from "../id-in.ts";
import { confirmed } from "../confirmed.ts";

const cleared = { field: "kind", is: ["reuse", "dispose"] } as const;
const goesOn = { field: "kind", is: ["move", "reuse"] } as const;

/** 164.310(d)(1)-(d)(2)(iv): what moves, is used again, or goes for good. Confirming it moves the device itself. */
export const mediaDisposal = form({
  name: "media-disposal",
  title: "Movement, reuse or disposal of media",
  plural: "Media moved, reused, disposed of",
  says: "A device or medium that may hold PHI and moves, is used again or is destroyed: how, seen by whom.",
  room: "registers",
  cites: ["164.310(d)(1)", "164.310(d)(2)(i)", "164.310(d)(2)(ii)", "164.310(d)(2)(iii)", "164.310(d)(2)(iv)"],
  reach: "everybody",
  titleField: "name",
  aboutField: "device",
  awaits: { noted: { title: "Confirm a disposal, reuse or movement of media", role: "security-official", days: 7 } },
  fields: [
    { name: "device", label: "Device or medium", type: "submission", form: "device" },
    { name: "name", label: "What it is called", type: "line", isDerived: true },
    {
      name: "kind",
      label: "What happens",
      type: "choice",
      options: [
        { value: "move", label: "It moves, with what is on it" },
        { value: "reuse", label: "It is used again by somebody else" },
        { value: "dispose", label: "It is destroyed or given away" },
      ],
    },
    { name: "on", label: "On", type: "date" },
    { name: "hold", label: "Is anything on it under a legal hold?", help: "A hold stops disposal and reuse.", type: "yes-no" },
    {
      name: "method",
      label: "How it was cleared",
      help: "NIST SP 800-88 names them.",
      type: "choice",
      options: [
        { value: "clear", label: "Clear", help: "Overwritten by ordinary commands: for use again inside." },
        { value: "purge", label: "Purge", help: "Erased so that a laboratory finds nothing: for what leaves us." },
        { value: "destroy", label: "Destroy", help: "Shredded, melted, pulverized; of paper, cut so that it cannot be put together." },
        { value: "crypto-erase", label: "Cryptographic erase", help: "Encrypted from the first byte, and every copy of the key is gone." },
      ],
      when: cleared,
    },
    {
      name: "seen",
      label: "Who saw it",
      type: "choice",
      options: [
        { value: "witness", label: "Somebody of ours" },
        { value: "certificate", label: "The certificate of who did it for us" },
      ],
      when: cleared,
    },
    { name: "witness", label: "Witness", help: "Not who files this.", type: "member", when: { field: "seen", is: ["witness"] } },
    { name: "certificate", label: "Certificate", type: "document", when: { field: "seen", is: ["certificate"] } },
    { name: "to", label: "Who has it from then on", type: "member", when: goesOn },
    {
      name: "where",
      label: "Where it is then",
      type: "choice",
      options: [
        { value: "site", label: "At a site of ours" },
        { value: "remote", label: "With its custodian, elsewhere" },
      ],
      when: goesOn,
    },
    { name: "site", label: "Site", type: "submission", form: "site", when: { field: "where", is: ["site"] } },
    {
      name: "copy",
      label: "A retrievable, exact copy of its ePHI before it moved",
      help: "164.310(d)(2)(iv)",
      type: "choice",
      options: [
        { value: "made", label: "Made, and read back" },
        { value: "not-needed", label: "Not needed" },
      ],
      when: { field: "kind", is: ["move"] },
    },
    { name: "whyNoCopy", label: "Why none was needed", type: "line", when: { field: "copy", is: ["not-needed"] } },
  ],
  workflow: workflow("noted", { noted: { confirm: "confirmed", withdraw: "withdrawn" }, confirmed: {}, withdrawn: {} }),
  moveSays: { confirm: "Confirm", withdraw: "Withdraw" },
  amendIn: ["noted"],
  only: {
    confirm: [
      anOfficial,
      notTheSubmitter,
      (_mover, { answers }) =>
        answers["hold"] === "yes" && answers["kind"] !== "move" ? "Something on it is under a legal hold: it stays." : null,
      ({ user }, { answers }) => (user !== null && user === answers["witness"] ? "You are its witness; another official confirms." : null),
      (_mover, { answers, submittedBy }) =>
        submittedBy !== null && submittedBy === answers["witness"] ? "The witness is somebody other than who filed it." : null,
    ],
  },
  async derive(parts, { device }) {
    const id = idIn(device);
    const row = id === null ? undefined : await submissionById(parts.db.in({ role: "part164_app", tenant: parts.installation }), id);
    return { name: row?.form === "device" ? (await openContent(parts, row)).answers["name"] : undefined };
  },
  async examine(parts, { on, kind, method }) {
    if (kind === "dispose" && method === "clear")
      throw new Fault("invalid_answers", {
        fields: [{ at: "/answers/method", says: "Is for use again inside: what leaves us is purged, destroyed, or its key is gone." }],
      });
    if (typeof on === "string" && on > (await today(parts)))
      throw new Fault("invalid_answers", { fields: [{ at: "/answers/on", says: "Is a day that has come." }] });
  },
  after: confirmed,
});

// SPDX-License-Identifier: Apache-2.0
import { form, whoIs } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";

export const notificationTracker = form({
  name: "notification-tracker",
  title: "Breach notice",
  plural: "Breach notices",
  says: "One notice that a breach makes due: to whom, by when, and the proof that it went out.",
  room: "registers",
  cites: ["164.404(b)", "164.406(b)", "164.408(b)", "164.408(c)", "164.410(b)", "164.412"],
  reach: "restricted",
  titleField: "to",
  aboutField: "breach",
  dueField: "dueOn",
  task: { title: "Send a breach notice", role: "privacy-official", basis: "law", inStates: ["due"] },
  fields: [
    { name: "breach", label: "Breach", type: "submission", form: "breach-assessment" },
    {
      name: "to",
      label: "To whom",
      type: "choice",
      options: [
        { value: "individuals", label: "Individuals [164.404]" },
        { value: "media", label: "Media, more than 500 of a state [164.406]" },
        { value: "secretary", label: "The Secretary [164.408]" },
        { value: "covered-entity", label: "The covered entity whom we serve [164.410]" },
      ],
    },
    { name: "discoveredOn", label: "Discovered on", type: "date" },
    {
      name: "dueOn",
      label: "Due by",
      help: "Without unreasonable delay; this is the outer limit, or the contract's shorter one.",
      type: "date",
    },
    { name: "delay", label: "Delayed at the word of law enforcement", type: "yes-no" },
    { name: "delayStatement", label: "Whose statement, written or oral, until when", type: "text", when: { field: "delay", is: ["yes"] } },
  ],
  workflow: workflow("due", { due: { send: "sent" }, sent: {} }),
  moveSays: { send: "Record that it was sent" },
  amendIn: ["due"],
  only: { send: [whoIs("privacy-official", "security-official")] },
  moveFields: {
    send: [
      { name: "sentOn", label: "Sent on", type: "date" },
      { name: "proof", label: "Proof", help: "How it went out, to how many. The text itself as a document.", type: "text" },
      { name: "notice", label: "The notice", type: "document", isOptional: true },
    ],
  },
});

// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form, type Guard, notTheSubmitter } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";
import { lacksOf, type NoticeTo } from "../notice-text.ts";
import { recordSent, refuseUnsendable } from "../record-sent.ts";

/** What it lacks depends on to whom it goes; a draft that does not say so yet is asked for that when it is handed in. */
const isWhole: Guard = (_mover, { answers: { to, text } }) =>
  to === undefined ? null : (lacksOf(String(text ?? ""), to as NoticeTo)[0] ?? null); // A choice of the form.

export const notificationTracker = form({
  name: "notification-tracker",
  title: "Breach notice",
  plural: "Breach notices",
  says: "One notice that a breach makes due: to whom, what it says, and the proof that it went out.",
  room: "incidents",
  cites: ["164.404(b)", "164.404(c)(1)", "164.404(d)", "164.406(b)", "164.408(b)", "164.408(c)", "164.410(b)", "164.410(c)(1)"],
  reach: "restricted",
  titleField: "to",
  aboutField: "breach",
  awaits: {
    submitted: { title: "Approve or return a breach notice", role: "security-official", days: 1 },
    approved: { title: "Send a breach notice that is approved", role: "privacy-official", days: 1 },
  },
  fields: [
    { name: "breach", label: "Breach", type: "submission", form: "breach-assessment" },
    { name: "clock", label: "Clock", help: "Which notice that is due it is.", type: "line" },
    {
      name: "to",
      label: "To whom",
      type: "choice",
      options: [
        { value: "individuals", label: "Individuals", help: "164.404" },
        { value: "media", label: "Media of a State", help: "164.406" },
        { value: "secretary", label: "The Secretary", help: "164.408" },
        { value: "covered-entity", label: "The covered entity whom we serve", help: "164.410" },
      ],
    },
    {
      name: "text",
      label: "The notice",
      help: "Markdown. Names and addresses of individuals stay blanks: they are put in where it is sent.",
      type: "text",
    },
  ],
  workflow: workflow("draft", {
    draft: { submit: "submitted", discard: "discarded" },
    submitted: { approve: "approved", return: "draft" },
    approved: { send: "sent", return: "draft" },
    sent: {},
    discarded: {},
  }),
  moveSays: { submit: "Hand in", discard: "Discard", approve: "Approve", return: "Return", send: "Record that it was sent" },
  amendIn: ["draft"],
  draftIn: ["draft", "discarded"],
  only: {
    submit: [anOfficial, isWhole],
    approve: [notTheSubmitter, anOfficial, isWhole],
    return: [anOfficial],
    send: [anOfficial],
    discard: [anOfficial],
  },
  asksWhy: ["return"],
  moveFields: {
    send: [
      { name: "sentAt", label: "Sent", help: "The moment at which the last of them went out.", type: "instant" },
      {
        name: "method",
        label: "How",
        type: "choice",
        options: [
          { value: "mail", label: "First-class mail", help: "164.404(d)(1)(i)" },
          { value: "e-mail", label: "E-mail, to those who agreed to it", help: "164.404(d)(1)(i)" },
          { value: "telephone", label: "Telephone as well, because it is urgent", help: "164.404(d)(3)" },
          { value: "substitute", label: "Substitute notice", help: "164.404(d)(2)" },
          { value: "press", label: "Press release to prominent media", help: "164.406" },
          { value: "hhs", label: "The Department's web site", help: "164.408" },
          { value: "contract", label: "The way that the contract names", help: "164.410" },
        ],
      },
      { name: "count", label: "To how many", type: "number", min: 1, max: 100_000_000, unit: "recipients" },
      {
        name: "posted",
        label: "Posted until",
        help: "10 or more who cannot be reached: on the home page for 90 days, or major media, with a toll-free number as long [164.404(d)(2)(ii)].",
        type: "date",
        isOptional: true,
        when: { field: "method", is: ["substitute"] },
      },
      { name: "proof", label: "Proof", help: "Receipt, mailing list's number, confirmation.", type: "text" },
      { name: "proofDocument", label: "As a document", type: "document", isOptional: true },
    ],
  },
  examine: refuseUnsendable,
  after: recordSent,
});

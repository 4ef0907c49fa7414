// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form, type MoveCall } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";
import { CASE_FORMS } from "../case.ts";
import { makeCaseCode } from "../case-code.ts";
import { holdCase, refuseOtherCase } from "../handed-over.ts";
import { CODE, RECEIVED, refuseAnswer, refuseFuture } from "../request-form.ts";

/** Any wording counts, and whoever hears it passes it on the same day: what was asked, and when, never by whom [164.530(d)(1)]. */
export const privacyHandover = form({
  name: "privacy-handover",
  title: "Somebody asked or complained",
  plural: "What somebody asked or complained of",
  says: "You were asked for records, a correction or anything else about somebody’s information, or heard a complaint: pass it on today. Never who.",
  room: "registers",
  cites: ["164.530(d)(1)", "164.524(b)(1)", "164.526(b)(1)"],
  reach: "everybody",
  titleField: "code",
  fields: [
    { ...CODE, help: "Write it on your note of who asked, and hand that to the privacy official." },
    {
      name: "asked",
      label: "What was it?",
      type: "choice",
      options: [
        { value: "individual-access", label: "They want to see their records, or a copy" },
        { value: "individual-amendment", label: "They say that their record is wrong" },
        { value: "individual-accounting", label: "They ask whom we told" },
        { value: "individual-restriction", label: "They ask us not to use or tell something" },
        { value: "individual-communication", label: "They want to be reached another way" },
        { value: "complaint", label: "They complain" },
        { value: "other", label: "Something else, or I am not sure" },
      ],
    },
    RECEIVED,
    {
      name: "note",
      label: "Where is it written who it was?",
      type: "choice",
      options: [
        { value: "record", label: "In their record" },
        { value: "paper", label: "On paper or in a message, which I hand to the privacy official" },
        { value: "nobody", label: "They gave no name" },
      ],
    },
  ],
  workflow: workflow("handed over", { "handed over": { take: "taken up", "no-case": "no case" }, "taken up": {}, "no case": {} }),
  moveSays: { take: "A case was opened for it", "no-case": "It needs no case" },
  amendIn: [],
  asksWhy: ["no-case"],
  only: { take: [anOfficial], "no-case": [anOfficial] },
  awaits: { "handed over": { title: "Open a case for what somebody asked", role: "privacy-official", days: 1 } },
  moveFields: {
    take: [
      {
        name: "case",
        label: "The case that was opened for it",
        help: "Of the same kind, received no later, and not over before this was heard. Empty only where it was something else.",
        type: "submission",
        forms: CASE_FORMS,
        formBy: "asked",
        isOptional: true,
      },
      { name: "openedOn", label: "The case was opened on", type: "date" },
    ],
  },
  forgets: { take: ["case", "openedOn"] },
  examine: (parts, answers, at) => refuseFuture(parts, answers, "receivedOn", at),
  examineMove: refuseOtherCase,
  derive: (_parts, _answers, before) => Promise.resolve({ code: before["code"] ?? makeCaseCode("ASK") }),
  moved({ answers, move, today }: MoveCall) {
    if (move === "take" && String(answers["openedOn"]) > today) refuseAnswer("openedOn", "Is today or before.");
    return {};
  },
  after: holdCase,
});

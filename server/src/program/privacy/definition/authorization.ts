// SPDX-License-Identifier: Apache-2.0
import { form, type MoveCall, whoIs } from "../../form/form.ts";
import type { Answers } from "../../form/field.ts";
import { workflow } from "../../workflow.ts";
import { defectsOf, ELEMENTS, STATEMENTS } from "../authorization-defects.ts";
import { makeCaseCode } from "../case-code.ts";
import { CODE, refuseFuture } from "../request-form.ts";
import { Fault } from "#base/fault.ts";

const ACCEPTS = [whoIs("privacy-official", "security-official")];

/** 164.508: authorizations that were received, looked through element by element, kept, and ended when they end. */
export const authorization = form({
  name: "authorization",
  title: "Authorization",
  plural: "Authorizations",
  says: "An individual's signed permission for a use or disclosure: each element looked for, the paper kept, its end watched.",
  room: "registers",
  cites: ["164.508(c)(1)", "164.508(c)(2)", "164.508(b)(2)", "164.508(b)(5)", "164.508(b)(6)"],
  reach: "restricted",
  titleField: "code",
  dueField: "endsOn",
  fields: [
    CODE,
    {
      name: "purpose",
      label: "For what",
      type: "choice",
      options: [
        { value: "at-request", label: "At the request of the individual" },
        { value: "to-person", label: "To tell somebody whom the individual names" },
        { value: "research", label: "Research" },
        { value: "psychotherapy-notes", label: "Psychotherapy notes [164.508(a)(2)]" },
        { value: "marketing", label: "Marketing [164.508(a)(3)]" },
        { value: "sale", label: "Sale of information [164.508(a)(4)]" },
      ],
    },
    {
      name: "isPaid",
      label: "Does a third party pay us for the marketing?",
      type: "yes-no",
      when: { field: "purpose", is: ["marketing"] },
    },
    { name: "signedOn", label: "Signed on", type: "date" },
    {
      name: "elements",
      label: "Which of these are in it, filled in",
      help: "164.508(c)(1)",
      type: "choices",
      options: ELEMENTS,
      isOptional: true,
    },
    {
      name: "isByRepresentative",
      label: "Was it signed by a personal representative?",
      type: "yes-no",
    },
    {
      name: "statements",
      label: "Which of these does it say",
      help: "164.508(c)(2), (c)(3)",
      type: "choices",
      options: STATEMENTS,
      isOptional: true,
    },
    {
      name: "combined",
      label: "Is it combined with another paper?",
      type: "choice",
      options: [
        { value: "no", label: "No" },
        { value: "research", label: "With another permission for the same or another research study [164.508(b)(3)(i)]" },
        { value: "same-kind", label: "With another authorization, and nothing depends on either [164.508(b)(3)(ii)-(iii)]" },
        { value: "other", label: "With something else" },
      ],
    },
    {
      name: "conditioned",
      label: "Does treatment, payment, enrollment or a benefit depend on signing it?",
      type: "choice",
      options: [
        { value: "no", label: "No" },
        { value: "research-treatment", label: "Treatment in the research that it is for [164.508(b)(4)(i)]" },
        { value: "plan-enrollment", label: "A plan's enrollment, before it [164.508(b)(4)(ii)]" },
        { value: "for-third-party", label: "Care solely to tell a third party its result [164.508(b)(4)(iii)]" },
        { value: "other", label: "Something else does" },
      ],
    },
    { name: "knownFalse", label: "Is anything material in it known to be false?", type: "yes-no" },
    {
      name: "ends",
      label: "When it ends",
      type: "choice",
      options: [
        { value: "day", label: "On a day" },
        { value: "event", label: "With an event" },
        { value: "research-end", label: "With the research, or never, as research may say [164.508(c)(1)(v)]" },
      ],
    },
    { name: "endDay", label: "Its last day", type: "date", when: { field: "ends", is: ["day"] } },
    {
      name: "endEvent",
      label: "Which event",
      help: "Nothing that identifies an individual.",
      type: "line",
      when: { field: "ends", is: ["event"] },
    },
    { name: "document", label: "The signed paper", help: "Kept under seal six years from when it was last in effect.", type: "document" },
    {
      name: "copyGiven",
      label: "If we asked for it: has the individual a copy? [164.508(c)(4)]",
      type: "choice",
      options: [
        { value: "given", label: "Yes" },
        { value: "not-ours", label: "We did not ask for it" },
      ],
    },
    { name: "endsOn", label: "Ends on", type: "date", isOptional: true, isDerived: true },
  ],
  workflow: workflow("received", {
    received: { accept: "in force", refuse: "refused" },
    "in force": { revoke: "revoked", expire: "expired" },
    refused: {},
    revoked: {},
    expired: {},
  }),
  moveSays: {
    accept: "It is valid: keep it",
    refuse: "It is defective: refuse it",
    revoke: "The individual revoked it",
    expire: "Its end has come",
  },
  amendIn: ["received"],
  asksWhy: ["refuse"],
  only: { accept: ACCEPTS, refuse: ACCEPTS },
  moveFields: {
    revoke: [
      { name: "revokedOn", label: "Revoked in writing on", help: "164.508(b)(5)", type: "date" },
      {
        name: "reliedOn",
        label: "Was something done in reliance on it before?",
        help: "That stays done [164.508(b)(5)(i)].",
        type: "yes-no",
      },
    ],
    expire: [{ name: "endedOn", label: "Ended on", type: "date" }],
  },
  examine: (parts, answers, at) => refuseFuture(parts, answers, "signedOn", at),
  derive: (_parts, { ends, endDay }, before) => Promise.resolve({ code: before["code"] ?? makeCaseCode("AUT"), ...endOf(ends, endDay) }),
  moved,
});

/** The day that is watched; of what ends with an event none is known. */
const endOf = (ends: unknown, endDay: unknown): Answers => ({ endsOn: ends === "day" ? endDay : undefined });

function moved({ answers, move, today }: MoveCall): Answers {
  if (move === "accept") {
    const defects = defectsOf(answers, today);
    if (defects.length > 0)
      throw new Fault("invalid_answers", {
        fields: defects.map(({ at, says, cite }) => ({ at: `/answers/${at}`, says: `${says} [${cite}]` })),
      });
  }
  for (const name of ["revokedOn", "endedOn"]) {
    const day = answers[name];
    if (typeof day === "string" && (day > today || day < String(answers["signedOn"])))
      throw new Fault("invalid_answers", { fields: [{ at: `/answers/${name}`, says: "Is between the day it was signed and today." }] });
  }
  return {};
}

// SPDX-License-Identifier: Apache-2.0
import type { Parts } from "#gate/parts.ts";
import { plusDays } from "../../calendar.ts";
import { policyParameter } from "../../document/parameter.ts";
import { form, type HookCall, type MoveCall, notAboutOneself } from "../../form/form.ts";
import type { Answers } from "../../form/field.ts";
import { workflow } from "../../workflow.ts";
import { makeCaseCode } from "../case-code.ts";
import { refuseUnknownPerson } from "../unknown-person.ts";
import { refuseLaterThanHeard } from "../handed-over.ts";
import { CODE, OFFICIALS_DECIDE, RECEIVED, refuseAnswer, refuseDay, refuseFuture } from "../request-form.ts";

/** 164.530(d): every complaint is written down, looked into by somebody whom it does not concern, and has a disposition. */
export const complaint = form({
  name: "complaint",
  title: "Complaint",
  plural: "Complaints",
  says: "Somebody complains about our privacy policies, or about how we keep them or the rule. Also without a name. Nobody suffers for it.",
  room: "registers",
  cites: ["164.530(d)(1)", "164.530(d)(2)", "164.530(g)(1)"],
  reach: "restricted",
  titleField: "code",
  dueField: "dueOn",
  fields: [
    CODE,
    RECEIVED,
    {
      name: "cameFrom",
      label: "Who complains",
      type: "choice",
      options: [
        { value: "anonymous", label: "Somebody who gave no name" },
        { value: "individual", label: "An individual, or for them their representative" },
        { value: "workforce", label: "Somebody of our workforce" },
        { value: "other", label: "Somebody else: a customer, an associate, an authority" },
      ],
    },
    {
      name: "about",
      label: "What about",
      type: "choices",
      options: [
        { value: "disclosure", label: "That something was used or told that should not have been" },
        { value: "access", label: "That a record was not given, or late" },
        { value: "correction", label: "That a record was not corrected" },
        { value: "notice", label: "Our notice of privacy practices" },
        { value: "policy", label: "A policy or procedure of ours" },
        { value: "security", label: "How records are guarded" },
        { value: "breach", label: "How a breach was told, or not" },
        { value: "retaliation", label: "That somebody suffered for asking or complaining [164.530(g)]" },
      ],
    },
    {
      name: "says",
      label: "What they say",
      help: "No name, and nothing that identifies an individual: that stays with the records.",
      type: "text",
    },
    { name: "concerns", label: "Whom of ours it concerns", type: "member", isOptional: true },
    { name: "dueOn", label: "To be answered by", type: "date", isOptional: true, isDerived: true },
  ],
  workflow: workflow("received", {
    received: { assign: "looked into", withdraw: "withdrawn" },
    "looked into": { reassign: "looked into", dispose: "disposed of" },
    "disposed of": {},
    withdrawn: {},
  }),
  moveSays: {
    assign: "Have it looked into",
    reassign: "Have somebody else look into it",
    dispose: "Write down its disposition",
    withdraw: "Close: it was no complaint about this",
  },
  amendIn: ["received"],
  amendedBy: [notAboutOneself("concerns")],
  asksWhy: ["withdraw"],
  task: { title: "Answer a complaint", role: "privacy-official", basis: "policy", inStates: ["received", "looked into"] },
  only: {
    assign: [...OFFICIALS_DECIDE, notAboutOneself("concerns")],
    reassign: [...OFFICIALS_DECIDE, notAboutOneself("concerns")],
    dispose: [notAboutOneself("concerns")],
    withdraw: [notAboutOneself("concerns")],
  },
  moveFields: { ...bothAssign(), dispose: disposing() },
  async examine(parts, answers, at) {
    await refuseFuture(parts, answers, "receivedOn", at);
    await refuseLaterThanHeard(parts, answers, "receivedOn", at);
  },
  examineHeld: (parts, answers, at) => refuseLaterThanHeard(parts, answers, "receivedOn", at),
  derive,
  moved,
  async after({ tx, submission, move }: HookCall): Promise<void> {
    if (move === "assign" || move === "reassign") await refuseUnknownPerson(tx, submission.answers, "lookedIntoBy");
  },
});

function bothAssign(): Pick<NonNullable<Parameters<typeof form>[0]["moveFields"]>, string> {
  const by = { name: "lookedIntoBy", label: "Who looks into it", help: "Not whom it concerns.", type: "member" } as const;
  return { assign: [by], reassign: [by] };
}

function disposing() {
  return [
    {
      name: "found",
      label: "What was found",
      type: "choice",
      options: [
        { value: "founded", label: "It is so" },
        { value: "partly", label: "It is partly so" },
        { value: "unfounded", label: "It is not so" },
        { value: "unclear", label: "It cannot be told" },
      ],
    },
    { name: "disposition", label: "What was done about it", help: "Nothing that identifies an individual.", type: "text" },
    {
      name: "follows",
      label: "What follows from it",
      type: "choices",
      isOptional: true,
      options: [
        { value: "incident", label: "An incident report" },
        { value: "mitigation", label: "Mitigation of harm" },
        { value: "sanction", label: "A sanction" },
        { value: "policy", label: "A change of policy" },
        { value: "training", label: "Training" },
      ],
    },
    {
      name: "nobodySuffers",
      label: "Was it said to those concerned that nobody may suffer for the complaint?",
      help: "164.530(g)",
      type: "yes-no",
    },
    {
      name: "answeredOn",
      label: "Whoever complained was answered on",
      help: "Empty where nobody can be reached.",
      type: "date",
      isOptional: true,
    },
  ] as const;
}

async function derive(parts: Parts, answers: Answers, before: Answers): Promise<Answers> {
  const { receivedOn } = answers;
  const code = before["code"] ?? makeCaseCode("CPL");
  if (typeof receivedOn !== "string") return { code };
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  const days = await policyParameter(parts, db, { policy: "individual-rights", name: "complaintDays", otherwise: 15 });
  return { code, dueOn: plusDays(receivedOn, days) };
}

function moved({ answers, move, today }: MoveCall): Answers {
  const { concerns, lookedIntoBy, nobodySuffers, cameFrom, answeredOn } = answers;
  if (move === "assign" || move === "reassign") {
    if (lookedIntoBy === concerns) refuseAnswer("lookedIntoBy", "It concerns them: somebody else looks into it.");
  } else if (move === "dispose") {
    if (nobodySuffers !== "yes") refuseAnswer("nobodySuffers", "Say so first: retaliation is forbidden [164.530(g)].");
    if (cameFrom !== "anonymous" && answeredOn === undefined)
      refuseAnswer("answeredOn", "Answer whoever complained first: they gave a name.");
    refuseDay(answers, "answeredOn", today);
  }
  return {};
}

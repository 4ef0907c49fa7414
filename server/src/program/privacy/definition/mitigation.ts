// SPDX-License-Identifier: Apache-2.0
import type { Parts } from "#gate/parts.ts";
import { plusDays } from "../../calendar.ts";
import { policyParameter } from "../../document/parameter.ts";
import { type Examining, form } from "../../form/form.ts";
import type { Answers } from "../../form/field.ts";
import { workflow } from "../../workflow.ts";
import { makeCaseCode } from "../case-code.ts";
import { refuseLaterThanHeard } from "../handed-over.ts";
import { CODE, refuseAnswer, refuseFuture } from "../request-form.ts";

/** 164.530(f): known harm of a use or disclosure against the rule or our policies, ours or our associate's, is mitigated as far as practicable. */
export const mitigation = form({
  name: "mitigation",
  title: "Mitigation of harm",
  plural: "Mitigation of harm",
  says: "Harm of a wrong use or disclosure is known: what it is, and what was done against it, as far as that is practicable.",
  room: "registers",
  cites: ["164.530(f)"],
  reach: "restricted",
  titleField: "code",
  dueField: "dueOn",
  fields: [
    CODE,
    { name: "knownOn", label: "Known since", type: "date" },
    { name: "incident", label: "From which incident", type: "submission", form: "incident-report", isOptional: true },
    { name: "complaint", label: "From which complaint", type: "submission", form: "complaint", isOptional: true },
    {
      name: "by",
      label: "Whose act it was",
      type: "choice",
      options: [
        { value: "us", label: "Ours" },
        { value: "associate", label: "Our business associate’s" },
      ],
    },
    {
      name: "harm",
      label: "What harm is known",
      type: "choices",
      options: [
        { value: "exposed", label: "Somebody knows who should not" },
        { value: "identity", label: "Misuse of identity or money, or the danger of it" },
        { value: "care", label: "Care that went wrong or was put off" },
        { value: "standing", label: "Standing, work or family" },
        { value: "safety", label: "Safety" },
      ],
    },
    { name: "facts", label: "In a few sentences", help: "Nothing that identifies an individual.", type: "text" },
    { name: "dueOn", label: "To be done by", type: "date", isOptional: true, isDerived: true },
  ],
  task: { title: "Mitigate the harm of a wrong disclosure", role: "privacy-official", basis: "law", inStates: ["open"] },
  workflow: workflow("open", { open: { finish: "done", impracticable: "not practicable" }, done: {}, "not practicable": {} }),
  moveSays: { finish: "It is done", impracticable: "No more is practicable" },
  asksWhy: ["impracticable"],
  amendIn: ["open"],
  moveFields: {
    finish: [
      {
        name: "done",
        label: "What was done",
        type: "choices",
        options: [
          { value: "returned", label: "It was returned or destroyed, and that is assured in writing" },
          { value: "recalled", label: "What was sent was recalled or taken down" },
          { value: "told", label: "The individual was told, and what they can do themselves" },
          { value: "monitoring", label: "Credit or identity is watched at our cost" },
          { value: "corrected", label: "What it led to was put right" },
          { value: "associate-cured", label: "The associate cured it, or the contract ended [164.504(e)(1)]" },
        ],
      },
      { name: "howDone", label: "How", type: "text" },
    ],
  },
  examine,
  examineHeld: (parts, answers, at) => refuseLaterThanHeard(parts, answers, "knownOn", at),
  derive,
});

async function examine(parts: Parts, answers: Answers, at: Examining): Promise<void> {
  await refuseFuture(parts, answers, "knownOn", at);
  await refuseLaterThanHeard(parts, answers, "knownOn", at);
  if (answers["incident"] === undefined && answers["complaint"] === undefined)
    refuseAnswer("incident", "Name the incident or the complaint from which the harm is known.");
}

async function derive(parts: Parts, answers: Answers, before: Answers): Promise<Answers> {
  const { knownOn } = answers;
  const code = before["code"] ?? makeCaseCode("MIT");
  if (typeof knownOn !== "string") return { code };
  const db = parts.db.in({ role: "part164_app", tenant: parts.installation });
  return {
    code,
    dueOn: plusDays(knownOn, await policyParameter(parts, db, { policy: "security-incidents", name: "mitigationDays", otherwise: 30 })),
  };
}

// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { sql } from "#store/sql.ts";
import { POLICIES } from "../../document/library.ts";
import { form, type HookCall, type MoveCall, notAboutOneself, notTheSubmitter, whoIs } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";
import { LEVELS } from "../level.ts";
import { slugWords } from "../../slug-words.ts";

const OFFICIALS = whoIs("security-official", "privacy-official");

/** 164.308(a)(1)(ii)(C), 164.530(e): sanctions are applied and documented. Only officials see them. */
export const sanction = form({
  name: "sanction",
  title: "Sanction",
  plural: "Sanctions",
  says: "What a member of the workforce did against policy, what was found, and what followed. For officials alone.",
  room: "workforce",
  cites: ["164.308(a)(1)(ii)(C)", "164.530(e)(1)", "164.530(e)(2)"],
  reach: "restricted",
  titleField: "level",
  aboutField: "member",
  fields: [
    { name: "member", label: "Who", type: "member" },
    { name: "happened", label: "What happened", help: "No health information.", type: "text" },
    {
      name: "policy",
      label: "Which policy it went against",
      type: "choice",
      options: POLICIES.map((policy) => ({
        value: policy,
        label: slugWords(policy),
      })),
    },
    {
      name: "protectedAct",
      label: "Was it a report, a complaint or testimony that the rule protects?",
      help: "Whoever discloses in good faith to an oversight agency or their attorney, is the victim of a crime, complains or testifies is not sanctioned for it [164.502(j), 164.530(g)(2)].",
      type: "yes-no",
    },
    { name: "heard", label: "What the person said to it", type: "text" },
    {
      name: "level",
      label: "Level",
      type: "choice",
      options: LEVELS,
    },
    { name: "action", label: "What is done", type: "text" },
  ],
  workflow: workflow("draft", {
    draft: { submit: "submitted", discard: "discarded" },
    submitted: { decide: "decided", return: "draft" },
    decided: { appeal: "appealed" },
    appealed: { uphold: "upheld", lift: "lifted" },
    upheld: {},
    lifted: {},
    discarded: {},
  }),
  moveSays: {
    submit: "Submit",
    discard: "Discard",
    decide: "Decide so",
    return: "Return",
    appeal: "Record an appeal",
    uphold: "Uphold",
    lift: "Lift",
  },
  amendIn: ["draft"],
  amendedBy: [notAboutOneself("member")],
  draftIn: ["draft", "discarded"],
  only: {
    submit: [notAboutOneself("member")],
    discard: [notAboutOneself("member")],
    decide: [notTheSubmitter, notAboutOneself("member"), OFFICIALS],
    return: [notAboutOneself("member")],
    uphold: [notAboutOneself("member"), OFFICIALS],
    lift: [notAboutOneself("member"), OFFICIALS],
  },
  asksWhy: ["return", "lift", "uphold"],
  awaits: {
    submitted: { title: "Decide on a sanction", role: "privacy-official", days: 7 },
    appealed: { title: "Decide on an appeal against a sanction", role: "privacy-official", days: 14 },
  },
  moved({ answers, move }: MoveCall) {
    if (move === "submit" && answers["protectedAct"] === "yes")
      throw new Fault("invalid_answers", {
        fields: [{ at: "/answers/protectedAct", says: "Then there is no sanction for it [164.530(e)(1), (g)(2)]: discard this." }],
      });
    return {};
  },
  after: refuseOwnDecision,
});

/** An appeal is decided by somebody other than who decided first. @throws Fault `not_yours_to_do`. */
async function refuseOwnDecision({ tx, submission, move, mover }: HookCall): Promise<void> {
  if (move !== "uphold" && move !== "lift") return;
  const decided = await tx.maybe(sql`
    select 1 from program.submission_version where submission = ${submission.id} and move = 'decide' and by = ${mover.user}::uuid limit 1`);
  if (decided !== undefined)
    throw new Fault("not_yours_to_do", { detail: "You decided on it first; somebody else decides on the appeal." });
}

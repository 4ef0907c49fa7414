// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { anOfficial, form, type Guard, type HookCall } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";
import { THREATS } from "../library/library.ts";
import { nowRated } from "../rate-entry.ts";
import { choicesOf, IMPACT, LIKELIHOOD, mustBeAnswered } from "../scale.ts";

const TREATED = ["reduce", "avoid", "transfer"] as const;

/** What was left after one treatment says nothing of the next. */
const RESIDUAL = ["residualLikelihood", "residualImpact"] as const;

/** An official puts a risk on the register as it is rated, and so writes in it there: a rating is no smaller because somebody wrote so. */
function ofWhatIsOnTheRegister(...[mover, submission]: Parameters<Guard>): string | null {
  return submission.state === "draft" ? null : anOfficial(mover, submission);
}

/** What is closed is off the register: nothing goes off it while it is high. */
function refuseHigh({ move, submission: { state, answers } }: HookCall): Promise<void> {
  const now = nowRated(state, answers);
  if (move === "close" && now !== null && mustBeAnswered(now.level))
    throw new Fault("move_not_possible", { detail: `It is ${now.level} with ${now.score} of 25: treat it, or have it accepted.` });
  return Promise.resolve();
}

/** One risk to ePHI and what is done about it. */
export const riskEntry = form({
  name: "risk-entry",
  title: "Risk",
  plural: "Risks",
  says: "What could harm the confidentiality, integrity or availability of ePHI, how likely and how bad, and what is done.",
  room: "registers",
  cites: ["164.308(a)(1)(ii)(A)", "164.308(a)(1)(ii)(B)"],
  reach: "officials",
  titleField: "name",
  dueField: "dueOn",
  task: { title: "Finish the treatment of a risk", role: "security-official", basis: "law", inStates: ["assessed", "in treatment"] },
  fields: [
    { name: "name", label: "Risk, in a sentence", type: "line" },
    {
      name: "asset",
      label: "What it is a risk to",
      type: "choice",
      options: [
        { value: "system", label: "A system" },
        { value: "flow", label: "A flow of PHI" },
        { value: "party", label: "PHI that a party holds for us" },
        { value: "site", label: "A site" },
        { value: "workforce", label: "The people who work here" },
      ],
    },
    { name: "system", label: "Which system", type: "submission", form: "system", when: { field: "asset", is: ["system"] } },
    { name: "flow", label: "Which flow", type: "submission", form: "data-flow", when: { field: "asset", is: ["flow"] } },
    { name: "party", label: "Which party", type: "submission", form: "party", when: { field: "asset", is: ["party"] } },
    { name: "site", label: "Which site", type: "submission", form: "site", when: { field: "asset", is: ["site"] } },
    {
      name: "threat",
      label: "Threat",
      type: "choice",
      options: [...THREATS.map(({ slug, says }) => ({ value: slug, label: says })), { value: "own", label: "Another one, in own words" }],
    },
    { name: "ownThreat", label: "What or who could do it", type: "text", when: { field: "threat", is: ["own"] } },
    { name: "vulnerability", label: "Vulnerability: what lets it happen", type: "text" },
    { name: "safeguards", label: "What stands against it today", type: "text" },
    { name: "inherentLikelihood", label: "Likelihood without safeguards", type: "choice", options: choicesOf(LIKELIHOOD) },
    { name: "inherentImpact", label: "Impact without safeguards", type: "choice", options: choicesOf(IMPACT) },
    { name: "likelihood", label: "Likelihood today", type: "choice", options: choicesOf(LIKELIHOOD) },
    { name: "impact", label: "Impact today", type: "choice", options: choicesOf(IMPACT) },
    {
      name: "treatment",
      label: "What we do",
      type: "choice",
      options: [
        { value: "reduce", label: "Reduce it" },
        { value: "avoid", label: "Stop what causes it" },
        { value: "transfer", label: "Transfer part of it" },
        { value: "accept", label: "Accept it", help: "If it is high or critical, an executive does, on a form of its own." },
      ],
    },
    { name: "plan", label: "How", type: "text", when: { field: "treatment", is: TREATED } },
    { name: "owner", label: "Who answers for it", type: "member" },
    { name: "dueOn", label: "By when", type: "date", when: { field: "treatment", is: TREATED } },
  ],
  workflow: workflow("draft", {
    draft: { assess: "assessed", discard: "discarded" },
    assessed: { treat: "in treatment", close: "closed" },
    "in treatment": { finish: "treated", reassess: "assessed" },
    treated: { reassess: "assessed", close: "closed" },
    closed: { reopen: "assessed" },
    discarded: {},
  }),
  moveSays: {
    assess: "Put on the register",
    discard: "Discard",
    treat: "Begin treatment",
    finish: "Treated: rate it again",
    reassess: "Assess again",
    close: "Close",
    reopen: "Open again",
  },
  amendIn: ["draft", "assessed", "in treatment"],
  amendedBy: [ofWhatIsOnTheRegister],
  draftIn: ["draft", "discarded"],
  only: { assess: [anOfficial], finish: [anOfficial], close: [anOfficial] },
  asksWhy: ["close", "reopen"],
  moveFields: {
    finish: [
      { name: "residualLikelihood", label: "Likelihood after treatment", type: "choice", options: choicesOf(LIKELIHOOD) },
      { name: "residualImpact", label: "Impact after treatment", type: "choice", options: choicesOf(IMPACT) },
    ],
  },
  forgets: { reassess: RESIDUAL, reopen: RESIDUAL },
  after: refuseHigh,
});

// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import type { Answers, Field } from "../../form/field.ts";
import { anOfficial, form } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";
import { refuseNoticed } from "../noticed.ts";
import { assessmentFollows, refuseOwnExercise } from "../open-assessment.ts";

const PHI = {
  name: "phi",
  label: "Is PHI concerned?",
  help: "In doubt: perhaps.",
  type: "choice" as const,
  options: [
    { value: "yes", label: "Yes" },
    { value: "maybe", label: "Perhaps" },
    { value: "no", label: "No" },
  ],
};

const LEVEL = {
  name: "level",
  label: "Level",
  type: "choice" as const,
  options: [
    { value: "high", label: "High", help: "PHI may have been seen, lost or altered by somebody who should not, or an attacker is inside." },
    { value: "middle", label: "Middle", help: "A safeguard failed, and it could have led there." },
    { value: "low", label: "Low", help: "Attempts that our safeguards stopped." },
  ],
};

/** An official judges it: an exercise opens no assessment. */
const EXERCISE = {
  label: "Is it an exercise?",
  help: "Only what was planned as one.",
  type: "yes-no" as const,
  isOptional: true,
};

const AT_MOVES: Readonly<Record<string, readonly Field[]>> = {
  open: [
    LEVEL,
    { name: "lead", label: "Who leads", type: "member" },
    { ...PHI, name: "phiJudged", label: "PHI, as it is judged now" },
    { ...EXERCISE, name: "exerciseJudged" },
  ],
  rate: [
    { ...LEVEL, name: "levelNow", label: "Level now" },
    { ...PHI, name: "phiNow", label: "PHI, as it is judged now" },
    { ...EXERCISE, name: "exerciseNow", help: `${EXERCISE.help} Empty: as it was judged before.` },
  ],
  contain: [{ name: "containment", label: "How it was contained", type: "text" }],
  recover: [
    { name: "eradication", label: "How the cause was removed", type: "text" },
    { name: "recovery", label: "What was restored, and how it was checked", type: "text" },
  ],
  close: [
    { name: "cause", label: "The cause behind it", type: "text" },
    { name: "mitigation", label: "What was done about harm to people", help: "164.530(f)", type: "text" },
    { name: "lessons", label: "What changes, who sees to it, by when", type: "text" },
  ],
};

/** What officials alone answer, at moves. */
const JUDGED = Object.values(AT_MOVES).flatMap((fields) => fields.map(({ name }) => name));

/** @throws Fault `invalid_answers` if whoever reports it answers what officials judge. */
function refuseJudged(answers: Answers): void {
  const fields = JUDGED.filter((name) => answers[name] !== undefined).map((name) => ({
    at: `/answers/${name}`,
    says: "An official answers this, judging it.",
  }));
  if (fields.length > 0) throw new Fault("invalid_answers", { fields });
}

export const incidentReport = form({
  name: "incident-report",
  title: "Incident report",
  plural: "Incidents",
  says: "Something went wrong, or may have. Report first, ask later: nobody is blamed for reporting.",
  room: "incidents",
  hasJournal: true,
  cites: ["164.308(a)(6)(i)", "164.308(a)(6)(ii)", "164.530(f)"],
  reach: "everybody",
  titleField: "what",
  awaits: {
    reported: { title: "Look at an incident that was reported", role: "security-official", days: 0 },
    open: { title: "Contain an incident", role: "security-official", days: 1 },
    contained: { title: "Remove the cause of an incident and recover", role: "security-official", days: 7 },
    recovered: { title: "Write down what an incident taught, and close it", role: "security-official", days: 14 },
  },
  fields: [
    { name: "what", label: "What happened, in a sentence", help: "Nothing that identifies an individual.", type: "line" },
    {
      name: "kind",
      label: "What it looks like",
      type: "choice",
      options: [
        { value: "wrong-recipient", label: "Sent or shown to the wrong person" },
        { value: "looked-up", label: "Somebody looked at what is not theirs" },
        { value: "lost-or-stolen", label: "A device, paper or medium is lost or stolen" },
        { value: "sign-in", label: "A password, key or session is in the wrong hands" },
        { value: "malware", label: "Malicious software, or files that nobody can open" },
        { value: "break-in", label: "Somebody is in a system, or was" },
        { value: "outage", label: "A system is down, or lost data" },
        { value: "associate", label: "A vendor told us of theirs" },
        { value: "other", label: "Something else" },
      ],
    },
    { name: "noticedAt", label: "First noticed", help: "By anybody here. The clocks of law begin then.", type: "instant" },
    { name: "happenedAt", label: "When it happened, if you know", type: "instant", isOptional: true },
    { name: "where", label: "Where", help: "Which system, device or place.", type: "line" },
    PHI,
    { name: "more", label: "What else you know", help: "Nothing that identifies an individual.", type: "text", isOptional: true },
    {
      name: "exercise",
      label: "Was it planned as an exercise, as far as you know?",
      help: "It is handled as real until an official says so too.",
      type: "yes-no",
      isOptional: true,
    },
  ],
  workflow: workflow("reported", {
    reported: { open: "open", "no-incident": "no incident" },
    open: { contain: "contained", rate: "open" },
    contained: { recover: "recovered", rate: "contained" },
    recovered: { close: "closed", rate: "recovered" },
    closed: { reopen: "open" },
    "no incident": { reopen: "open" },
  }),
  moveSays: {
    open: "It is an incident",
    "no-incident": "It is none",
    rate: "Judge it anew",
    contain: "It is contained",
    recover: "The cause is gone, and we are back",
    close: "Close the incident",
    reopen: "Open again",
  },
  amendIn: ["reported"],
  only: Object.fromEntries(["open", "no-incident", "rate", "contain", "recover", "close", "reopen"].map((move) => [move, [anOfficial]])),
  asksWhy: ["no-incident", "rate", "reopen"],
  forgets: { rate: ["levelNow", "phiNow"] },
  moveFields: AT_MOVES,
  examine(parts, answers, { filedAt }) {
    refuseJudged(answers);
    refuseNoticed(parts, answers, filedAt);
  },
  moved: refuseOwnExercise,
  after: assessmentFollows,
});

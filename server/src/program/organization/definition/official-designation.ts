// SPDX-License-Identifier: Apache-2.0
import { grantRole, revokeRole } from "#access/user.ts";
import type { Role } from "#access/role.ts";
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { form, type Guard, type Submission, thePersonConcerned, whoIs } from "../../form/form.ts";
import { openContent, submissionsLike } from "../../form/submission.ts";
import { workflow } from "../../workflow.ts";

const OTHERS_MAX = 20;
const ROLES = ["security-official", "privacy-official", "executive", "manager"] as const satisfies readonly Role[];

/** Accepting gives the office's rights: nobody gives them to themselves. Who holds the office has nothing to gain and may write it down. */
const notByOneself: Guard = ({ user, roles }, { submittedBy, answers }) =>
  user !== null && user === submittedBy && !roles.some((role) => role === answers["office"])
    ? "You proposed yourself; somebody else proposes you."
    : null;

/** Whether another accepted designation gives the same person the same office: written anew, the office goes on. */
async function isHeldBesides(parts: Parts, tx: Queryable, { id, about, answers }: Submission): Promise<boolean> {
  const filter = { forms: ["official-designation"], ownForms: [], user: null, state: "accepted", about: about ?? undefined };
  const others = (await submissionsLike(tx, filter, OTHERS_MAX)).filter((other) => other.id !== id);
  const contents = await Promise.all(others.map((other) => openContent(parts, other)));
  return contents.some((other) => other.answers["office"] === answers["office"]);
}

/** 164.308(a)(2): identify the security official. 164.530(a)(1): designate a privacy official and a contact for complaints, in writing. */
export const officialDesignation = form({
  name: "official-designation",
  title: "Designation of an official",
  plural: "Designations",
  says: "Who holds which office, since when, who stands in, and that they accepted.",
  room: "organization",
  cites: ["164.308(a)(2)", "164.530(a)(1)", "164.530(a)(2)"],
  reach: "everybody",
  titleField: "office",
  aboutField: "person",
  decides: "office",
  fields: [
    {
      name: "office",
      label: "Office",
      type: "choice",
      options: [
        { value: "security-official", label: "Security official", help: "Answers for the Security Rule [164.308(a)(2)]." },
        {
          value: "privacy-official",
          label: "Privacy official",
          help: "Answers for the Privacy Rule and takes complaints [164.530(a)(1)].",
        },
        { value: "executive", label: "Executive sponsor", help: "Accepts what risk is left." },
        { value: "manager", label: "Manager", help: "Directs people: joiners, movers, leavers." },
      ],
    },
    { name: "person", label: "Person", type: "user" },
    { name: "deputy", label: "Who stands in", type: "user", isOptional: true },
    { name: "startsOn", label: "From", type: "date" },
    { name: "duties", label: "Duties", help: "What the office is answerable for, and with what means.", type: "text" },
  ],
  workflow: workflow("proposed", {
    proposed: { accept: "accepted", decline: "declined", withdraw: "withdrawn" },
    accepted: { end: "ended" },
    declined: {},
    withdrawn: {},
    ended: {},
  }),
  moveSays: { accept: "Accept", decline: "Decline", withdraw: "Withdraw", end: "End" },
  amendIn: [],
  awaits: { proposed: { title: "Accept or decline an office", role: null, days: 7 } },
  filedBy: [whoIs("security-official", "privacy-official", "executive")],
  only: {
    accept: [thePersonConcerned, notByOneself],
    decline: [thePersonConcerned],
    withdraw: [whoIs("security-official", "privacy-official", "executive")],
    end: [whoIs("security-official", "privacy-official", "executive")],
  },
  asksWhy: ["decline", "end"],
  proves: [
    {
      cite: "164.308(a)(2)",
      aspect: "assignment",
      states: ["accepted"],
      where: { field: "office", is: "security-official" },
      freshDays: null,
    },
    {
      cite: "164.530(a)(1)",
      aspect: "assignment",
      states: ["accepted"],
      where: { field: "office", is: "privacy-official" },
      freshDays: null,
    },
  ],
  async after({ parts, tx, move, submission, mover }) {
    const office = ROLES.find((role) => role === submission.answers["office"]);
    const person = submission.about;
    if (office === undefined || person === null) return;
    if (move === "accept" && mover.user === person) await grantRole(parts, tx, { user: person, role: office });
    if (move === "end" && !(await isHeldBesides(parts, tx, submission))) await revokeRole(tx, { user: person, role: office });
  },
});

// SPDX-License-Identifier: Apache-2.0
import { anOfficial, form, type Guard, whoIs } from "../../form/form.ts";
import { workflow } from "../../workflow.ts";

const of =
  (kind: string, otherwise: string): Guard =>
  (_mover, { answers }) =>
    answers["kind"] === kind ? null : otherwise;

const keeper = whoIs("manager", "security-official", "privacy-official");
const is = (...kinds: readonly string[]) => ({ field: "kind", is: kinds });

/** 164.310(a)(2)(iii): visitors, and who can open what. 164.310(a)(2)(iv): repairs of what protects a place. */
export const visitorAndMaintenance = form({
  name: "visitor-and-maintenance",
  title: "Visit, key or repair",
  plural: "Visits, keys and repairs",
  says: "Who came in and with whom, who has which key, and repairs of what protects a site.",
  room: "registers",
  cites: ["164.310(a)(2)(iii)", "164.310(a)(2)(iv)"],
  reach: "everybody",
  titleField: "what",
  aboutField: "holder",
  awaits: { lost: { title: "See to it that a lost key opens nothing", role: "security-official", days: 0 } },
  fields: [
    { name: "what", label: "What, in a sentence", help: "The purpose of a visit; which key, badge or code; which door.", type: "line" },
    {
      name: "kind",
      label: "Kind",
      type: "choice",
      options: [
        { value: "visit", label: "Visit" },
        { value: "key", label: "Key, badge or code that is handed out" },
        { value: "repair", label: "Repair or change of a door, lock, wall, alarm or other part of security" },
      ],
    },
    { name: "site", label: "Site", type: "submission", form: "site" },
    { name: "who", label: "Who came, and for whom they work", type: "line", when: is("visit") },
    { name: "escort", label: "Accompanied by", type: "member", when: is("visit") },
    { name: "inAt", label: "Came in", type: "instant", when: is("visit") },
    { name: "outAt", label: "Went out", help: "Empty while they are here.", type: "instant", isOptional: true, when: is("visit") },
    { name: "holder", label: "Who receives it", type: "member", when: is("key") },
    { name: "on", label: "On", type: "date", when: is("key", "repair") },
    { name: "work", label: "What was done, by whom, and why", type: "text", when: is("repair") },
    { name: "tested", label: "Does it guard as before, and who tried it?", type: "line", when: is("repair") },
  ],
  workflow: workflow("open", {
    open: { leave: "closed", return: "closed", lose: "lost", finish: "closed", strike: "struck" },
    lost: { disable: "closed", return: "closed" },
    closed: {},
    struck: {},
  }),
  moveSays: {
    leave: "They went out",
    return: "It is back",
    lose: "It is lost",
    finish: "It is repaired",
    strike: "Entered by mistake",
    disable: "It opens nothing any more",
  },
  amendIn: ["open"],
  amendedBy: [(mover, submission) => (mover.user !== null && mover.user === submission.submittedBy ? null : keeper(mover, submission))],
  asksWhy: ["strike"],
  only: {
    leave: [of("visit", "It is no visit.")],
    return: [of("key", "It is no key."), keeper],
    lose: [of("key", "It is no key.")],
    finish: [of("repair", "It is no repair.")],
    strike: [keeper],
    disable: [anOfficial],
  },
  moveFields: {
    leave: [{ name: "leftAt", label: "Went out", type: "instant" }],
    return: [{ name: "returnedOn", label: "Back on", type: "date" }],
    lose: [{ name: "lostOn", label: "Noticed on", type: "date" }],
    disable: [{ name: "disabledHow", label: "How: blocked, or which cylinder was changed", type: "line" }],
  },
});

// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { sql } from "#store/sql.ts";
import { form, type MoveCall, notTheSubmitter, whoIs } from "../../form/form.ts";
import type { Answers, Field } from "../../form/field.ts";
import { supersedeOthers } from "../../form/supersede.ts";
import { workflow } from "../../workflow.ts";
import { blanksIn, noticeStatements } from "../notice-lint.ts";
import { noticeMarkdown } from "../notice-text.ts";
import { entityOf, refuseAnswer } from "../request-form.ts";

const DECIDES = [notTheSubmitter, whoIs("privacy-official", "security-official", "executive")];
const yesNo = (name: string, label: string, more: Partial<Field> = {}): Field => ({ name, label, ...more, type: "yes-no" }) as Field; // The type decides the rest.
const example = (name: string, label: string): Field => ({
  name,
  label,
  help: "One sentence, as somebody would tell it who comes to you.",
  type: "line",
});

/** 164.520: what individuals are told of our practices and of their rights. Approved by somebody else, published, kept. */
export const privacyNotice = form({
  name: "privacy-notice",
  title: "Notice of privacy practices",
  plural: "Notices of privacy practices",
  says: "What a covered entity tells individuals: how their information is used, their rights, our duties. Written from your answers, and looked through statement by statement.",
  room: "registers",
  cites: ["164.520(a)(1)", "164.520(b)(1)", "164.520(b)(3)", "164.520(c)(3)(i)", "164.520(e)"],
  reach: "officials",
  titleField: "revision",
  aboutField: "about",
  fields: [
    { name: "about", label: "About", type: "choice", options: [{ value: "organization", label: "The whole organization" }] },
    { name: "revision", label: "What is new in it", help: "As it stands in the list: “First notice”, “New address”.", type: "line" },
    yesNo("isMaterial", "Does it change uses, rights, duties or practices?", {
      help: "A material change: it is not put into practice before this notice takes effect [164.520(b)(3)].",
    }),
    { name: "startsOn", label: "In effect from", help: "Not before the day on which it is published [164.520(b)(1)(viii)].", type: "date" },
    example("exampleTreatment", "An example of treatment"),
    example("examplePayment", "An example of payment"),
    example("exampleOperations", "An example of health care operations"),
    yesNo("hasDirectory", "Do you keep a directory of individuals in a facility?", { help: "164.510(a)" }),
    yesNo("hasStricterLaw", "Does another law, of your State too, forbid or limit what the notice describes?"),
    { name: "stricterLaw", label: "Which, and what it changes", type: "text", when: { field: "hasStricterLaw", is: ["yes"] } },
    {
      name: "partTwo",
      label: "Records of substance use disorder programs (42 CFR part 2)?",
      type: "choice",
      options: [
        { value: "no", label: "We have none" },
        { value: "receives", label: "We receive them from such programs" },
        { value: "creates", label: "We create or maintain them as such a program" },
      ],
    },
    yesNo("partTwoFundraising", "Do you intend to raise funds with them?", { when: { field: "partTwo", is: ["creates"] } }),
    yesNo("raisesFunds", "Do you intend to contact individuals to raise funds?"),
    yesNo("tellsSponsor", "Are you a group health plan that tells its sponsor?"),
    yesNo("underwrites", "Are you a health plan that underwrites?"),
    yesNo("limitsMore", "Do you limit yourself further than the law does?", {
      help: "Never what a law requires, nor averting a serious threat [164.520(b)(2)(i)].",
    }),
    { name: "limits", label: "What you do not do", type: "text", when: { field: "limitsMore", is: ["yes"] } },
    yesNo("reservesRight", "Do you reserve the right to change it for what you hold already?", {
      help: "Without it, a change holds for later information alone [164.530(i)(4)(ii)].",
    }),
    {
      name: "revisedBy",
      label: "How individuals get a revised one",
      help: "“at our web site, and on paper when you ask”",
      type: "line",
      when: { field: "reservesRight", is: ["yes"] },
    },
    { name: "contactTitle", label: "Whom to ask: name or title", type: "line" },
    { name: "contactTelephone", label: "Their telephone number", type: "line", lengthMax: 40 },
    { name: "rightsAddress", label: "Where requests are sent", type: "line" },
    { name: "complainBy", label: "How a complaint is filed with you", type: "line" },
    {
      name: "ownText",
      label: "Your own text instead",
      help: "Markdown. It is looked through for the same statements.",
      type: "text",
      isOptional: true,
    },
    { name: "text", label: "The notice", type: "text", isOptional: true, isDerived: true },
  ],
  workflow: workflow("draft", {
    draft: { submit: "submitted", discard: "discarded" },
    submitted: { approve: "approved", reject: "rejected", withdraw: "draft" },
    approved: { publish: "published", discard: "discarded" },
    published: { distribute: "published", supersede: "superseded" },
    rejected: {},
    discarded: {},
    superseded: {},
  }),
  moveSays: {
    submit: "Submit",
    discard: "Discard",
    approve: "Approve",
    reject: "Reject",
    withdraw: "Take back",
    publish: "It is published",
    distribute: "Write down how it was given out",
    supersede: "Put another in its place",
  },
  amendIn: ["draft"],
  draftIn: ["draft", "discarded"],
  asksWhy: ["reject", "supersede"],
  only: { approve: DECIDES, reject: DECIDES, supersede: [whoIs("privacy-official", "security-official", "executive")] },
  awaits: {
    submitted: { title: "Approve or reject a notice of privacy practices", role: "privacy-official", days: 14 },
    approved: { title: "Publish the notice of privacy practices", role: "privacy-official", days: 7 },
  },
  moveFields: { publish: publishing(), distribute: distributing() },
  async derive(parts, answers) {
    const { name } = await parts.db
      .in({ role: "part164_app", tenant: parts.installation })
      .one<{ name: string }>(sql`select coalesce(name, 'The organization') as name from part164.installation`);
    const own = answers["ownText"];
    return { text: typeof own === "string" ? own : noticeMarkdown({ organization: name, answers }) };
  },
  examine: refuseAssociate,
  moved,
  after: supersedeOthers("publish", "published", "superseded"),
});

function publishing(): Field[] {
  return [
    yesNo("hasWebSite", "Have you a web site that tells of your services?"),
    {
      name: "webAddress",
      label: "Where it is posted there, prominently",
      help: "164.520(c)(3)(i)",
      type: "address",
      when: { field: "hasWebSite", is: ["yes"] },
    },
    yesNo("hasSite", "Do you treat individuals at a place of your own?"),
    yesNo("isPostedAtSite", "Is it posted there, and are copies at hand?", {
      help: "164.520(c)(2)(iii)",
      when: { field: "hasSite", is: ["yes"] },
    }),
  ];
}

function distributing(): Field[] {
  return [
    { name: "givenOutOn", label: "Given out on", type: "date" },
    {
      name: "givenOutBy",
      label: "How",
      type: "choices",
      options: [
        { value: "first-service", label: "At first service, and in the app with the first request [164.520(c)(2)(i), (c)(3)(iii)]" },
        { value: "posted", label: "Posted at our site and on the web [164.520(c)(2)(iv)]" },
        { value: "mailed", label: "By mail or e-mail to those covered [164.520(c)(1)(v)]" },
        { value: "enrollment", label: "At enrollment [164.520(c)(1)(i)]" },
      ],
    },
  ];
}

/** A business associate owes no notice of its own [164.520(a)(1)]. @throws Fault `move_not_possible`. */
async function refuseAssociate(parts: Parts): Promise<void> {
  if ((await entityOf(parts)) === "business-associate")
    throw new Fault("move_not_possible", {
      detail: "By your profile you are a business associate: the covered entities that you serve give the notice [164.520(a)(1)].",
    });
}

function moved({ answers, move, today }: MoveCall): Answers {
  const text = String(answers["text"] ?? "");
  if (move === "submit") refuseIncomplete(text, answers);

  if (move === "publish") {
    const startsOn = String(answers["startsOn"]);
    if (startsOn < today)
      throw new Fault("move_not_possible", {
        detail: `It says that it is in effect from ${startsOn}, which is past: it may not be in effect before it is published [164.520(b)(1)(viii)]. Discard it, and file it with another day.`,
      });
    if (answers["hasSite"] === "yes" && answers["isPostedAtSite"] !== "yes")
      refuseAnswer("isPostedAtSite", "Post it there first [164.520(c)(2)(iii)].");
  }
  if (move === "distribute" && String(answers["givenOutOn"]) > today) refuseAnswer("givenOutOn", "Is today or before.");
  return {};
}

const SHOWN_MAX = 20;

/** @throws Fault `invalid_answers` that names each statement that is missing, with its paragraph. */
function refuseIncomplete(text: string, answers: Answers): void {
  const missing = noticeStatements(text, answers).filter(({ isThere }) => !isThere);
  const blanks = blanksIn(text);
  const at = answers["ownText"] === undefined ? "/answers/revision" : "/answers/ownText";
  const fields = [
    ...missing.map(({ cite, says }) => ({ at, says: `Does not say: ${says} [${cite}].` })),
    ...blanks.map((blank) => ({ at, says: `Has a blank: ${blank}.` })),
  ];
  if (fields.length > 0) throw new Fault("invalid_answers", { fields: fields.slice(0, SHOWN_MAX) });
}

// SPDX-License-Identifier: Apache-2.0
// The text of a notice of privacy practices [164.520(b)], from the organization's profile and the answers of its form: our own words, in
// plain language; the header word for word as the rule gives it. What a court vacated [164.520(b)(1)(ii)(F)-(H)] is not in it.
import type { Answers } from "../form/field.ts";
import { paragraphsOf } from "#rule/paragraph.ts";
import { present } from "#base/assert.ts";
import { dayInWords } from "./letter/letter-parts.ts";

export type NoticeFacts = {
  /** The covered entity's name. */
  readonly organization: string;
  readonly answers: Answers;
};

const HEADER_CITE = "164.520(b)(1)(i)";

/** The header that the rule words itself [164.520(b)(1)(i)], without its quotation marks. */
export function noticeHeader(): string {
  const { text } = present(
    paragraphsOf("164.520").find(({ cite }) => cite === HEADER_CITE),
    "The rule has the header.",
  );
  const [, quoted] = /“([^”]+)”/.exec(text ?? "") ?? [];
  return present(quoted, "The header stands in quotation marks.");
}

/** The whole notice as Markdown. What was not answered yet stands as a blank in brackets. */
export function noticeMarkdown(facts: NoticeFacts): string {
  const said = (name: string, blank: string): string => {
    const value = facts.answers[name];
    return typeof value === "string" && value !== "" ? oneLine(value) : `[${blank}]`;
  };
  const yes = (name: string): boolean => facts.answers[name] === "yes";
  const sections = [
    `# Notice of privacy practices\n\n${oneLine(facts.organization)}\n\n**${noticeHeader()}**`,
    `In effect from ${startOf(facts.answers)}.`,
    `## How we use your information, and whom we tell\n\n${usesOf(said)}`,
    `## Other reasons for which the law lets us or makes us use or tell it\n\n${otherPurposes(yes)}`,
    ...(yes("hasStricterLaw") ? [`## Where other law is stricter\n\n${said("stricterLaw", "which law, and what it changes")}`] : []),
    ...(isPartTwo(facts.answers) ? [`## Records of treatment for substance use\n\n${partTwo(yes)}`] : []),
    `## What we do only with your written permission\n\n${withPermission()}`,
    ...separateStatements(yes),
    ...(yes("limitsMore") ? [`## Where we do less than the law allows\n\n${said("limits", "what we do not do")}`] : []),
    `## Your rights\n\n${rightsOf(said)}`,
    `## What we must do\n\n${dutiesOf(said, yes)}`,
    `## If you want to complain\n\n${complaintsOf(said)}`,
    `## Whom to ask\n\n${said("contactTitle", "name or title")}, telephone ${said("contactTelephone", "telephone number")}.`,
  ];
  return `${sections.join("\n\n")}\n`;
}

const startOf = ({ startsOn }: Answers): string =>
  typeof startsOn === "string" ? dayInWords(startsOn) : "[the day on which it takes effect]";

type Said = (name: string, blank: string) => string;
type Yes = (name: string) => boolean;

/** What somebody wrote stays within its line: no heading, list or link of theirs changes the notice around it. */
const oneLine = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\\`*_[\]<>#|]/g, (sign) => `\\${sign}`)
    .trim();

const isPartTwo = ({ partTwo: has }: Answers): boolean => has === "creates" || has === "receives";

const usesOf = (said: Said): string => `We may use and tell others your health information without asking you first

- **to treat you.** For example: ${said("exampleTreatment", "an example of treatment")}
- **to be paid for your care.** For example: ${said("examplePayment", "an example of payment")}
- **for our health care operations,** the work that keeps our service going. For example: ${said("exampleOperations", "an example of operations")}`;

const otherPurposes = (yes: Yes): string =>
  [
    "We may, or must, use or tell your information without your written authorization, within the conditions that the law sets for each:",
    "",
    "- when a law requires it;",
    "- for public health: to report diseases, births, deaths, reactions to medicines, or defective products;",
    "- to report abuse, neglect or domestic violence to the authority that may receive it;",
    "- to a health oversight agency that inspects, licenses or investigates health care;",
    "- in a court or administrative proceeding, by an order, or by a subpoena or similar request under safeguards;",
    "- to law enforcement: for example by a warrant, to find a missing person, or about a crime at our place;",
    "- to coroners, medical examiners and funeral directors;",
    "- to organizations for the donation of organs, eyes or tissue;",
    "- for research, where a board has approved it or the law allows it otherwise;",
    "- to avert a serious threat to health or safety;",
    "- for the military, veterans, national security, protection of officials, and correctional institutions;",
    "- for workers’ compensation;",
    "- to the Secretary of Health and Human Services, who looks whether we keep the law;",
    "- to you, when you ask for your own information;",
    "- to family, friends or others who are involved in your care or in paying for it, and for disaster relief, unless you object;",
    ...(yes("hasDirectory") ? ["- in our directory, with your name, place and general condition, unless you object;"] : []),
    "- to business associates, who do work for us and by contract must guard your information as we do.",
  ].join("\n");

const withPermission = (): string =>
  [
    "We use or tell your information only with your written authorization",
    "",
    "- for most uses and disclosures of **psychotherapy notes**;",
    "- for **marketing**;",
    "- for a **sale** of your information;",
    "- and for any other use or disclosure that this notice does not describe.",
    "",
    "You may revoke an authorization at any time, in writing. What we did in reliance on it before then stays done.",
  ].join("\n");

const RECORDS_IN_PROCEEDINGS =
  "Records of treatment for a substance use disorder that we received from a program under 42 CFR part 2, or testimony about what they say, are not used or disclosed in a civil, criminal, administrative or legislative proceeding against you, unless you consented in writing, or a court ordered it after you or the holder of the record had notice and an opportunity to be heard, as 42 CFR part 2 provides. Such a court order must come with a subpoena or a like legal requirement that compels disclosure, before the record is used or disclosed.";

const partTwo = (yes: Yes): string =>
  [
    "Federal law, 42 CFR part 2, guards these records more strictly than what stands above. Where it forbids or limits a use or disclosure, we keep to it, and ask for your written consent first.",
    RECORDS_IN_PROCEEDINGS,
    ...(yes("partTwoFundraising")
      ? [
          "Before we use or disclose such records to raise funds for ourselves, you first have a clear and conspicuous opportunity to choose not to receive any such message.",
        ]
      : []),
  ].join("\n\n");

/** Only what the covered entity intends to do [164.520(b)(1)(iii)]. */
function separateStatements(yes: Yes): string[] {
  const said = [
    ...(yes("raisesFunds")
      ? ["We may contact you to raise funds for ourselves. You have a right to opt out of receiving such messages."]
      : []),
    ...(yes("tellsSponsor") ? ["Our group health plan, or its insurer, may disclose your information to the sponsor of the plan."] : []),
    ...(yes("underwrites") ? ["We are prohibited from using or disclosing your genetic information for underwriting."] : []),
  ];
  return said.length === 0 ? [] : [`## Some things that you should know apart\n\n${said.map((one) => `- ${one}`).join("\n")}`];
}

const rightsOf = (said: Said): string =>
  [
    `To use any of these rights, write to ${said("contactTitle", "name or title")} at ${said("rightsAddress", "address for requests")}. You have the right`,
    "",
    "- **to ask us for restrictions** of how we use and tell your information for treatment, payment or operations, or to those involved in your care. We are not required to agree; but if you, or somebody other than your health plan for you, paid in full for an item or service, and you ask that we do not tell your health plan about it for payment or operations, we must agree, unless a law requires us to tell it;",
    "- **to confidential communications:** to hear from us by another way or at another place, if what you ask is reasonable;",
    "- **to inspect and copy** your information;",
    "- **to amend** it: to ask for a correction where it is wrong or incomplete;",
    "- **to an accounting of disclosures:** a list of those to whom we told your information, but for treatment, payment, operations and some others;",
    "- **to a paper copy of this notice** at any time, also if you agreed to receive it electronically.",
  ].join("\n");

const dutiesOf = (said: Said, yes: Yes): string =>
  [
    "We are required by law to maintain the privacy of your health information, to give you notice of our legal duties and privacy practices, and to notify you if you are affected by a breach of unsecured information.",
    "We are required to abide by the terms of the notice that is currently in effect.",
    ...(yes("reservesRight")
      ? [
          `We reserve the right to change the terms of this notice, and to make the new terms effective for all health information that we maintain. You get the revised notice ${said("revisedBy", "how a revised notice is given")}.`,
        ]
      : []),
  ].join("\n\n");

const complaintsOf = (said: Said): string =>
  [
    `If you believe that your privacy rights were violated, you may complain to us and to the Secretary of the U.S. Department of Health and Human Services. To complain to us: ${said("complainBy", "how a complaint is filed with us")}.`,
    "You will not be retaliated against for filing a complaint.",
  ].join("\n\n");

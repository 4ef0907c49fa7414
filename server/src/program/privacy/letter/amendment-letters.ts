// SPDX-License-Identifier: Apache-2.0
// Letters on amendment [164.526(b)-(d)].
import { chosen, dayInWords, type Draft, extensionOf, howToComplain, type LetterFacts, passedOn } from "./letter-parts.ts";

const BASES: Readonly<Record<string, string>> = {
  "not-ours": "We did not create it. Whoever did can still act on your request.",
  "not-in-set": "It is not part of the records that are used to make decisions about you.",
  "not-open": "It is not open to your access by law.",
  accurate: "It is accurate and complete.",
};

export function amendmentLetters(facts: LetterFacts): readonly Draft[] {
  return [acceptance(facts), extensionOf("amendment", "164.526(b)(2)(ii)(A)", facts), denial(facts), rebuttal(facts), passedOn(facts)];
}

const acceptance = ({ answers, contact }: LetterFacts): Draft => ({
  kind: "acceptance",
  title: "The correction that you asked for is accepted",
  cites: ["164.526(b)(2)(i)(A)", "164.526(c)(1)", "164.526(c)(2)", "164.526(c)(3)"],
  says: [
    `We received your request on ${dayInWords(answers["receivedOn"])} and accept [it / this part of it]. We have appended the amendment to the records that it concerns, or linked it there.`,
    "Please tell us who has received this information and needs the amendment, and whether you agree that we tell them. With your agreement we do, within a reasonable time. We also inform those of whom we know that they have the information and may rely on it to your harm:",
    "- [ ] I agree that you tell those whom I named: [names]",
    `You may answer to ${contact.title}, ${contact.email}, ${contact.telephone}.`,
  ],
});

function denial(facts: LetterFacts): Draft {
  const { answers, contact, organization } = facts;
  return {
    kind: "denial",
    title: "The correction that you asked for is denied, in whole or in part",
    cites: ["164.526(d)(1)(i)", "164.526(d)(1)(ii)", "164.526(d)(1)(iii)", "164.526(d)(1)(iv)"],
    says: [
      `We received your request on ${dayInWords(answers["receivedOn"])}. We do not change [which part of your records] on this ground:`,
      chosen(answers["grounds"], BASES, "the ground"),
      `You may submit a written statement that you disagree, and why. Send it to ${contact.title} at ${organization}, ${contact.email}. We link it to the record, and send it, or an accurate summary, along when we disclose the information that it is about. We may answer it in writing; then you get a copy.`,
      "If you do not submit a statement, you may ask us to send your request and this denial along whenever we later disclose the information that you asked us to change.",
      howToComplain(facts),
    ],
  };
}

const rebuttal = ({ contact }: LetterFacts): Draft => ({
  kind: "rebuttal",
  title: "Our answer to your statement of disagreement",
  cites: ["164.526(d)(3)", "164.526(d)(4)"],
  says: [
    "We received your statement that you disagree with our denial, and have linked it to the record together with your request and the denial. This is a copy of our written answer, which is linked there too:",
    "[our answer]",
    `If you have a question, call ${contact.title}, ${contact.telephone}.`,
  ],
});

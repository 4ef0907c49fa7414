// SPDX-License-Identifier: Apache-2.0
// Letters on restrictions and ways of communication [164.522], complaints [164.530(d)] and authorizations [164.508].
import { defectsOf } from "../authorization-defects.ts";
import { dayInWords, type Draft, howToComplain, type LetterFacts, passedOn } from "./letter-parts.ts";

const received = ({ answers }: LetterFacts): string => `We received your request on ${dayInWords(answers["receivedOn"])}.`;

const ask = ({ contact }: LetterFacts): string => `If you have a question, call ${contact.title}, ${contact.telephone}.`;

const restriction = (facts: LetterFacts): readonly Draft[] => [
  {
    kind: "agreement",
    title: "The restriction that you asked for is agreed to",
    cites: ["164.522(a)(1)(iii)", "164.522(a)(1)(v)", "164.522(a)(2)"],
    says: [
      `${received(facts)} We agree to restrict [what is restricted], from the day of this letter on.`,
      "In an emergency we may use it to treat you, or tell it to a provider who does. The restriction does not reach what we must or may tell by other provisions of law. You may end it at any time. We may end it by telling you, for what comes after; but not where you paid in full and asked us not to tell your health plan.",
      ask(facts),
    ],
  },
  {
    kind: "refusal",
    title: "The restriction that you asked for is not agreed to",
    cites: ["164.522(a)(1)(ii)"],
    says: [`${received(facts)} We do not agree to it: [in a sentence, why]. The law does not require us to agree.`, howToComplain(facts)],
  },
  passedOn(facts),
];

const NOT_REASONABLE: Readonly<Record<string, string>> = {
  "no-other-address": "you did not tell us another address or way to reach you",
  "payment-open": "you did not tell us how payment is to be handled",
  impossible: "we have no means to do it",
  "plan-without-danger": "as your health plan we need your statement that telling it otherwise could endanger you",
};

const communication = (facts: LetterFacts): readonly Draft[] => [
  {
    kind: "agreement",
    title: "You will hear from us as you asked",
    cites: ["164.522(b)(1)(i)"],
    says: [`${received(facts)} From now on you hear from us as you asked: [the address or way, from the record].`, ask(facts)],
  },
  {
    kind: "refusal",
    title: "We cannot reach you as you asked",
    cites: ["164.522(b)(2)(ii)"],
    says: [
      `${received(facts)} We cannot do it, because ${NOT_REASONABLE[String(facts.answers["notReasonable"])] ?? "[why it is not reasonable]"}. You need not tell us why you ask. If you can tell us what is missing, or another way, we look at it again.`,
      howToComplain(facts),
    ],
  },
  passedOn(facts),
];

const complaint = (facts: LetterFacts): readonly Draft[] => [
  {
    kind: "answer",
    title: "Our answer to your complaint",
    cites: ["164.530(d)(2)", "164.530(g)(1)"],
    says: [
      `We received your complaint on ${dayInWords(facts.answers["receivedOn"])} and looked into it. [What we found, and what we did, in words that tell nothing about anybody else.]`,
      howToComplain(facts),
    ],
  },
];

const authorization = (facts: LetterFacts): readonly Draft[] => {
  const defects = defectsOf(facts.answers, facts.today);
  return [
    {
      kind: "refusal",
      title: "We cannot act on the authorization",
      cites: ["164.508(b)(2)"],
      says: [
        "We received an authorization to use or disclose your information. We cannot act on it, because:",
        defects.length === 0 ? "- [what is missing]" : defects.map(({ says }) => `- ${says}`).join("\n"),
        "You may send us one that has all of it.",
        ask(facts),
      ],
    },
    {
      kind: "revocation",
      title: "Your authorization is revoked",
      cites: ["164.508(b)(5)"],
      says: [
        `We received your revocation on ${dayInWords(facts.answers["revokedOn"])}. From then on we do nothing more under the authorization. What we did in reliance on it before stays done.`,
        ask(facts),
      ],
    },
  ];
};

/** By the names of their forms. */
export const otherLetters: Readonly<Record<string, (facts: LetterFacts) => readonly Draft[]>> = {
  "individual-restriction": restriction,
  "individual-communication": communication,
  complaint,
  authorization,
};

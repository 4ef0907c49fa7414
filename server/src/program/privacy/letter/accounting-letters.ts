// SPDX-License-Identifier: Apache-2.0
// Letters on an accounting of disclosures [164.528].
import { accountedSince } from "../request-clock.ts";
import { dayInWords, type Draft, extensionOf, howToComplain, type LetterFacts, passedOn } from "./letter-parts.ts";

export function accountingLetters(facts: LetterFacts): readonly Draft[] {
  return [cover(facts), extensionOf("accounting", "164.528(c)(1)(ii)(A)", facts), fee(facts), passedOn(facts)];
}

function cover(facts: LetterFacts): Draft {
  const { receivedOn, since } = facts.answers;
  const from = dayInWords(typeof since === "string" ? since : typeof receivedOn === "string" ? accountedSince(receivedOn) : undefined);
  return {
    kind: "accounting",
    title: "Your accounting of disclosures",
    cites: ["164.528(b)(1)", "164.528(b)(2)", "164.528(d)(2)"],
    says: [
      `We received your request on ${dayInWords(receivedOn)}. Below are the disclosures of your information from ${from} to that day, ours and those of companies that work for us, as far as the law has them in this list. It leaves out, among others, disclosures for treatment, payment and health care operations, those to you, and those that you authorized.`,
      "| date | who received it, and their address if known | what, in short | why |\n|---|---|---|---|\n| [date] | [recipient] | [description] | [purpose] |",
      howToComplain(facts),
    ],
  };
}

/** Only from the second in twelve months on, and before it is made [164.528(c)(2)]. */
const fee = ({ answers, contact }: LetterFacts): Draft => ({
  kind: "fee",
  title: "What another accounting would cost",
  cites: ["164.528(c)(2)"],
  says: [
    answers["isFirst"] === "yes"
      ? "Your first accounting in twelve months is free. There is nothing to pay."
      : "You have had an accounting from us within twelve months. For this one we charge what it costs us: [amount].",
    `You may withdraw or change your request to avoid or reduce the fee. Please tell ${contact.title}, ${contact.email}, ${contact.telephone}, before we begin.`,
  ],
});

// SPDX-License-Identifier: Apache-2.0
// Letters on access [164.524(b)-(d)].
import type { Answers } from "../../form/field.ts";
import { chosen, dayInWords, type Draft, extensionOf, howToComplain, type LetterFacts, passedOn } from "./letter-parts.ts";

const BASES: Readonly<Record<string, string>> = {
  "psychotherapy-notes": "They are psychotherapy notes, to which the right of access does not extend.",
  "legal-action": "It was compiled in reasonable anticipation of, or for use in, a legal action or proceeding.",
  inmate: "To give you a copy would endanger you, other inmates, or staff of the correctional institution or those who take you elsewhere.",
  research:
    "It is part of research that includes treatment and is still under way. You agreed to wait when you consented; you have your access again when the research is complete.",
  "privacy-act": "It is in records under the Privacy Act, which lets access be denied here.",
  "confidential-source":
    "Somebody who is not a health care provider told it to us under a promise of confidentiality, and your access would likely show who that is.",
  "endangers-life":
    "A licensed health care professional determined that access is reasonably likely to endanger the life or physical safety of you or another person.",
  "harms-other-person":
    "It makes reference to another person, and a licensed health care professional determined that access is reasonably likely to cause that person substantial harm.",
  "harms-by-representative":
    "It was asked for by a personal representative, and a licensed health care professional determined that giving it to them is reasonably likely to cause substantial harm.",
  "not-held": "We do not hold it.",
};

const FEES: Readonly<Record<string, string>> = {
  labor: "the labor for copying",
  supplies: "paper, or the medium that you asked for",
  postage: "postage",
  summary: "the summary or explanation that you agreed to",
};

const isHeldElsewhere = ({ grounds, heldElsewhere }: Answers): boolean =>
  Array.isArray(grounds) && grounds.includes("not-held") && heldElsewhere === "told";

/** Without a ground on record yet the draft has both, and whoever sends it strikes out one. */
const hasReview = ({ grounds }: Answers): boolean =>
  !Array.isArray(grounds) || ["endangers-life", "harms-other-person", "harms-by-representative"].some((ground) => grounds.includes(ground));

export function accessLetters(facts: LetterFacts): readonly Draft[] {
  return [acceptance(facts), extensionOf("access", "164.524(b)(2)(ii)(A)", facts), denial(facts), review(facts), passedOn(facts)];
}

function acceptance({ answers, contact }: LetterFacts): Draft {
  const fees = Array.isArray(answers["fee"]) ? answers["fee"].flatMap((one: unknown) => FEES[String(one)] ?? []) : [];
  const fee = fees.length === 0 ? "There is no fee." : `The fee is [amount]. It is what this costs us, and covers only ${fees.join(", ")}.`;
  const to = answers["to"] === "third-party" ? " As you directed in writing, it goes to [the person whom you named, and where]." : "";
  return {
    kind: "acceptance",
    title: "Your request for your records is accepted",
    cites: ["164.524(b)(2)(i)(A)", "164.524(c)(2)", "164.524(c)(3)", "164.524(c)(4)"],
    says: [
      `We received your request on ${dayInWords(answers["receivedOn"])} and accept it. You get what you asked for [in which form and format, enclosed, by what way; or when and where you may look at it].${to}`,
      fee,
      `If you want it in another form, at another time or place, or have a question, call ${contact.title}, ${contact.telephone}.`,
    ],
  };
}

function denial(facts: LetterFacts): Draft {
  const { answers, contact } = facts;
  const reviewed = `You have the right to have this denial reviewed by another licensed health care professional, who took no part in it. To have that, write to or call ${contact.title}, ${contact.email}, ${contact.telephone}. We refer your request to the reviewer promptly, tell you in writing what they determined, and do as they determined.`;
  return {
    kind: "denial",
    title: "Your request for your records is denied, in whole or in part",
    cites: ["164.524(d)(1)", "164.524(d)(2)(i)", "164.524(d)(2)(ii)", "164.524(d)(2)(iii)", "164.524(d)(3)"],
    says: [
      `We received your request on ${dayInWords(answers["receivedOn"])}. We do not give you [which part of your records] on this ground:`,
      chosen(answers["grounds"], BASES, "the ground"),
      ...(isHeldElsewhere(answers) ? ["You may ask for it at [who holds it, and how they are reached]."] : []),
      "We give you everything else that you asked for: [enclosed; or there is nothing else].",
      ...(hasReview(answers) ? [reviewed] : []),
      howToComplain(facts),
    ],
  };
}

const review = (facts: LetterFacts): Draft => ({
  kind: "review",
  title: "What the review of the denial determined",
  cites: ["164.524(a)(4)", "164.524(d)(4)"],
  says: [
    "You asked us to have the denial of access reviewed. A licensed health care professional who took no part in the denial looked at it, and determined that [access is given, enclosed / the denial stands, because of what ground].",
    howToComplain(facts),
  ],
});

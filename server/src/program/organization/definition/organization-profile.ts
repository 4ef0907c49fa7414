// SPDX-License-Identifier: Apache-2.0
import { Fault } from "#base/fault.ts";
import { sql } from "#store/sql.ts";
import { anOfficial, form, type HookCall, whoIs } from "../../form/form.ts";
import { supersedeOthers } from "../../form/supersede.ts";
import { workflow } from "../../workflow.ts";
import { rulesFor } from "../rules-for.ts";

const giveWay = supersedeOthers("adopt", "adopted", "superseded");

/** Who the organization is: which rules bind it, and what its policies are filled in with. */
export const organizationProfile = form({
  name: "organization-profile",
  title: "Organization's profile",
  plural: "Organization's profiles",
  says: "The questions that decide which rules apply to you, and the names that your policies are filled in with.",
  room: "organization",
  cites: ["164.302", "164.306(b)(2)", "164.316(b)(1)"],
  reach: "officials",
  titleField: "does",
  aboutField: "about",
  isSole: true,
  fields: [
    { name: "about", label: "About", type: "choice", options: [{ value: "organization", label: "The whole organization" }] },
    { name: "does", label: "What you do, in a sentence", type: "line" },
    { name: "providesCare", label: "Do you provide health care to individuals?", type: "yes-no" },
    {
      name: "sendsTransactions",
      label: "Do you, or a biller for you, send claims or other standard transactions electronically?",
      help: "Claims, eligibility, referrals, remittance and the like [160.103, 45 CFR part 162].",
      type: "yes-no",
      when: { field: "providesCare", is: ["yes"] },
    },
    {
      name: "forCoveredEntity",
      label: "Do you create, receive, keep or send PHI on behalf of providers, plans or clearinghouses?",
      type: "yes-no",
    },
    { name: "forAssociate", label: "Do you do that for their business associates?", help: "Then you are a subcontractor.", type: "yes-no" },
    { name: "isPlan", label: "Do you pay for individuals' care, or run a health plan?", type: "yes-no" },
    { name: "isClearinghouse", label: "Do you turn others' health data into standard transactions, or back?", type: "yes-no" },
    { name: "isHybrid", label: "Is this work only a part of what your legal entity does?", type: "yes-no" },
    {
      name: "isConsumerOnly",
      label: "Do individuals use you only on their own account, never through a provider or plan?",
      type: "yes-no",
    },
    { name: "isDeidentifiedOnly", label: "Do you hold only data de-identified as 164.514 describes?", type: "yes-no" },
    {
      name: "counselAdvice",
      label: "What counsel advised, who and when",
      help: "Needed where the answers above turn on law.",
      type: "text",
      isOptional: true,
    },
    { name: "people", label: "People in the workforce", type: "number", min: 1, max: 100_000, unit: "people" },
    { name: "isRemoteOnly", label: "Does everybody work remotely, without a site of yours?", type: "yes-no" },
    { name: "contactEmail", label: "Address for privacy and security questions", type: "line" },
    { name: "reportLine", label: "How incidents are reported", help: "A number or channel that works at any hour.", type: "line" },
    { name: "securityOfficialTitle", label: "Title of the security official", type: "line" },
    { name: "privacyOfficialTitle", label: "Title of the privacy official", type: "line" },
    { name: "executiveSponsorTitle", label: "Title of the executive sponsor", type: "line" },
    { name: "identityProvider", label: "What people sign in with", type: "line" },
    { name: "cloudProviders", label: "Where systems run", type: "line" },
    { name: "ticketSystem", label: "Where work is tracked", type: "line" },
  ],
  workflow: workflow("draft", {
    draft: { adopt: "adopted", discard: "discarded" },
    adopted: { supersede: "superseded" },
    discarded: {},
    superseded: {},
  }),
  moveSays: { adopt: "Adopt", discard: "Discard", supersede: "Put another in its place" },
  amendIn: ["draft"],
  draftIn: ["draft", "discarded"],
  only: { adopt: [whoIs("security-official", "privacy-official", "executive")], supersede: [anOfficial] },
  async after(call) {
    if (call.move !== "adopt") return;
    await bind(call);
    await giveWay(call);
  },
});

/** From here on the requirements that bind such an entity are judged. What binds nobody is still judged as both: less is never assumed. */
async function bind({ tx, submission }: HookCall): Promise<void> {
  const { entity, counsel } = rulesFor(submission.answers);
  if (counsel.length > 0 && submission.answers["counselAdvice"] === undefined)
    throw new Fault("invalid_answers", {
      detail: `Ask counsel first: ${counsel.map(({ says }) => says).join(" ")}`,
      fields: [{ at: "/answers/counselAdvice", says: "Write down what counsel advised." }],
    });
  await tx.run(sql`update part164.installation set entity = ${entity ?? "both"}`);
}

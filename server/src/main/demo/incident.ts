// SPDX-License-Identifier: Apache-2.0
// The demonstration's incident: a fax to a wrong number. The customer was told in time; whether it is a breach is left for the visitor.
import { present } from "#base/assert.ts";
import { MS_PER_HOUR } from "#base/clock.ts";
import type { Site } from "../site.ts";
import type { Cast } from "./cast.ts";
import { PRIVACY_OFFICIAL, SECURITY_OFFICIAL } from "./people.ts";
import { Desk, type Filed } from "./program.ts";

const CUSTOMER = "Stonebridge Regional";

const FACTS = {
  whose: "customers",
  individuals: 12,
  residents: [{ state: "OR", count: 12 }],
  kinds: ["name", "birth", "diagnosis"],
  doing: "The pages were shredded by who received them; the number is corrected in all three profiles.",
  protect: "Nothing has to be done. Whoever is called about it may ask us who we are.",
  contact: "privacy@fernhollow.example",
  permitted: "no",
  unsecured: "yes",
  exclusion: "none",
  nature: "Visit summaries of twelve people with names, dates of birth and diagnoses. Nobody needs to guess who they are.",
  natureIs: "higher",
  who: "A dental office that is itself bound by HIPAA. Its privacy officer confirmed in writing.",
  whoIs: "lower",
  mitigated: "The pages were shredded and a certificate was sent. The number was corrected.",
  mitigatedIs: "lower",
} as const;

type Answered = Filed & { readonly answers: object };
type Clock = { readonly key: string; readonly dueBy: string };

/** Reported, judged and contained on the first day; the third factor has no finding yet. */
export async function faxToAWrongNumber({ parts }: Site, cast: Cast): Promise<void> {
  const [maya, joan] = [new Desk(cast, SECURITY_OFFICIAL.email), new Desk(cast, PRIVACY_OFFICIAL.email)];
  const daniel = new Desk(cast, "daniel@fernhollow.example");
  const at = (hoursAgo: number): string => new Date(parts.clock.now().getTime() - hoursAgo * MS_PER_HOUR).toISOString();
  const told = {
    what: "Visit summaries faxed to a wrong number",
    kind: "wrong-recipient",
    noticedAt: at(3),
    where: "Fax gateway",
    phi: "yes",
  };
  const reported = await daniel.file("incident-report", told);
  const { user } = await maya.ask<{ user: { id: string } }>("access.session.read", {});
  const open = await maya.move(reported, "open", { answers: { level: "high", lead: user.id, phiJudged: "yes" } });
  const say = (text: string, hoursAgo: number) =>
    maya.ask("program.journal.add", { path: { submission: reported.id }, body: { text, occurredAt: at(hoursAgo) } });
  await say("The dental office called: it has pages that are not its own.", 3);
  await say("Its privacy officer will shred them and confirm in writing.", 2);
  await maya.move(open, "contain", { answers: { containment: "The number is corrected; the pages are shredded." } });
  const { items } = await joan.ask<{ items: { id: string; about: string }[] }>("program.breach.list", {});
  const breach = present(
    items.find(({ about }) => about === reported.id),
    "It was opened with its incident.",
  ).id;
  const { assessment } = await joan.ask<{ assessment: Answered }>("program.breach.read", { path: { submission: breach } });
  const chain = await maya.ask<{ items: { id: string; name: string }[] }>("program.associate.list", {});
  const party = present(chain.items.find(({ name }) => name === CUSTOMER)?.id, "It is under contract.");
  const answers = { ...assessment.answers, ...FACTS, customers: [{ party, individuals: FACTS.individuals }] };
  await joan.ask("program.submission.amend", { path: { submission: breach }, body: { answers } }, assessment.version);
  const { clocks } = await joan.ask<{ clocks: Clock[] }>("program.breach.read", { path: { submission: breach } });
  const clock = present(
    clocks.find(({ key }) => key.includes("by-contract")),
    "Its contract promises hours.",
  ).key;
  const draft = await joan.ask<Filed>("program.breach-notice.draft", { path: { submission: breach }, body: { clock } });
  const approved = await maya.move(await joan.move(draft, "submit"), "approve");
  const sent = { sentAt: at(0), method: "contract", count: 1, proof: "Confirmed by the hospital's privacy officer." };
  await joan.move(approved, "send", { answers: sent });
}

// SPDX-License-Identifier: Apache-2.0
// The worst day: from a phone call to a documented breach decision, every clock counted and every notice drafted, sent and proved.
import assert from "node:assert/strict";
import type { Answers, Filed, StoryPerson } from "./story-person.ts";
import type { Cast } from "./program-story.ts";

export const CALL = "A mailing list with patients went to the wrong clinic";

const FACTOR = "Two hundred and twelve people are named with their appointments; the clinic that received it has confirmed what it saw.";

/** What is known of it by the evening, apart from whose it is. */
const KNOWN = {
  individuals: 212,
  residents: [{ state: "OR", count: 212 }],
  kinds: ["name", "treatment"],
  doing: "The message was recalled; the list is now made by the service and never sent by hand.",
  protect: "Nothing has to be done. Whoever is called about it may ask us who we are.",
  contact: "privacy@fernhollow.example",
  permitted: "no",
  unsecured: "yes",
  exclusion: "none",
  ...Object.fromEntries(
    ["nature", "who", "viewed", "mitigated"].flatMap((name) => [
      [name, FACTOR],
      [`${name}Is`, "higher"],
    ]),
  ),
  conclusion: "breach",
} as const;

/** So many hours ago, to the minute, where the organization is. */
const ago = (hours: number, zone: string): string =>
  Temporal.Now.zonedDateTimeISO(zone)
    .subtract({ hours })
    .round({ smallestUnit: "minute", roundingMode: "floor" })
    .toString({ timeZoneName: "never" });

const clocksOf = async (person: Pick<StoryPerson, "call">, breach: string) =>
  (await person.call("program.breach.read", { path: { submission: breach } })).value.clocks;

export type Day = {
  readonly customer: Filed;
  readonly hours: number;
  readonly zone: string;
};

/** Plays it. `customer` has a contract in force that promises notice within `hours`. Answers how many clocks one notice answered. */
export async function worstDay({ maya, ruth, sam }: Cast, { customer, hours, zone }: Day): Promise<number> {
  const noticedAt = ago(1, zone);
  const reported = await sam.file("incident-report", { what: CALL, kind: "wrong-recipient", noticedAt, where: "Mail", phi: "yes" });
  const open = await maya.move(reported, "open", { level: "high", lead: maya.id, phiJudged: "yes" });
  await maya.note(reported, { text: "The clinic called: it has a list that is not its own.", occurredAt: noticedAt });
  await maya.note(reported, { text: "The sender recalled the message." });
  const contained = await maya.move(open, "contain", { containment: "Recalled; the clinic has deleted it, and says so in writing." });
  const recovered = await maya.move(contained, "recover", {
    eradication: "No list leaves by mail any more.",
    recovery: "Nothing was lost.",
  });
  const [found] = (await ruth.call("program.breach.list", {})).value.items;
  assert.ok(found !== undefined && found.about === reported.id, "its assessment was opened with it");
  const { assessment } = (await ruth.call("program.breach.read", { path: { submission: found.id } })).value;
  const answers: Answers = { ...assessment.answers, ...KNOWN, whose: "customers", customers: [{ party: customer.id, individuals: 212 }] };
  const written = await ruth.amend(assessment, answers);
  const confirmed = await maya.move(await ruth.move(written, "submit"), "confirm-breach");
  const clocks = await clocksOf(ruth, found.id);
  const discovered = Temporal.Instant.from(noticedAt);
  const byContract = clocks.find(({ key }) => key.includes("by-contract"));
  const byLaw = clocks.find(({ key }) => !key.includes("by-contract"));
  assert.ok(byContract !== undefined && byLaw !== undefined && clocks.length === 2, JSON.stringify(clocks));
  assert.equal(Temporal.Instant.from(byContract.dueBy).since(discovered).total("hours"), hours, "the contract's hours");
  assert.equal(byLaw.dueBy, Temporal.PlainDate.from(noticedAt.slice(0, 10)).add({ days: 60 }).toString(), "164.410(b)");
  const draft = await ruth.draftNotice(found, byContract);
  const approved = await maya.move(await ruth.move(draft, "submit"), "approve");
  const sent = { sentAt: ago(0, zone), method: "contract", count: 1 };
  await ruth.move(approved, "send", { ...sent, proof: "The clinic's privacy officer has signed for it." });
  assert.deepEqual(
    (await clocksOf(ruth, found.id)).map(({ standing }) => standing),
    ["sent", "sent"],
    "one letter answers the contract and the law",
  );
  await ruth.move(confirmed, "close");
  const taught = {
    cause: "A list that was made by hand",
    mitigation: "The clinic deleted it.",
    lessons: "The service sends what is sent.",
  };
  await maya.move(recovered, "close", taught);
  return clocks.length;
}

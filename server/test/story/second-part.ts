// SPDX-License-Identifier: Apache-2.0
// What the program has besides texts, people and decisions: partners looked at, plans on paper that were tried, devices that were checked,
// a place that is guarded, sanctions counted where there were none.
import { contractWith, reviewOf } from "../support/associate.ts";
import { finished, KINDS } from "../support/contingency.ts";
import { GOOD_CHECK, LAPTOP } from "../support/device-answers.ts";
import type { Answers, Filed, StoryPerson } from "./story-person.ts";
import type { Cast } from "./program-story.ts";

type Two = Pick<Cast, "maya" | "ruth">;

const today = (zone: string): string => Temporal.Now.plainDateISO(zone).toString();

const approved = async (writer: StoryPerson, other: StoryPerson, written: Filed): Promise<Filed> =>
  other.move(await writer.move(written, "submit"), "approve");

export const PROVIDER = "Cloud provider";
export const PROVIDER_HOURS = 48;

/** What stands in the contract with the provider that runs their service, and how it protects PHI. */
export const providerContract = (party: string, document: unknown): Answers => ({
  ...contractWith(party, "", { kind: "subcontractor", services: "Runs the service", noticeHours: PROVIDER_HOURS }),
  document,
});
export const providerReview = (party: string, zone: string): Answers => reviewOf(party, today(zone));

/** The provider as the chain has it. */
export async function providerOf(maya: StoryPerson): Promise<string> {
  const { items } = (await maya.call("program.associate.list", {})).value;
  const provider = items.find(({ name }) => name === PROVIDER);
  if (provider === undefined) throw new Error("The provider is in the chain.");
  return provider.id;
}

/** A contract clause by clause, and a look at its security. */
async function lookAtProvider({ maya, ruth }: Two, zone: string): Promise<void> {
  const provider = await providerOf(maya);
  const query = { kind: "contract", mediaType: "text/plain" } as const;
  const file = { query, body: new Blob(["Signed by both."]) };
  const { id } = (await maya.call("program.document.upload", file, { documentName: "provider.txt" })).value;
  const contract = await maya.file("associate-contract", providerContract(provider, id));
  await ruth.move(await maya.move(contract, "submit"), "put-in-force");
  await approved(maya, ruth, await maya.file("associate-due-diligence", providerReview(provider, zone)));
}

/** Where a plan's copy on paper is. */
export const printing = (plan: string, keeper: string, zone: string): Answers => ({
  plan,
  on: today(zone),
  places: [{ place: "Red folder at home", keeper }],
});

/** Plans of these kinds, each approved by the other and printed; what is critical; a try at a table. Answers how many plans. */
export async function prepareForTheWorst({ maya, ruth }: Two, zone: string, kinds: readonly string[] = KINDS): Promise<number> {
  const draft = async (what: string, more: { scenario?: "ransomware" } = {}) =>
    (await maya.call("program.plan.draft", { body: { what, ...more } as never })).value; // Its body is one of three; the description leaves it open.
  for (const kind of kinds) {
    const begun = await draft(kind);
    const plan = await approved(maya, ruth, await maya.amend(begun, finished(begun.answers)));
    await maya.file("plan-printing", printing(plan.id, maya.id, zone));
  }
  const analysis = await draft("criticality");
  const systems = (analysis.answers["systems"] as readonly Answers[]).map((row) => ({
    harm: "Clinics see no list",
    depends: "Cloud provider; the key",
    manual: "On paper",
    ...row,
  })); // A field of type rows.
  const found = { ...analysis.answers, systems, method: "The owner was asked, and the outages of two years looked at." };
  await approved(maya, ruth, await maya.amend(analysis, found));
  const test = await draft("test", { scenario: "ransomware" });
  const at = (hours: number): string =>
    Temporal.Now.zonedDateTimeISO(zone).subtract({ hours }).toString({ timeZoneName: "never", smallestUnit: "second" });
  const people = [maya, ruth].map(({ id }) => ({ person: id, part: "At the table" }));
  const tried = { ...test.answers, startedAt: at(2), endedAt: at(1), people, gaps: "Nothing that matters.", result: "held" };
  await approved(maya, ruth, await maya.amend(test, tried));
  return kinds.length;
}

/** The laptop that somebody has. */
export const laptopOf = ({ id, name }: StoryPerson, zone: string): Answers => ({
  ...LAPTOP,
  name: `Laptop of ${name}`,
  serial: `FH-${name}`,
  custodian: id,
  since: today(zone),
});

/** What each of them sees in its settings. */
export const seenOn = (zone: string): Answers => ({ ...GOOD_CHECK, checkedOn: today(zone), patchedOn: today(zone) });

/** A laptop each, looked at by who has it. Answers how many. */
export async function knowTheDevices(maya: StoryPerson, people: readonly StoryPerson[], zone: string): Promise<number> {
  for (const person of people) {
    const device = await maya.file("device", laptopOf(person, zone));
    await person.move(await person.file("workstation-check", { device: device.id, ...seenOn(zone) }), "sign");
  }
  return people.length;
}

/** Homes instead of a site; no sanction in the year. */
export async function writeDownTheRest({ maya, ruth }: Two, zone: string): Promise<void> {
  const homes = {
    covers: "remote",
    name: "Homes",
    why: "We have no office; everybody works at home.",
    homeRules: "A room with a door; screens locked; no paper.",
  };
  await approved(maya, ruth, await maya.file("facility-plan", homes));
  const year = Temporal.Now.plainDateISO(zone).year;
  await ruth.move(await ruth.file("sanction-summary", { year, levelsHold: "yes" }), "sign");
}

/** Plays it; says what it did. */
export async function secondPart(cast: Cast, zone: string): Promise<string> {
  const { maya, ruth, sam } = cast;
  await lookAtProvider(cast, zone);
  const plans = await prepareForTheWorst(cast, zone);
  const devices = await knowTheDevices(maya, [maya, ruth, sam], zone);
  await writeDownTheRest(cast, zone);
  return `The provider is under contract and was looked at; ${plans} plans are on paper and were tried; ${devices} devices were checked.`;
}

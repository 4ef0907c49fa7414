// SPDX-License-Identifier: Apache-2.0
// A three-person startup signs in, answers who it is, gets its own policy library, approves it, has everyone acknowledge the exact version
// and pass training, decides every addressable specification; and its gap report turns from mostly "not assessed" to judged by evidence.
import assert from "node:assert/strict";
import { requirements } from "#rule/rule.ts";
import { contractWith } from "../support/associate.ts";
import { PROFILE } from "../support/profile.ts";
import { DECISIONS } from "./story-decisions.ts";
import { takeCourses } from "./story-learning.ts";
import { type Answers, browserLike, enrol, type Filed, type StoryPerson } from "./story-person.ts";
import { PROVIDER, secondPart } from "./second-part.ts";
import { worstDay } from "./worst-day.ts";

export type Totals = Readonly<Record<string, number>>;
export type Played = { readonly before: Totals; readonly after: Totals };

export type Cast = { readonly maya: StoryPerson; readonly ruth: StoryPerson; readonly sam: StoryPerson };
type Say = (line: string) => void;

/** Plays it against a server that was just started; `link` is the one it printed for setting up. */
export async function playProgram(origin: string, link: string, say: Say): Promise<Played> {
  const { maya, ruth } = await arrive(origin, link);
  say("Maya and Ruth have signed in, each with a second factor.");
  const before = await totals(maya);
  say(`The gap report says: ${shown(before)}.`);
  await maya.move(await maya.file("organization-profile", PROFILE), "adopt");
  for (const { who, answers } of designations(maya, ruth)) await who.move(await maya.file("official-designation", answers), "accept");
  const sam = await joinThird(origin, maya);
  const cast = { maya, ruth, sam };
  say("The profile is adopted, the officials have accepted, Sam has joined.");
  await takeUpPolicies(cast);
  say("Twenty-four policies are approved by Ruth as the texts she read, and acknowledged by all three.");
  for (const person of [maya, ruth, sam]) say(`${person.name} passed ${await takeCourses(person)} courses.`);
  await decide(cast, addressable());
  say("Every addressable specification is decided, and each decision approved by somebody else.");
  await work(cast);
  await reviewActivity(cast);
  say(`The risk analysis is approved by Ruth, with ${await analyse(cast)} lines.`);
  say(await secondPart(cast, ZONE));
  const customer = await meetCustomer(cast);
  say(
    `On their worst day ${await worstDay(cast, { customer, hours: PROMISED_HOURS, zone: ZONE })} clocks are answered in time, by a notice that was approved and proved.`,
  );
  await evaluate(cast);
  const after = await totals(maya);
  say(`The gap report says: ${shown(after)}.`);
  return { before, after };
}

const shown = (counted: Totals): string =>
  Object.entries(counted)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(", ");

/** How many requirements have each verdict, for somebody who may read the gap report. */
export async function totals(person: StoryPerson): Promise<Totals> {
  return (await person.call("report.gap.read", {})).value.totals;
}

export const ZONE = "America/Los_Angeles";

export const SETUP = {
  organization: { name: "Fernhollow Health", entity: "business-associate", timeZone: ZONE },
  securityOfficial: { name: "Maya Okafor", email: "maya@fernhollow.example" },
  privacyOfficial: { name: "Ruth Lindqvist", email: "ruth@fernhollow.example" },
} as const;

async function arrive(origin: string, link: string): Promise<Pick<Cast, "maya" | "ruth">> {
  const { enrolments } = await browserLike(origin).entrance.setUp(link.split("#")[1] ?? "", SETUP);
  const [first, second] = enrolments;
  assert.ok(first !== undefined && second !== undefined);
  return { maya: await enrol(origin, "Maya", first.url), ruth: await enrol(origin, "Ruth", second.url) };
}

/** How many of them have a verdict that says something. */
export function judged(counted: Totals): number {
  return Object.entries(counted).reduce(
    (sum, [verdict, count]) => (verdict === "not-applicable" || verdict === "not-assessed" ? sum : sum + count),
    0,
  );
}

/** Who is to hold which office. Maya proposes each; `who` is asked to accept. */
export function designations(maya: StoryPerson, ruth: StoryPerson): readonly { readonly who: StoryPerson; readonly answers: Answers }[] {
  const duties = "Answers for the program, has a day a week for it, and reports to all three of us.";
  const since = { startsOn: "2026-01-05", duties };
  return [
    { who: maya, answers: { office: "security-official", person: maya.id, deputy: ruth.id, ...since } },
    { who: ruth, answers: { office: "privacy-official", person: ruth.id, deputy: maya.id, ...since } },
    { who: ruth, answers: { office: "executive", person: ruth.id, ...since } },
  ];
}

export const JOINER = {
  name: "Sam Ortiz",
  email: "sam@fernhollow.example",
  kind: "employee",
  position: "Engineer",
  seesPhi: true,
  termOn: null,
} as const;

async function joinThird(origin: string, maya: StoryPerson): Promise<StoryPerson> {
  const joinedOn = Temporal.Now.plainDateISO(ZONE).toString();
  const { value } = await maya.call("program.member.join", { body: { ...JOINER, supervisor: maya.id, joinedOn, roles: [] } });
  return enrol(origin, "Sam", value.enrolmentUrl ?? "");
}

async function takeUpPolicies({ maya, ruth, sam }: Cast): Promise<void> {
  const { proposed } = (await maya.call("program.policy.adopt", { body: {} })).value;
  assert.equal(proposed.length, 24);
  const read: { id: string; sha256: string }[] = [];
  for (const { policy } of proposed) {
    const { id, sha256 } = (await ruth.call("program.policy.read", { path: { policy } })).value;
    read.push({ id, sha256 });
  }
  await ruth.call("program.policy.approve", { body: { versions: read } });
  for (const person of [maya, ruth, sam]) await acknowledgeAll(person);
}

/** Acknowledges the exact texts in force that somebody has not acknowledged yet. Answers how many. */
export async function acknowledgeAll(person: StoryPerson): Promise<number> {
  const { items } = (await person.call("program.policy.list", {})).value;
  const versions = items.flatMap(({ inForce, acknowledgedAt }) =>
    inForce === null || acknowledgedAt !== null ? [] : [{ id: inForce.id, sha256: inForce.sha256 }],
  );
  await person.call("program.policy.acknowledge", { body: { versions } });
  return versions.length;
}

/** Every addressable specification. */
export function addressable(): readonly string[] {
  return requirements().flatMap(({ cite, designation }) => (designation === "addressable" ? [cite] : []));
}

/** Maya decides on these, and Ruth approves each. */
export async function decide({ maya, ruth }: Pick<Cast, "maya" | "ruth">, cites: readonly string[]): Promise<void> {
  const reviewOn = Temporal.Now.plainDateISO(ZONE).add({ months: 11 }).toString();
  for (const cite of cites) {
    const decision = DECISIONS[cite];
    assert.ok(decision !== undefined, `the story decides on ${cite}`);
    const assessment =
      "We are three people, work remotely, and keep PHI in one service. Weighed against our risk analysis and its cost, this is what fits.";
    const draft = await maya.file("addressable-decision", { cite, assessment, reviewOn, ...decision });
    await ruth.move(await maya.move(draft, "submit"), "approve");
  }
}

/** What else the first weeks bring. */
export async function work({ maya, ruth, sam }: Cast): Promise<void> {
  const provider = await maya.file("party", {
    name: PROVIDER,
    role: "vendor",
    service: "Runs our service",
    phi: "yes",
  });
  const service = await maya.file("system", {
    name: "Appointments service",
    kind: "application",
    purpose: "Appointments and reminders for clinics",
    phi: "keeps",
    protection: "Encrypted per individual, default deny, every access recorded",
    party: provider.id,
    owner: maya.id,
    criticality: "hours-4",
  });
  const way = { way: "HTTPS", encrypted: "yes" };
  await maya.file("data-flow", { what: "Appointments", fromKind: "individuals", toKind: "system", toSystem: service.id, ...way });
  await maya.file("data-flow", {
    what: "All of it",
    fromKind: "system",
    fromSystem: service.id,
    toKind: "party",
    toParty: provider.id,
    ...way,
  });
  for (const [filer, member, decider] of [
    [maya, sam.id, ruth],
    [maya, maya.id, ruth],
    [ruth, ruth.id, maya],
  ] as const) {
    const said = { member, need: "Runs the service", checked: ["identity", "references"], outcome: "appropriate" };
    await decider.move(await filer.file("clearance", said), "decide");
  }
  const request = await sam.file("technology-request", {
    name: "Error tracker",
    provider: "Example Ltd",
    purpose: "Errors",
    phi: "no",
    keptOut: "Logs hold ids only",
  });
  const reviewed = await maya.move(request, "review", {
    security: "SOC 2 report of May 2026",
    risk: "Stack traces; scrubbed before they leave",
  });
  await maya.move(reviewed, "use-without-phi");
  const access = await maya.file("access-review", {
    system: "Appointments service",
    asOf: "2026-01-31",
    accounts: 3,
    removed: "None",
    done: "yes",
  });
  await maya.move(access, "sign");
}

/** Maya prepares the review of what was done so far; each decides what is not about themselves; Maya signs. */
async function reviewActivity({ maya, ruth }: Cast): Promise<void> {
  const { id } = (await maya.call("program.activity.prepare", { body: {} })).value;
  const path = { review: id };
  for (const person of [maya, ruth]) {
    const { items } = (await person.call("program.activity.read", { path })).value;
    const theirs = items.filter(({ decision, isOwn }) => decision === null && !isOwn).map(({ n, version }) => ({ n, version }));
    if (theirs.length > 0) await person.call("program.activity.decide", { path, body: { decision: "expected", items: theirs } });
  }
  const { version } = (await maya.call("program.activity.read", { path })).value;
  await maya.call("program.activity.sign", { path, body: {} }, { ifMatch: `W/"${version}"` });
}

/** The one risk that is on their register. */
export const riskOf = (owner: string) =>
  ({
    safeguards: "Backups every day, restored every month.",
    inherentLikelihood: "3",
    inherentImpact: "5",
    likelihood: "2",
    impact: "5",
    treatment: "reduce",
    plan: "Keep one more copy with another provider.",
    owner,
    dueOn: Temporal.Now.plainDateISO(ZONE).add({ months: 2 }).toString(),
  }) as const;

/** Why the others are not. */
export const NO_MATTER = "We are three people, work remotely, and our provider answers for it by contract.";

/** Maya analyses the risks: one is on the register, the rest does not matter, for a reason; Ruth approves. Answers how many lines there are. */
async function analyse({ maya, ruth }: Pick<Cast, "maya" | "ruth">): Promise<number> {
  const { id } = (await maya.call("program.risk-analysis.start", { body: { trigger: "first", reason: "The program begins" } })).value;
  const path = { analysis: id };
  const { lines } = (await maya.call("program.risk-analysis.read", { path })).value;
  const refs = lines.map(({ asset, threat }) => ({ asset, threat }));
  await maya.call("program.risk-analysis.decide", { path, body: { decision: "risk", lines: refs.slice(0, 1), answers: riskOf(maya.id) } });
  await maya.call("program.risk-analysis.decide", { path, body: { decision: "no-matter", lines: refs.slice(1), why: NO_MATTER } });
  await maya.call("program.risk-analysis.finish", { path, body: {} });
  await ruth.call("program.risk-analysis.approve", { path, body: {} });
  return lines.length;
}

export const CUSTOMER = "Lakeside Clinic";
export const PROMISED_HOURS = 72;

/** A clinic whom they serve: Maya records its contract clause by clause, Ruth puts it in force. */
export async function meetCustomer({ maya, ruth }: Pick<Cast, "maya" | "ruth">): Promise<Filed> {
  const clinic = await maya.file("party", {
    name: CUSTOMER,
    role: "customer",
    service: "Appointments of its patients",
    phi: "yes",
  });
  await contractWithParty({ maya, ruth }, clinic.id, { noticeHours: PROMISED_HOURS });
  return clinic;
}

/** A contract in force, its file under seal. */
async function contractWithParty({ maya, ruth }: Pick<Cast, "maya" | "ruth">, party: string, more: Answers): Promise<void> {
  const query = { kind: "contract", mediaType: "text/plain" } as const;
  const uploaded = await maya.call(
    "program.document.upload",
    { query, body: new Blob(["Signed by both."]) },
    { documentName: "contract.txt" },
  );
  const answers = contractWith(party, uploaded.value.id, more);
  const draft = (await maya.call("program.submission.create", { body: { form: "associate-contract", answers } })).value;
  await ruth.move(await maya.move(draft, "submit"), "put-in-force");
}

/** Maya begins an evaluation and judges; Ruth signs it. */
export async function evaluate({ maya, ruth }: Cast): Promise<void> {
  const { id } = (await maya.call("program.evaluation.start", { body: { trigger: "change", reason: "The program begins" } })).value;
  const path = { evaluation: id };
  const { items } = (await maya.call("program.evaluation.read", { path })).value;
  const cites = items.map(({ cite }) => cite);
  await maya.call("program.evaluation.judge", { path, body: { judgement: "as-it-should-be", cites } });
  await ruth.call("program.evaluation.sign", { path, body: {} });
}

// SPDX-License-Identifier: Apache-2.0
// A three-person startup signs in, answers who it is, gets its own policy library, approves it, has everyone acknowledge the exact version
// and pass training, decides every addressable specification; and its gap report turns from mostly "not assessed" to judged by evidence.
import assert from "node:assert/strict";
import { requirements } from "#rule/rule.ts";
import { PROFILE } from "../support/profile.ts";
import { DECISIONS } from "./story-decisions.ts";
import { takeCourses } from "./story-learning.ts";
import { browserLike, enrol, type StoryPerson } from "./story-person.ts";

export type Totals = Readonly<Record<string, number>>;
export type Played = { readonly before: Totals; readonly after: Totals };

type Cast = { readonly maya: StoryPerson; readonly ruth: StoryPerson; readonly sam: StoryPerson };
type Say = (line: string) => void;

/** Plays it against a server that was just started; `link` is the one it printed for setting up. */
export async function playProgram(origin: string, link: string, say: Say): Promise<Played> {
  const { maya, ruth } = await arrive(origin, link);
  say("Maya and Ruth have signed in, each with a second factor.");
  const before = await totals(maya);
  say(`The gap report says: ${shown(before)}.`);
  await sayWhoWeAre(maya, ruth);
  const sam = await joinThird(origin, maya);
  const cast = { maya, ruth, sam };
  say("The profile is adopted, the officials have accepted, Sam has joined.");
  await takeUpPolicies(cast);
  say("Twenty-four policies are approved by Ruth as the texts she read, and acknowledged by all three.");
  for (const person of [maya, ruth, sam]) say(`${person.name} passed ${await takeCourses(person)} courses.`);
  await decideAddressable(cast);
  say("Every addressable specification is decided, and each decision approved by somebody else.");
  await work(cast);
  await evaluate(cast);
  const after = await totals(maya);
  say(`The gap report says: ${shown(after)}.`);
  return { before, after };
}

const shown = (counted: Totals): string =>
  Object.entries(counted)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(", ");

async function totals(person: StoryPerson): Promise<Totals> {
  return (await person.call("report.gap.read", {})).value.totals;
}

async function arrive(origin: string, link: string): Promise<Pick<Cast, "maya" | "ruth">> {
  const { enrolments } = await browserLike(origin).entrance.setUp(link.split("#")[1] ?? "", {
    organization: { name: "Fernhollow Health", entity: "business-associate", timeZone: "America/Los_Angeles" },
    securityOfficial: { name: "Maya Okafor", email: "maya@fernhollow.example" },
    privacyOfficial: { name: "Ruth Lindqvist", email: "ruth@fernhollow.example" },
  });
  const [first, second] = enrolments;
  assert.ok(first !== undefined && second !== undefined);
  return { maya: await enrol(origin, "Maya", first.url), ruth: await enrol(origin, "Ruth", second.url) };
}

type Filed = { readonly id: string; readonly version: number };

async function file(person: StoryPerson, form: string, answers: Readonly<Record<string, unknown>>): Promise<Filed> {
  return (await person.call("program.submission.create", { body: { form, answers } })).value;
}

async function move(
  person: StoryPerson,
  { id, version }: Filed,
  name: string,
  answers?: Readonly<Record<string, unknown>>,
): Promise<Filed> {
  const body = { move: name, ...(answers === undefined ? {} : { answers }) };
  return (await person.call("program.submission.move", { path: { submission: id }, body }, { ifMatch: `W/"${version}"` })).value;
}

async function sayWhoWeAre(maya: StoryPerson, ruth: StoryPerson): Promise<void> {
  await move(maya, await file(maya, "organization-profile", PROFILE), "adopt");
  const duties = "Answers for the program, has a day a week for it, and reports to all three of us.";
  const since = { startsOn: "2026-01-05", duties };
  await move(
    maya,
    await file(maya, "official-designation", { office: "security-official", person: maya.id, deputy: ruth.id, ...since }),
    "accept",
  );
  await move(
    ruth,
    await file(maya, "official-designation", { office: "privacy-official", person: ruth.id, deputy: maya.id, ...since }),
    "accept",
  );
  await move(ruth, await file(maya, "official-designation", { office: "executive", person: ruth.id, ...since }), "accept");
}

async function joinThird(origin: string, maya: StoryPerson): Promise<StoryPerson> {
  const { value } = await maya.call("program.member.join", {
    body: {
      name: "Sam Ortiz",
      email: "sam@fernhollow.example",
      kind: "employee",
      position: "Engineer",
      supervisor: maya.id,
      seesPhi: true,
      joinedOn: Temporal.Now.plainDateISO("America/Los_Angeles").toString(),
      termOn: null,
      roles: [],
    },
  });
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
  for (const person of [maya, ruth, sam]) {
    const { items } = (await person.call("program.policy.list", {})).value;
    const versions = items.flatMap(({ inForce }) => (inForce === null ? [] : [{ id: inForce.id, sha256: inForce.sha256 }]));
    await person.call("program.policy.acknowledge", { body: { versions } });
  }
}

async function decideAddressable({ maya, ruth }: Cast): Promise<void> {
  const reviewOn = Temporal.Now.plainDateISO("America/Los_Angeles").add({ months: 11 }).toString();
  for (const { cite } of requirements().filter(({ designation }) => designation === "addressable")) {
    const decision = DECISIONS[cite];
    assert.ok(decision !== undefined, `the story decides on ${cite}`);
    const assessment =
      "We are three people, work remotely, and keep PHI in one service. Weighed against our risk analysis and its cost, this is what fits.";
    const draft = await file(maya, "addressable-decision", { cite, assessment, reviewOn, ...decision });
    await move(ruth, await move(maya, draft, "submit"), "approve");
  }
}

/** What else the first weeks bring. */
async function work({ maya, ruth, sam }: Cast): Promise<void> {
  const provider = await file(maya, "party", {
    name: "Cloud provider",
    role: "vendor",
    service: "Runs our service",
    contract: "in-force",
    contractOn: "2026-01-12",
    noticeHours: 48,
  });
  const service = await file(maya, "system", {
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
  await file(maya, "data-flow", { what: "Appointments", fromKind: "individuals", toKind: "system", toSystem: service.id, ...way });
  await file(maya, "data-flow", {
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
    await move(decider, await file(filer, "clearance", said), "decide");
  }
  const request = await file(sam, "technology-request", {
    name: "Error tracker",
    provider: "Example Ltd",
    purpose: "Errors",
    phi: "no",
    keptOut: "Logs hold ids only",
  });
  const reviewed = await move(maya, request, "review", {
    security: "SOC 2 report of May 2026",
    risk: "Stack traces; scrubbed before they leave",
  });
  await move(maya, reviewed, "use-without-phi");
  const review = await file(maya, "activity-review", {
    period: "The first week",
    looked: ["refusals", "sign-ins", "roles"],
    findings: "Nothing stood out.",
    own: ruth.id,
  });
  await move(maya, review, "sign");
  const access = await file(maya, "access-review", {
    system: "Appointments service",
    asOf: "2026-01-31",
    accounts: 3,
    removed: "None",
    done: "yes",
  });
  await move(maya, access, "sign");
}

async function evaluate({ maya, ruth }: Cast): Promise<void> {
  const { id } = (await maya.call("program.evaluation.start", { body: { trigger: "change", reason: "The program begins" } })).value;
  const path = { evaluation: id };
  const { items } = (await maya.call("program.evaluation.read", { path })).value;
  const cites = items.map(({ cite }) => cite);
  await maya.call("program.evaluation.judge", { path, body: { judgement: "as-it-should-be", cites } });
  await ruth.call("program.evaluation.sign", { path, body: {} });
}

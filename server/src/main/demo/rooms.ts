// SPDX-License-Identifier: Apache-2.0
// The demonstration's devices, plans on paper and requests of individuals. A phone that nobody has looked at, the plan for recovery, and an
// answer that is due are left for the visitor. All of it is invented.
import { today } from "#program/calendar.ts";
import { present } from "#base/assert.ts";
import type { Site } from "../site.ts";
import type { Cast } from "./cast.ts";
import { PRIVACY_OFFICIAL, SECURITY_OFFICIAL } from "./people.ts";
import { Desk, type Filed } from "./program.ts";

type Rows = readonly Readonly<Record<string, unknown>>[];
type Draft = Filed & { readonly answers: Readonly<Record<string, unknown>> };

const MAYA = SECURITY_OFFICIAL.email;
const JOAN = PRIVACY_OFFICIAL.email;
const LAPTOPS = [MAYA, JOAN, "lucia@fernhollow.example", "tom@fernhollow.example"];
const SOUND = { looks: "runs", encrypted: "yes", system: "Fern OS 15.1", lock: 5, malware: "yes", firewall: "yes" } as const;
const HOMES = {
  covers: "remote",
  name: "Homes",
  why: "There is no office: everybody works at home.",
  homeRules: "A room with a door, a screen that locks by itself, no PHI on paper.",
} as const;

/** A laptop each, looked at by who has it, and a phone that nobody has looked at. */
export async function knowDevices(site: Site, cast: Cast): Promise<void> {
  const [maya, joan] = [new Desk(cast, MAYA), new Desk(cast, JOAN)];
  const day = await today(site.parts);
  const { items: people } = await maya.ask<{ items: { id: string; email: string }[] }>("access.user.list", {});
  const idOf = (email: string): string => present(people.find((one) => one.email === email)?.id, "They were invited.");
  for (const [n, email] of LAPTOPS.entries()) {
    const laptop = { name: `Laptop ${n + 1}`, kind: "laptop", model: "Fernbook Air 13", serial: `FB13-000${n + 1}` };
    const device = await maya.file("device", {
      ...laptop,
      holds: "may",
      owner: "ours",
      where: "remote",
      custodian: idOf(email),
      since: day,
    });
    const theirs = new Desk(cast, email);
    await theirs.move(await theirs.file("workstation-check", { device: device.id, ...SOUND, checkedOn: day, patchedOn: day }), "sign");
  }
  const phone = { name: "On-call phone", kind: "phone", model: "Fernphone 4", serial: "FP4-0001" };
  await maya.file("device", { ...phone, holds: "may", owner: "ours", where: "remote", custodian: idOf(MAYA), since: day });
  await joan.move(await maya.move(await maya.file("facility-plan", HOMES), "submit"), "approve");
}

/** What is critical and why; the plans for backup and for emergencies are approved and on paper, the one for recovery is begun. */
export async function planForTheWorst(site: Site, cast: Cast): Promise<void> {
  const [maya, joan] = [new Desk(cast, MAYA), new Desk(cast, JOAN)];
  const draft = (body: object) => maya.ask<Draft>("program.plan.draft", { body });
  const approve = async ({ id, version }: Draft, answers: object): Promise<Filed> => {
    const written = await maya.ask<Filed>("program.submission.amend", { path: { submission: id }, body: { answers } }, version);
    return joan.move(await maya.move(written, "submit"), "approve");
  };
  const { user } = await maya.ask<{ user: { id: string } }>("access.session.read", {});
  for (const what of ["backup", "emergency-mode"]) {
    const begun = await draft({ what });
    const plan = await approve(begun, whole(begun.answers));
    await maya.file("plan-printing", {
      plan: plan.id,
      on: await today(site.parts),
      places: [{ place: "Red folder at home", keeper: user.id }],
    });
  }
  const analysis = await draft({ what: "criticality" });
  const why = { harm: "Clinics do not see who comes", depends: "The cloud provider and the key", manual: "Clinics book on paper" };
  const systems = (analysis.answers["systems"] as Rows).map((row) => ({ ...why, ...row })); // A field of type rows.
  await approve(analysis, { ...analysis.answers, systems, method: "The owners were asked, and the outages of two years looked at." });
  await draft({ what: "disaster-recovery" });
}

/** A draft with what nobody but the organization knows. */
function whole(answers: Draft["answers"]): object {
  const rows = (name: string): Rows => answers[name] as Rows; // As above.
  return {
    ...answers,
    people: rows("people").map((row, n) => ({ telephone: `+1 503 555 011${n}`, ...row })),
    contacts: rows("contacts").map((row, n) => ({ name: "Support, at any hour", telephone: `+1 503 555 012${n}`, ...row })),
    systems: rows("systems").map((row) => ({
      backup: "Another account, in another region",
      key: "An envelope in the bank's box; both officials may open it",
      manual: "Clinics book on paper and are called every two hours",
      ...row,
    })),
    paper: "A red folder in the home of each official",
  };
}

/** Today a customer's patient asked for their record: it is passed on within the days of contract and policy. */
export async function somebodyAsks(site: Site, cast: Cast): Promise<void> {
  await cast.arrive(JOAN);
  const joan = new Desk(cast, JOAN);
  const asked = { whose: "customers", contractDays: 10, cameBy: "writing", askedBy: "individual", wants: "electronic", to: "individual" };
  await joan.file("individual-access", { ...asked, receivedOn: await today(site.parts) });
}

// SPDX-License-Identifier: Apache-2.0
// A plan filled in from what is known: complete texts, the people in office, the parties to call, the systems in their order. What an
// earlier plan says already (telephones, where backups are) is taken over; what nobody has said yet is left open to be answered.
import type { Parts } from "#gate/parts.ts";
import type { Queryable } from "#store/database.ts";
import { type Day, today } from "../calendar.ts";
import { policyParameter } from "../document/parameter.ts";
import type { Answers } from "../form/field.ts";
import { groundOf, type KnownSystem } from "./ground.ts";
import { type KnownParty, type Official, officialsOn, opened, partiesInUse, profileOf, systemsInUse } from "./known.ts";
import { backupTexts } from "./template/backup.ts";
import { recoveryTexts } from "./template/disaster-recovery.ts";
import { emergencyTexts } from "./template/emergency-mode.ts";
import type { TemplateFacts } from "./template/template-facts.ts";
import { CRITICALITY_HOURS, criticalityOf, lineIn, type PlanKind, planKind, rowsIn } from "./words.ts";

const TEXTS: Readonly<Record<PlanKind, (facts: TemplateFacts) => Readonly<Record<string, string>>>> = {
  backup: backupTexts,
  "disaster-recovery": recoveryTexts,
  "emergency-mode": emergencyTexts,
};

/** As many as a plan has rows for. */
const SYSTEMS_MAX = 100;
const CUSTOMERS_MAX = 60;
const PROVIDERS_MAX = 30;

/** The answers of a new plan of this kind. */
export async function draftPlan(parts: Parts, db: Queryable, kind: PlanKind): Promise<Answers> {
  const day: Day = await today(parts);
  const systems = (await systemsInUse(parts, db)).filter(({ phi }) => phi !== "none").slice(0, SYSTEMS_MAX);
  const before = await opened(parts, db, { form: "contingency-plan", limit: 50 });
  const own = before.find(({ state, answers }) => state === "approved" && planKind(answers["kind"]) === kind);
  const earlier = [...(own === undefined ? [] : [own]), ...before].map(({ answers }) => answers);
  const facts = await factsOf(parts, db, systems);
  const written = Object.fromEntries(
    Object.keys(TEXTS[kind](facts)).flatMap((name) => (own?.answers[name] === undefined ? [] : [[name, own.answers[name]]])),
  );
  const paper = earlier.find((answers) => typeof answers["paper"] === "string")?.["paper"];
  return {
    kind,
    ...TEXTS[kind](facts),
    ...written,
    people: own === undefined ? peopleRows(await officialsOn(parts, db, day), earlier) : rowsIn(own.answers["people"]),
    contacts: contactRows(await partiesInUse(parts, db), earlier),
    systems: systemRows(systems, earlier, facts.rpoHours),
    ...(paper === undefined ? {} : { paper }),
    ground: groundOf(
      systems,
      systems.map(({ id }) => id),
    ),
  };
}

function peopleRows(officials: readonly Official[], earlier: readonly Answers[]): Answers[] {
  const said = earlier.flatMap(({ people }) => rowsIn(people));
  return officials.map(({ role, person, deputy }) => {
    const known = said.find((row) => row["person"] === person);
    return {
      role,
      person,
      ...(deputy === null ? {} : { deputy }),
      ...namedOf(known, ["telephone", "deputyTelephone", "otherwise"]),
    };
  });
}

function contactRows(parties: readonly KnownParty[], earlier: readonly Answers[]): Answers[] {
  const said = earlier.flatMap(({ contacts }) => rowsIn(contacts));
  const row = (kind: string, name: string, more: Answers): Answers => ({
    kind,
    name,
    ...more,
    ...namedOf(
      said.find((one) => one["kind"] === kind && one["name"] === name),
      ["telephone", "reference"],
    ),
  });
  const fromParty =
    (kind: string) =>
    ({ name, contact, noticeHours }: KnownParty) =>
      row(kind, name, { ...(contact === "" ? {} : { telephone: contact }), ...(noticeHours === null ? {} : { noticeHours }) });
  const customers = parties.filter(({ role }) => role === "customer").slice(0, CUSTOMERS_MAX);
  const providers = parties.filter(({ role }) => role.startsWith("vendor")).slice(0, PROVIDERS_MAX);
  const kept = said.filter(({ kind }) => ["insurer", "counsel", "police", "other"].includes(String(kind)));
  const others = ["insurer", "counsel", "police"].map((kind) => kept.find((one) => one["kind"] === kind) ?? { kind });
  return [...others, ...providers.map(fromParty("provider")), ...customers.map(fromParty("customer"))];
}

function systemRows(systems: readonly KnownSystem[], earlier: readonly Answers[], rpoHours: number): Answers[] {
  const said = earlier.flatMap(({ systems: rows }) => rowsIn(rows));
  return systems.map(({ id, criticality }) => ({
    system: id,
    rtoHours: CRITICALITY_HOURS[criticalityOf(criticality)],
    rpoHours,
    ...namedOf(
      said.find((row) => row["system"] === id),
      ["rtoHours", "rpoHours", "backup", "key", "manual"],
    ),
  }));
}

const namedOf = (row: Answers | undefined, names: readonly string[]): Answers =>
  Object.fromEntries(names.flatMap((name) => (row?.[name] === undefined ? [] : [[name, row[name]]])));

async function factsOf(parts: Parts, db: Queryable, systems: readonly KnownSystem[]): Promise<TemplateFacts> {
  const { name, profile } = await profileOf(parts, db);
  const said = (field: string, otherwise: string): string => lineIn(profile, field) || otherwise;
  const number = (parameter: string, otherwise: number): Promise<number> =>
    policyParameter(parts, db, { policy: "contingency", name: parameter, otherwise });
  const sites = await opened(parts, db, { form: "site", state: "in use", limit: 20 });
  return {
    organization: name,
    lead: said("securityOfficialTitle", "security official"),
    privacyOfficial: said("privacyOfficialTitle", "privacy official"),
    executive: said("executiveSponsorTitle", "executive sponsor"),
    reportLine: said("reportLine", "the number for incidents"),
    cloud: said("cloudProviders", "our cloud provider"),
    identityProvider: said("identityProvider", "our sign-in"),
    isRemoteOnly: profile["isRemoteOnly"] === "yes",
    keeping: systems.filter(({ phi }) => phi === "keeps").map((system) => system.name),
    sites: sites.map(({ answers }) => lineIn(answers, "name")),
    rpoHours: await number("rpoHours", 24),
    keepDays: await number("backupKeepDays", 35),
    restoreTestMonths: await number("restoreTestMonths", 3),
  };
}

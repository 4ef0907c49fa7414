// SPDX-License-Identifier: Apache-2.0
// The demonstration: four weeks of a small company's work, made by really doing it under a travelling clock. Nothing is inserted by
// hand: every entry, record and result comes through the doors that real ones come through.
import { endIdleSessions } from "#access/session.ts";
import { setUp } from "#access/set-up.ts";
import { listTenants } from "#access/tenant.ts";
import { present } from "#base/assert.ts";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "#base/clock.ts";
import type { TravellingClock } from "#base/travelling-clock.ts";
import { callAsOperator } from "#cli/command.ts";
import type { TenantId } from "#base/id.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { runDue } from "#safeguard/run.ts";
import { DAILY } from "#safeguard/safeguard.ts";
import { StoreFault } from "#store/store-fault.ts";
import { sql } from "#store/sql.ts";
import { knowDevices, planForTheWorst, somebodyAsks } from "./rooms.ts";
import type { Site } from "../site.ts";
import { Application, type Credentials } from "./application.ts";
import { Cast } from "./cast.ts";
import { patientBundle, sequence } from "./patients.ts";
import { faxToAWrongNumber } from "./incident.ts";
import { beginProgram, bindTenants } from "./program.ts";
import { ORGANIZATION, PEOPLE, PRIVACY_OFFICIAL, SECURITY_OFFICIAL, TENANTS } from "./people.ts";

export const HISTORY_DAYS = 28;
const PATIENTS = [14, 8] as const;

/** A customer, and the application that works for it. */
type Customer = { readonly tenant: TenantId; readonly application: Application };

type Stage = {
  readonly site: Site;
  readonly clock: TravellingClock;
  readonly cast: Cast;
  readonly customers: readonly Customer[];
  readonly individuals: readonly (readonly string[])[];
};

/** Makes the history and leaves the clock in the present. */
export async function prepareDemo(site: Site, clock: TravellingClock): Promise<void> {
  const cast = new Cast(site, clock);
  await found(site, cast);
  await beginProgram(site, cast);
  const customers: Customer[] = [];
  for (const name of TENANTS) customers.push(await connect(site, name));
  await bindTenants(cast);
  await faxToAWrongNumber(site, cast);
  await knowDevices(site, cast);
  await planForTheWorst(site, cast);
  const individuals = [];
  for (const [n, customer] of customers.entries())
    individuals.push(await importPatients(site, clock, customer, { from: n * 100, count: PATIENTS[n] ?? 0 }));
  const stage: Stage = { site, clock, cast, customers, individuals };
  const start = clock.now().getTime();
  for (let day = 1; day < HISTORY_DAYS; day++) {
    clock.travelTo(new Date(start + day * MS_PER_DAY));
    await endIdleSessions(site.parts); // As every minute, where no days are left out.
    const weekday = clock.now().getUTCDay();
    if (weekday !== 0 && weekday !== 6) await workday(stage, day);
    if (day % 7 === 0) await runDue(site.parts, await dailySafeguards());
  }
  await somebodyAsks(site, cast);
  clock.arrive();
  await endIdleSessions(site.parts);
}

/** Its server has started once the history was made. @throws StoreFault for a demonstration that was stopped before. */
export async function refuseHalfMade({ parts }: Site): Promise<void> {
  const [started] = await parts.ledger.reader.find(parts.installation, { kind: "operate.server.start" }, 1);
  if (started !== undefined) return;
  const where = parts.db.kind === "embedded" ? parts.folder.path : `${parts.folder.path} and its database`;
  throw new StoreFault(
    `The demonstration in ${parts.folder.path} was stopped while it was being made. Remove ${where}, and start it again.`,
  );
}

async function found(site: Site, cast: Cast): Promise<void> {
  const { enrolments } = await setUp(
    site.parts,
    { organization: { ...ORGANIZATION }, securityOfficial: SECURITY_OFFICIAL, privacyOfficial: null, token: null },
    { address: null, agent: null },
  );
  for (const { email, url } of enrolments) await cast.enrol(email, url);
  for (const { name, email, roles, enrols } of PEOPLE) {
    const answer = await cast.ask(SECURITY_OFFICIAL.email, "access.user.invite", { input: { body: { name, email, roles } } });
    const { enrolmentUrl } = present(answer, "An official may invite.").output as { enrolmentUrl: string }; // The operation's own output.
    if (enrols) await cast.enrol(email, enrolmentUrl);
  }
}

/** A customer and its application, added by the operation that adds real ones, so that both are on record. */
async function connect(site: Site, name: string): Promise<Customer> {
  const client = `${name.split(" ")[0]?.toLowerCase() ?? "tenant"}-sync`;
  const body = { name: client, tenant: name, scopes: [], purposes: [] };
  const { output } = await callAsOperator(site, "access.client.create", { input: { body } });
  const { id: tenant } = present(
    (await listTenants(site.parts)).find((one) => one.name === name),
    "The operation made the tenant.",
  );
  return { tenant, application: new Application(site, output as Credentials) }; // The operation's own output.
}

async function importPatients(
  site: Site,
  clock: TravellingClock,
  { tenant, application }: Customer,
  { from, count }: { from: number; count: number },
): Promise<string[]> {
  for (let n = 0; n < count; n++) {
    await application.ask("phi.record.import", { body: patientBundle(from + n, clock.now()) });
  }
  const rows = await site.parts.db
    .in({ role: "part164_app", tenant })
    .rows<{ id: string }>(sql`select id from phi.record where tenant = ${tenant} and type = 'Patient' order by id`);
  return rows.map(({ id }) => id);
}

const CLINICIANS = PEOPLE.filter(({ roles }) => roles.includes("clinician")).filter(({ enrols }) => enrols);

/** A day's work: people arrive, treat, bill, look where they should not, and go. */
async function workday({ clock, cast, customers, individuals }: Stage, day: number): Promise<void> {
  const next = sequence(day);
  const later = (minutes: number): void => clock.travelTo(new Date(clock.now().getTime() + minutes * MS_PER_MINUTE));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T; // The index is below the length.
  later(15 * 60 + next() * 60); // Morning at the Pacific coast.
  for (const [n, { application }] of customers.entries()) {
    const id = pick(individuals[n] ?? []);
    await application.ask("phi.record.read", { path: { type: "Patient", id } }, `portal-${id.slice(-4)}`);
  }
  for (const { email } of CLINICIANS) {
    if (next() < 0.2) await cast.mistype(email);
    await cast.arrive(email);
    const n = next() < 0.7 ? 0 : 1;
    await cast.ask(email, "access.session.choose-tenant", { input: { body: { tenant: customers[n]?.tenant } } });
    for (let visit = 0; visit < 2 + Math.floor(next() * 3); visit++) {
      await cast.ask(email, "phi.record.read", { purpose: "TREAT", input: { path: { type: "Patient", id: pick(individuals[n] ?? []) } } });
      later(3 + next() * 6);
    }
    if (next() < 0.15)
      await cast.ask(email, "phi.record.read", { purpose: "HPAYMT", input: { path: { type: "Patient", id: pick(individuals[n] ?? []) } } });
    await cast.ask(email, "access.session.end", {});
  }
  if (day % 2 === 0) {
    await cast.arrive("daniel@fernhollow.example");
    await cast.ask("daniel@fernhollow.example", "phi.record.read", {
      purpose: "HPAYMT",
      input: { path: { type: "Patient", id: pick(individuals[0] ?? []) } },
    });
    await cast.ask("daniel@fernhollow.example", "phi.record.list", { input: { path: { individual: pick(individuals[0] ?? []) } } });
  }
  if (day % 5 === 0) await officials(cast, clock);
  clock.travelTo(new Date(clock.now().getTime() + 2 * MS_PER_HOUR));
}

/** The officials look after the program: who has access, what the ledger says, and somebody's own request. */
async function officials(cast: Cast, clock: TravellingClock): Promise<void> {
  await cast.arrive(SECURITY_OFFICIAL.email);
  for (const operation of ["access.user.list", "report.requirement.list", "ledger.log.list"])
    await cast.ask(SECURITY_OFFICIAL.email, operation);
  clock.travelTo(new Date(clock.now().getTime() + 10 * MS_PER_MINUTE));
  await cast.arrive(PRIVACY_OFFICIAL.email);
  await cast.ask(PRIVACY_OFFICIAL.email, "ledger.entry.list", { input: { query: { outcome: "refused" } } });
}

/** What is looked at daily. The weekly ones really restore; the present runs those. */
async function dailySafeguards() {
  const all = await allSafeguards();
  return all.map((one) => ({ ...one, checks: one.checks.filter(({ everyMs }) => everyMs <= DAILY.everyMs) }));
}

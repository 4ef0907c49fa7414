// SPDX-License-Identifier: Apache-2.0
// Every check can fail: the state it reads is made wrong, for real, and it says so. Then what a result counts for.
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { MS_PER_DAY, MS_PER_MINUTE } from "#base/clock.ts";
import { Secret } from "#base/settings.ts";
import { Decider, policyText } from "#access/decide/decide.ts";
import type { Parts } from "#gate/parts.ts";
import { assess } from "#report/assess.ts";
import { allSafeguards, checkNamed } from "#safeguard/registry.ts";
import type { Safeguard } from "#safeguard/safeguard.ts";
import { lastResult, runCheck } from "#safeguard/run.ts";
import { sql } from "#store/sql.ts";
import { actionGroups } from "../src/main/registry.ts";
import { present } from "#base/assert.ts";
import { makeCertificate, noOpenssl } from "./support/certificates.ts";
import { addClient, addPerson, PATIENT, setUpSite, type TestSite, testSite } from "./support/site.ts";

type Broken = {
  readonly check: string;
  readonly by: string;
  /** What the check then says: it failed, if nothing else stands here, or that it cannot tell. */
  readonly says?: "error";
  readonly skip?: string | false;
  break_(site: TestSite): Promise<Partial<Parts> | void>;
};

const owner = ({ parts }: TestSite) => parts.db.in({ role: "part164_owner" });
const app = ({ parts }: TestSite) => parts.db.in({ role: "part164_app" });
const withPolicy = ({ site }: TestSite, policy: string): Partial<Parts> => ({
  decider: new Decider(actionGroups(site.operations), `${policyText()}\n${policy}`),
});

const BROKEN: readonly Broken[] = [
  {
    check: "access-defaults-to-none",
    by: "a policy that lets everybody list people",
    break_: async (site) => withPolicy(site, '@id("odd") permit (principal, action in [Part164::Action::"people"], resource);'),
  },
  {
    check: "policies-refuse-unknown-purposes",
    by: "a policy that opens records for any purpose",
    break_: async (site) =>
      withPolicy(
        site,
        '@id("odd") @fields("all") permit (principal in Part164::Role::"clinician", action in [Part164::Action::"records.read"], resource);',
      ),
  },
  {
    check: "roles-open-what-their-work-needs",
    by: "a policy that lets the auditor open records",
    break_: async (site) =>
      withPolicy(
        site,
        '@id("odd") @fields("all") permit (principal in Part164::Role::"auditor", action in [Part164::Action::"records.read"], resource);',
      ),
  },
  {
    check: "people-have-own-names",
    by: "an address of a post",
    break_: async (site) => void (await addPerson(site, "reception@fernhollow.example", [])),
  },
  {
    check: "sessions-belong-to-one-person",
    by: "two open sessions of one person",
    break_: async (site) => {
      await owner(site).run(sql`drop index access.session_one_per_person`);
      await app(site).run(
        sql`insert into access.session (id, token_hash, "user", factor, started_at, seen_at) select ${site.parts.makeId()}, ${new Uint8Array(32)}, "user", factor, started_at, seen_at from access.session where ended_at is null limit 1`,
      );
    },
  },
  {
    check: "logoff-within-fifteen-minutes",
    by: "a setting of half an hour",
    break_: async (site) => ({ config: { ...site.parts.config, PART164_LOGOFF_AFTER_MIN: 30 } }),
  },
  { check: "idle-sessions-were-ended", by: "nobody sweeping", break_: async (site) => void site.clock.pass(30 * MS_PER_MINUTE) },
  {
    check: "keys-are-stored-wrapped",
    by: "a root key others may read",
    break_: async (site) => chmod(join(site.parts.folder.path, "keys", "root.json"), 0o644),
  },
  {
    check: "recording-cannot-be-switched-off",
    by: "a guard that was dropped",
    break_: async (site) => void (await owner(site).run(sql`drop trigger event_is_final on ledger.event`)),
  },
  {
    check: "recording-cannot-be-switched-off",
    by: "a right to delete",
    break_: async (site) => void (await owner(site).run(sql`grant delete on ledger.event to part164_app`)),
  },
  {
    check: "row-security-is-forced",
    by: "a table without it",
    break_: async (site) => void (await owner(site).run(sql`alter table phi.record no force row level security`)),
  },
  {
    check: "one-tenant-sees-nothing-of-another",
    by: "a policy that lets all see all",
    break_: async (site) => {
      const client = await addClient(site, "Clinic A");
      await site.fetch("/fhir/R4/Patient", { method: "POST", headers: client.headers(), body: JSON.stringify(PATIENT) });
      await owner(site).run(sql`create policy leak on phi.record to part164_app using (true)`);
    },
  },
  {
    check: "no-tenant-no-rows",
    by: "a policy with a default",
    break_: async (site) => {
      await owner(site).run(sql`drop policy tenant on phi.record`);
      await owner(site).run(
        sql`create policy tenant on phi.record to part164_app using (tenant::text = current_setting('app.tenant', true))`,
      );
    },
  },
  {
    check: "everybody-has-a-second-factor",
    by: "a person without one",
    break_: async (site) => void (await app(site).run(sql`update access.user set totp = null`)),
  },
  {
    check: "passwords-are-hashed-slowly",
    by: "a fast hash",
    break_: async (site) => void (await app(site).run(sql`update access.user set password = '$2b$10$x'`)),
  },
  {
    check: "security-official-is-named",
    by: "nobody in the role",
    break_: async (site) => void (await app(site).run(sql`delete from access.user_role where role = 'security-official'`)),
  },
  {
    check: "privacy-official-is-named",
    by: "nobody in the role",
    break_: async (site) => void (await app(site).run(sql`delete from access.user_role where role = 'privacy-official'`)),
  },
  {
    check: "the-oldest-entry-is-kept",
    by: "an event removed behind the guards",
    break_: async (site) => {
      await site.parts.ledger.keeper.settle();
      await owner(site).run(sql`drop trigger event_is_final on ledger.event`);
      for (const open of [
        sql`alter table ledger.event no force row level security`,
        sql`alter table ledger.leaf no force row level security`,
      ])
        await owner(site).run(open);
      await owner(site).run(sql`delete from ledger.event e where e.id in (select event from ledger.leaf where idx = 1)`);
    },
  },
  { check: "a-fresh-backup-is-there", by: "no backup", break_: async () => {} },
  {
    check: "a-failed-sign-in-is-recorded",
    by: "a rule by which no entry can be found",
    break_: async (site) => {
      site.clock.pass(1000); // What the first look found is before the second.
      await owner(site).run(sql`create rule lost as on insert to ledger.lookup do instead nothing`);
    },
  },
  {
    check: "stored-records-are-sealed",
    by: "a record in clear",
    break_: async (site) => {
      const client = await addClient(site, "Clinic A");
      await site.fetch("/fhir/R4/Patient", { method: "POST", headers: client.headers(), body: JSON.stringify(PATIENT) });
      await owner(site).run(sql`alter table phi.record no force row level security`);
      await owner(site).run(sql`update phi.record set sealed = ${Buffer.from(JSON.stringify(PATIENT))}`);
    },
  },
  {
    check: "the-ledger-keeps-up",
    by: "an entry that nobody gives its leaf",
    break_: async (site) => {
      await site.parts.ledger.keeper.stop();
      await addPerson(site, "tom@fernhollow.example", []);
      site.clock.pass(6000);
    },
  },
  {
    check: "an-entry-becomes-provable",
    by: "a ledger that signs no more",
    says: "error",
    break_: async (site) => site.parts.ledger.keeper.stop(),
  },
  {
    check: "requests-travel-encrypted",
    by: "an address of all the world, in the clear",
    break_: async (site) => ({ config: { ...site.parts.config, PART164_LISTEN: "0.0.0.0" } }),
  },
  {
    check: "requests-travel-encrypted",
    by: "a certificate for another name",
    skip: noOpenssl,
    break_: async (site) => withCertificate(site, "https://hipaa.example.com"),
  },
  {
    check: "requests-travel-encrypted",
    by: "a certificate that ends in ten days",
    skip: noOpenssl,
    break_: async (site) => {
      const changed = withCertificate(site, "https://localhost");
      const { status } = await present(await checkNamed("requests-travel-encrypted"), "It is there.").look({ ...site.parts, ...changed });
      assert.equal(status, "pass");
      const { validToDate } = new X509Certificate(readFileSync(changed.config.PART164_TLS_CERTIFICATE));
      site.clock.pass(validToDate.getTime() - site.clock.now().getTime() - 10 * MS_PER_DAY);
      return changed;
    },
  },
  {
    check: "database-connection-is-verified",
    by: "a database elsewhere whose certificate nobody looks at",
    says: "error",
    break_: async (site) => ({
      config: { ...site.parts.config, DATABASE_URL: new Secret("postgresql://u@db.example.com/d?sslmode=require") },
    }),
  },
];

/** Seen failing elsewhere, by what takes more to break. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "actions-after-tests-are-done": "contingency-checks.test.ts",
  "every-log-verifies": "survive/tamper-database.test.ts",
  "stored-records-open": "survive/tamper-database.test.ts",
  "the-newest-backup-restores": "backup.test.ts",
  "the-database-is-durable": "safeguards.test.ts",
  "leavers-are-out": "workforce-checks.test.ts",
  "requests-for-records-are-answered-in-time": "privacy.test.ts",
  "requests-for-corrections-are-answered-in-time": "privacy.test.ts",
  "accountings-of-disclosures-are-given-in-time": "privacy.test.ts",
  "restrictions-are-decided-in-time": "privacy.test.ts",
  "other-ways-to-be-reached-are-set-in-time": "privacy.test.ts",
  "complaints-have-a-disposition-in-time": "privacy.test.ts",
  "known-harm-is-mitigated-in-time": "privacy.test.ts",
  "a-whole-notice-is-in-effect": "privacy-notice.test.ts",
  "the-notice-is-given-out": "privacy-notice.test.ts",
  "authorizations-in-force-are-valid": "privacy-registers.test.ts",
  "no-breach-clock-has-passed": "breach.test.ts",
  "breaches-are-assessed-in-time": "breach.test.ts",
  "notices-have-every-element": "breach.test.ts",
  "delays-say-who-asked": "breach.test.ts",
  "nobody-who-left-holds-a-device-or-key": "device.test.ts",
  "disposals-are-confirmed": "device.test.ts",
  "reuse-is-cleared": "device.test.ts",
  "what-stood-out-was-followed-up": "activity.test.ts",
  "tenants-hold-phi-under-contract": "associate-checks.test.ts",
  "associates-are-looked-at-in-time": "associate-checks.test.ts",
  "phi-comes-back-when-contracts-end": "associate-checks.test.ts",
};

/** The program's checks: they look at what people did, and on the first day nobody did anything yet. */
const isOfTheProgram = ({ begins }: Safeguard): boolean => begins !== undefined;

testSite("on the first day every check of the program fails, and says what to do", async (site) => {
  await setUpSite(site);
  for (const { checks } of (await allSafeguards()).filter(isOfTheProgram))
    for (const check of checks.filter(({ name }) => !(name in ELSEWHERE)))
      assert.equal((await check.look(site.parts)).status, "fail", check.name);
});

test("every check that there is was seen failing", async () => {
  const names = (await allSafeguards()).flatMap(({ checks }) => checks.map(({ name }) => name));
  const ofTheProgram = (await allSafeguards()).filter(isOfTheProgram).flatMap(({ checks }) => checks.map(({ name }) => name));
  const seen = new Set([...BROKEN.map(({ check }) => check), ...Object.keys(ELSEWHERE), ...ofTheProgram]);
  assert.deepEqual([...seen].sort(), [...new Set(names)].sort());
});

function withCertificate({ parts }: TestSite, origin: string) {
  const { certificate, key } = makeCertificate("ec");
  return {
    config: { ...parts.config, PART164_TLS_CERTIFICATE: certificate, PART164_TLS_KEY: key, PART164_ORIGIN: new URL(origin) },
  };
}

async function seeFailing(site: TestSite, { check: name, says, break_ }: Broken): Promise<void> {
  const check = present(await checkNamed(name), "It is there.");
  await setUpSite(site);
  if (!name.includes("backup")) {
    const before = await check.look(site.parts);
    assert.notEqual(before.status, "fail", before.observed);
  }
  const changed = (await break_(site)) ?? {};
  const status = await check.look({ ...site.parts, ...changed }).then(
    (found) => found.status,
    () => "error", // As a check that was run is recorded when it throws.
  );
  assert.equal(status, says ?? "fail");
}

for (const one of BROKEN) testSite(`${one.check} fails by ${one.by}`, (site) => seeFailing(site, one), {}, { skip: one.skip ?? false });

testSite("durability fails on the embedded database and passes on PostgreSQL", async ({ parts }) => {
  const { status } = await present(await checkNamed("the-database-is-durable"), "It is there.").look(parts);
  assert.equal(status, parts.db.kind === "embedded" ? "fail" : "pass");
});

testSite("a check that cannot run is an error, and old evidence is stale; neither counts as met", async (site) => {
  await setUpSite(site);
  const { parts, clock } = site;
  const check = present(await checkNamed("sessions-belong-to-one-person"), "It is there.");
  const others = present(await checkNamed("people-have-own-names"), "It is there.");
  for (const one of [check, others]) assert.equal((await runCheck(parts, one)).status, "pass");
  assert.equal((await assess(parts)).verdicts.get("164.312(a)(2)(i)"), "met");
  clock.pass(3 * MS_PER_DAY);
  assert.equal((await assess(parts)).statusOf(check.name), "stale");
  assert.equal((await assess(parts)).verdicts.get("164.312(a)(2)(i)"), "gap");
  await runCheck(parts, others);
  const failing = { ...check, look: () => Promise.reject(new Error("not today")) };
  assert.equal((await runCheck(parts, failing)).status, "error");
  assert.equal((await lastResult(parts, check)).status, "error");
  assert.notEqual((await assess(parts)).verdicts.get("164.312(a)(2)(i)"), "met");
});

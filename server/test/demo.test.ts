// SPDX-License-Identifier: Apache-2.0
// The demonstration's visitor comes in by the doors that people use, and every step is on record.
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { BrokenInvariant } from "#base/assert.ts";
import { MS_PER_DAY, testClock } from "#base/clock.ts";
import { openLog } from "#base/log.ts";
import { readConfig } from "#base/settings.ts";
import { travellingClock } from "#base/travelling-clock.ts";
import { setUp } from "#access/set-up.ts";
import { signIn, signInWithFactor } from "#access/sign-in.ts";
import { liveSession } from "#access/session.ts";
import { Fault } from "#base/fault.ts";
import { systemAct } from "#ledger/act.ts";
import { callAsOperator } from "#cli/command.ts";
import { Application, type Credentials } from "../src/main/demo/application.ts";
import { refuseHalfMade } from "../src/main/demo/prepare.ts";
import { patientBundle } from "../src/main/demo/patients.ts";
import { SECURITY_OFFICIAL } from "../src/main/demo/people.ts";
import { allSafeguards } from "#safeguard/registry.ts";
import { lastResults } from "#safeguard/run.ts";
import { restore } from "#safeguard/safeguard/restore.ts";
import { letVisitorIn } from "../src/main/demo/visitor.ts";
import { openSite, type Site } from "../src/main/site.ts";
import { eachDatabase, freshPlace } from "./support/databases.ts";
import { TEST_TIME } from "./support/foundation.ts";
import { setUpSite, testSite } from "./support/site.ts";

const NOBODY = { address: null, agent: null };
const FOUNDING = {
  organization: { name: "Fernhollow Health", entity: "both" as const, timeZone: "UTC" },
  securityOfficial: SECURITY_OFFICIAL,
  privacyOfficial: null,
  token: null,
};

testSite("a real installation gives nobody's credentials away", async (site) => {
  const maya = await setUpSite(site);
  await assert.rejects(letVisitorIn(site.site), BrokenInvariant);
  assert.equal((await site.fetch("/v1/session", { headers: { cookie: maya.cookie } })).status, 200);
});

testSite("a demonstration that was stopped while it was being made is not shown", async ({ site, parts }) => {
  await assert.rejects(refuseHalfMade(site), /was stopped while it was being made\. Remove/);
  await parts.ledger.recorder.record(systemAct(parts.installation, "operate.server.start", { detail: { database: parts.db.kind } }));
  await refuseHalfMade(site);
});

eachDatabase("the visitor enrols by a new link at each start: what was printed before opens nothing any more", async (kind) => {
  const place = await freshPlace(kind);
  const data = join(place.databaseFolder ?? (await freshPlace("embedded")).databaseFolder ?? "", "..");
  const url = place.url === null ? {} : { DATABASE_URL: place.url };
  const config = readConfig({ PART164_DATA: data, PART164_LOG_LEVEL: "silent", ...url });
  const clock = testClock(TEST_TIME);
  const site = await openSite({ config, clock, log: openLog("silent"), demo: true });
  try {
    await setUp(site.parts, FOUNDING, NOBODY);
    const before = await letVisitorIn(site);
    const { reader } = site.parts.ledger;
    const kinds = (await reader.find(site.parts.installation, {}, 6)).map(({ entry }) => entry.kind);
    assert.deepEqual(kinds, [
      "operate.demonstration.open",
      "access.session.end",
      "access.session.start",
      "access.user.enrol",
      "access.enrolment.open",
      "access.user.reinvite",
    ]);
    clock.pass(3 * MS_PER_DAY);
    const visitor = await letVisitorIn(site);
    assert.deepEqual(await outOfDate(site), [], "the first picture is of now");
    await assert.rejects(signIn(site.parts, before.email, before.password, NOBODY), (error: unknown) => error instanceof Fault);
    const { actor } = await enter(site, visitor, 0);
    assert.deepEqual(actor.roles, ["privacy-official", "security-official", "workforce-member"]);
    await assert.rejects(enter(site, { ...visitor, recoveryCodes: before.recoveryCodes }, 1), (error: unknown) => error instanceof Fault);
    await enter(site, visitor, 1);
  } finally {
    await site.close();
    await rm(data, { recursive: true, force: true });
  }
});

eachDatabase("a demonstration's history is made once: each later start opens in the present, and no clock stands ahead", async (kind) => {
  const place = await freshPlace(kind);
  const data = join(place.databaseFolder ?? (await freshPlace("embedded")).databaseFolder ?? "", "..");
  const url = place.url === null ? {} : { DATABASE_URL: place.url };
  const config = readConfig({ PART164_DATA: data, PART164_LOG_LEVEL: "silent", ...url });
  const clock = testClock(TEST_TIME);
  const start = async (): Promise<{ site: Site; past: ReturnType<typeof travellingClock> }> => {
    const past = travellingClock(clock, new Date(clock.now().getTime() - 28 * MS_PER_DAY));
    return { site: await openSite({ config, clock, log: openLog("silent"), demo: true, past }), past };
  };
  try {
    const first = await start();
    assert.equal(first.site.parts.clock, first.past, "there is no history yet");
    await setUp(first.site.parts, FOUNDING, NOBODY);
    first.past.arrive();
    await first.site.close();
    for (const nth of ["second", "third"]) {
      clock.pass(60_000);
      const { site, past } = await start();
      past.arrive();
      assert.equal(site.parts.clock, clock, `the ${nth} start opens in the present`);
      assert.equal(site.parts.steady.behindMs(), 0, `${nth} start`);
      await site.close();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});

testSite("an application of the demonstration works by tokens of its own, and its last use is its last act", async (site) => {
  await setUpSite(site);
  const made = await callAsOperator(site.site, "access.client.create", {
    input: { body: { name: "clinic-sync", tenant: "Clinic A", scopes: [], purposes: [] } },
  });
  const lastUsedAt = async (): Promise<string | null | undefined> => {
    const { output } = await callAsOperator(site.site, "access.client.list", {});
    return (output as { items: { lastUsedAt: string | null }[] }).items[0]?.lastUsedAt; // The operation's own output.
  };
  const { clientId, clientSecret } = made.output as Credentials; // The operation's own output.
  const application = new Application(site.site, { clientId, clientSecret });
  assert.equal(await lastUsedAt(), null);
  await application.ask("phi.record.import", { body: patientBundle(1, site.clock.now()) });
  const imported = site.clock.now().toISOString();
  assert.equal(await lastUsedAt(), imported);
  site.clock.pass(20 * 60_000);
  await assert.rejects(application.ask("phi.record.read", { path: { type: "Patient", id: site.parts.makeId() } }), Fault);
  assert.notEqual(await lastUsedAt(), imported, "with the token of before, and although it was refused");
  const tokens = { kind: "access.token.issue", actor: clientId };
  assert.equal((await site.parts.ledger.reader.find(site.parts.installation, tokens, 9)).length, 1);
  site.clock.pass(60 * 60_000);
  await application.ask("phi.record.import", { body: patientBundle(2, site.clock.now()) });
  assert.equal((await site.parts.ledger.reader.find(site.parts.installation, tokens, 9)).length, 2);
});

/** The checks whose last result is older than it counts for. */
async function outOfDate({ parts }: Site): Promise<string[]> {
  const checks = (await allSafeguards()).filter((one) => one !== restore).flatMap((one) => one.checks);
  const now = parts.clock.now().getTime();
  const ran = (await lastResults(parts, checks)).flatMap(({ at, ...one }) => (at === null ? [] : [{ at: Date.parse(at), ...one }]));
  assert.ok(ran.length > 0, "those that have begun have run");
  return ran.filter(({ at, freshForMs }) => at < now - freshForMs).map(({ check }) => check);
}

async function enter(
  { parts }: Site,
  visitor: { email: string; password: string; recoveryCodes: readonly string[] },
  n: number,
): Promise<Awaited<ReturnType<typeof liveSession>>> {
  const first = await signIn(parts, visitor.email, visitor.password, NOBODY);
  const recoveryCode = visitor.recoveryCodes[n];
  const { sessionToken } = await signInWithFactor(parts, { ticket: "ticket" in first ? first.ticket : "", recoveryCode }, NOBODY);
  return liveSession(parts, sessionToken, false);
}

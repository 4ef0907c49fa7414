// SPDX-License-Identifier: Apache-2.0
// Places: a site has a plan, a provider a report, homes have rules; each is approved by another and looked at again within a year.
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { present } from "#base/assert.ts";
import { plusDays, today } from "#program/calendar.ts";
import { FACILITY_CITES } from "#program/device/place.ts";
import { checkNamed } from "#safeguard/registry.ts";
import { deviceTeam } from "./support/device.ts";
import type { AtWork, Filed } from "./support/person.ts";
import { PROFILE } from "./support/profile.ts";
import { testSite, type TestSite } from "./support/site.ts";

type Facility = { id: string; covers: string; name: string; standing: string; open: string[] };

const facilities = async (who: AtWork): Promise<Facility[]> => (await who.get<{ items: Facility[] }>("/v1/facilities")).items;
const LIMITED = "physical-access-is-limited-at-each-place";
const REPAIRS = "each-place-records-repairs";
const lookAt = async ({ parts }: TestSite, name: string): Promise<string> =>
  (await present(await checkNamed(name), "It is there.").look(parts)).status;

const PLAN = Object.fromEntries(
  ["areas", "guarded", "visitors", "testing", "keys", "contingency", "repairs"].map((name) => [name, "As it is done there."]),
);

async function approve(who: AtWork, other: AtWork, answers: Readonly<Record<string, unknown>>): Promise<Filed> {
  const filed = await who.file("facility-plan", answers);
  const submitted = await who.move(filed, "submit");
  assert.equal((await who.tryMove(submitted, "approve")).status, 409, "Not by who wrote it.");
  return other.move(submitted, "approve");
}

testSite("where there is no site, rules for homes are approved, and are due again after a year [164.310(a)(1)]", async (site) => {
  const { maya, ruth } = await deviceTeam(site);
  assert.deepEqual(
    (await facilities(maya)).map(({ id, standing }) => [id, standing]),
    [["remote", "none"]],
  );
  assert.equal(await lookAt(site, LIMITED), "fail");
  const homes = { covers: "remote", name: "Homes", why: "Everybody works at home; papers do not exist." };
  const draft = await maya.file("facility-plan", homes);
  assert.equal((await maya.tryMove(draft, "submit")).status, 422, "The rules are missing.");
  await approve(maya, ruth, { ...homes, homeRules: "A room with a door; the device is locked away at night." });
  assert.equal(await lookAt(site, LIMITED), "pass");
  site.clock.pass(367 * MS_PER_DAY);
  assert.equal(await lookAt(site, LIMITED), "fail", "It is overdue by itself.");
});

testSite("where the profile says that there are sites, rules for homes do not stand in for them", async (site) => {
  const { maya, ruth } = await deviceTeam(site);
  await approve(maya, ruth, { covers: "remote", name: "Homes", why: "No site.", homeRules: "A room with a door." });
  assert.equal(await lookAt(site, LIMITED), "pass");
  const profile = await maya.file("organization-profile", { ...PROFILE, isRemoteOnly: "no" });
  await maya.move(profile, "adopt");
  assert.equal(await lookAt(site, LIMITED), "fail");
  assert.deepEqual(
    (await facilities(maya)).map(({ id }) => id),
    ["unlisted"],
  );
});

testSite("each site in use has a plan; another that is approved takes its place [164.310(a)(2)(ii)]", async (site) => {
  const { maya, ruth, ids } = await deviceTeam(site);
  const office = await maya.file("site", { name: "Portland", address: "1 Fern St", kind: "office", entry: "Badges", owner: ids.maya });
  const filed = await approve(maya, ruth, { covers: "site", site: office.id, name: "Portland", ...PLAN });
  assert.equal(await lookAt(site, LIMITED), "pass");
  await approve(maya, ruth, { covers: "site", site: office.id, name: "Portland, anew", ...PLAN });
  assert.equal((await maya.get<Filed>(`/v1/submissions/${filed.id}`)).state, "superseded");
  await maya.file("site", { name: "Salem", address: "2 Fern St", kind: "office", entry: "Badges", owner: ids.maya });
  assert.equal(await lookAt(site, LIMITED), "fail", "The second site has none.");
});

testSite("a provider's report answers what it covers and nothing else, for a year after its period [164.310(a)(2)(iv)]", async (site) => {
  const { maya, ruth, ids, person } = await deviceTeam(site);
  const day = await today(site.parts);
  const cloud = await maya.file("party", { name: "Alder Cloud", role: "vendor", service: "Hosting", phi: "yes" });
  await maya.file("system", {
    name: "Records",
    kind: "database",
    purpose: "Records",
    phi: "keeps",
    protection: "Sealed",
    party: cloud.id,
    owner: ids.maya,
    criticality: "day",
  });
  await approve(maya, ruth, { covers: "remote", name: "Homes", why: "No site.", homeRules: "A room with a door." });
  assert.equal(await lookAt(site, LIMITED), "fail", "Nobody says how the provider guards.");
  const uploaded = await site.fetch("/v1/documents?kind=attestation&mediaType=text/plain", {
    method: "POST",
    headers: {
      "part164-console": "1",
      "content-type": "application/octet-stream",
      "idempotency-key": crypto.randomUUID(),
      "document-name": "soc2",
      cookie: person.cookie,
    },
    body: "A report.",
  });
  const { id: document } = (await uploaded.json()) as { id: string };
  const points = Object.fromEntries(FACILITY_CITES.map(({ cite }) => [cite, { is: "theirs" }]));
  const report = {
    covers: "provider",
    provider: cloud.id,
    name: "us-west-2",
    region: "us-west-2",
    report: "soc-2",
    document,
    periodFrom: plusDays(day, -400),
    periodTo: plusDays(day, -300),
    inherits: { ...points, "164.310(a)(2)(iv)": { is: "open", note: "Not in the report." } },
  };
  const old = await maya.send("/v1/submissions", { form: "facility-plan", answers: { ...report, periodTo: plusDays(day, -370) } });
  assert.equal(old.status, 422, "A report that ended more than a year ago says nothing.");
  const approved = await approve(maya, ruth, report);
  assert.equal(await lookAt(site, LIMITED), "pass");
  assert.equal(await lookAt(site, REPAIRS), "fail", "That one is not covered.");
  assert.deepEqual((await facilities(maya)).find(({ covers }) => covers === "provider")?.open, ["164.310(a)(2)(iv)"]);
  assert.ok(String(approved.dueOn) < plusDays(day, 70), "It runs out a year after its period.");
  site.clock.pass(70 * MS_PER_DAY);
  assert.equal(await lookAt(site, LIMITED), "fail");
});

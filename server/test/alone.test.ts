// SPDX-License-Identifier: Apache-2.0
// What one person could do alone, or do about themselves, and what evidence could be made to say more than it does.
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { runCheck } from "#safeguard/run.ts";
import { deviceDisposal } from "#safeguard/safeguard/device.ts";
import { plantContract, plantCustomer, reviewOf } from "./support/associate.ts";
import { dayHere } from "./support/day.ts";
import { breachOf, FACTORS, inDoubt, two } from "./support/incident.ts";
import { atWork, type AtWork, codeOf, type Filed } from "./support/person.ts";
import { addPerson, signIn, type TestSite, testSite } from "./support/site.ts";

const amend = (who: AtWork, { id, version }: Pick<Filed, "id" | "version">, answers: object): Promise<Response> =>
  who.send(`/v1/submissions/${id}`, { answers }, { method: "PUT", version });

const fieldsOf = async (answer: Response): Promise<string[]> => {
  const { fields = [] } = (await answer.json()) as { fields?: { at: string }[] };
  return fields.map(({ at }) => at);
};

async function cast(site: TestSite) {
  const { maya, ruth, mayaId, person } = await two(site);
  const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const rosa = atWork(site, await addPerson(site, "rosa@fernhollow.example", ["manager"]));
  const { items } = await maya.get<{ items: { id: string; name: string }[] }>("/v1/members");
  const idOf = (name: string): string => items.find((one) => one.name === name)?.id ?? "";
  const later = async (): Promise<AtWork> => atWork(site, { ...person, cookie: await signIn(site, person) });
  return { maya, ruth, sam, rosa, mayaId, idOf, later };
}

testSite("164.530(d)(2): whom a complaint concerns does not write themselves out of it", async (site) => {
  const { maya, ruth, idOf } = await cast(site);
  const complaint = await maya.file("complaint", {
    receivedOn: "2026-11-01",
    cameFrom: "anonymous",
    about: ["access"],
    says: "A record was not given.",
    concerns: idOf("ruth"),
  });
  const { concerns: _gone, ...without } = complaint.answers;
  assert.equal(await codeOf(await amend(ruth, complaint, without)), "not_yours_to_do");
  assert.equal((await amend(maya, complaint, without)).status, 200);
});

testSite("164.530(e)(1): nobody writes their own sanction or hands it in, and an appeal is decided by another", async (site) => {
  const { maya, ruth, idOf } = await cast(site);
  const answers = {
    happened: "Left a screen open",
    policy: "access-control",
    protectedAct: "no",
    heard: "It is so",
    level: "2",
    action: "A letter",
  };
  const own = await maya.file("sanction", { ...answers, member: idOf("ruth") });
  assert.equal(await codeOf(await amend(ruth, own, { ...own.answers, level: "1" })), "not_yours_to_do");
  assert.equal(await codeOf(await ruth.tryMove(own, "submit")), "not_yours_to_do");
  const filed = await maya.file("sanction", { ...answers, member: idOf("sam") });
  const appealed = await ruth.move(await ruth.move(await maya.move(filed, "submit"), "decide"), "appeal");
  for (const move of ["uphold", "lift"])
    assert.equal(await codeOf(await ruth.tryMove(appealed, move, { reason: "Looked at again" })), "not_yours_to_do");
  assert.equal((await maya.move(appealed, "lift", { reason: "Looked at again" })).state, "lifted");
});

testSite("164.530(e)(2): a summary shows the policy applied now, not in a year long ago", async (site) => {
  const { maya } = await cast(site);
  const file = (year: number) => maya.send("/v1/submissions", { form: "sanction-summary", answers: { year, levelsHold: "yes" } });
  assert.deepEqual(await fieldsOf(await file(2024)), ["/answers/year"]);
  assert.equal((await file(2025)).status, 201);
});

testSite("164.524(b)(2): a request is not received after it was filed: its clock does not begin anew", async (site) => {
  const { maya, later } = await cast(site);
  const asked = { whose: "customers", cameBy: "writing", askedBy: "individual", wants: "paper", to: "individual" };
  const filed = await maya.file("individual-access", { ...asked, receivedOn: dayHere(site) });
  site.clock.pass(3 * MS_PER_DAY);
  const again = await later();
  assert.deepEqual(await fieldsOf(await amend(again, filed, { ...filed.answers, receivedOn: dayHere(site) })), ["/answers/receivedOn"]);
  assert.equal((await amend(again, filed, { ...filed.answers, receivedOn: dayHere(site, -5) })).status, 200);
});

const DEVICE = {
  name: "Laptop 7",
  kind: "laptop",
  model: "Model 1",
  serial: "S-7",
  holds: "holds",
  owner: "ours",
  since: "2026-11-01",
  where: "remote",
};

testSite("164.310(d)(2)(ii): one person does not say that a device holds nothing, to hand it over alone", async (site) => {
  const { rosa, idOf } = await cast(site);
  const device = await rosa.file("device", { ...DEVICE, custodian: idOf("sam") });
  assert.deepEqual(await fieldsOf(await amend(rosa, device, { ...device.answers, holds: "none" })), ["/answers/holds"]);
  assert.equal((await amend(rosa, device, { ...device.answers, holds: "may" })).status, 200);
});

testSite("164.310(c): an older look does not take the place of a newer one, nor does who has the device withdraw it", async (site) => {
  const { maya, sam, rosa, idOf } = await cast(site);
  const device = await rosa.file("device", { ...DEVICE, custodian: idOf("sam") });
  const look = { device: device.id, looks: "runs", system: "1", lock: 5, malware: "yes", firewall: "yes", patchedOn: "2026-10-01" };
  const failing = await sam.file("workstation-check", { ...look, checkedOn: "2026-11-01", encrypted: "no" });
  const signed = await sam.move(failing, "sign");
  const older = { ...look, checkedOn: "2026-10-20", encrypted: "yes" };
  assert.deepEqual(await fieldsOf(await sam.send("/v1/submissions", { form: "workstation-check", answers: older })), [
    "/answers/checkedOn",
  ]);
  assert.equal(await codeOf(await sam.tryMove(signed, "withdraw", { reason: "A slip" })), "not_yours_to_do");
  const { device: seen } = await maya.get<{ device: { evidence: { standing: string } } }>(`/v1/devices/${device.id}`);
  assert.equal(seen.evidence.standing, "failing");
});

testSite("164.310(d)(2)(i): a disposal waits from the day on which it was filed, whatever day it names", async (site) => {
  const { maya, rosa, idOf } = await cast(site);
  const device = await rosa.file("device", { ...DEVICE, custodian: idOf("sam") });
  const answers = {
    device: device.id,
    kind: "dispose",
    on: "2026-11-01",
    hold: "no",
    method: "destroy",
    seen: "witness",
    witness: idOf("ruth"),
  };
  await maya.write("/v1/submissions", { form: "media-disposal", answers, effectiveOn: "2030-01-01" }, { status: 201 });
  const [check] = deviceDisposal.checks;
  assert.ok(check !== undefined);
  assert.equal((await runCheck(site.parts, check)).status, "pass");
  site.clock.pass(9 * MS_PER_DAY);
  assert.equal((await runCheck(site.parts, check)).status, "fail");
});

testSite("164.504(e)(1): a finding stays until its day is written, whoever would rather have it gone", async (site) => {
  const { maya, ruth, rosa, idOf } = await cast(site);
  const party = await maya.file("party", { name: "Northwind Cloud", role: "vendor", service: "Hosting", phi: "yes" });
  const finding = { what: "No second factor", owner: idOf("sam"), dueOn: "2026-11-20" };
  const review = await maya.file("associate-due-diligence", reviewOf(party.id, "2026-11-01", { findings: [finding] }));
  const approved = await ruth.move(await maya.move(review, "submit"), "approve");
  for (const findings of [[], [{ ...finding, dueOn: "2031-01-01" }], [{ ...finding, what: "Nothing" }]])
    assert.deepEqual(await fieldsOf(await amend(rosa, approved, { ...approved.answers, findings })), ["/answers/findings"]);
  const added = { what: "No restore was tried", owner: idOf("sam"), dueOn: "2026-12-01" };
  const findings = [{ ...finding, doneOn: "2026-11-02" }, added];
  assert.equal((await amend(rosa, approved, { ...approved.answers, findings })).status, 200);
});

testSite("164.410: what a contract promised at the discovery stands, whatever contract follows", async (site) => {
  const { maya, ruth, mayaId } = await cast(site);
  const customer = await plantCustomer(maya, ruth, "Stonebridge Regional", { noticeHours: 24, agent: "yes" });
  const found = await inDoubt(maya, mayaId);
  const { assessment } = await breachOf(maya, found.id);
  const facts = { ...assessment.answers, ...FACTORS, whose: "customers", customers: [{ party: customer.id }], conclusion: "breach" };
  const written = (await (await amend(maya, assessment, facts)).json()) as Filed;
  const keys = async (): Promise<string[]> =>
    (await breachOf(maya, found.id)).clocks.map(({ key, dueBy }) => `${key.split(":")[0]} ${dueBy}`);
  const before = await keys();
  assert.ok(before.some((clock) => clock.startsWith("notify-covered-entity-by-contract")));
  await plantContract(maya, ruth, customer.id, { startsOn: "2026-11-01", agent: "no" });
  assert.equal((await amend(maya, written, { ...written.answers, protect: "Look at statements." })).status, 200);
  assert.deepEqual(await keys(), before);
});

testSite("164.308(a)(1)(ii)(A): what is on the register is rated by an official, as it was put there", async (site) => {
  const { maya, rosa, mayaId } = await cast(site);
  const rated = { inherentLikelihood: "5", inherentImpact: "5", likelihood: "4", impact: "5" };
  const said = {
    name: "A server is stolen",
    asset: "workforce",
    threat: "own",
    ownThreat: "A thief",
    vulnerability: "No lock",
    safeguards: "A dog",
  };
  const draft = await rosa.file("risk-entry", { ...said, ...rated, treatment: "accept", owner: mayaId });
  const written = (await (await amend(rosa, draft, { ...draft.answers, likelihood: "5" })).json()) as Filed;
  const assessed = await maya.move(written, "assess");
  assert.equal(await codeOf(await amend(rosa, assessed, { ...assessed.answers, likelihood: "1", impact: "1" })), "not_yours_to_do");
  assert.equal((await amend(maya, assessed, { ...assessed.answers, likelihood: "3" })).status, 200);
});

testSite("164.310(d)(2)(i): what leaves us is purged or destroyed: clearing is for use again inside", async (site) => {
  const { rosa, idOf } = await cast(site);
  const device = await rosa.file("device", { ...DEVICE, custodian: idOf("sam") });
  const answers = { device: device.id, kind: "dispose", on: "2026-11-01", hold: "no", seen: "witness", witness: idOf("ruth") };
  const file = (method: string) => rosa.send("/v1/submissions", { form: "media-disposal", answers: { ...answers, method } });
  assert.deepEqual(await fieldsOf(await file("clear")), ["/answers/method"]);
  assert.equal((await file("purge")).status, 201);
});

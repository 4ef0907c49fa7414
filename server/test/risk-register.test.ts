// SPDX-License-Identifier: Apache-2.0
// What the register, its acceptances and its causes count for once an analysis is approved, and how the checks fail.
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { keepRisks, noteFailing } from "#program/risk/keep-risks.ts";
import { riskAnalysis } from "#safeguard/safeguard/risk-analysis.ts";
import { riskManagement } from "#safeguard/safeguard/risk-management.ts";
import { plantIncident } from "./support/incident.ts";
import { codeOf } from "./support/person.ts";
import { WHY, systemOf, cast, later, risksOf, approved, statusOf, type Standing } from "./support/risk.ts";
import { testSite } from "./support/site.ts";
import { tasksOf } from "./support/team.ts";
import { dayHere } from "./support/day.ts";

testSite("164.308(a)(1)(ii)(A): the check wants an approved analysis of this year that covers every system with PHI", async (site) => {
  const people = await cast(site);
  const { official, owner } = people;
  assert.equal(await statusOf(site, riskAnalysis), "fail", "none");
  await approved(people);
  assert.equal(await statusOf(site, riskAnalysis), "pass");
  await official.file("system", { ...systemOf(owner, "Wiki"), phi: "none", protection: undefined });
  assert.equal(await statusOf(site, riskAnalysis), "pass", "without PHI");
  await official.file("system", systemOf(owner, "Archive"));
  assert.equal(await statusOf(site, riskAnalysis), "fail", "one is not covered");
  const { causes } = await official.get<Standing>("/v1/risks/standing");
  await official.write("/v1/risks/weigh", { keys: causes.map(({ key }) => key), decision: "no-change", why: WHY });
  assert.equal(await statusOf(site, riskAnalysis), "pass", "looked at since");
  site.clock.pass(367 * MS_PER_DAY);
  assert.equal(await statusOf(site, riskAnalysis), "fail", "the year is over");
});

testSite(
  "164.308(a)(1)(ii)(B): a high risk needs a treatment in time, or an acceptance by an executive of what it is now",
  async (site) => {
    const people = await cast(site);
    const { system } = people;
    let { official, executive } = people;
    assert.equal(await statusOf(site, riskManagement), "fail", "which risks there are is not known");
    await approved(people);
    assert.equal(await statusOf(site, riskManagement), "pass", "a treatment in time");
    ({ official, executive } = await later(site, people, 60));
    assert.equal(await statusOf(site, riskManagement), "fail", "it is late");
    const [risk] = await risksOf(official);
    assert.ok(risk);
    assert.equal(
      await codeOf(await official.tryMove(risk, "close", { reason: "We are tired of it" })),
      "move_not_possible",
      "nothing high goes off the register",
    );
    const dayAfter = (days: number): string => dayHere(site, days);
    const acceptance = {
      name: "The database",
      risk: risk.id,
      why: "Reducing it further would cost more than the company has this year.",
      instead: "Watched weekly",
    };
    for (const until of [dayAfter(0), dayAfter(367)])
      assert.equal(
        await codeOf(await official.send("/v1/submissions", { form: "risk-acceptance", answers: { ...acceptance, until } })),
        "invalid_answers",
      );
    const filed = await official.move(await official.file("risk-acceptance", { ...acceptance, until: dayAfter(300) }), "submit");
    assert.equal(await statusOf(site, riskManagement), "fail", "nobody decided yet");
    const { id: draft } = await official.file("risk-entry", { name: "Not rated yet" });
    const early = await official.move(
      await official.file("risk-acceptance", { ...acceptance, risk: draft, until: dayAfter(30) }),
      "submit",
    );
    assert.equal(await codeOf(await executive.tryMove(early, "approve")), "move_not_possible", "what is not rated is not accepted");
    const second = await official.file("risk-acceptance", { ...acceptance, risk: draft, until: dayAfter(1) });
    assert.equal(await codeOf(await official.tryMove(second, "submit")), "conflict", "one at a time about the same");
    assert.equal(await codeOf(await official.tryMove(filed, "approve")), "not_yours_to_do", "who wrote it does not accept it");
    await executive.move(filed, "approve");
    assert.equal(await statusOf(site, riskManagement), "pass");
    const amend = async (more: Record<string, unknown>) => {
      const { version, answers } = await official.get<{ version: number; answers: Record<string, unknown> }>(`/v1/submissions/${risk.id}`);
      await official.write(`/v1/submissions/${risk.id}`, { answers: { ...answers, ...more } }, { method: "PUT", version });
    };
    await amend({ likelihood: "4" });
    assert.equal((await risksOf(official))[0]?.acceptance?.why, "the score rose from 12 to 16");
    assert.equal(await statusOf(site, riskManagement), "fail", "stale");
    await keepRisks(site.parts);
    await keepRisks(site.parts);
    const decide = (await tasksOf(executive)).filter(({ title }) => title === "An accepted risk changed: decide again");
    assert.equal(decide.length, 1, "once");
    await amend({ likelihood: "3" });
    assert.equal(await statusOf(site, riskManagement), "pass", "as it was accepted");
    await keepRisks(site.parts);
    assert.equal((await tasksOf(executive)).filter(({ title }) => title === "An accepted risk changed: decide again").length, 0);
    const asset = await official.get<{ version: number; answers: Record<string, unknown> }>(`/v1/submissions/${system}`);
    await official.write(
      `/v1/submissions/${system}`,
      { answers: { ...asset.answers, name: "Main database, moved" } },
      { method: "PUT", version: asset.version },
    );
    assert.match((await risksOf(official))[0]?.acceptance?.why ?? "", /was changed since/);
    const anew = await official.move(await official.file("risk-acceptance", { ...acceptance, until: dayAfter(200) }), "submit");
    await executive.move(anew, "approve");
    assert.equal(await statusOf(site, riskManagement), "pass", "the new one took the place of the stale one");
    ({ official } = await later(site, people, 201));
    assert.equal((await risksOf(official))[0]?.acceptance?.standing, "expired");
    assert.equal(await statusOf(site, riskManagement), "fail");
  },
);

testSite("164.308(a)(1)(ii)(B): after its treatment a risk is rated again, and what is still high is not answered by it", async (site) => {
  const people = await cast(site);
  const { official } = people;
  await approved(people);
  const [risk] = await risksOf(official);
  assert.ok(risk);
  const treating = await official.move(risk, "treat");
  assert.equal(await codeOf(await official.tryMove(treating, "finish")), "invalid_answers", "it is rated again");
  const high = await official.move(treating, "finish", { answers: { residualLikelihood: "3", residualImpact: "4" } });
  assert.match((await risksOf(official))[0]?.unanswered ?? "", /after its treatment/);
  assert.equal(await statusOf(site, riskManagement), "fail");
  const again = await official.move(await official.move(high, "reassess"), "treat");
  assert.equal(await codeOf(await official.tryMove(again, "finish")), "invalid_answers", "what was left before says nothing of now");
  const low = await official.move(again, "finish", { answers: { residualLikelihood: "1", residualImpact: "4" } });
  assert.equal((await risksOf(official))[0]?.now?.level, "low");
  assert.equal(await statusOf(site, riskManagement), "pass");
  await official.move(low, "close", { reason: "It is low now" });
});

testSite(
  "164.316(b)(2)(iii): what changes after approval is looked at again, one task for each cause, whenever it is found",
  async (site) => {
    const people = await cast(site);
    const { system } = people;
    let { official, executive, member } = people;
    await noteFailing(site.parts, ["tls-is-new"]);
    await keepRisks(site.parts);
    assert.deepEqual(
      (await official.get<Standing>("/v1/risks/standing")).causes,
      [],
      "before an analysis there is nothing to look at again",
    );
    await approved(people);
    await keepRisks(site.parts);
    assert.deepEqual((await official.get<Standing>("/v1/risks/standing")).causes, [], "what failed was known");
    const { answers, version } = await official.get<{ version: number; answers: Record<string, unknown> }>(`/v1/submissions/${system}`);
    await official.write(`/v1/submissions/${system}`, { answers: { ...answers, purpose: "Keeps more" } }, { method: "PUT", version });
    await official.file("party", { name: "Mailer", role: "vendor", service: "Sends mail", phi: "no" });
    await official.file("party", { name: "Printer", role: "vendor-without-phi", service: "Prints posters" });
    const incident = await plantIncident(member, { phi: "no" });
    await noteFailing(site.parts, ["tls-is-new", "backup-is-new"]);
    const kinds = async () => (await official.get<Standing>("/v1/risks/standing")).causes.map(({ kind, of }) => `${kind} ${of}`).toSorted();
    assert.deepEqual(await kinds(), ["added party", "changed system", "check check"], "a report is no incident yet");
    const { user } = await official.get<{ user: { id: string } }>("/v1/session");
    await official.move(incident, "open", { answers: { level: "low", lead: user.id, phiJudged: "no" } });
    ({ official, executive, member } = await later(site, people, 92));
    await keepRisks(site.parts);
    await keepRisks(site.parts);
    const open = async () => (await tasksOf(official)).filter(({ title }) => title.startsWith("Look again at the risk analysis"));
    assert.equal((await open()).length, 4, "one for each, after three months in which nothing ran");
    assert.ok(!JSON.stringify(await open()).includes("Mailer"), "without a name");
    const { causes } = await official.get<Standing>("/v1/risks/standing");
    const weigh = (body: unknown, who = official) => who.send("/v1/risks/weigh", body);
    const [one, ...others] = causes.map(({ key }) => key);
    assert.ok(one);
    assert.equal((await weigh({ keys: [one], decision: "no-change", why: WHY }, member)).status, 403);
    assert.equal((await weigh({ keys: [one], decision: "no-change", why: WHY }, executive)).status, 403);
    assert.equal((await weigh({ keys: [one], decision: "no-change" })).status, 400, "a reason is required");
    assert.equal(await codeOf(await weigh({ keys: ["system:nothing:1"], decision: "no-change", why: WHY })), "conflict");
    assert.equal(await codeOf(await weigh({ keys: [one], decision: "risk", why: WHY })), "malformed_input", "which risk");
    assert.equal(
      await codeOf(await weigh({ keys: [one], decision: "risk", why: WHY, risk: system })),
      "malformed_input",
      "a system is no risk",
    );
    const [risk] = await risksOf(official);
    await official.write("/v1/risks/weigh", { keys: [one], decision: "risk", why: WHY, risk: risk?.id });
    assert.equal((await open()).length, 3);
    assert.equal(await codeOf(await weigh({ keys: [one], decision: "no-change", why: WHY })), "conflict", "once");
    await official.write("/v1/risks/weigh", { keys: others, decision: "no-change", why: WHY });
    await keepRisks(site.parts);
    assert.equal((await open()).length, 0);
    const now = await official.get<{ version: number; answers: Record<string, unknown> }>(`/v1/submissions/${system}`);
    await official.write(
      `/v1/submissions/${system}`,
      { answers: { ...now.answers, purpose: "Keeps less" } },
      { method: "PUT", version: now.version },
    );
    assert.deepEqual(await kinds(), ["changed system"], "changed again");
    await noteFailing(site.parts, ["tls-is-new"]);
    await noteFailing(site.parts, ["tls-is-new", "backup-is-new"]);
    assert.deepEqual(await kinds(), ["changed system", "check check"], "passed meanwhile, and failed anew");
    await keepRisks(site.parts);
    await official.move({ id: system, version: now.version + 1 }, "retire", { reason: "Replaced" });
    await keepRisks(site.parts);
    assert.deepEqual(await kinds(), ["check check", "gone system"]);
    assert.equal((await open()).length, 2, "what was overtaken is done");
  },
);

// SPDX-License-Identifier: Apache-2.0
// What the days bring to risk analysis by themselves, and how it bears a larger inventory.
import assert from "node:assert/strict";
import { runCheck } from "#safeguard/run.ts";
import { evaluation } from "#safeguard/safeguard/evaluation.ts";
import { riskAnalysis } from "#safeguard/safeguard/risk-analysis.ts";
import { sql } from "#store/sql.ts";
import { failingChecks, keepRiskTasks } from "../src/jobs/risk.ts";
import { codeOf } from "./support/person.ts";
import { adoptProfile } from "./support/profile.ts";
import { approved, begin, cast, later, read, refs, type Standing, systemOf, WHY } from "./support/risk.ts";
import { testSite, type TestSite } from "./support/site.ts";
import { tasksOf } from "./support/team.ts";

const failingIn = async ({ parts }: TestSite): Promise<string[]> =>
  (
    await parts.db
      .in({ role: "part164_app", tenant: parts.installation })
      .rows<{ name: string }>(sql`select name from program.failing_check order by name`)
  ).map(({ name }) => name);

testSite("164.316(b)(2)(iii): which checks fail reaches the program by a job, but for those about risks themselves", async (site) => {
  const people = await cast(site);
  const [checkOfEvaluation, checkOfAnalysis] = [evaluation.checks[0], riskAnalysis.checks[0]];
  assert.ok(checkOfEvaluation && checkOfAnalysis);
  await runCheck(site.parts, checkOfEvaluation);
  await runCheck(site.parts, checkOfAnalysis);
  await keepRiskTasks.run(site.parts);
  assert.deepEqual(await failingIn(site), [], "before the program has begun nothing is judged");
  await adoptProfile(people.official);
  assert.deepEqual(await failingChecks(site.parts), [checkOfEvaluation.name]);
  await approved(people);
  await keepRiskTasks.run(site.parts);
  await keepRiskTasks.run(site.parts);
  assert.deepEqual(await failingIn(site), [checkOfEvaluation.name]);
  const { causes } = await people.official.get<Standing>("/v1/risks/standing");
  assert.deepEqual(
    causes.map(({ kind, name }) => [kind, name]),
    [["check", "An evaluation within a year"]],
    "the analysis did not know it",
  );
  const again = async () => (await tasksOf(people.official)).filter(({ title }) => title.startsWith("Look again"));
  assert.equal((await again()).length, 1);
  const yearly = (await tasksOf(people.official)).find(({ title }) => title.startsWith("Analyse the risks again"));
  assert.ok(yearly, "a year after the approval the next is due");
});

testSite("164.308(a)(1)(ii)(A): ten systems are decided in one request, and more lines than a request takes are refused", async (site) => {
  const people = await cast(site);
  const { official, owner, executive } = people;
  for (let n = 0; n < 9; n++) await official.file("system", { ...systemOf(owner, `System ${n}`), kind: "application" });
  const id = await begin(official);
  const { lines } = await read(official, id);
  assert.ok(lines.length > 250, String(lines.length));
  const many = Array.from({ length: 1001 }, () => refs(lines)[0]);
  assert.equal((await official.send(`/v1/risk-analyses/${id}/decide`, { decision: "no-matter", lines: many, why: WHY })).status, 400);
  const tooMany = { decision: "risk", lines: refs(lines).slice(0, 51) };
  assert.equal((await official.send(`/v1/risk-analyses/${id}/decide`, tooMany)).status, 400);
  const { open } = await official.write<{ open: number }>(`/v1/risk-analyses/${id}/decide`, {
    decision: "no-matter",
    lines: refs(lines),
    why: WHY,
  });
  assert.equal(open, 0);
  await official.write(`/v1/risk-analyses/${id}/finish`, {});
  const both = await Promise.all([1, 2].map(() => executive.send(`/v1/risk-analyses/${id}/approve`, {})));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409], "two at once approve it once");
  const { html } = await official.get<{ html: string }>(`/v1/risk-analyses/${id}/report`);
  assert.ok(html.includes("System 8"));
  assert.equal(await codeOf(await official.send("/v1/risk-analyses", { trigger: "yearly", reason: "x".repeat(501) })), "malformed_input");
  const { official: back } = await later(site, people, 1);
  assert.equal((await back.get<Standing>("/v1/risks/standing")).next.title, "Nothing is due");
});

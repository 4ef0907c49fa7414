// SPDX-License-Identifier: Apache-2.0
// The analysis of risks from its first line to its approval and its report.
import assert from "node:assert/strict";
import { threatsTo } from "#program/risk/asset.ts";
import { sql } from "#store/sql.ts";
import { atWork, codeOf, type AtWork } from "./support/person.ts";
import { WHY, systemOf, ratedAs, cast, later, read, risksOf, refs, begin, approved, type Standing } from "./support/risk.ts";
import { addPerson, setUpSite, testSite } from "./support/site.ts";
import { tasksOf } from "./support/team.ts";

testSite("164.308(a)(1)(ii)(A): an analysis is begun on the inventory, by officials, one at a time", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const member = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const start = { trigger: "first", reason: "The first year" };
  assert.equal(await codeOf(await official.send("/v1/risk-analyses", start)), "move_not_possible", "no system is listed");
  const { items } = await official.get<{ items: { id: string }[] }>("/v1/members");
  const { id: system } = await official.file("system", systemOf(items[0]?.id ?? "", "Main database"));
  assert.equal((await member.send("/v1/risk-analyses", start)).status, 403);
  assert.equal((await official.send("/v1/risk-analyses", { ...start, trigger: "whim" })).status, 400);
  const { id, lines } = await official.write<{ id: string; lines: number }>("/v1/risk-analyses", start);
  assert.equal(await codeOf(await official.send("/v1/risk-analyses", start)), "conflict");
  const analysis = await read(official, id);
  assert.equal(analysis.lines.length, lines);
  const own = analysis.lines.filter(({ asset }) => asset === system).map(({ threat }) => threat);
  assert.deepEqual(
    own.toSorted(),
    threatsTo({ kind: "system", is: "database" })
      .map(({ slug }) => slug)
      .toSorted(),
    "each threat that concerns it",
  );
  assert.equal(
    (await member.send(`/v1/risk-analyses/${id}/decide`, { decision: "no-matter", lines: refs(analysis.lines), why: WHY })).status,
    403,
  );
});

testSite(
  "164.308(a)(1)(ii)(A): every line is decided, nothing over somebody else's decision, and nobody approves their own",
  async (site) => {
    const people = await cast(site);
    const { official, privacy, executive, owner, system } = people;
    const id = await begin(official);
    const decide = (who: AtWork, body: unknown, version?: number) =>
      who.send(`/v1/risk-analyses/${id}/decide`, body, version === undefined ? {} : { version });
    const { lines } = await read(official, id);
    const [one, two, three, ...rest] = lines.filter(({ asset }) => asset === system);
    assert.ok(one && two && three);
    assert.equal(await codeOf(await official.send(`/v1/risk-analyses/${id}/finish`, {})), "move_not_possible");
    assert.equal((await decide(official, { decision: "no-matter", lines: refs([one]) })).status, 400, "a reason is required");
    assert.equal((await decide(official, { decision: "no-matter", lines: refs([one]), why: "short" })).status, 400);
    assert.equal(
      await codeOf(await decide(official, { decision: "no-matter", lines: [{ asset: system, threat: "no-such-threat" }], why: WHY })),
      "malformed_input",
    );
    assert.equal(
      await codeOf(await decide(official, { decision: "no-matter", lines: refs([one, one]), why: WHY })),
      "malformed_input",
      "named twice",
    );
    assert.equal(
      await codeOf(await decide(official, { decision: "risk", lines: refs([one]), answers: { threat: "own" } })),
      "invalid_answers",
    );
    assert.equal(
      await codeOf(await decide(official, { decision: "risk", lines: refs([one]), answers: { likelihood: "6" } })),
      "invalid_answers",
    );
    assert.equal(
      await codeOf(await decide(official, { decision: "as-before", lines: refs([one]) })),
      "malformed_input",
      "there is none before",
    );
    await official.write(`/v1/risk-analyses/${id}/decide`, { decision: "no-matter", lines: refs([one]), why: WHY });
    assert.equal(
      await codeOf(await decide(privacy, { decision: "no-matter", lines: refs([one, two]), why: WHY })),
      "conflict",
      "decided meanwhile",
    );
    assert.equal(
      (await read(official, id)).lines.find((line) => line.threat === two.threat && line.asset === system)?.decision,
      null,
      "all or none",
    );
    assert.equal(await codeOf(await decide(privacy, { decision: "risk", lines: refs([one]), isChange: true })), "version_needed");
    assert.equal(await codeOf(await decide(privacy, { decision: "risk", lines: refs([one]), isChange: true }, 1)), "version_conflict");
    const draft = await official.write<{ risks: string[] }>(`/v1/risk-analyses/${id}/decide`, { decision: "risk", lines: refs([two]) });
    const whole = await official.write<{ risks: string[] }>(`/v1/risk-analyses/${id}/decide`, {
      decision: "risk",
      lines: refs([three]),
      answers: ratedAs(owner),
    });
    const { version } = await read(official, id);
    const linked = await official.write<{ risks: string[] }>(
      `/v1/risk-analyses/${id}/decide`,
      { decision: "risk", lines: refs([three]), isChange: true },
      { version },
    );
    assert.deepEqual(linked.risks, whole.risks, "what is on the register about the same is not filed twice");
    const states = new Map((await risksOf(official)).map((risk) => [risk.id, risk.state]));
    assert.equal(states.get(draft.risks[0] ?? ""), "draft");
    assert.equal(states.get(whole.risks[0] ?? ""), "assessed");
    const open = [...rest, ...lines.filter(({ asset }) => asset !== system)];
    await privacy.write(`/v1/risk-analyses/${id}/decide`, { decision: "no-matter", lines: refs(open), why: WHY });
    assert.equal(await codeOf(await official.send(`/v1/risk-analyses/${id}/finish`, {})), "move_not_possible", "a draft is not rated");
    const entry = await official.get<{ id: string; version: number; answers: Record<string, unknown> }>(
      `/v1/submissions/${draft.risks[0] ?? ""}`,
    );
    const amended = await official.write<{ id: string; version: number }>(
      `/v1/submissions/${entry.id}`,
      { answers: { ...entry.answers, ...ratedAs(owner, { likelihood: "1", impact: "1" }) } },
      { method: "PUT", version: entry.version },
    );
    await official.move(amended, "assess");
    await official.file("site", { name: "Portland", address: "1 Main St", kind: "office", entry: "Badges", owner });
    assert.equal(
      await codeOf(await official.send(`/v1/risk-analyses/${id}/finish`, {})),
      "move_not_possible",
      "the inventory changed since",
    );
    assert.deepEqual((await read(official, id)).drift.added, ["Portland"]);
    const { open: added } = await official.write<{ open: number }>(`/v1/risk-analyses/${id}/scope`, {});
    assert.equal(added, threatsTo({ kind: "site", is: "office" }).length);
    await official.write(`/v1/risk-analyses/${id}/decide`, {
      decision: "no-matter",
      lines: refs((await read(official, id)).lines.filter(({ decision }) => decision === null)),
      why: WHY,
    });
    assert.equal(await codeOf(await executive.send(`/v1/risk-analyses/${id}/approve`, {})), "move_not_possible", "not finished");
    await official.write(`/v1/risk-analyses/${id}/finish`, {});
    assert.equal(await codeOf(await decide(official, { decision: "no-matter", lines: refs([one]), why: WHY })), "move_not_possible");
    assert.equal(
      await codeOf(await official.send(`/v1/risk-analyses/${id}/approve`, {})),
      "not_yours_to_do",
      "who ran it does not approve",
    );
    assert.equal(await codeOf(await privacy.send(`/v1/risk-analyses/${id}/approve`, {})), "not_yours_to_do", "nor who decided lines");
    assert.equal((await people.member.send(`/v1/risk-analyses/${id}/approve`, {})).status, 404);
    assert.ok((await tasksOf(executive)).some(({ href }) => href === `/risks/analyses/${id}`));
    const reopen = `/v1/risk-analyses/${id}/reopen`;
    assert.equal(await codeOf(await executive.send(reopen, {})), "malformed_input", "whoever sends it back says why");
    await executive.write(reopen, { why: "The fax gateway is not in it." });
    const { returned } = await official.get<{ returned: { byName: string; why: string } }>(`/v1/risk-analyses/${id}`);
    assert.deepEqual([returned.byName, returned.why], ["eve", "The fax gateway is not in it."]);
    await official.write(`/v1/risk-analyses/${id}/finish`, {});
    const hashes = await executive.write<Record<string, string>>(`/v1/risk-analyses/${id}/approve`, {});
    assert.equal(await codeOf(await executive.send(`/v1/risk-analyses/${id}/approve`, {})), "move_not_possible", "it stands");
    assert.equal((await tasksOf(executive)).filter(({ href }) => href === `/risks/analyses/${id}`).length, 0);
    const [newest] = await site.parts.ledger.reader.find(site.parts.installation, { kind: "program.risk-analysis.approve" }, 5);
    assert.equal(newest?.entry.detail?.["outcome"] ?? "move_not_possible", "move_not_possible");
    const entries = await site.parts.ledger.reader.find(site.parts.installation, { kind: "program.risk-analysis.approve" }, 20);
    const kept = entries.find(({ entry: { detail } }) => detail?.["register"] !== undefined)?.entry.detail;
    assert.equal(kept?.["register"], hashes["register"], "the hash of what was frozen is in the ledger");
    assert.ok(!JSON.stringify(entries).includes("Main database"), "and no name");
  },
);

testSite(
  "164.316(b)(1): the report of an approved analysis stays as it was, as text and as PDF, with what changed since the one before",
  async (site) => {
    const people = await cast(site);
    const { owner } = people;
    let { official, executive } = people;
    const id = await approved(people);
    const first = await official.get<{ html: string }>(`/v1/risk-analyses/${id}/report`);
    for (const text of ["Main database", WHY, "Approved by", "There is none before."]) assert.ok(first.html.includes(text), text);
    const pdf = Buffer.from(
      await (
        await site.fetch(`/v1/risk-analyses/${id}/file`, {
          headers: { cookie: (await addPerson(site, "otto@fernhollow.example", ["auditor"])).cookie },
        })
      ).arrayBuffer(),
    );
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    const [risk] = await risksOf(official);
    assert.ok(risk);
    const entry = await official.get<{ version: number; answers: Record<string, unknown> }>(`/v1/submissions/${risk.id}`);
    await official.write(
      `/v1/submissions/${risk.id}`,
      { answers: { ...entry.answers, likelihood: "5" } },
      { method: "PUT", version: entry.version },
    );
    assert.deepEqual(await official.get(`/v1/risk-analyses/${id}/report`), first, "as it was");
    ({ official, executive } = await later(site, people, 1));
    await official.file("system", systemOf(owner, "<b>Archive</b> | odd"));
    const again = await begin(official, "change");
    const { lines } = await read(official, again);
    const [known, fresh] = [lines.filter(({ before }) => before !== null), lines.filter(({ before }) => before === null)];
    assert.ok(known.length > 0 && fresh.length > 0);
    await official.write(`/v1/risk-analyses/${again}/decide`, { decision: "as-before", lines: refs(known) });
    await official.write(`/v1/risk-analyses/${again}/decide`, { decision: "no-matter", lines: refs(fresh), why: WHY });
    await official.write(`/v1/risk-analyses/${again}/finish`, {});
    await executive.write(`/v1/risk-analyses/${again}/approve`, {});
    const { html } = await official.get<{ html: string }>(`/v1/risk-analyses/${again}/report`);
    assert.match(html, /Risen<\/td>.*<td>12<\/td><td>20<\/td>/);
    assert.match(html, /<td>System .*Archive.* added<\/td><td>Looked at in this analysis<\/td>/);
    assert.ok(!html.includes("System Main database"), "what is as it was is not among it");
    assert.ok(!html.includes("<b>Archive"), "what people wrote is text");
    assert.deepEqual(await official.get(`/v1/risk-analyses/${id}/report`), first);
  },
);

testSite("risk analysis tells one next step at a time", async (site) => {
  const official = atWork(site, await setUpSite(site));
  const next = async () => (await official.get<Standing>("/v1/risks/standing")).next.title;
  assert.equal(await next(), "List your systems");
  const { items } = await official.get<{ items: { id: string }[] }>("/v1/members");
  await official.file("system", systemOf(items[0]?.id ?? "", "Main database"));
  assert.equal(await next(), "Begin the first analysis");
  const id = await begin(official);
  assert.equal(await next(), "Go on with the analysis");
  const library = await official.get<{ threats: unknown[]; likelihood: unknown[]; levels: unknown[] }>("/v1/risk-library");
  assert.ok(library.threats.length >= 40 && library.likelihood.length === 5 && library.levels.length === 4);
  const db = site.parts.db.in({ role: "part164_app", tenant: site.parts.installation });
  const rows = await db.rows<{ asset: string }>(sql`select distinct asset from program.risk_line where analysis = ${id}`);
  assert.equal(rows.length, 2, "the system, and the people");
});

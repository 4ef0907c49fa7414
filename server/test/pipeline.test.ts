// SPDX-License-Identifier: Apache-2.0
// A pipeline elsewhere asks whether a change is approved: with credentials of its own, that open this one question and no record.
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { Part164Client } from "@part164/client/client.ts";
import { ServerFault } from "@part164/client/fault.ts";
import { readConfig } from "#base/settings.ts";
import { wallClock } from "#base/clock.ts";
import { openLog } from "#base/log.ts";
import { present } from "#base/assert.ts";
import { changeCheckCommand } from "#cli/command/change.ts";
import { choose, tell } from "#cli/run.ts";
import { sql } from "#store/sql.ts";
import { atWork, type Filed } from "./support/person.ts";
import { addPerson, consoleWrite, setUpSite, testSite, type TestSite } from "./support/site.ts";

const SCOPE = "program/change.check";
const REFERENCE = "pull-request-17";
const CHANGE = {
  what: "Turn on query logging",
  kind: "controlled",
  reference: REFERENCE,
  systems: "Database",
  phi: "none",
  risk: "More disk; watched",
  tried: "On the test system",
  undo: "Turn it off",
};

async function pipelineOf(site: TestSite, cookie: string): Promise<{ clientId: string; clientSecret: string }> {
  const answer = await site.fetch("/v1/clients", consoleWrite({ name: "Pipeline", scopes: [SCOPE] }, cookie));
  assert.equal(answer.status, 201, await answer.clone().text());
  return (await answer.json()) as { clientId: string; clientSecret: string };
}

/** The command as a pipeline runs it: no installation, settings from its environment. */
async function ask(environment: Record<string, string>, ...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const io = { out: (text: string) => void (said.out += text), err: (text: string) => void (said.err += text) };
  const { command, invocation } = choose([changeCheckCommand], ["change", "check", ...words], process.cwd());
  assert.equal(command.isAlone?.(invocation), true, "no database is opened");
  const opening = { config: readConfig(environment), clock: wallClock, log: openLog("silent") };
  const code = await present(command.alone, "It runs alone.")(opening, invocation, io).catch((error: unknown) => tell(error, io));
  return { code, ...said };
}

testSite("164.308(a)(8): a pipeline is told 1 before a change is approved and 0 after, and that it asked is on record", async (site) => {
  const boss = await setUpSite(site);
  const maya = atWork(site, boss);
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["security-official"]));
  const { clientId, clientSecret } = await pipelineOf(site, boss.cookie);
  const environment = { PART164_CLIENT_ID: clientId, PART164_CLIENT_SECRET: clientSecret };
  const check = () => ask(environment, "--server", site.url, "--reference", REFERENCE, "--json");
  assert.deepEqual(await check(), { code: 1, out: `{"mayDeploy":false,"changes":[]}\n`, err: "" });
  const request = await maya.file("change-request", CHANGE);
  const asked = await maya.move(request, "submit");
  assert.equal((await check()).code, 1, "nobody has approved it");
  await ruth.move(asked, "approve");
  const { code, out } = await check();
  assert.equal(code, 0, out);
  await maya.move(await maya.get<Filed>(`/v1/submissions/${request.id}`), "deploy");
  assert.equal((await check()).code, 0, "what was approved may go again");
  const entries = await site.parts.ledger.reader.find(site.parts.installation, { kind: "program.change.check" }, 10);
  assert.deepEqual(entries.map(({ entry }) => [entry.actor.kind, entry.actor.id, entry.detail?.["mayDeploy"]]).slice(0, 1), [
    ["client", clientId, true],
  ]);
});

testSite("an emergency that nobody approved goes only where the pipeline says that emergencies do", async (site) => {
  const boss = await setUpSite(site);
  const maya = atWork(site, boss);
  const { clientId, clientSecret } = await pipelineOf(site, boss.cookie);
  const environment = { PART164_CLIENT_ID: clientId, PART164_CLIENT_SECRET: clientSecret };
  const check = (...more: string[]) => ask(environment, "--server", site.url, "--reference", REFERENCE, ...more);
  const request = await maya.file("change-request", { ...CHANGE, kind: "emergency", reviewBy: "2026-12-31" });
  assert.equal((await check("--emergency")).code, 1, "not declared yet");
  const gone = await maya.move(request, "go-ahead");
  const plain = await check();
  assert.deepEqual([plain.code, plain.out], [1, "May not be deployed: change-request emergency, not approved.\n"]);
  assert.equal((await check("--emergency")).code, 0);
  await maya.move(gone, "deploy");
  assert.equal((await check()).code, 1);
});

test("only a plain yes deploys: no other answer, and no answer of another address, is one", async () => {
  let told: { status: number; body: string; location?: string } = { status: 200, body: "" };
  const elsewhere: string[] = [];
  const answers = (kept: string[] | null) =>
    createServer((request, response) => {
      kept?.push(request.url ?? "");
      const isToken = request.url === "/oauth/token" && told.location === undefined;
      const body = isToken || kept !== null ? `{"access_token":"t","expires_in":60,"mayDeploy":true,"changes":[]}` : told.body;
      response.writeHead(isToken || kept !== null ? 200 : told.status, {
        "content-type": "application/json",
        ...(told.location === undefined || kept !== null ? {} : { location: told.location }),
      });
      response.end(body);
    });
  const [server, other] = [answers(null), answers(elsewhere)];
  try {
    const [port, otherPort] = await Promise.all([server, other].map(portOf));
    const environment = { PART164_CLIENT_ID: "c", PART164_CLIENT_SECRET: "s" };
    const check = () => ask(environment, "--server", `http://127.0.0.1:${port}`, "--reference", REFERENCE);
    for (const body of [
      `{"mayDeploy":"false","changes":[]}`,
      `{"mayDeploy":true,"changes":[]}`,
      `{"mayDeploy":true}`,
      `[]`,
      `{"mayDeploy":true,"changes":[{"id":"x","form":"a","state":"\u001b[31m","approved":true}]}`,
    ]) {
      told = { status: 200, body };
      const { code, out } = await check();
      assert.deepEqual([code, out], [3, ""], body);
    }
    told = { status: 307, body: "", location: `http://127.0.0.1:${otherPort}/oauth/token` };
    assert.equal((await check()).code, 3);
    assert.deepEqual(elsewhere, [], "the secret goes nowhere else");
  } finally {
    server.close();
    other.close();
  }
});

const portOf = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port))); // Listening on a port.

testSite("a pipeline's credentials open its question and nothing else; a wrong secret deploys nothing", async (site) => {
  const boss = await setUpSite(site);
  const { clientId, clientSecret } = await pipelineOf(site, boss.cookie);
  const own = new Part164Client({ origin: site.url, credentials: { clientId, clientSecret } });
  const refused = (code: string) => (fault: unknown) => fault instanceof ServerFault && fault.code === code;
  await assert.rejects(own.call("program.submission.list", { query: { form: "change-request" } }), refused("not_allowed"));
  await assert.rejects(own.call("access.client.list", {}), refused("not_allowed"));
  await assert.rejects(own.fhir.create({ resourceType: "Patient" }), ServerFault);
  await assert.rejects(own.call("phi.individual.list", {}), ServerFault);

  const words = ["--server", site.url, "--reference", REFERENCE];
  const wrong = await ask({ PART164_CLIENT_ID: clientId, PART164_CLIENT_SECRET: `${clientSecret}x` }, ...words);
  assert.deepEqual([wrong.code, wrong.out], [2, ""]);
  assert.doesNotMatch(wrong.err, new RegExp(clientSecret));
  assert.equal((await ask({}, ...words)).code, 2, "no credentials");
  const right = { PART164_CLIENT_ID: clientId, PART164_CLIENT_SECRET: clientSecret };
  for (const elsewhere of ["http://hipaa.example.com", "ftp://x", "nowhere"])
    assert.equal((await ask(right, "--server", elsewhere, "--reference", REFERENCE)).code, 2, elsewhere);
  assert.equal((await ask(right, "--server", "http://127.0.0.1:9", "--reference", REFERENCE)).code, 3, "nobody answers");
});

testSite("scopes of the program and of records do not mix, at the door and in the database", async (site) => {
  const { cookie } = await setUpSite(site);
  const create = async (body: object) => {
    const answer = await site.fetch("/v1/clients", consoleWrite({ name: "app", ...body }, cookie));
    return [answer.status, ((await answer.json()) as { fields?: { at: string }[] }).fields?.[0]?.at];
  };
  assert.deepEqual(await create({}), [400, "/tenant"]);
  assert.deepEqual(await create({ scopes: ["system/*.crus"] }), [400, "/tenant"]);
  assert.deepEqual(await create({ scopes: [SCOPE, "system/*.r"] }), [400, "/tenant"]);
  assert.deepEqual(await create({ tenant: "North", scopes: ["system/*.r", SCOPE] }), [400, "/scopes/1"]);
  assert.deepEqual(await create({ scopes: ["program/change.approve"] }), [400, "/tenant"]);
  assert.deepEqual(await create({ scopes: [SCOPE], purposes: ["TREAT"] }), [400, "/purposes"]);
  const { clientId } = await pipelineOf(site, cookie);
  const db = site.parts.db.in({ role: "part164_app" });
  await assert.rejects(
    db.run(sql`update access.client set scopes = '{program/change.check,system/*.r}' where id = ${clientId}`),
    /client_without_tenant/,
  );
});

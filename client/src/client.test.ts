// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { generateClient } from "../generate.ts";
import { Part164Client } from "./client.ts";
import { ServerFault } from "./fault.ts";

const ORIGIN = "http://localhost:1640";

test("the generated types are those of the server's description", () => {
  const description = readFileSync(new URL("../../server/golden/openapi.json", import.meta.url), "utf8");
  const generated = readFileSync(new URL("./generated/api.ts", import.meta.url), "utf8");
  assert.equal(generated, generateClient(description), "Run: npx node client/generate.ts");
});

type Said = Response | (() => Response | Promise<Response>);

/** A server of a few answers, in order, that remembers what it was asked. */
function answering(...answers: readonly Said[]): { fetch: typeof fetch; asked: Request[] } {
  const asked: Request[] = [];
  const left = [...answers];
  return {
    asked,
    fetch: async (input, init) => {
      asked.push(new Request(input, init));
      const said = left.shift();
      return said instanceof Response ? said : ((await said?.()) ?? new Response(null, { status: 500 }));
    },
  };
}

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ code, detail: "why", request: "r", fields: [{ at: "/name", says: "Missing." }] }), { status, headers });
const json = (body: unknown, headers: Record<string, string> = {}) => new Response(JSON.stringify(body), { headers });
const token = (value = "t") => json({ access_token: value, expires_in: 3_600 });
const gone = () => Promise.reject<Response>(new TypeError("fetch failed"));
const hasCode = (code: string) => (fault: unknown) => fault instanceof ServerFault && fault.code === code;
const CREDENTIALS = { clientId: "c", clientSecret: "s" };

test("a retry carries the same Idempotency-Key, so it cannot act twice; another call carries another", async () => {
  const { fetch, asked } = answering(problem(503, "ledger_behind", { "retry-after": "0" }), json({ clientId: "c" }), json({}));
  const client = new Part164Client({ origin: ORIGIN, fetch });
  const { value } = await client.call("access.client.create", { body: { name: "app", tenant: "Clinic" } });
  assert.equal(value.clientId, "c");
  await client.call("access.client.create", { body: { name: "app", tenant: "Clinic" } });
  const [one, two, three] = asked.map((request) => request.headers.get("idempotency-key"));
  assert.match(one ?? "", /^[0-9a-f-]{36}$/);
  assert.equal(one, two);
  assert.notEqual(two, three);
});

test("a write that the server cannot recognize as the same is never tried again", async () => {
  const { fetch, asked } = answering(problem(503, "ledger_behind", { "retry-after": "0" }));
  await assert.rejects(new Part164Client({ origin: ORIGIN, fetch }).call("report.package.make", { body: {} }), hasCode("ledger_behind"));
  assert.equal(asked.length, 1);
});

test("a wrong password is not sent twice, whatever the answer", async () => {
  const { fetch, asked } = answering(problem(429, "locked_out", { "retry-after": "0" }));
  await assert.rejects(new Part164Client({ origin: ORIGIN, fetch }).entrance.signIn("a@b.example", "x"), hasCode("locked_out"));
  assert.equal(asked.length, 1);
  assert.equal(asked[0]?.headers.get("part164-console"), "1");
});

for (const [what, said] of [
  ["what may not succeed later", () => problem(404, "not_found")],
  ["what may succeed only much later", () => problem(429, "too_many", { "retry-after": "60" })],
  ["what gives no time to wait", () => problem(503, "not_set_up")],
] as const)
  test(`${what} is not tried again`, async () => {
    const { fetch, asked } = answering(said, said);
    await assert.rejects(new Part164Client({ origin: ORIGIN, fetch }).call("ledger.entry.read", { path: { event: "e" } }));
    assert.equal(asked.length, 1);
  });

test("tries are bounded, and the last fault is the one told", async () => {
  const busy = () => problem(503, "database_gone", { "retry-after": "0" });
  const { fetch, asked } = answering(busy, busy, busy, busy);
  const told: string[] = [];
  const client = new Part164Client({ origin: ORIGIN, fetch, triesMax: 3, onFault: ({ code }) => told.push(code) });
  await assert.rejects(client.call("access.session.read", {}), hasCode("database_gone"));
  assert.equal(asked.length, 3);
  assert.deepEqual(told, ["database_gone"]);
});

test("a read whose connection broke is made again; without an answer the fault says so", async () => {
  const { fetch, asked } = answering(gone, json({ items: [], next: null }), gone);
  const client = new Part164Client({ origin: ORIGIN, fetch, triesMax: 2 });
  await client.call("access.role.list", {});
  assert.equal(asked.length, 2);
  await assert.rejects(
    new Part164Client({ origin: ORIGIN, fetch, triesMax: 1 }).call("access.role.list", {}),
    (fault: unknown) => fault instanceof ServerFault && fault.code === "unreachable" && fault.status === 0 && fault.detail !== null,
  );
});

test("an abort ends the waiting at once, with the caller's own reason", async () => {
  const { fetch } = answering(problem(503, "stopping", { "retry-after": "10" }));
  const abort = new AbortController();
  const reason = new Error("enough");
  const call = new Part164Client({ origin: ORIGIN, fetch }).call("access.session.read", {}, { signal: abort.signal });
  setTimeout(() => abort.abort(reason), 20);
  await assert.rejects(call, (error: unknown) => error === reason);
});

test("a fault keeps its code, its fields and its request", async () => {
  const { fetch } = answering(problem(400, "malformed_input"));
  await assert.rejects(
    new Part164Client({ origin: ORIGIN, fetch }).call("access.session.read", {}),
    (fault: unknown) =>
      fault instanceof ServerFault && fault.code === "malformed_input" && fault.request === "r" && fault.fields[0]?.at === "/name",
  );
});

test("an application fetches its token once and acts for its end user; no cookie and no console's sign goes with it", async () => {
  const ok = () => json({}, { "ledger-entry": "e", etag: 'W/"1"' });
  const { fetch, asked } = answering(token, ok, ok, ok);
  const client = new Part164Client({ origin: ORIGIN, credentials: CREDENTIALS, fetch });
  const [read] = await Promise.all([
    client.fhir.read("Patient", "id", { purpose: "TREAT", onBehalfOf: "user-7" }),
    client.fhir.history("Patient", "id"),
  ]);
  await client.fhir.update({ resourceType: "Patient", id: "id" }, read.etag ?? "");
  assert.equal(read.ledgerEntry, "e");
  assert.deepEqual(
    asked.map((request) => new URL(request.url).pathname),
    ["/oauth/token", "/fhir/R4/Patient/id", "/fhir/R4/Patient/id/_history", "/fhir/R4/Patient/id"],
  );
  assert.equal(asked[1]?.headers.get("authorization"), "Bearer t");
  assert.equal(asked[1]?.headers.get("on-behalf-of"), "user-7");
  assert.equal(asked[1]?.headers.get("purpose-of-use"), "TREAT");
  assert.equal(asked[3]?.headers.get("if-match"), 'W/"1"');
  assert.equal(asked[3]?.headers.get("part164-console"), null);
  assert.ok(asked.slice(1).every(({ credentials }) => credentials === "omit"));
});

test("a token that the server no longer takes is renewed once; one that is refused again is a fault", async () => {
  const no = () => problem(401, "not_signed_in");
  const { fetch, asked } = answering(token("one"), no, token("two"), json({}), no, token("three"), no);
  const client = new Part164Client({ origin: ORIGIN, credentials: CREDENTIALS, fetch });
  await client.call("access.role.list", {});
  assert.deepEqual(
    asked.map((request) => request.headers.get("authorization")),
    [null, "Bearer one", null, "Bearer two"],
  );
  await assert.rejects(client.call("access.role.list", {}), hasCode("not_signed_in"));
  assert.equal(asked.length, 7);
});

test("a list is read page by page, and no further than it is asked for", async () => {
  const page = (ids: readonly string[], next: string | null) => json({ items: ids.map((id) => ({ id })), next });
  const { fetch, asked } = answering(page(["1", "2"], "c"), page(["3"], null));
  const client = new Part164Client({ origin: ORIGIN, fetch });
  const seen: string[] = [];
  for await (const { id } of client.items("phi.individual.list", { query: { limit: 2 } })) seen.push(id);
  assert.deepEqual(seen, ["1", "2", "3"]);
  assert.deepEqual(
    asked.map((request) => new URL(request.url).search),
    ["?limit=2", "?limit=2&cursor=c"],
  );
});

test("a download is a stream with its name, not text in memory", async () => {
  const file = new Response("PK", { headers: { "content-disposition": 'attachment; filename="p.zip"', "content-length": "2" } });
  const { fetch } = answering(file);
  const download = await new Part164Client({ origin: ORIGIN, fetch }).download("report.package.download", { path: { package: "p" } });
  assert.deepEqual([download.fileName, download.sizeBytes], ["p.zip", 2]);
  assert.equal(await new Response(download.stream).text(), "PK");
});

test("an address takes only parameters with a value, encoded", () => {
  const client = new Part164Client({ origin: `${ORIGIN}/` });
  assert.equal(client.href("report.requirement.read", { path: { cite: "164.312(b)/?" } }), `${ORIGIN}/v1/requirements/164.312(b)%2F%3F`);
  assert.equal(client.href("ledger.entry.list", { query: { kind: "a b" } }), `${ORIGIN}/v1/ledger/entries?kind=a+b`);
});

test("a background read says so, and whoever listens learns of each answer", async () => {
  const { fetch, asked } = answering(json({}), json({}));
  const heard: boolean[] = [];
  const client = new Part164Client({ origin: ORIGIN, fetch, onAnswer: (_, isPassive) => heard.push(isPassive) });
  await client.call("access.session.read", {}, { isPassive: true });
  await client.call("access.session.read", {});
  assert.deepEqual(heard, [true, false]);
  assert.deepEqual(
    asked.map((request) => request.headers.get("part164-passive")),
    ["1", null],
  );
});

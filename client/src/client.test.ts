// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { generateClient } from "../generate.ts";
import { Part164Client, ServerFault } from "./client.ts";

test("the generated types are those of the server's description", () => {
  const description = readFileSync(new URL("../../server/golden/openapi.json", import.meta.url), "utf8");
  const generated = readFileSync(new URL("./generated/api.ts", import.meta.url), "utf8");
  assert.equal(generated, generateClient(description), "Run: node client/generate.ts");
});

/** A server of a few answers, in order, that remembers what it was asked. */
function answering(...answers: readonly Response[]): { fetch: typeof fetch; asked: Request[] } {
  const asked: Request[] = [];
  const left = [...answers];
  return {
    asked,
    fetch: async (input, init) => {
      asked.push(new Request(input, init));
      return left.shift() ?? new Response(null, { status: 500 });
    },
  };
}

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ code, detail: "why", request: "r", fields: [{ at: "/name", says: "Missing." }] }), { status, headers });

test("a retry carries the same Idempotency-Key, so it cannot act twice", async () => {
  const { fetch, asked } = answering(
    problem(503, "ledger_behind", { "retry-after": "0" }),
    new Response(JSON.stringify({ clientId: "c", clientSecret: "s" }), { status: 201 }),
  );
  const client = new Part164Client({ origin: "http://localhost:1640", fetch });
  const { value } = await client.call("access.client.create", { body: { name: "app", tenant: "Clinic" } });
  assert.equal(value.clientId, "c");
  assert.equal(new Set(asked.map((request) => request.headers.get("idempotency-key"))).size, 1);
});

test("a fault keeps its code, its fields and its request", async () => {
  const { fetch } = answering(problem(400, "malformed_input"));
  const client = new Part164Client({ origin: "http://localhost:1640", fetch });
  await assert.rejects(
    client.call("access.session.read", {}),
    (fault: unknown) => fault instanceof ServerFault && fault.code === "malformed_input" && fault.fields[0]?.at === "/name",
  );
});

test("what may not succeed later is not tried again", async () => {
  const { fetch, asked } = answering(problem(404, "not_found"), problem(404, "not_found"));
  const client = new Part164Client({ origin: "http://localhost:1640", fetch });
  await assert.rejects(client.call("ledger.entry.read", { path: { event: "e" } }));
  assert.equal(asked.length, 1);
});

test("an application fetches its token once and acts for its end user", async () => {
  const token = new Response(JSON.stringify({ access_token: "t", expires_in: 3600 }));
  const ok = () => new Response("{}", { headers: { "ledger-entry": "e", etag: 'W/"1"' } });
  const { fetch, asked } = answering(token, ok(), ok());
  const client = new Part164Client({ origin: "http://localhost:1640", credentials: { clientId: "c", clientSecret: "s" }, fetch });
  const read = await client.fhir.read("Patient", "id", { purpose: "TREAT", onBehalfOf: "user-7" });
  await client.fhir.update({ resourceType: "Patient", id: "id" }, 1);
  assert.equal(read.ledgerEntry, "e");
  assert.deepEqual(
    asked.map((request) => new URL(request.url).pathname),
    ["/oauth/token", "/fhir/R4/Patient/id", "/fhir/R4/Patient/id"],
  );
  assert.equal(asked[1]?.headers.get("on-behalf-of"), "user-7");
  assert.equal(asked[2]?.headers.get("if-match"), 'W/"1"');
});

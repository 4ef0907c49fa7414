// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf, readProblem, ServerFault } from "./fault.ts";

test("a proxy's page in place of a problem document is a fault all the same", async () => {
  const fault = await faultOf(
    new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" } }),
  );
  assert.ok(fault instanceof ServerFault);
  assert.deepEqual([fault.code, fault.status, fault.retryAfterSeconds], ["http_502", 502, null]);
});

for (const body of [null, 7, "x", [], {}, { code: 7, title: {}, fields: "no" }, { resourceType: "OperationOutcome" }, { error: { a: 1 } }])
  test(`${JSON.stringify(body)} is read without trust in its shape`, () => {
    const { code, title, fields } = readProblem(500, body, null);
    assert.equal(code, "http_500");
    assert.equal(typeof title, "string");
    assert.deepEqual(fields, []);
  });

test("a problem document gives its request and only well-formed fields; a detail that repeats the title is none", () => {
  const body = {
    title: "Taken.",
    code: "conflict",
    detail: "Taken.",
    request: "01JD",
    fields: [{ at: "/email", says: "Taken." }, { at: 3 }],
  };
  assert.deepEqual(readProblem(409, body, 3), {
    status: 409,
    code: "conflict",
    title: "Taken.",
    detail: null,
    request: "01JD",
    fields: [{ at: "/email", says: "Taken." }],
    retryAfterSeconds: 3,
  });
});

const details = { coding: [{ system: "s", code: "invalid_record" }], text: "The record is not valid FHIR R4." };

test("an OperationOutcome gives our code, the request, and the fields that its diagnostics name", () => {
  const id = "019a";
  const issue = [
    { code: "invalid", details, diagnostics: `/name/0: Missing. (request ${id})` },
    { code: "invalid", details, diagnostics: `/birthDate: Not a date: use YYYY-MM-DD. (request ${id})` },
  ];
  assert.deepEqual(readProblem(422, { resourceType: "OperationOutcome", issue }, null), {
    status: 422,
    code: "invalid_record",
    title: "The record is not valid FHIR R4.",
    detail: null,
    request: id,
    fields: [
      { at: "/name/0", says: "Missing." },
      { at: "/birthDate", says: "Not a date: use YYYY-MM-DD." },
    ],
    retryAfterSeconds: null,
  });
  const plain = readProblem(404, { resourceType: "OperationOutcome", issue: [{ details, diagnostics: `Request ${id}` }] }, null);
  assert.deepEqual([plain.request, plain.fields], [id, []]);
});

test("OAuth's error is a code and a sentence", () => {
  const { code, title } = readProblem(401, { error: "invalid_client", error_description: "That did not match." }, null);
  assert.deepEqual([code, title], ["invalid_client", "That did not match."]);
});

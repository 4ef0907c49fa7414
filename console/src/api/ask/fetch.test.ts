// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { ApiFault, ask, onSignedOut, withQuery, write } from "./fetch.ts";
import { readProblem } from "./problem.ts";

/** A real server for one exchange; gives what it was sent. */
async function served(answer: RequestListener, use: (base: string) => Promise<unknown>): Promise<IncomingMessage[]> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // A listening TCP server has one.
  try {
    await use(`http://127.0.0.1:${port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return seen;
}

const faultOf = async (work: Promise<unknown>): Promise<ApiFault["problem"]> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ApiFault);
  return error.problem;
};

test("no answer is a fault that says what to do", async () => {
  const problem = await faultOf(ask("http://127.0.0.1:9/v1/home"));
  assert.deepEqual([problem.code, problem.status], ["unreachable", 0]);
  assert.notEqual(problem.detail, null);
});

test("a proxy's page in place of a problem document is a fault all the same", async () => {
  await served(
    (_, response) => response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>"),
    async (base) => assert.deepEqual((await faultOf(ask(`${base}/v1/home`))).code, "http_502"),
  );
});

test("a problem document is read with its request id, and only well-formed fields", async () => {
  const body = {
    title: "That exists already.",
    code: "conflict",
    detail: "Taken.",
    request: "01JD",
    fields: [{ at: "/email", says: "Taken." }, { at: 3 }],
  };
  await served(
    (_, response) => response.writeHead(409).end(JSON.stringify(body)),
    async (base) => {
      const problem = await faultOf(write("POST", `${base}/v1/users`, {}));
      assert.deepEqual(problem, {
        status: 409,
        code: "conflict",
        title: body.title,
        detail: "Taken.",
        request: "01JD",
        fields: [{ at: "/email", says: "Taken." }],
      });
    },
  );
});

test("FHIR's OperationOutcome is read as the same kind of fault", () => {
  const issue = {
    severity: "error",
    code: "not-found",
    details: { coding: [{ system: "s", code: "not_found" }], text: "Nothing here." },
    diagnostics: "Request 01JD",
  };
  assert.deepEqual(readProblem(404, { resourceType: "OperationOutcome", issue: [issue] }), {
    status: 404,
    code: "not_found",
    title: "Nothing here.",
    detail: null,
    request: "01JD",
    fields: [],
  });
  assert.equal(readProblem(500, { resourceType: "OperationOutcome" }).code, "http_500");
});

test("the end of the session is told to whoever listens, a wrong password is not", async () => {
  const heard: string[] = [];
  const stop = onSignedOut(({ code }) => heard.push(code));
  for (const code of ["sign_in_failed", "logged_off"]) {
    await served(
      (_, response) => response.writeHead(401).end(JSON.stringify({ code })),
      (base) => faultOf(ask(`${base}/v1/home`)),
    );
  }
  stop();
  assert.deepEqual(heard, ["logged_off"]);
});

test("each write carries the console's header and a key of its own; a background read says so", async () => {
  const [one, other, poll] = await served(
    (_, response) => response.end("{}"),
    async (base) => {
      await write("POST", `${base}/v1/packages`);
      await write("DELETE", `${base}/v1/session`);
      await ask(`${base}/v1/session`, { passive: true });
    },
  );
  assert.equal(one?.headers["part164-console"], "1");
  assert.match(String(one?.headers["idempotency-key"]), /^[0-9a-f-]{36}$/);
  assert.notEqual(one?.headers["idempotency-key"], other?.headers["idempotency-key"]);
  assert.equal(one?.headers["part164-passive"], undefined);
  assert.equal(poll?.headers["part164-passive"], "1");
});

test("a path takes only parameters with a value, encoded", () => {
  assert.equal(withQuery("/v1/ledger/entries", { kind: "a b", cursor: "", log: undefined }), "/v1/ledger/entries?kind=a+b");
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ask, onSignedOut, server } from "./server.ts";

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

/** Answers each request alike, and remembers them. */
function answering(status: number, body: unknown): Headers[] {
  const seen: Headers[] = [];
  globalThis.fetch = async (_input, init) => {
    seen.push(new Headers(init?.headers));
    return new Response(JSON.stringify(body), { status });
  };
  return seen;
}

test("the end of the session is told to whoever listens, a wrong password is not", async () => {
  const heard: string[] = [];
  const stop = onSignedOut(({ code }) => heard.push(code));
  answering(401, { code: "sign_in_failed" });
  await assert.rejects(server.entrance.signIn("a@b.example", "x"));
  answering(401, { code: "logged_off" });
  await assert.rejects(ask("report.home.read", {}));
  stop();
  await assert.rejects(ask("report.home.read", {}));
  assert.deepEqual(heard, ["logged_off"]);
});

test("each write carries the console's header; a background read says so, and a write never does", async () => {
  const seen = answering(200, {});
  await ask("report.package.make", { body: {} });
  await ask("access.session.read", {}, { isPassive: true });
  assert.deepEqual(
    seen.map((headers) => [headers.get("part164-console"), headers.get("part164-passive"), headers.get("authorization")]),
    [
      ["1", null, null],
      [null, "1", null],
    ],
  );
});

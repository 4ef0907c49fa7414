// SPDX-License-Identifier: Apache-2.0
// Behind a proxy: whose word about the source counts, and who may speak to us in the clear. A source address is evidence.
import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { test } from "node:test";
import { consoleWrite, openTestSite, PASSWORD, setUpSite, testSite, type TestSite } from "./support/site.ts";
import { speak } from "./survive/wire.ts";

/** Fails to sign in with these headers; answers the address that went on record. */
async function recordedAddress(site: TestSite, headers: Record<string, string>): Promise<string | null | undefined> {
  const write = consoleWrite({ email: "nobody@fernhollow.example", password: PASSWORD });
  const answer = await site.fetch("/v1/sign-in", { ...write, headers: { ...(write.headers as Record<string, string>), ...headers } }); // As consoleWrite made them.
  assert.equal(answer.status, 401);
  const [last] = await site.parts.ledger.reader.find(site.parts.installation, { kind: "access.sign-in.refuse" }, 1);
  return last?.entry.from?.address;
}

const CASES: readonly (readonly [string, Record<string, string>, string])[] = [
  ["nothing said", {}, "127.0.0.1"],
  ["one address", { "x-forwarded-for": "203.0.113.9" }, "203.0.113.9"],
  ["what the caller had put there first", { "x-forwarded-for": "198.51.100.1, 203.0.113.9" }, "203.0.113.9"],
  ["two proxies of ours", { "x-forwarded-for": "203.0.113.9, 10.0.0.7" }, "203.0.113.9"],
  ["no address", { "x-forwarded-for": "unknown, _hidden" }, "127.0.0.1"],
  ["other headers of the kind", { forwarded: "for=203.0.113.9", "x-real-ip": "203.0.113.9" }, "127.0.0.1"],
];

testSite(
  "a named proxy's X-Forwarded-For is believed, from its right end",
  async (site) => {
    await setUpSite(site);
    for (const [name, headers, address] of CASES) assert.equal(await recordedAddress(site, headers), address, name);
  },
  { PART164_TRUSTED_PROXY: "127.0.0.1, 10.0.0.7" },
);

testSite(
  "nobody else's is",
  async (site) => {
    await setUpSite(site);
    for (const [name, headers] of CASES) assert.equal(await recordedAddress(site, headers), "127.0.0.1", name);
  },
  { PART164_TRUSTED_PROXY: "10.0.0.7" },
);

test("how the caller says it came changes nothing: cookie, HSTS and links follow the settings", async () => {
  const site = await openTestSite("embedded", { PART164_TRUSTED_PROXY: "127.0.0.1", PART164_ORIGIN: "https://localhost" });
  try {
    const maya = await setUpSite(site);
    assert.match(maya.cookie, /^__Host-/);
    for (const proto of ["http", "https"]) {
      const headers = { cookie: maya.cookie, "x-forwarded-proto": proto, "x-forwarded-host": "evil.example", "x-forwarded-port": "80" };
      const answer = await site.fetch("/v1/session", { headers });
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get("strict-transport-security") ?? "", /max-age/);
      const fromThere = { ...headers, origin: "http://localhost", "part164-console": "1", "content-type": "application/json" };
      const write = { method: "POST", headers: { ...fromThere, "idempotency-key": crypto.randomUUID() }, body: "{}" };
      assert.equal((await site.fetch("/v1/packages", write)).status, 403, "a page that came without TLS is another site");
    }
  } finally {
    await site.close();
  }
});

/** An address of this machine that is no loopback: what comes from there comes, to the server, from elsewhere. */
const elsewhere = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === "IPv4" && !one.internal)?.address;
const skip = elsewhere === undefined ? "this machine has no address but loopback" : false;

test("without TLS of our own, nobody but the named proxy may speak to us from elsewhere", { skip }, async () => {
  const settings = { PART164_LISTEN: "0.0.0.0", PART164_ORIGIN: "https://localhost" };
  const hello = ["GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"];
  for (const [proxy, fromElsewhere] of [
    ["192.0.2.77", /^$/],
    [elsewhere ?? "", /^HTTP\/1\.1 200/],
  ] as const) {
    const site = await openTestSite("embedded", { ...settings, PART164_TRUSTED_PROXY: proxy });
    try {
      const { port } = new URL(site.url);
      assert.match((await speak(`http://${elsewhere}:${port}`, hello)).text, fromElsewhere);
      assert.match((await speak(`http://127.0.0.1:${port}`, hello)).text, /^HTTP\/1\.1 200/, "a supervisor on this machine is heard");
    } finally {
      await site.close();
    }
  }
});

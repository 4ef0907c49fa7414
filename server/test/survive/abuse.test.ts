// SPDX-License-Identifier: Apache-2.0
// What is too much, too slow, too deep or no HTTP at all. The server says no within its limits and goes on serving.
import assert from "node:assert/strict";
import test from "node:test";
import { count } from "../support/long.ts";
import { addClient, openTestSite, PATIENT, testSite, type TestSite } from "../support/site.ts";
import { type Heard, isLate, send, speak } from "./wire.ts";

const MEGABYTE = 1_048_576;

async function poster(site: TestSite): Promise<(body: string | Uint8Array, headers?: Record<string, string>) => Promise<Heard>> {
  const client = await addClient(site, "Clinic A");
  return (body, headers = {}) =>
    send(site.url, { method: "POST", path: "/fhir/R4/Patient", headers: { ...client.headers(), ...headers }, body });
}

testSite("bodies beyond what is read are refused at once", async (site) => {
  const post = await poster(site);
  const patient = JSON.stringify(PATIENT).slice(0, -1);
  const many = (n: number, one: (n: number) => string): string => Array.from({ length: n }, (_, each) => one(each)).join(",");
  const cases: [string, string | Uint8Array, number][] = [
    ["one byte over the limit", `"${"a".repeat(MEGABYTE - 1)}"`, 413],
    ["three megabytes", Buffer.alloc(3 * MEGABYTE, "a"), 413],
    ["100,000 brackets", "[".repeat(100_000), 413],
    ["100,000 objects in each other", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`, 413],
    ["an array of 10,001", `${patient},"x":[${many(10_001, () => "1")}]}`, 413],
    ["80,000 unknown names", `${patient},${many(80_000, (n) => `"n${n}":1`)}}`, 422],
    ["a name twice", `${patient},"active":false}`, 400],
    ["a name twice, written otherwise", `${patient},"\\u0061ctive":false}`, 400],
    ["a number of 900,000 digits", `${patient},"multipleBirthInteger":${"9".repeat(900_000)}}`, 400],
    ["a number beyond any", `${patient},"multipleBirthInteger":1e999}`, 400],
    ["900,000 bytes of white space", `${patient}${" ".repeat(900_000)},"y":1}`, 422],
    ["a name of half a megabyte", `${patient},"${"n".repeat(MEGABYTE / 2)}":1}`, 422],
    ["a text of 900,000 bytes where a date belongs", `${patient},"deceasedDateTime":"${"1".repeat(900_000)}"}`, 422],
    ["nothing", "", 422],
    ["not UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ["UTF-16", Buffer.from(JSON.stringify(PATIENT), "utf16le"), 400],
    ["a byte order mark", `\ufeff${JSON.stringify(PATIENT)}`, 400],
  ];
  const wrong: string[] = [];
  for (const [name, body, status] of cases) {
    const headers = { "idempotency-key": crypto.randomUUID() };
    let answer = await post(body, headers);
    for (let again = 0; again < 2 && isLate(answer); again++) answer = await post(body, headers); // The machine may have had a moment of its own.
    if (answer.status !== status) wrong.push(`${name}: ${answer.status} ${answer.text.slice(0, 300)}`);
    assert.equal((JSON.parse(answer.text) as { resourceType: string }).resourceType, "OperationOutcome", name);
    if (isLate(answer)) wrong.push(`${name}: ${answer.ms} ms, ${answer.workedMs} of work`);
  }
  assert.deepEqual(wrong, []);
  assert.equal((await post(JSON.stringify(PATIENT))).status, 201);
});

testSite("other forms of content are refused", async (site) => {
  const post = await poster(site);
  for (const type of [
    "text/plain",
    "application/xml",
    "application/json; charset=utf-16",
    "multipart/form-data",
    "",
    "json",
    "application/x-www-form-urlencoded",
  ])
    assert.equal((await post(JSON.stringify(PATIENT), { "content-type": type })).status, 415, type);
  assert.ok([400, 415].includes((await post(Buffer.from([0x1f, 0x8b, 8]), { "content-encoding": "gzip" })).status));
});

testSite("headers that say nothing are as if they were not there", async (site) => {
  const post = await poster(site);
  for (const header of ["user-agent", "on-behalf-of", "purpose-of-use", "x-forwarded-for", "accept", "cookie"])
    for (const empty of ["", "   ", "\t"]) assert.equal((await post(JSON.stringify(PATIENT), { [header]: empty })).status, 201, header);
});

testSite("NUL in a parameter is refused before a database sees it", async (site) => {
  const client = await addClient(site, "Clinic A");
  const some = site.parts.makeId();
  for (const path of [
    "ledger/entries?kind=%00",
    "ledger/entries?outcome=a%00b",
    `individuals/${some}/records?cursor=Patient%00.${some}`,
    "individuals?cursor=%00",
  ])
    assert.equal((await send(site.url, { method: "GET", path: `/v1/${path}`, headers: client.headers() })).status, 400, path);
});

/** The status line's number of what was said on a raw connection; 0 if nothing was. */
const statusOf = (text: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);

test("what is no HTTP, or two requests in one, is refused and the connection closed", async () => {
  const site = await openTestSite("embedded");
  const host = `Host: ${new URL(site.url).host}`;
  const cases: [string, string[], number[]][] = [
    ["noise", ["\x00\x01\x02\xff noise\r\n\r\n"], [400]],
    ["a TLS greeting", ["\x16\x03\x01\x02\x00\x01\x00"], [400]],
    ["headers of 20,000 bytes", [`GET /health HTTP/1.1\r\n${host}\r\nX-A: ${"a".repeat(20_000)}\r\n\r\n`], [431]],
    ["3,000 headers", [`GET /health HTTP/1.1\r\n${host}\r\n${"a: b\r\n".repeat(3000)}\r\n`], [431, 200]],
    ["two lengths", [`POST /v1/sign-in HTTP/1.1\r\n${host}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`], [400]],
    [
      "a length and chunks",
      [`POST /v1/sign-in HTTP/1.1\r\n${host}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
      [400],
    ],
    ["a bare line feed in a header", [`GET /health HTTP/1.1\n${host}\nX: a\n\n`], [400, 200]],
    ["NUL in a header", [`GET /health HTTP/1.1\r\n${host}\r\nX: a\0b\r\n\r\n`], [400]],
    ["no host", ["GET /health HTTP/1.1\r\nConnection: close\r\n\r\n"], [400]],
    ["another host", ["GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"], [400]],
    ["a whole address", ["GET http://evil.example/v1/session HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"], [400]],
    ["another method", [`TRACE / HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`], [404, 405, 401]],
    ["a method of nobody", [`BREW / HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`], [400]],
    ["a tunnel", [`CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n\r\n`], [0, 400, 404, 405]],
    ["an upgrade", [`GET /health HTTP/1.1\r\n${host}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`], [0, 200, 400, 426]],
    ["HTTP/2 by prior knowledge", ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], [400, 505]],
    ["a path climbing out", [`GET /assets/../../../../etc/passwd HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`], [404, 200]],
    [
      "a path climbing out in code",
      [`GET /assets/..%2f..%2f..%2f..%2fetc%2fpasswd HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`],
      [404],
    ],
  ];
  const ended = { heard: false };
  try {
    await Promise.all(
      cases.map(async ([name, pieces, statuses]) => {
        const { text } = await Promise.race([
          speak(site.url, pieces),
          new Promise<never>((_, reject) => setTimeout(() => reject(new Error(`${name}: never closed`)), 20_000).unref()),
        ]);
        assert.ok(statuses.includes(statusOf(text)), `${name}: ${text.slice(0, 300)}`);
        assert.doesNotMatch(text, /root:x:0/, name);
        if (statusOf(text) === 431) assert.match(text, /application\/problem\+json[^]*headers_too_large/, name);
      }),
    );
    ended.heard = (await site.fetch("/health")).status === 200;
  } finally {
    await site.close();
  }
  assert.ok(ended.heard, "it still serves");
});

test("headers and bodies that never end are cut off, and connections that say nothing keep nobody out", async () => {
  const site = await openTestSite("embedded");
  try {
    const host = `Host: ${new URL(site.url).host}`;
    const drip = Array.from({ length: 400 }, (_, n) => `X-${n}: a\r\n`);
    const endless = Array.from({ length: 40 }, () => `10000\r\n${"a".repeat(65_536)}\r\n`);
    const chunked = `POST /v1/sign-in HTTP/1.1\r\n${host}\r\npart164-console: 1\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const slowBody = [
      `POST /v1/sign-in HTTP/1.1\r\n${host}\r\npart164-console: 1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`,
      "{",
    ];
    const idle = Array.from({ length: count(300, 1500) }, (_, n) => speak(site.url, [n < 300 ? "" : "G"])); // More than the queue of a port holds are heard of only when they speak.
    const [headers, body, silent] = await Promise.all([
      speak(site.url, [`GET /health HTTP/1.1\r\n${host}\r\n`, ...drip], 100),
      speak(site.url, [chunked, ...endless]),
      count(0, 1) === 1 ? speak(site.url, slowBody) : null,
    ]);
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(site.url, { method: "GET", path: "/health" })));
    assert.ok(answers.every(({ status }) => status === 200));
    await Promise.all(idle); // Each was closed: none is waited for beyond the limit for headers.
    assert.ok(headers.ms < 15_000, `slow headers were heard for ${headers.ms} ms`);
    assert.ok([0, 408].includes(statusOf(headers.text)), headers.text);
    assert.ok([0, 413].includes(statusOf(body.text)), body.text.slice(0, 300)); // A reset may overtake the answer: bytes are still coming.
    if (silent !== null) assert.ok(silent.ms < 130_000, `a slow body was waited for ${silent.ms} ms`);
    assert.equal((await site.fetch("/health")).status, 200);
  } finally {
    await site.close();
  }
});

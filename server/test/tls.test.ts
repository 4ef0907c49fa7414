// SPDX-License-Identifier: Apache-2.0
// Transmission security as it is on the wire: 164.312(e)(1), (e)(2)(ii). Real handshakes with a real server, certificates from files.
import assert from "node:assert/strict";
import { copyFileSync, renameSync } from "node:fs";
import { Agent, request } from "node:https";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { getCiphers } from "node:tls";
import { type CertificateFiles, greet, makeCertificate, noOpenssl, secureFetch, tlsSettings } from "./support/certificates.ts";
import { consoleWrite, cookieOf, openTestSite, setUpSite, signIn, type TestSite } from "./support/site.ts";
import { speak } from "./survive/wire.ts";

const portOf = ({ url }: TestSite): number => Number(new URL(url).port);

/** A test against a server that speaks TLS. */
function testTls(name: string, kind: "rsa" | "ec", body: (site: TestSite, files: CertificateFiles) => Promise<void>): void {
  test(`${name} [${kind}]`, { skip: noOpenssl }, async () => {
    const files = makeCertificate(kind);
    const site = await openTestSite("embedded", tlsSettings(files));
    try {
      await body({ ...site, fetch: secureFetch(portOf(site), files) }, files);
    } finally {
      await site.close();
    }
  });
}

const ANYTHING = "ALL:@SECLEVEL=0"; // So that it is the server that refuses, not this client.
const SUITES = {
  rsa: ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"],
  ec: ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"],
};

/** Every suite of TLS 1.2 and 1.3 that the server agrees to, asked one by one with all that this OpenSSL has. */
async function suitesOf(port: number): Promise<{ old: string[]; new: string[] }> {
  const found = { old: new Set<string>(), new: new Set<string>() };
  for (const name of getCiphers()) {
    const isNew = name.startsWith("tls_");
    const version = isNew ? "TLSv1.3" : "TLSv1.2";
    const ciphers = isNew ? name.toUpperCase() : `${name.toUpperCase()}:@SECLEVEL=0`;
    const agreed = await greet(port, { minVersion: version, maxVersion: version, ciphers });
    if (agreed !== null) found[isNew ? "new" : "old"].add(agreed.suite);
  }
  return { old: [...found.old].sort(), new: [...found.new].sort() };
}

async function assertOffer(port: number, kind: "rsa" | "ec"): Promise<void> {
  for (const version of ["TLSv1", "TLSv1.1"] as const)
    assert.equal(await greet(port, { minVersion: version, maxVersion: version, ciphers: ANYTHING }), null, `${version} is refused`);
  assert.deepEqual(await suitesOf(port), { old: SUITES[kind], new: ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"] });
}

for (const kind of ["rsa", "ec"] as const)
  testTls("TLS 1.2 and 1.3 with AES-GCM and a fresh key, and nothing else, is agreed to", kind, async (site) => {
    await assertOffer(portOf(site), kind);
    for (const ecdhCurve of ["ffdhe2048", "P-521", "X448"]) assert.equal(await greet(portOf(site), { ecdhCurve }), null, ecdhCurve);
    for (const ecdhCurve of ["X25519MLKEM768", "X25519", "P-256", "P-384"]) assert.ok(await greet(portOf(site), { ecdhCurve }), ecdhCurve);
    const plain = await greet(portOf(site), { maxVersion: "TLSv1.2" });
    assert.deepEqual([plain?.version, plain?.ticket], ["TLSv1.2", false], "no ticket, whose key would outlive the connection");
    assert.equal((await greet(portOf(site)))?.version, "TLSv1.3");
  });

testTls("a port that speaks TLS answers no plain HTTP, and waits for nobody", "ec", async (site) => {
  const port = `http://127.0.0.1:${portOf(site)}`;
  const [plain, silent, half] = await Promise.all([
    speak(port, ["GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"]),
    speak(port, []),
    speak(port, ["\x16\x03\x01"]), // The first bytes of a greeting.
  ]);
  assert.doesNotMatch(plain.text, /HTTP/);
  for (const { ms } of [silent, half]) assert.ok(ms < 15_000, `a connection that says nothing was kept for ${ms} ms`);
  assert.equal((await site.fetch("/health")).status, 200);
});

testTls("over TLS the browser is told to stay with it, and the session's cookie is bound to this host", "ec", async (site) => {
  for (const path of ["/health", "/v1/session", "/no-such-page.txt"])
    assert.match((await site.fetch(path)).headers.get("strict-transport-security") ?? "", /^max-age=(?!0)\d{8,}/, path);
  const maya = await setUpSite(site);
  const cookie = await signIn(site, maya);
  const [name = "", token = ""] = cookie.split("=");
  assert.equal(name, "__Host-part164_session");
  assert.equal((await site.fetch("/v1/session", { headers: { cookie } })).status, 200);
  assert.equal((await site.fetch("/v1/session", { headers: { cookie: `part164_session=${token}` } })).status, 401, "nor is another name");
  site.clock.pass(31_000);
  const [recoveryCode] = maya.recoveryCodes;
  const first = await site.fetch("/v1/sign-in", consoleWrite({ email: maya.email, password: maya.password }));
  const { ticket } = (await first.json()) as { ticket: string };
  const second = await site.fetch("/v1/sign-in/factor", consoleWrite({ ticket, recoveryCode }));
  assert.notEqual(cookieOf(second), "");
  const words = (second.headers.getSetCookie()[0] ?? "").split("; ").slice(1).sort();
  assert.deepEqual(words, ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]);
});

/** Asks until it is so, at most 20 seconds. */
async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const startedMs = performance.now();
  while (performance.now() - startedMs < 20_000) {
    if (await isSo()) return;
    await wait(100);
  }
  assert.fail(`${what} did not come to be`);
}

/** Puts a file in another's place as a renewal does: at once. */
function replace(path: string, by: string): void {
  copyFileSync(by, `${path}.new`);
  renameSync(`${path}.new`, path);
}

async function problemsOf(ask: TestSite["fetch"]): Promise<string[]> {
  const { problems } = (await (await ask("/health")).json()) as { problems: { code: string }[] };
  return problems.map(({ code }) => code);
}

testTls("a renewed certificate is taken up without a restart; half of one is not", "ec", async (site, files) => {
  const port = portOf(site);
  const before = await greet(port);
  const askedBefore = secureFetch(port, files);
  const next = makeCertificate("ec");
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const ask = () =>
    new Promise<boolean>((resolve, reject) => {
      const asked = request({ agent, host: "127.0.0.1", port, path: "/health", headers: { host: "localhost" } }, (answer) => {
        answer.resume().on("end", () => resolve(asked.reusedSocket));
      });
      asked.on("error", reject).end();
    });
  await ask();
  replace(files.certificate, next.certificate);
  await wait(7000); // Longer than between two looks.
  assert.equal((await greet(port))?.serial, before?.serial, "a certificate without its key is not served");
  assert.ok((await problemsOf(askedBefore)).includes("tls_renewal_unfinished"), "and /health says so");
  replace(files.key, next.key);
  await until(async () => ![before?.serial, undefined].includes((await greet(port))?.serial), "the renewed certificate");
  assert.equal(await ask(), true, "the connection of before goes on");
  agent.destroy();
  await assertOffer(port, "ec");
  assert.equal((await problemsOf(secureFetch(port, next))).includes("tls_renewal_unfinished"), false);
});

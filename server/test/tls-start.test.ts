// SPDX-License-Identifier: Apache-2.0
// What is wrong with the settings of transmission security is said at the start, and nothing is opened or made.
import assert from "node:assert/strict";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { makeCertificate, noOpenssl, secureFetch, tlsSettings } from "./support/certificates.ts";
import { freePort, newPlace, removePlace, runProgram, startProgram } from "./survive/server-process.ts";

/** Each wrong thing by its name, with what must be said of it. */
function wrongSettings(): [string, Record<string, string>, RegExp][] {
  const good = makeCertificate("ec");
  const readable = makeCertificate("ec");
  chmodSync(readable.key, 0o644);
  const broken = makeCertificate("ec");
  writeFileSync(broken.certificate, "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n");
  const other = makeCertificate("rsa");
  return [
    [
      "a certificate that is not there",
      tlsSettings({ ...good, certificate: `${good.certificate}.gone` }),
      /TLS_CERTIFICATE: there is no such/,
    ],
    ["a key that is not there", tlsSettings({ ...good, key: `${good.key}.gone` }), /TLS_KEY: there is no such/],
    ["a folder for a key", tlsSettings({ ...good, key: tmpdir() }), /TLS_KEY: that file cannot be read/],
    ["the key of another", tlsSettings({ ...good, key: other.key }), /TLS_KEY is the key of another certificate/],
    ["a key that everybody may read", tlsSettings(readable), /TLS_KEY: everybody on this machine may open that file/],
    ["a key under a passphrase", tlsSettings(makeCertificate("ec", { passphrase: "heron" })), /TLS_KEY: .*no private key in PEM/],
    ["a certificate that is none", tlsSettings(broken), /TLS_CERTIFICATE: that file holds no certificate/],
    ["a key for a certificate", tlsSettings({ ...good, certificate: good.key }), /TLS_CERTIFICATE: that file holds no certificate/],
    ["a weak key", tlsSettings(makeCertificate("rsa of 1024 bits")), /too weak/],
    ["no key", { ...tlsSettings(good), PART164_TLS_KEY: "" }, /go together/],
    ["an origin without TLS", { ...tlsSettings(good), PART164_ORIGIN: "http://localhost:1640" }, /PART164_ORIGIN must start with https:/],
    ["every address, in the clear", { PART164_LISTEN: "0.0.0.0" }, /PART164_LISTEN other than loopback needs TLS/],
    [
      "every address, behind a proxy, in the clear before it",
      { PART164_LISTEN: "0.0.0.0", PART164_TRUSTED_PROXY: "10.0.0.1" },
      /PART164_ORIGIN must start with https:/,
    ],
    ["a public address in the clear", { PART164_ORIGIN: "http://hipaa.example.com" }, /use https:/],
  ];
}

test("wrong TLS settings end the start with exit 3 and say which file is wrong, and how", { skip: noOpenssl }, async () => {
  const data = join(tmpdir(), `part164-never-made-${process.pid}`);
  for (const [name, settings, says] of wrongSettings()) {
    const { code, out, err } = await runProgram(["serve", "--data", data], { PART164_PORT: "0", ...settings });
    assert.deepEqual([code, out], [3, ""], `${name}: ${err}`);
    assert.match(err, says, name);
    assert.doesNotMatch(err, /BEGIN|part164-tls-|^\s+at /m, `${name}: no content, no path and no stack`);
    assert.ok(!existsSync(data), `${name}: nothing was made`);
  }
});

test("with good files it serves, and its links begin with https:", { skip: noOpenssl }, async () => {
  const place = await newPlace("embedded");
  const files = makeCertificate("rsa");
  const { PART164_ORIGIN: _origin, ...settings } = tlsSettings(files);
  const port = await freePort();
  const program = startProgram(["serve", "--data", place.data, "--port", String(port)], settings);
  try {
    while (!program.err().includes("works once") && program.child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.match(program.err(), new RegExp(`https://localhost:${port}/`));
    assert.equal((await secureFetch(port, files)("/health")).status, 200);
  } finally {
    program.child.kill("SIGTERM");
    assert.equal((await program.ended).code, 0);
    await removePlace(place);
  }
});

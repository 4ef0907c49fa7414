// SPDX-License-Identifier: Apache-2.0
// Each survival test once more, with a fault planted in the code that it watches over. There it must fail, and for that reason.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { noOpenssl } from "../support/certificates.ts";
import { count } from "../support/long.ts";
import { withoutCorpora } from "./corpora.ts";

type Planted = {
  readonly fault: string;
  readonly file: string;
  readonly name: string;
  readonly because: RegExp;
  readonly skip?: string | false;
  readonly long?: boolean;
};

const PLANTED: readonly Planted[] = [
  { fault: "two-holders", file: "one-process", name: "exactly one wins", because: /serving: [02]/, long: true },
  { fault: "answered-too-early", file: "kill-server", name: "embedded", because: /entries are lost/, long: true },
  { fault: "answered-too-early", file: "kill-postgresql", name: "killed under load", because: /entries are lost/, long: true },
  { fault: "verdicts-believed", file: "tampering", name: "goes unseen", because: /another verdict/, long: true },
  { fault: "roots-believed", file: "tamper-database", name: "exchanged entry is seen .embedded", because: /one byte of an entry/ },
  { fault: "one-token-for-all", file: "cross-tenant", name: "embedded", because: /tells quince/ },
  {
    fault: "one-token-for-all",
    file: "../access-matrix",
    name: "application of another tenant.*embedded",
    because: /AssertionError \[ERR_ASSERTION\]: phi\.record\./,
    long: true,
  },
  { fault: "body-told-back", file: "hostile", name: "JSONTestSuite.*embedded", because: /The body is not JSON: /, skip: withoutCorpora },
  { fault: "arrays-of-any-length", file: "abuse", name: "bodies beyond.*embedded", because: /an array of 10,001/ },
  {
    fault: "applications-counted-when-right",
    file: "../attack",
    name: "knows an application's id.*embedded",
    because: /429 !== 200/,
    long: true,
  },
  { fault: "crowd-counted", file: "../attack", name: "crowded sign-in.*embedded", because: /would have locked her out/, long: true },
  {
    fault: "old-suites-offered",
    file: "../tls",
    name: "nothing else, is agreed to .rsa",
    because: /\+ .*TLS_RSA_WITH_AES_128_GCM_SHA256/,
    skip: noOpenssl,
  },
  { fault: "renewal-forgets-the-rules", file: "../tls", name: "without a restart", because: /TLS_\w+_CBC_/, skip: noOpenssl, long: true },
  { fault: "errors-logged-whole", file: "marked-phi", name: "embedded", because: /what the processes said/, long: true },
];

/** Those that start several processes take long, and `npm test` is to end within ten minutes on two cores. */
const LATER = "runs in npm run test:long";
const PLANT = new URL("../support/plant.ts", import.meta.url).href;

/** Runs one test of a file in a process of its own with the fault planted; its exit code and what it said. */
function runWith({ fault, file, name }: Planted): Promise<{ code: number | string; out: string }> {
  const { NODE_TEST_CONTEXT: _context, TEST_LONG: _long, ...environment } = process.env; // A run of its own, not a part of this one.
  const path = fileURLToPath(new URL(`${file}.test.ts`, import.meta.url));
  const env = { ...environment, NODE_OPTIONS: `--import=${PLANT}`, PLANTED_FAULT: fault };
  return new Promise((resolve) => {
    execFile(process.execPath, [`--test-name-pattern=${name}`, path], { env, maxBuffer: 2 ** 26 }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out: `${out}${err}` }),
    );
  });
}

const isShort = count(1, 0) === 1;

for (const planted of PLANTED)
  test(`${planted.file} finds ${planted.fault}`, { skip: (isShort && planted.long === true ? LATER : planted.skip) ?? false }, async () => {
    const { code, out } = await runWith(planted);
    assert.equal(code, 1, `it did not fail: ${out.slice(-3000)}`);
    assert.match(out, planted.because);
    assert.match(out, /(# |ℹ )fail 1/);
  });

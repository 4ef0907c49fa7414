// SPDX-License-Identifier: Apache-2.0
// The same sources in a browser: other SHA-256, other inflate, the browser's own Ed25519. Chromium is not installed by us; without
// it this is skipped.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { stripTypeScriptTypes } from "node:module";
import test from "node:test";
import { chromium } from "playwright-core";
import { formatKey } from "../src/note.ts";
import { organization } from "./keys.ts";
import { filesOf, manifestOf, sample, signedMembers } from "./sample-package.ts";
import { flipped } from "./verify-sample.ts";
import { writeZip } from "./zip-writer.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

const PAGE = `<!doctype html><script type="importmap">{"imports": {"#sha256": "/sha256.ts", "#inflate": "/inflate.ts"}}</script>
<script type="module">
import { parseKey } from "/note.ts";
import { verifyPackage } from "/package.ts";
window.verify = async (path, key) => {
  const blob = await (await fetch(path)).blob();
  const read = async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
  return verifyPackage({ source: { size: blob.size, read }, keys: [parseKey(key)], checkpoint: null });
};
</script>`;

test("a package is verified, and a changed one is not", { skip: CHROMIUM ? false : "no Chromium on this machine" }, async () => {
  const made = await sample();
  const files = await filesOf(made);
  const members = await signedMembers(manifestOf(made, files), files);
  const good = writeZip(members.map((member, n) => ({ ...member, deflate: n % 2 === 0 })));
  const zips = new Map([
    ["/good.zip", good],
    ["/bad.zip", flipped(good, good.length >> 1)],
  ]);
  const server = createServer((request, response) => {
    const url = request.url ?? "/";
    const source = /^\/[a-z0-9-]+\.ts$/.test(url) ? readFileSync(new URL(`../src${url}`, import.meta.url), "utf8") : null;
    response.setHeader("content-type", source === null ? "text/html" : "text/javascript");
    response.end(zips.get(url) ?? (source === null ? PAGE : stripTypeScriptTypes(source)));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // It listens on TCP.
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction("window.verify");
    const verify = (path: string): Promise<{ verified: boolean; faults: unknown[]; proved: string[] }> =>
      page.evaluate(`window.verify(${JSON.stringify(path)}, ${JSON.stringify(formatKey(organization.key))})`);
    const whole = await verify("/good.zip");
    assert.deepEqual(whole.faults, []);
    assert.equal(whole.proved.length, 6);
    assert.equal((await verify("/bad.zip")).verified, false);
  } finally {
    await browser.close();
    server.close();
  }
});

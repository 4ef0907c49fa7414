// SPDX-License-Identifier: Apache-2.0
// The policies' repository sent on to a real Git server over HTTP, and read again with the git program.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "#base/settings.ts";
import { pushPolicies, repositoryFolder } from "#program/document/policy-repository.ts";
import { atWork } from "./support/person.ts";
import { adoptProfile } from "./support/profile.ts";
import { setUpSite, testSite } from "./support/site.ts";

const BACKEND = "/usr/lib/git-core/git-http-backend";
const TOKEN = "a-token-of-the-remote";

/** git-http-backend(1) behind HTTP, for whoever brings the token. */
function serveGit(root: string): (request: IncomingMessage, response: ServerResponse) => void {
  const expected = `Basic ${Buffer.from(`part164:${TOKEN}`).toString("base64")}`;
  return (request, response) => {
    if (request.headers.authorization !== expected) return void response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end();
    const url = new URL(request.url ?? "/", "http://localhost");
    const environment = {
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      REMOTE_USER: "part164",
      REQUEST_METHOD: request.method ?? "GET",
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers["content-type"] ?? "",
    };
    const backend = spawn(BACKEND, { env: environment, stdio: ["pipe", "pipe", "ignore"] });
    request.pipe(backend.stdin);
    const out: Buffer[] = [];
    backend.stdout.on("data", (part: Buffer) => out.push(part));
    backend.on("close", () => {
      const all = Buffer.concat(out);
      const split = all.indexOf("\r\n\r\n");
      const head = all.subarray(0, split).toString("utf8").split("\r\n");
      const headers = Object.fromEntries(head.map((line) => [line.split(": ")[0] ?? "", line.split(": ").slice(1).join(": ")]));
      const { Status: status = "200", ...rest } = headers;
      response.writeHead(Number(status.slice(0, 3)), rest).end(all.subarray(split + 4));
    });
  };
}

testSite("the policies' repository is Git's own, and goes on to the remote that was set, once for each change", async (site, t) => {
  if (!existsSync(BACKEND)) return t.skip("git is not on this machine");
  const root = await mkdtemp(join(tmpdir(), "part164-git-"));
  const server = createServer(serveGit(root));
  try {
    execFileSync("git", ["init", "--quiet", "--bare", join(root, "policies.git")]);
    execFileSync("git", ["-C", join(root, "policies.git"), "config", "http.receivepack", "true"]);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // Listening on a port.
    const remote = { PART164_POLICIES_REMOTE: new URL(`http://127.0.0.1:${port}/policies.git`) };
    const with_ = (token: string) => ({
      ...site.parts,
      config: { ...site.parts.config, ...remote, PART164_POLICIES_TOKEN: new Secret(token) },
    });
    assert.equal(await pushPolicies(site.parts), null, "no remote is set");
    assert.equal(await pushPolicies(with_(TOKEN)), null, "nothing to send yet");
    const official = atWork(site, await setUpSite(site));
    await adoptProfile(official);
    await official.write("/v1/policies/adopt", {});
    await assert.rejects(pushPolicies(with_("wrong")), "a remote that says no");
    const sent = await pushPolicies(with_(TOKEN));
    assert.match(sent ?? "", /^[0-9a-f]{40}$/);
    assert.equal(await pushPolicies(with_(TOKEN)), null, "once");
    const git = (folder: string, ...words: string[]) =>
      execFileSync("git", ["-c", "safe.directory=*", "-C", folder, ...words], { encoding: "utf8" }).trim();
    assert.equal(git(join(root, "policies.git"), "rev-parse", "main"), sent);
    assert.match(
      git(repositoryFolder(site.parts), "log", "--format=%an <%ae>: %s", "main"),
      /^Maya Okafor <maya@fernhollow\.example>: Take up the policy library$/,
    );
    assert.equal(git(repositoryFolder(site.parts), "ls-tree", "--name-only", "main").split("\n").length, 24);
    git(join(root, "policies.git"), "fsck", "--strict");
  } finally {
    await new Promise((resolve) => server.close(resolve));
    await rm(root, { recursive: true, force: true });
  }
});

// SPDX-License-Identifier: Apache-2.0
// The policies' repository sent on to a real Git server over HTTP, and read again with the git program.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { ConfigError, readConfig, Secret } from "#base/settings.ts";
import { pushPolicies, repositoryFolder } from "#program/document/policy-repository.ts";
import { atWork } from "./support/person.ts";
import { adoptProfile } from "./support/profile.ts";
import { setUpSite, testSite } from "./support/site.ts";

const BACKEND = "/usr/lib/git-core/git-http-backend";
/** False, or why what needs Git's own programs is skipped. */
const noGit = existsSync(BACKEND) ? false : "git is not on this machine";
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

testSite(
  "the policies' repository is Git's own, and goes on to the remote that was set, once for each change",
  async (site) => {
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
      const own = repositoryFolder(site.parts);
      assert.equal(git(own, "rev-parse", "HEAD"), sent, "it is checked out as whoever opens the folder expects");
      assert.equal(git(own, "status", "--porcelain", "--branch"), "## main");
    } finally {
      await new Promise((resolve) => server.close(resolve));
      await rm(root, { recursive: true, force: true });
    }
  },
  {},
  { skip: noGit },
);

/** In place of ssh: notes what it was asked, and runs at this machine what it was to run at the other. */
const SSH = `#!/bin/sh
printf '%s\n' "$@" > "$HOME/asked"
for last; do :; done
exec sh -c "$last"
`;

testSite(
  "over SSH the git program sends them, asking nobody for anything",
  async (site) => {
    const root = await mkdtemp(join(tmpdir(), "part164-git-"));
    const before = { PATH: process.env["PATH"], HOME: process.env["HOME"] };
    try {
      const remote = join(root, "policies.git");
      execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", remote]);
      await writeFile(join(root, "ssh"), SSH, { mode: 0o755 });
      Object.assign(process.env, { PATH: `${root}${delimiter}${before.PATH}`, HOME: root });
      const parts = {
        ...site.parts,
        config: { ...site.parts.config, PART164_POLICIES_REMOTE: new URL(`ssh://git@git.example.com${remote}`) },
      };
      const official = atWork(site, await setUpSite(site));
      await adoptProfile(official);
      await official.write("/v1/policies/adopt", {});
      const sent = await pushPolicies(parts);
      assert.equal(execFileSync("git", ["-c", "safe.directory=*", "-C", remote, "rev-parse", "main"], { encoding: "utf8" }).trim(), sent);
      const asked = await readFile(join(root, "asked"), "utf8");
      assert.match(asked, /^-o\nBatchMode=yes\n/);
      assert.match(asked, /\ngit@git\.example\.com\ngit-receive-pack /);
      assert.equal(await pushPolicies(parts), null, "once");
      await rm(join(root, "policies.git"), { recursive: true });
      await rm(join(repositoryFolder(site.parts), ".git", "part164-pushed"));
      await assert.rejects(pushPolicies(parts), "a remote that is not there is told, and tried again");
    } finally {
      Object.assign(process.env, before);
      await rm(root, { recursive: true, force: true });
    }
  },
  {},
  { skip: noGit },
);

test("a remote is https, or ssh, and holds no password", () => {
  const remoteOf = (text: string) => readConfig({ PART164_POLICIES_REMOTE: text }).PART164_POLICIES_REMOTE?.href;
  for (const right of [
    "https://git.example.com/a.git",
    "ssh://git@git.example.com/a.git",
    "ssh://git@git.example.com:2222/a.git",
    "http://localhost:9/a",
  ])
    assert.equal(remoteOf(right), right);
  for (const wrong of [
    "http://git.example.com/a",
    "git@git.example.com:a.git",
    "ext::sh -c id",
    "file:///etc",
    "ssh://-oProxyCommand=id/a",
    "ssh://a:b@h/x",
    "https://a@h/x",
  ])
    assert.throws(() => remoteOf(wrong), ConfigError, wrong);
});

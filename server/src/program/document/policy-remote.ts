// SPDX-License-Identifier: Apache-2.0
// The organization's own remote for its policies: over HTTPS with a token, or over SSH by the `git` program with the key of whoever
// runs the server.
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { promisify } from "node:util";
import * as git from "isomorphic-git";
import http from "isomorphic-git/http/node";
import { MS_PER_MINUTE } from "#base/clock.ts";
import { environment, type Secret } from "#base/settings.ts";

/** What an SSH remote may take in all. */
const WITHIN_MS = 2 * MS_PER_MINUTE;

export type Remote = { readonly url: URL; readonly token: Secret | null };

/** Sends a branch (its ref in full) of the repository in `dir` to the branch of the same name at the remote, never by force. @throws Error if it is not taken. */
export async function sendBranch(dir: string, ref: string, { url, token }: Remote): Promise<void> {
  if (url.protocol === "ssh:") return sendBySsh(dir, ref, url);
  const onAuth = token === null ? {} : { onAuth: () => ({ username: "part164", password: token.reveal() }) };
  await git.push({ fs, http, dir, url: url.href, ref, remoteRef: ref, ...onAuth });
}

/** Asks for nothing, waits for nobody, speaks SSH alone. Whoever can write the folder's own Git settings can read its root key anyway. */
async function sendBySsh(dir: string, ref: string, url: URL): Promise<void> {
  const words = ["-c", "core.hooksPath=/dev/null", "-c", "push.gpgSign=false", "-C", dir, "push", "--quiet", url.href, `${ref}:${ref}`];
  const env = { ...sshEnvironment(), GIT_ALLOW_PROTOCOL: "ssh", GIT_TERMINAL_PROMPT: "0", GIT_SSH_COMMAND: "ssh -o BatchMode=yes" };
  await promisify(execFile)("git", words, { env, timeout: WITHIN_MS });
}

/** What SSH finds its keys by, and no secret of ours. */
function sshEnvironment(): Record<string, string> {
  const { PATH = "", HOME = "", SSH_AUTH_SOCK = "" } = environment();
  return { PATH, HOME, SSH_AUTH_SOCK };
}

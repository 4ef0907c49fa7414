// SPDX-License-Identifier: Apache-2.0
// The organization's own policies in a Git repository that it owns: in the data folder, and at a remote if one is set. Anybody with Git
// can read it; what is approved from it is decided here.
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import * as fs from "node:fs";
import { join } from "node:path";
import * as git from "isomorphic-git";
import { Fault } from "#base/fault.ts";
import type { Parts } from "#gate/parts.ts";
import { sendBranch } from "./policy-remote.ts";

export type Author = { readonly name: string; readonly email: string };

/** One file of a commit. */
export type Source = { readonly file: string; readonly text: string };

/** The branch, in full: by its short name a commit would land beside the branches. */
const BRANCH = "main";
const REF = `refs/heads/${BRANCH}`;
const FILE = /^[a-z]+(-[a-z]+)*\.md$/;
export const SOURCE_BYTES_MAX = 200_000;

/** One writer at a time in this process: a commit is several steps. */
let lane: Promise<unknown> = Promise.resolve();

function alone<T>(work: () => Promise<T>): Promise<T> {
  const next = lane.then(work, work);
  lane = next.catch(() => {});
  return next;
}

/** Where the repository is. */
export const repositoryFolder = ({ folder }: Pick<Parts, "folder">): string => join(folder.path, "policies");

/** Opens the repository, and makes it if there is none. */
async function opened(parts: Parts): Promise<string> {
  const dir = repositoryFolder(parts);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await git.init({ fs, dir, defaultBranch: BRANCH });
  const [aside, branch] = [join(dir, ".git", BRANCH), join(dir, ".git", REF)];
  if (fs.existsSync(aside) && !fs.existsSync(branch)) await rename(aside, branch); // Where commits stood before, beside the branches.
  return dir;
}

/** The commit that the branch is at; null before the first. */
export async function headOf(parts: Parts): Promise<string | null> {
  const dir = await opened(parts);
  return git.resolveRef({ fs, dir, ref: REF }).catch(() => null);
}

/** Commits files, whole, in one commit; answers its hash, or that of the last commit if nothing differs. @throws Fault `malformed_input`. */
export function commitSources(
  parts: Parts,
  sources: readonly Source[],
  { author, message }: { author: Author; message: string },
): Promise<string> {
  for (const { file, text } of sources)
    if (!FILE.test(file) || Buffer.byteLength(text) > SOURCE_BYTES_MAX)
      throw new Fault("malformed_input", { detail: "A policy is a Markdown file of at most 200,000 bytes, named by its slug." });
  return alone(async () => {
    const dir = await opened(parts);
    const head = await headOf(parts);
    let changed = head === null;
    for (const { file, text } of sources) {
      const before = await readFile(join(dir, file), "utf8").catch(() => null);
      if (before !== text) {
        await writeFile(join(dir, file), text, { mode: 0o600 });
        changed = true;
      }
      await git.add({ fs, dir, filepath: file });
    }
    if (!changed && head !== null) return head;
    const seconds = Math.floor(parts.clock.now().getTime() / 1000);
    const signed = { ...author, timestamp: seconds, timezoneOffset: 0 };
    return git.commit({ fs, dir, message, author: signed, committer: signed, ref: REF });
  });
}

/** The policies as they are at a commit, in the order of their names. */
export async function sourcesAt(parts: Parts, commit: string): Promise<Source[]> {
  const dir = await opened(parts);
  const files = (await git.listFiles({ fs, dir, ref: commit })).filter((file) => FILE.test(file));
  return Promise.all(
    files.map(async (file) => {
      const { blob } = await git.readBlob({ fs, dir, oid: commit, filepath: file });
      return { file, text: Buffer.from(blob).toString("utf8") };
    }),
  );
}

/** The commit that was last sent, kept beside the branch. */
const PUSHED = "part164-pushed";

/**
 * Sends the branch to the remote that the settings name, if it has moved since it was last sent. Answers the commit that was sent; null
 * without a remote, or without anything new. @throws Error if the remote does not take it: then it is tried again.
 */
export async function pushPolicies(parts: Parts): Promise<string | null> {
  const { PART164_POLICIES_REMOTE: remote, PART164_POLICIES_TOKEN: token } = parts.config;
  const head = remote === null ? null : await headOf(parts);
  if (remote === null || head === null) return null;
  const dir = repositoryFolder(parts);
  const mark = join(dir, ".git", PUSHED);
  if ((await readFile(mark, "utf8").catch(() => "")) === head) return null;
  await alone(() => sendBranch(dir, REF, { url: remote, token }));
  await writeFile(mark, head, { mode: 0o600 });
  return head;
}

/** The Markdown files of a folder that somebody brings, by name. */
export async function readSources(folder: string): Promise<Source[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md") && name.toLowerCase() !== "readme.md").sort();
  return Promise.all(names.map(async (file) => ({ file, text: await readFile(join(folder, file), "utf8") })));
}

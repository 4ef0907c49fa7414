// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { wallClock } from "#base/clock.ts";
import { openDataFolder } from "./data-folder.ts";

test("a data folder inside a repository is committed to it by nobody: neither keys nor database", async () => {
  const repository = await mkdtemp(join(tmpdir(), "part164-repository-"));
  try {
    const git = (...words: string[]): string => execFileSync("git", words, { cwd: repository, encoding: "utf8" });
    git("init", "--quiet");
    await openDataFolder(join(repository, "ours"), false, wallClock);
    git("add", "--all");
    assert.equal(git("status", "--porcelain"), "");
  } finally {
    await rm(repository, { recursive: true, force: true });
  }
});

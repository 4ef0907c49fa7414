// SPDX-License-Identifier: Apache-2.0
// `part164 clocks`, as it is typed on a bad day: without settings, without a folder.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../bin/part164.js", import.meta.url));

type Said = { readonly code: number; readonly out: string; readonly err: string };

async function clocks(...words: string[]): Promise<Said & { readonly left: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "part164-clocks-"));
  try {
    const said = await new Promise<Said>((resolve) => {
      execFile(process.execPath, [PROGRAM, "clocks", ...words], { cwd: folder, env: {} }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      );
    });
    return { ...said, left: await readdir(folder) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const LAPTOP = ["--discovered", "2026-12-29T16:40:00-06:00", "--individuals", "612"];
const STATES = ["--state", "TX=300", "--state", "OK=200", "--state", "LA=112"];

test("a stolen laptop: 612 individuals in three States, a contract of 72 hours, the last days of a year", async () => {
  const words = [...LAPTOP, ...STATES, "--entity", "business-associate", "--contract-hours", "72", "--json"];
  const { code, out, err, left } = await clocks(...words);
  assert.match(err, /^Residents of States [^\n]+\n$/);
  assert.deepEqual([code, left], [0, []], "nothing is set up");
  assert.deepEqual(
    (JSON.parse(out) as Record<string, string>[]).map(({ duty, to, cite, dueBy }) => ({ duty, to, cite, dueBy })),
    [
      { duty: "notify-covered-entity-by-contract", to: "covered-entity", cite: "164.504(e)(2)(ii)(C)", dueBy: "2027-01-01T16:40:00-06:00" },
      { duty: "notify-covered-entity", to: "covered-entity", cite: "164.410(b)", dueBy: "2027-02-27" },
    ],
  );
});

test("the covered entity's own; for people, a line each and why", async () => {
  const { code, out, err } = await clocks(...LAPTOP, ...STATES, "--entity", "covered-entity");
  assert.equal(code, 0);
  assert.equal(err, "");
  assert.match(out, /^2027-02-27 {2}individuals {2}\[164\.404\(b\)\]\n {4}60 calendar days after the discovery on 29 December 2026\.\n/);
  assert.doesNotMatch(out, /media/);
  const unknown = await clocks(...LAPTOP, "--entity", "covered-entity", "--contract-hours", "72");
  assert.match(unknown.err, /the other 612 live\?/);
  assert.match(unknown.err, /business associate's clock/);
  const half = await clocks(
    "--discovered",
    "2026-12-29T16:40:00Z",
    "--individuals",
    "700",
    "--state",
    "TX=300",
    "--entity",
    "covered-entity",
  );
  assert.match(half.err, /the other 400 live\?/, "they may be Texans too");
  const of = (n: string) =>
    clocks("--discovered", "2026-12-29T16:40:00Z", "--individuals", n, "--state", "TX=300", "--entity", "covered-entity");
  assert.equal((await of("500")).err, "", "no State can have more than 500");
  assert.match((await clocks(...LAPTOP, ...STATES, "--entity", "business-associate")).err, /not of its associate/);
});

test("what cannot be read says which word is wrong, and answers nothing", async () => {
  const right = [...LAPTOP, "--entity", "covered-entity"];
  const wrong: [string[], RegExp][] = [
    [["--entity", "covered-entity", "--individuals", "5"], /--discovered is needed/],
    [[...LAPTOP], /--entity is needed/],
    [[...LAPTOP, "--entity", "hospital"], /--entity is/],
    [["--discovered", "2026-12-29T16:40:00", "--individuals", "5", "--entity", "covered-entity"], /offset from UTC/],
    [["--discovered", "2026-02-30T16:40:00Z", "--individuals", "5", "--entity", "covered-entity"], /offset from UTC/],
    [["--discovered", "2026-12-29T16:40:00Z", "--individuals", "0", "--entity", "covered-entity"], /--individuals is a whole number/],
    [["--discovered", "2026-12-29T16:40:00Z", "--individuals", "1e3", "--entity", "covered-entity"], /--individuals is a whole number/],
    [[...right, "--state", "XX=3"], /not "XX=3"/],
    [[...right, "--state", "TX=3", "--state", "TX=4"], /TX twice/],
    [[...right, "--state", "TX=613"], /more than --individuals/],
    [[...right, "--delay-until", "2027-02-30"], /is a day/],
    [[...right, "--delay-until", "2027-02-20", "--oral-delay"], /not both/],
    [[...right, "--delay-until", "2026-12-28"], /before the discovery/],
    [["--discovered", "9999-12-31T16:40:00Z", "--individuals", "5", "--entity", "covered-entity"], /offset from UTC/],
    [[...right, "--contract-hours", "-3"], /contract-hours/],
  ];
  for (const [words, says] of wrong) {
    const { code, out, err } = await clocks(...words);
    assert.deepEqual([code, out], [2, ""], words.join(" "));
    assert.match(err, says);
    assert.doesNotMatch(err, /\n {4}at /, "no stack");
  }
});

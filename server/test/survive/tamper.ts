// SPDX-License-Identifier: Apache-2.0
// Ways to tamper with a package. Each answers the members as they would be then, or null where it has nothing to change.
import { decodeBundle, encodeBundle } from "@part164/verify/tile.ts";
import type { Manifest } from "@part164/verify/manifest.ts";
import type { repeatable } from "../support/long.ts";
import { manifestOf, type Members } from "./packages.ts";

type Chance = ReturnType<typeof repeatable>;

/** The package as it is, and one that the same installation exported earlier. */
export type Whole = { readonly now: Members; readonly before: Members };

type Change = (whole: Whole, chance: Chance) => Members | null;

const paths = (members: Members, pattern: RegExp): string[] => [...members.keys()].filter((path) => pattern.test(path));
const bytesOf = (members: Members, path: string): Uint8Array => members.get(path) ?? new Uint8Array();
const put = (members: Members, path: string, bytes: Uint8Array): Members => new Map([...members, [path, bytes]]);
const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

function flipped(bytes: Uint8Array, chance: Chance, below = bytes.length): Uint8Array {
  const at = chance.below(below);
  return new Uint8Array(bytes).with(at, (bytes[at] ?? 0) ^ (1 << chance.below(8)));
}

/** Takes text for lines or JSON, and puts what `change` makes of it. */
function rewritten(members: Members, path: string, change: (text: string) => string): Members | null {
  const text = Buffer.from(bytesOf(members, path)).toString("utf8");
  const next = change(text);
  return next === text ? null : put(members, path, Buffer.from(next, "utf8"));
}

/** What anybody can do who has the file. */
export const BY_ANYBODY: Readonly<Record<string, Change>> = {
  "a bit flipped": ({ now }, chance) => {
    const path = chance.pick([...now.keys()]);
    return put(now, path, flipped(bytesOf(now, path), chance));
  },
  "a file removed": ({ now }, chance) => {
    const gone = chance.pick([...now.keys()]);
    return new Map([...now].filter(([path]) => path !== gone));
  },
  "a file cut": ({ now }, chance) => {
    const path = chance.pick([...now.keys()]);
    return put(now, path, bytesOf(now, path).subarray(0, chance.below(bytesOf(now, path).length)));
  },
  "a file grown": ({ now }, chance) => {
    const path = chance.pick([...now.keys()]);
    return put(now, path, Buffer.concat([bytesOf(now, path), Buffer.from([chance.below(256)])]));
  },
  "two files swapped": ({ now }, chance) => {
    const [a, b] = [chance.pick([...now.keys()]), chance.pick([...now.keys()])];
    if (isSame(bytesOf(now, a), bytesOf(now, b))) return null;
    return put(put(now, a, bytesOf(now, b)), b, bytesOf(now, a));
  },
  "a file of an earlier package": ({ now, before }, chance) => {
    const path = chance.pick([...before.keys()]);
    return isSame(bytesOf(now, path), bytesOf(before, path)) ? null : put(now, path, bytesOf(before, path));
  },
  "a file added": ({ now }, chance) => put(now, `logs/${chance.below(3)}/tile/0/x${chance.below(1000)}`, Buffer.from([1])),
  "a word of the manifest": ({ now }, chance) =>
    rewritten(now, "manifest.json", (text) =>
      text.replace(
        ...chance.pick<[RegExp, string]>([
          [/"demo":false/, '"demo":true'],
          [/"size":(\d)/, '"size":9$1'],
          [/"name":"/, '"name":"New '],
          [/"createdAt":"2/, '"createdAt":"1'],
        ]),
      ),
    ),
};

const BUNDLES = /^logs\/\d+\/tile\/entries\//;

/** Changes the leaves of one bundle of entries. */
function leaves(members: Members, chance: Chance, change: (leaves: Uint8Array[]) => Uint8Array[]): Members | null {
  const path = chance.pick(paths(members, BUNDLES));
  const width = Number(/\.p\/(\d+)$/.exec(path)?.[1] ?? 256);
  const changed = change(decodeBundle(bytesOf(members, path), width));
  if (changed.length === 0) return null;
  const bytes = encodeBundle(changed);
  return isSame(bytes, bytesOf(members, path)) ? null : put(members, path, bytes);
}

type Verdicts = {
  asOf: string;
  checks: { check: string; status: string; at: string | null; event: string | null; index: number | null; freshForMs: number }[];
  requirements: { cite: string; verdict: string }[];
};

function verdicts(members: Members, change: (verdicts: Verdicts) => void): Members | null {
  return rewritten(members, "verdicts.json", (text) => {
    const document = JSON.parse(text) as Verdicts; // The server wrote it.
    change(document);
    return JSON.stringify(document);
  });
}

function lines(members: Members, change: (lines: string[]) => string[]): Members | null {
  return rewritten(members, "disclosed/0.jsonl", (text) => `${change(text.trimEnd().split("\n")).join("\n")}\n`);
}

const otherThan = <T>(chance: Chance, list: readonly T[], not: T): T => chance.pick(list.filter((one) => one !== not));

/** What only the exporter can do, who signs the manifest again: the logs and the verdicts must speak for themselves. */
export const BY_THE_EXPORTER: Readonly<Record<string, Change>> = {
  "a bit of an entry or a tile": ({ now }, chance) => {
    const path = chance.pick(paths(now, /\/tile\//));
    return put(now, path, flipped(bytesOf(now, path), chance));
  },
  "a bit of what a checkpoint says": ({ now }, chance) => {
    const path = chance.pick(paths(now, /\/checkpoint$/));
    return put(now, path, flipped(bytesOf(now, path), chance, Buffer.from(bytesOf(now, path)).indexOf("\n\n")));
  },
  "an entry removed": ({ now }, chance) => leaves(now, chance, (all) => all.toSpliced(chance.below(all.length), 1)),
  "two entries exchanged": ({ now }, chance) =>
    leaves(now, chance, (all) => {
      const [a, b] = [chance.below(all.length), chance.below(all.length)];
      return all.map((leaf, n) => (n === a ? (all[b] ?? leaf) : n === b ? (all[a] ?? leaf) : leaf));
    }),
  "an entry twice": ({ now }, chance) => leaves(now, chance, (all) => all.with(chance.below(all.length), chance.pick(all))),
  "an entry cut": ({ now }, chance) => leaves(now, chance, (all) => all.with(chance.below(all.length), chance.pick(all).slice(0, 130))),
  "the last entries left out, and the log said to be shorter": ({ now }, chance) => {
    const path = chance.pick(paths(now, /\/checkpoint$/));
    return rewritten(now, path, (text) => text.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) - 1 - chance.below(5)}\n`));
  },
  "the tile of another tree": ({ now }, chance) => {
    const [a, b] = [chance.pick(paths(now, /\/tile\//)), chance.pick(paths(now, /\/tile\//))];
    return a === b || isSame(bytesOf(now, a), bytesOf(now, b)) ? null : put(now, a, bytesOf(now, b));
  },
  "the checkpoint of another log": ({ now }, chance) => {
    const [a, b] = [chance.pick(paths(now, /\/checkpoint$/)), chance.pick(paths(now, /\/checkpoint$/))];
    return a === b ? null : put(now, a, bytesOf(now, b));
  },
  "an old checkpoint": ({ now, before }, chance) => {
    const path = chance.pick(paths(before, /\/checkpoint$/));
    return isSame(bytesOf(now, path), bytesOf(before, path)) ? null : put(now, path, bytesOf(before, path));
  },
  "a check that says otherwise": ({ now }, chance) =>
    verdicts(now, ({ checks }) => {
      const one = chance.pick(checks);
      one.status = otherThan(chance, ["pass", "fail", "error", "not-applicable"], one.status);
    }),
  "a check of another time or entry": ({ now }, chance) =>
    verdicts(now, ({ checks }) => {
      const one = chance.pick(checks.filter(({ index }) => index !== null));
      if (chance.below(2) === 0) one.index = (one.index ?? 0) + 1 + chance.below(9);
      else one.at = new Date(Date.parse(one.at ?? "") - 1000 * (1 + chance.below(100_000))).toISOString();
    }),
  "a check that never ran": ({ now }, chance) =>
    verdicts(now, ({ checks }) =>
      Object.assign(chance.pick(checks.filter(({ index }) => index !== null)), { status: "unknown", at: null, event: null, index: null }),
    ),
  "another verdict": ({ now }, chance) =>
    verdicts(now, ({ requirements }) => {
      const one = chance.pick(requirements);
      one.verdict = otherThan(chance, ["met", "not-met", "partly-met", "not-assessed", "not-applicable"], one.verdict);
    }),
  "a shown entry altered": ({ now }, chance) =>
    lines(now, (all) => {
      const at = chance.below(all.length);
      const line = all[at] ?? "";
      return all.with(
        at,
        chance.below(2) === 0
          ? line.replace("pass", "fail").replace("done", "gone")
          : line.replace(/"salt":"(.)/, (_, first: string) => `"salt":"${first === "A" ? "B" : "A"}`),
      );
    }),
  "a shown entry left out": ({ now }, chance) => lines(now, (all) => all.toSpliced(chance.below(all.length), 1)),
  "shown entries exchanged": ({ now }, chance) =>
    lines(now, (all) => {
      const at = chance.below(all.length - 1);
      return all.with(at, all[at + 1] ?? "").with(at + 1, all[at] ?? "");
    }),
};

/** One log as it stood before, everything else as it is now: for the manifest too. */
export function withOldLog({ now, before }: Whole, n: number): { members: Members; change(manifest: Manifest): Manifest } {
  const own = new RegExp(`^logs/${n}/`);
  const members = new Map([...[...now].filter(([path]) => !own.test(path)), ...[...before].filter(([path]) => own.test(path))]);
  const size = manifestOf(before).logs[n]?.size ?? 0;
  return { members, change: (manifest) => ({ ...manifest, logs: manifest.logs.map((log) => (log.n === n ? { ...log, size } : log)) }) };
}

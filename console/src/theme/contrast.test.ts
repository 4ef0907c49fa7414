// SPDX-License-Identifier: Apache-2.0
// Recomputes every promised contrast from tokens.css in both themes (WCAG 2.2, 1.4.3 and 1.4.11), and refuses a raw colour
// or a numbered step of the scale in any file but tokens.css.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("..", import.meta.url));
const TOKENS = "theme/tokens.css";
const THEMES = ["light", "dark"] as const;

const declared = new Map<string, string>();
const text = readFileSync(join(SOURCE, TOKENS), "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");
for (const [, name = "", value = ""] of text.matchAll(/(--[\w-]+)\s*:\s*([^;]+);/g)) declared.set(name, value.trim());

function colour(name: string, theme: (typeof THEMES)[number]): string {
  const value = declared.get(name);
  assert.ok(value !== undefined, `There is no token ${name}.`);
  const alias = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  if (alias !== undefined) return colour(alias, theme);
  const both = /^light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)$/i.exec(value);
  const chosen = both === null ? value : both[theme === "light" ? 1 : 2];
  assert.match(chosen ?? "", /^#[0-9a-f]{6}$/i, `${name} is not one colour: ${value}`);
  return chosen ?? "";
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const linear = (at: number): number => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
}

function ratio(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = [
  "--surface",
  "--surface-sunken",
  "--surface-hover",
  "--surface-chosen",
  "--surface-over",
  "--surface-here",
  "--surface-float",
];
const STATUSES = ["proof", "harm", "soon", "act", "plain"];
const BARS = ["--bar-met", "--bar-alternative", "--bar-partly", "--bar-gap"];

type Pair = readonly [front: string, back: string, floor: number];
const PAIRS: readonly Pair[] = [
  ...["--text", "--text-muted", "--text-link"].flatMap((front) => SURFACES.map((back): Pair => [front, back, 4.5])),
  ...["--surface", "--surface-sunken", "--surface-hover", "--surface-chosen", "--surface-float"].map((back): Pair => [
    "--text-harm",
    back,
    4.5,
  ]),
  ["--text-muted", "--plain-fill", 4.5],
  ["--text-link", "--plain-fill", 4.5],
  ["--text", "--surface-avatar", 4.5],
  ["--soon-text", "--soon-over", 4.5],
  ["--text-accent", "--accent", 4.5],
  ["--text-accent", "--accent-hover", 4.5],
  ...STATUSES.map((status): Pair => [`--${status}-text`, `--${status}-fill`, 4.5]),
  ...STATUSES.map((status): Pair => [`--${status}-mark`, `--${status}-fill`, 3]),
  ...STATUSES.flatMap((status) => SURFACES.map((back): Pair => [`--${status}-mark`, back, 3])),
  ...SURFACES.filter((back) => !/over|here/.test(back)).map((back): Pair => ["--line-control", back, 3]),
  ["--line-control", "--soon-fill", 3],
  ...[...SURFACES, "--soon-fill", "--plain-fill"].map((back): Pair => ["--focus", back, 3]),
  ...BARS.map((front): Pair => [front, "--surface", 3]),
];

for (const theme of THEMES) {
  test(`every pair of tokens reaches its floor in the ${theme} theme`, () => {
    const low = PAIRS.map(([front, back, floor]) => ({ front, back, floor, is: ratio(colour(front, theme), colour(back, theme)) }))
      .filter(({ is, floor }) => is < floor)
      .map(({ front, back, floor, is }) => `${front} on ${back}: ${is.toFixed(2)}, wanted ${floor}`);
    assert.deepEqual(low, []);
  });
}

test("the formula agrees with the known extremes", () => {
  assert.equal(ratio("#000000", "#ffffff").toFixed(2), "21.00");
  assert.equal(ratio("#777777", "#ffffff").toFixed(2), "4.48");
});

test("no raw colour and no numbered step stands outside tokens.css", () => {
  const raw =
    /(?<![\w&/])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b(?![-\w])|\b(?:rgb|hsl|lch|lab)a?\(|\boklch\(|var\(--(?:slate|indigo|red|amber|green)-\d+\)/gi;
  const stray = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:css|tsx?)$/.test(entry.name) && !entry.name.endsWith(".test.ts"))
    .map((entry) => relative(SOURCE, join(entry.parentPath, entry.name)))
    .filter((path) => path !== TOKENS)
    .flatMap((path) => [...readFileSync(join(SOURCE, path), "utf8").matchAll(raw)].map(([hit]) => `${path}: ${hit}`));
  assert.deepEqual(stray, []);
});

// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { diffLines } from "diff";
import type { Policy } from "../../api/policy.ts";
import { LIBRARY_POLICIES, diffRows, lineOf, nextUnread, pageHtml, progressOf } from "./policy-words.ts";

// Only what is looked at here; the rest of a version says nothing to these functions.
const policy = (name: string, isInForce: boolean, acknowledgedAt: string | null): Policy =>
  ({ policy: name, inForce: isInForce ? {} : null, acknowledgedAt }) as unknown as Policy;

test("the next to read comes after the one that is open, and goes round", () => {
  const all = [policy("a", true, null), policy("b", true, "then"), policy("c", true, null), policy("d", false, null)];
  assert.deepEqual(progressOf(all), { done: 1, all: 3 });
  assert.equal(nextUnread(all, null)?.policy, "a");
  assert.equal(nextUnread(all, "a")?.policy, "c");
  assert.equal(nextUnread(all, "c")?.policy, "a");
  assert.equal(nextUnread([policy("a", true, null)], "a"), undefined);
});

test("cites become links between tags only, never within a link, code or attribute", () => {
  const html =
    '<h1 id="x">T</h1>\n<p title="164.312(b)">By 164.312(a)(2)(iv). <a href="#164.310">164.310(b)</a> <code>164.308(a)</code></p>';
  const made = pageHtml(html, true);
  assert.equal(
    made,
    '<p title="164.312(b)">By <a class="cite" href="/requirements/164.312(a)(2)(iv)">164.312(a)(2)(iv)</a>. <a href="#164.310">164.310(b)</a> <code>164.308(a)</code></p>',
  );
  assert.equal(pageHtml(html, false).includes("/requirements/"), false);
});

test("a change is shown with three lines around it, numbered on both sides", () => {
  const old = Array.from({ length: 30 }, (_, n) => `line ${n + 1}`);
  const rows = diffRows(diffLines(`${old.join("\n")}\n`, `${old.with(14, "changed").join("\n")}\n`));
  assert.deepEqual(
    rows.map(({ kind, before, after }) => `${kind} ${before ?? "-"} ${after ?? "-"}`),
    [
      "skipped - -",
      "same 12 12",
      "same 13 13",
      "same 14 14",
      "removed 15 -",
      "added - 15",
      "same 16 16",
      "same 17 17",
      "same 18 18",
      "skipped - -",
    ],
  );
  assert.equal(lineOf("/access-control.md:12"), 12);
  assert.equal(lineOf("/summary"), null);
});

test("the library has as many policies as the page says", () => {
  const texts = readdirSync(new URL("../../../../policies", import.meta.url)).filter(
    (name) => name.endsWith(".md") && name !== "README.md",
  );
  assert.equal(texts.length, LIBRARY_POLICIES);
});

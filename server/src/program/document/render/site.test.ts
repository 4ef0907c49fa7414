// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { isAccessible } from "../../../../test/console/accessible.ts";
import { noBrowser, openBrowser, openWindow } from "../../../../test/support/browser.ts";
import { filledHash } from "./fill.ts";
import { type Site, type SitePolicy, policySite } from "./site.ts";
import { STYLESHEET } from "./stylesheet.ts";

const TEXT =
  "# How we sign in\n\n## Rules\n\n1. **Two factors.** [164.312(d)]\n\n## How\n\n| a | b |\n|---|--:|\n| `c` | 1 |\n\n## Three\n\n[Rules](#rules)\n\n## Four\n\n> quoted\n";
const POLICY: SitePolicy = {
  id: "sign-in",
  title: "How we sign in",
  version: "1.0.0",
  text: TEXT,
  approved: { on: "2026-11-01", by: "Maya Chen" },
};
const OTHER: SitePolicy = { ...POLICY, id: "contingency", title: "Contingency", approved: null };
const SITE: Site = { organization: "Stonebridge & Sons", language: "en", policies: [POLICY, OTHER] };

test("the index says title, version, when and by whom, with a link to each policy's page", () => {
  const files = policySite(SITE);
  assert.deepEqual([...files.keys()], ["index.html", "policies/sign-in.html", "policies/contingency.html"]);
  const index = files.get("index.html") ?? "";
  assert.match(
    index,
    /<th scope="row"><a href="policies\/sign-in.html">How we sign in<\/a><\/th><td>1\.0\.0<\/td><td><time datetime="2026-11-01">2026-11-01<\/time><\/td><td>Maya Chen<\/td>/,
  );
  assert.match(index, /Contingency<\/a><\/th><td>1\.0\.0<\/td><td>not yet<\/td><td><\/td>/);
  assert.match(index, /<title>Policies of Stonebridge &amp; Sons<\/title>/);
});

test("every link leads to a page or a place that is there", () => {
  const files = policySite(SITE);
  let count = 0;
  for (const [path, html] of files)
    for (const [, href = ""] of html.matchAll(/ href="([^"]+)"/g)) {
      const [file = "", place = ""] = href.split("#");
      const target = file === "" ? html : files.get(posix.join(posix.dirname(path), file));
      assert.ok(target !== undefined, `${path}: ${href}`);
      if (place !== "") assert.ok(target.includes(` id="${place}"`), `${path}: ${href}`);
      count += 1;
    }
  assert.ok(count > SITE.policies.length * 2);
});

test("a policy's page says its approval and the hash of its text", () => {
  const html = policySite(SITE).get("policies/sign-in.html") ?? "";
  assert.match(html, /Version 1\.0\.0, approved on <time datetime="2026-11-01">2026-11-01<\/time> by Maya Chen\./);
  assert.ok(html.includes(filledHash(TEXT)));
  assert.match(policySite(SITE).get("policies/contingency.html") ?? "", /Version 1\.0\.0, not approved yet\./);
});

test("what people typed is text on every page", () => {
  const evil = `"><script>alert('1')</script>`;
  const policy = { ...POLICY, title: evil, version: evil, text: `# ${evil}\n`, approved: { on: evil, by: evil } };
  for (const [path, html] of policySite({ organization: evil, language: evil, policies: [policy] })) {
    assert.doesNotMatch(html, /<script/, path);
    assert.doesNotMatch(html, /""/, path);
  }
});

for (const id of ["../etc/passwd", "", "a/b", "A", "-a", "a\n"])
  test(`an id that cannot be a file's name is refused: ${JSON.stringify(id)}`, () => {
    assert.throws(() => policySite({ ...SITE, policies: [{ ...POLICY, id }] }), RangeError);
  });

test("an id that is there twice is refused; one that is called index is not", () => {
  assert.throws(() => policySite({ ...SITE, policies: [POLICY, POLICY] }), RangeError);
  assert.equal(policySite({ ...SITE, policies: [{ ...POLICY, id: "index" }] }).size, 2);
});

test("a site without policies says so", () => {
  assert.match(policySite({ ...SITE, policies: [] }).get("index.html") ?? "", /There is no policy yet/);
});

/** WCAG 2.2, 1.4.3: relative luminance, and the contrast of two colours. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [a, b]
    .map((colour) => {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

test("text stands out from its ground by 4.5 to 1 in both themes", () => {
  const colours = new Map(
    [...STYLESHEET.matchAll(/--(\w+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name = "", ...both]) => [name, both]),
  );
  for (const text of ["text", "muted", "link"])
    for (const ground of ["surface", "sunken"])
      for (const theme of [0, 1])
        assert.ok(contrast(colours.get(text)?.[theme] ?? "", colours.get(ground)?.[theme] ?? "") >= 4.5, `${text} on ${ground}, ${theme}`);
  assert.doesNotMatch(STYLESHEET.replaceAll(/--\w+: light-dark\([^)]*\)/g, ""), /#[0-9a-f]{3,8}\b/i);
});

test("the site works from a folder: styled, accessible in both themes, no wider than a phone", { skip: noBrowser }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "part164-site-"));
  const browser = await openBrowser();
  try {
    for (const [path, html] of policySite(SITE)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), html);
    }
    const { page, troubles } = await openWindow(browser, { width: 320, height: 640 });
    await page.goto(pathToFileURL(join(folder, "index.html")).href);
    await isAccessible(page, "index");
    await page.getByRole("link", { name: "How we sign in" }).click();
    await page.getByRole("heading", { level: 1, name: "How we sign in" }).waitFor();
    await isAccessible(page, "policy");
    assert.equal(await page.evaluate("getComputedStyle(document.body).margin"), "0px");
    assert.ok((await page.evaluate<number>("document.documentElement.scrollWidth")) <= 320);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.className"), "skip");
    await page.getByRole("link", { name: "All policies" }).click();
    await page.getByRole("heading", { level: 1, name: "Policies" }).waitFor();
    assert.deepEqual(troubles, []);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
});

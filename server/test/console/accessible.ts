// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What colours decide: all that a second theme of the same page can change. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];

type Theme = "dark" | "light";

/** WCAG 2.2 AA and good practice by axe, within the page and telling what is wrong alone, which takes it a fourth of the time; what it finds is the failure's text. Leaves the page in the last of the themes. */
export async function isAccessible(page: Page, where: string, themes: readonly Theme[] = ["dark", "light"]): Promise<void> {
  for (const [n, theme] of themes.entries()) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    assert.equal(page.frames().length, 1, "a frame within the page would not be looked at");
    const isThere = await page.evaluate(() => "axe" in globalThis); // Half a megabyte of script, which a document keeps.
    const builder = new AxeBuilder({ page, ...(isThere ? { axeSource: ";" } : {}) });
    const axe = builder.options({ resultTypes: ["violations"] }).setLegacyMode();
    const { violations } = await (n === 0 ? axe.withTags(RULES) : axe.withRules(RULES_OF_COLOUR)).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
      [],
      `${where}, ${theme}`,
    );
  }
}

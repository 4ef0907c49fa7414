// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

type Theme = "dark" | "light";

/** WCAG 2.2 AA and good practice by axe; what it finds is the failure's text. Leaves the page in the last of the themes. */
export async function isAccessible(page: Page, where: string, themes: readonly Theme[] = ["dark", "light"]): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
      [],
      `${where}, ${theme}`,
    );
  }
}

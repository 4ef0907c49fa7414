// SPDX-License-Identifier: Apache-2.0
// A real browser: Debian's Chromium, driven by Playwright; without its own windows where that is installed, which takes a quarter less. A machine without one skips, and says so.
import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const PLACES = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** False, or why the browser's tests are skipped. */
export const noBrowser: string | false = PLACES.some((place) => existsSync(place)) ? false : "there is no Chromium on this machine";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--js-flags=--no-opt", // A page of a test lives for seconds: optimizing its code costs more than it gives.
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: PLACES.find((place) => existsSync(place)) ?? "", args: QUIET });
}

/** Each answer of the API comes up to so many milliseconds later: finds the test that only a fast machine passes. */
const SLOW_MS = Number(process.env.PART164_TEST_SLOW_MS ?? 0);

export type Window = { readonly context: BrowserContext; readonly page: Page; readonly troubles: string[] };

/** A window of its own, which remembers what its page complains of. */
export async function openWindow(
  browser: Browser,
  options: { theme?: "light" | "dark"; width?: number; height?: number } = {},
): Promise<Window> {
  const { theme = "light", width = 1440, height = 900 } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  if (SLOW_MS > 0)
    await context.route("**/v1/**", async (route) => {
      await setTimeout(Math.random() * SLOW_MS);
      await route.continue();
    });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("401")) troubles.push(message.text()); // A first look without a session is answered 401.
  });
  return { context, page, troubles };
}

// SPDX-License-Identifier: Apache-2.0
// The story of server/test/story at the screens of its three people, on both databases: from an empty organization to a package that
// verifies. At the screen: everything that somebody does for the first time, and more. Through the typed client, with the cookies of the
// same window: what they then would do over and over.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { setUpLink } from "#access/set-up.ts";
import { organizationProfile } from "#program/organization/definition/organization-profile.ts";
import { noBrowser } from "../support/browser.ts";
import { eachDatabase } from "../support/databases.ts";
import { PROFILE } from "../support/profile.ts";
import { SETUP } from "../story/program-story.ts";
import { fillIn } from "../story/story-form.ts";
import { type AtScreen, comeBack, enrolAtScreen, followHome, setUpAtScreen } from "../story/story-screen.ts";
import { inState, openScreens, press, runFirstChecks, type Screens } from "./at-screen.ts";

type Officials = { readonly maya: AtScreen; readonly ruth: AtScreen };

/** Both officials come in by their links; Ruth leaves, and comes back with a recovery code. */
async function arrive(screens: Screens): Promise<Officials> {
  const { site, newPage } = screens;
  const [first, second] = [await newPage(), await newPage()];
  const link = await setUpAtScreen(first, site.url, (await setUpLink(site.parts)) ?? "");
  const maya = await enrolAtScreen(screens, first, SETUP.securityOfficial);
  await second.goto(`${site.url}/enrol#${link.split("#")[1] ?? ""}`);
  const ruth = await enrolAtScreen(screens, second, SETUP.privacyOfficial);
  await comeBack(ruth);
  return { maya, ruth };
}

/** The profile's four steps, as Home leads to them. */
async function sayWhoWeAre({ page }: AtScreen): Promise<void> {
  await followHome(page, /: Say who you are$/);
  await page.getByRole("link", { name: "Answer the questions" }).click();
  const { about: _, ...answers } = PROFILE; // The wizard asks about nothing else than the whole organization.
  const [main, { fields }] = [page.locator("main"), organizationProfile];
  const isAt = (name: string): number => fields.findIndex((field) => field.name === name) + 1;
  const [first, second] = [isAt("forAssociate"), isAt("isDeidentifiedOnly")];
  await fillIn(main, fields.slice(0, first), answers);
  await press(page, "Next");
  await fillIn(main, fields.slice(first, second), answers);
  await press(page, "Next");
  await fillIn(main, fields.slice(second), answers);
  await press(page, "See what they come to");
  await page.getByText("a business associate.").waitFor();
  await press(page, "Adopt");
  await inState(page, "Adopted");
}

describe("a three-person startup's program at the screen", { skip: noBrowser }, () => {
  eachDatabase("from nothing to a verified package", async (kind) => {
    const screens = await openScreens(kind);
    try {
      const { maya } = await arrive(screens);
      await runFirstChecks(screens.site);
      await sayWhoWeAre(maya);
      assert.deepEqual(screens.refused, []);
      assert.deepEqual(screens.troubles(/status of 4(04|12|22)/), []);
    } finally {
      await screens.close();
    }
  });
});

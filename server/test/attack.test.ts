// SPDX-License-Identifier: Apache-2.0
// What an attacker tried and found open once. Each test fails without the wall it names.
import assert from "node:assert/strict";
import { callAsOperator } from "#cli/command.ts";
import { consoleWrite, PASSWORD, setUpSite, type TestSite, testSite } from "./support/site.ts";

const tryPassword = (site: TestSite, email: string, password: string) => site.fetch("/v1/sign-in", consoleWrite({ email, password }));

testSite("another spelling of an e-mail address gives no more guesses", async (site) => {
  await setUpSite(site);
  const { output } = await callAsOperator(site.site, "access.user.invite", {
    input: { body: { name: "Ivi", email: "ivi@fernhollow.example", roles: [] } },
  });
  assert.ok(output);
  for (let guess = 0; guess < 10; guess++) assert.equal((await tryPassword(site, "ivi@fernhollow.example", PASSWORD)).status, 401);
  for (const spelling of [
    "IVI@fernhollow.example",
    "ivi@FERNHOLLOW.example",
    "\u0130vi@fernhollow.example",
    "iv\u0130@fernhollow.example",
  ]) {
    const { status } = await tryPassword(site, spelling, PASSWORD);
    const refusals = await site.parts.ledger.reader.find(site.parts.installation, { kind: "access.sign-in.refuse" }, 1);
    assert.ok(status === 429 || refusals[0]?.entry.actor.id === null, `${spelling} is no way to the same person`);
  }
});

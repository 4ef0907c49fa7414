// SPDX-License-Identifier: Apache-2.0
// Guessing at codes of six digits with a password that is known: SP 800-63B-4, 3.2.2.
import assert from "node:assert/strict";
import { Secret } from "otpauth";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#base/clock.ts";
import { CODES_MAX, FREE_CODES } from "#access/attempt.ts";
import { codeAt } from "#access/second-factor.ts";
import { callAsOperator } from "#cli/command.ts";
import { sweep } from "#jobs/tasks.ts";
import { listUsers } from "#access/user.ts";
import { sql } from "#store/sql.ts";
import { consoleWrite, PASSWORD, type Person, setUpSite, signIn, type TestSite, testSite } from "./support/site.ts";

const ticketFor = async (site: TestSite, { email }: Person): Promise<string> =>
  ((await (await site.fetch("/v1/sign-in", consoleWrite({ email, password: PASSWORD }))).json()) as { ticket: string }).ticket;

/** A code that is not one of those right now. */
function wrongCode(site: TestSite, { totp }: Person): string {
  const near = [-30_000, 0, 30_000].map((ms) => codeAt(totp, new Date(site.parts.steady.now().getTime() + ms)));
  return ["000000", "111111", "222222", "333333"].find((code) => !near.includes(code)) ?? "";
}

async function guess(site: TestSite, person: Person, ticket: string): Promise<Response> {
  return site.fetch("/v1/sign-in/factor", consoleWrite({ ticket, code: wrongCode(site, person) }));
}

const rightCode = async (site: TestSite, person: Person): Promise<Response> =>
  site.fetch(
    "/v1/sign-in/factor",
    consoleWrite({ ticket: await ticketFor(site, person), code: codeAt(person.totp, site.parts.steady.now()) }),
  );

testSite("of many guesses at once a few are looked at; then even the right code waits, half a minute", async (site) => {
  const maya = await setUpSite(site);
  site.clock.pass(31_000);
  const ticket = await ticketFor(site, maya);
  const answers = await Promise.all(Array.from({ length: 40 }, () => guess(site, maya, ticket)));
  assert.equal(answers.filter(({ status }) => status === 401).length, FREE_CODES);
  assert.equal(answers.filter(({ status }) => status === 429).length, 40 - FREE_CODES);
  const right = await rightCode(site, maya);
  assert.equal(right.status, 429);
  assert.equal(right.headers.get("retry-after"), "30");
  site.clock.pass(31_000);
  assert.equal((await rightCode(site, maya)).status, 200);
});

testSite("each wrong code makes the next wait longer, up to an hour, and neither time nor the sweep forgets", async (site) => {
  const maya = await setUpSite(site);
  site.clock.pass(31_000);
  for (let n = 1; n < FREE_CODES; n++) assert.equal((await guess(site, maya, await ticketFor(site, maya))).status, 401);
  site.clock.pass(2 * MS_PER_HOUR);
  await sweep.run(site.parts);
  const waits: number[] = [];
  for (let n = 0; n < 9; n++) {
    const ticket = await ticketFor(site, maya);
    assert.equal((await guess(site, maya, ticket)).status, 401);
    waits.push(Number((await guess(site, maya, ticket)).headers.get("retry-after")));
    site.clock.pass(MS_PER_HOUR + 1000);
  }
  assert.deepEqual(waits, [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
  assert.equal((await rightCode(site, maya)).status, 200);
  assert.equal((await guess(site, maya, await ticketFor(site, maya))).status, 401); // The count began again.
  assert.equal((await guess(site, maya, await ticketFor(site, maya))).status, 401);
});

testSite("whoever guesses at the codes does not take the owner's recovery codes", async (site) => {
  const maya = await setUpSite(site);
  site.clock.pass(31_000);
  const ticket = await ticketFor(site, maya);
  for (let n = 0; n < 20; n++) await guess(site, maya, ticket);
  const answer = await site.fetch("/v1/sign-in/factor", consoleWrite({ ticket, recoveryCode: maya.recoveryCodes[0] }));
  assert.equal(answer.status, 200);
  assert.equal((await guess(site, maya, await ticketFor(site, maya))).status, 401); // And that forgave the wrong ones.
});

testSite("recovery codes have their own limit", async (site) => {
  const maya = await setUpSite(site);
  const ticket = await ticketFor(site, maya);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => site.fetch("/v1/sign-in/factor", consoleWrite({ ticket, recoveryCode: "abcd-efgh-jkmn" }))),
  );
  assert.equal(answers.filter(({ status }) => status === 401).length, 10);
  site.clock.pass(16 * MS_PER_MINUTE);
  assert.equal((await rightCode(site, maya)).status, 200);
});

testSite("after a hundred wrong codes in a row none is looked at, until a recovery code or a new link", async (site) => {
  const maya = await setUpSite(site);
  const { id } = (await listUsers(site.parts))[0] ?? { id: "" };
  const tooMany = () =>
    site.parts.db.in({ role: "part164_app" }).run(sql`update access.attempt set failures = ${CODES_MAX} where locked_until is not null`);
  site.clock.pass(31_000);
  await guess(site, maya, await ticketFor(site, maya));
  assert.equal(await tooMany(), 1);
  site.clock.pass(48 * MS_PER_HOUR);
  const refused = await rightCode(site, maya);
  assert.equal(refused.status, 429);
  assert.match(((await refused.json()) as { detail: string }).detail, /recovery code/);
  const recoveryCode = maya.recoveryCodes[1];
  const byRecovery = await site.fetch("/v1/sign-in/factor", consoleWrite({ ticket: await ticketFor(site, maya), recoveryCode }));
  assert.equal(byRecovery.status, 200);
  await signIn(site, maya);
  await guess(site, maya, await ticketFor(site, maya));
  await tooMany();
  const { output } = await callAsOperator(site.site, "access.user.reinvite", { input: { path: { user: id } } });
  const token = (output as { enrolmentUrl: string }).enrolmentUrl.split("#")[1] ?? "";
  const opened = (await (await site.fetch("/v1/enrolment/open", consoleWrite({ token }))).json()) as { totp: { secret: string } };
  const totp = new Uint8Array(Secret.fromBase32(opened.totp.secret).buffer);
  const code = codeAt(totp, site.parts.steady.now());
  assert.equal((await site.fetch("/v1/enrolment/finish", consoleWrite({ token, password: PASSWORD, code }))).status, 200);
  await signIn(site, { ...maya, totp });
});

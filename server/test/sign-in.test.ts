// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#base/clock.ts";
import { codeAt } from "#access/second-factor.ts";
import { endIdleSessions } from "#access/session.ts";
import { addPerson, consoleWrite, cookieOf, PASSWORD, type Person, setUpSite, signIn, type TestSite, testSite } from "./support/site.ts";

const session = (site: TestSite, cookie: string, headers: Record<string, string> = {}) =>
  site.fetch("/v1/session", { headers: { cookie, ...headers } });
const tryPassword = (site: TestSite, email: string, password: string) => site.fetch("/v1/sign-in", consoleWrite({ email, password }));

async function ticketFor(site: TestSite, person: Person): Promise<string> {
  return ((await (await tryPassword(site, person.email, PASSWORD)).json()) as { ticket: string }).ticket;
}

testSite("the first official is set up, enrols and is signed in", async (site) => {
  const maya = await setUpSite(site);
  const answer = await session(site, maya.cookie);
  assert.equal(answer.status, 200);
  const view = (await answer.json()) as { user: { email: string; roles: string[] }; organization: { name: string } };
  assert.deepEqual(view.user.roles, ["privacy-official", "security-official", "workforce-member"]);
  assert.equal(view.organization.name, "Fernhollow Health");
  assert.equal(maya.recoveryCodes.length, 10);
});

testSite("a wrong password and an unknown name are refused alike, and both are on record", async (site) => {
  const maya = await setUpSite(site);
  const wrong = await tryPassword(site, maya.email, "not the password at all");
  const unknown = await tryPassword(site, "nobody@fernhollow.example", "not the password at all");
  for (const answer of [wrong, unknown]) assert.equal(answer.status, 401);
  const [a, b] = [(await wrong.json()) as { detail: string }, (await unknown.json()) as { detail: string }];
  assert.equal(a.detail, b.detail);
  assert.equal((await site.parts.ledger.reader.find(site.parts.installation, { kind: "access.sign-in.refuse" }, 10)).length, 2);
});

testSite("ten guesses are looked at, however many come at once; then even the right password waits", async (site) => {
  const maya = await setUpSite(site);
  const guesses = await Promise.all(Array.from({ length: 40 }, () => tryPassword(site, maya.email, "guess after guess after guess")));
  assert.equal(guesses.filter(({ status }) => status === 401).length, 10);
  assert.equal(guesses.filter(({ status }) => status === 429).length, 30);
  const right = await tryPassword(site, maya.email, PASSWORD);
  assert.equal(right.status, 429);
  assert.ok(Number(right.headers.get("retry-after")) > 0);
  site.clock.pass(15 * MS_PER_MINUTE + 1000);
  assert.equal((await tryPassword(site, maya.email, PASSWORD)).status, 200);
});

testSite("a code works once", async (site) => {
  const maya = await setUpSite(site);
  site.clock.pass(31_000);
  const [first, second] = [await ticketFor(site, maya), await ticketFor(site, maya)];
  const code = codeAt(maya.totp, site.clock.now());
  const answers = await Promise.all([first, second].map((ticket) => site.fetch("/v1/sign-in/factor", consoleWrite({ ticket, code }))));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401]);
});

testSite("a recovery code works once", async (site) => {
  const maya = await setUpSite(site);
  const recoveryCode = maya.recoveryCodes[3] ?? "";
  const use = async () => site.fetch("/v1/sign-in/factor", consoleWrite({ ticket: await ticketFor(site, maya), recoveryCode }));
  const answer = await use();
  assert.equal(answer.status, 200);
  assert.equal(((await answer.json()) as { recoveryCodesLeft: number }).recoveryCodesLeft, 9);
  assert.equal((await use()).status, 401);
});

testSite("a session ends after 15 minutes without activity; a poll in the background is no activity", async (site) => {
  const maya = await setUpSite(site);
  site.clock.pass(14 * MS_PER_MINUTE);
  assert.equal((await session(site, maya.cookie)).status, 200);
  site.clock.pass(14 * MS_PER_MINUTE);
  assert.equal((await session(site, maya.cookie, { "part164-passive": "1" })).status, 200);
  site.clock.pass(MS_PER_MINUTE + 1000);
  assert.equal((await session(site, maya.cookie)).status, 401);
  const [end] = await site.parts.ledger.reader.find(site.parts.installation, { kind: "access.session.end" }, 1);
  assert.equal(end?.entry.detail?.["reason"], "automatic-logoff");
});

testSite("a session ends after twelve hours, however busy", async (site) => {
  const maya = await setUpSite(site);
  for (let minute = 0; minute < 12 * 60 - 10; minute += 10) {
    site.clock.pass(10 * MS_PER_MINUTE);
    assert.equal((await session(site, maya.cookie)).status, 200);
  }
  site.clock.pass(10 * MS_PER_MINUTE);
  assert.equal((await session(site, maya.cookie)).status, 401);
});

testSite("idle sessions are ended and recorded without anybody asking", async (site) => {
  await setUpSite(site);
  site.clock.pass(16 * MS_PER_MINUTE);
  assert.equal(await endIdleSessions(site.parts), 1);
  assert.equal(await endIdleSessions(site.parts), 0);
});

testSite("one session a person: a new sign-in ends the old one, and both are told", async (site) => {
  const maya = await setUpSite(site);
  const cookie = await signIn(site, maya);
  assert.notEqual(cookie, maya.cookie);
  const old = await session(site, maya.cookie);
  assert.equal(old.status, 401);
  assert.match(((await old.json()) as { detail: string }).detail, /signed in elsewhere/);
  const view = (await (await session(site, cookie)).json()) as { endedOther: { at: string } | null };
  assert.ok(view.endedOther);
});

testSite("a clock that jumps back revives no session", async (site) => {
  const maya = await setUpSite(site);
  site.clock.pass(16 * MS_PER_MINUTE);
  assert.equal((await session(site, maya.cookie)).status, 401);
  const other = await signIn(site, maya);
  site.clock.pass(10 * MS_PER_MINUTE);
  site.clock.jump(-24 * MS_PER_HOUR);
  site.clock.pass(6 * MS_PER_MINUTE);
  assert.equal((await session(site, other)).status, 401);
});

testSite("who signs out is out", async (site) => {
  const maya = await setUpSite(site);
  assert.equal((await site.fetch("/v1/session", consoleWrite({}, maya.cookie, "DELETE"))).status, 204);
  assert.equal((await session(site, maya.cookie)).status, 401);
});

testSite("ending a person's access ends it at once", async (site) => {
  const maya = await setUpSite(site);
  const tom = await addPerson(site, "tom@fernhollow.example", ["clinician"]);
  const { items } = (await (await site.fetch("/v1/users", { headers: { cookie: maya.cookie } })).json()) as {
    items: { id: string; email: string }[];
  };
  const id = items.find(({ email }) => email === tom.email)?.id ?? "";
  assert.equal((await site.fetch(`/v1/users/${id}`, consoleWrite({}, maya.cookie, "DELETE"))).status, 204);
  assert.equal((await session(site, tom.cookie)).status, 401);
  assert.equal((await tryPassword(site, tom.email, PASSWORD)).status, 401);
});

testSite("a new link for somebody who lost the second factor replaces it, and links sent before stop working", async (site) => {
  const maya = await setUpSite(site);
  const tom = await addPerson(site, "tom@fernhollow.example", ["clinician"]);
  const { items } = (await (await site.fetch("/v1/users", { headers: { cookie: maya.cookie } })).json()) as {
    items: { id: string; email: string }[];
  };
  const id = items.find(({ email }) => email === tom.email)?.id ?? "";
  const link = async () =>
    (
      (await (await site.fetch(`/v1/users/${id}/invitation`, consoleWrite({}, maya.cookie))).json()) as { enrolmentUrl: string }
    ).enrolmentUrl.split("#")[1] ?? "";
  const [first, second] = [await link(), await link()];
  assert.equal((await site.fetch("/v1/enrolment/open", consoleWrite({ token: first }))).status, 404);
  assert.equal((await site.fetch("/v1/enrolment/open", consoleWrite({ token: second }))).status, 200);
  assert.equal((await session(site, tom.cookie)).status, 200);
  assert.equal((await site.fetch(`/v1/users/${site.parts.makeId()}/invitation`, consoleWrite({}, maya.cookie))).status, 404);
  assert.equal((await site.fetch(`/v1/users/${id}/invitation`, consoleWrite({}, tom.cookie))).status, 403);
});

testSite("a write from another site is refused", async (site) => {
  const maya = await setUpSite(site);
  const stay = (headers: Record<string, string>) =>
    site.fetch("/v1/session/stay", {
      method: "POST",
      headers: { cookie: maya.cookie, "content-type": "application/json", "idempotency-key": crypto.randomUUID(), ...headers },
      body: "{}",
    });
  assert.equal((await stay({})).status, 403);
  assert.equal((await stay({ "part164-console": "1", origin: "https://elsewhere.example" })).status, 403);
  assert.equal((await stay({ "part164-console": "1", "sec-fetch-site": "cross-site" })).status, 403);
  assert.equal((await stay({ "part164-console": "1" })).status, 200);
});

testSite("weak passwords are refused with the reason", async (site) => {
  const { enrolmentUrl } = (
    await import("#cli/command.ts").then(({ callAsOperator }) =>
      callAsOperator(site.site, "access.user.invite", {
        input: { body: { name: "Priya Raman", email: "priya@fernhollow.example", roles: [] } },
      }),
    )
  ).output as { enrolmentUrl: string };
  const token = enrolmentUrl.split("#")[1] ?? "";
  await site.fetch("/v1/enrolment/open", consoleWrite({ token }));
  for (const password of ["short", "password123", "aaaaaaaaaaaa", "priya2026!"]) {
    const answer = await site.fetch("/v1/enrolment/finish", consoleWrite({ token, password, code: "000000" }));
    assert.equal(answer.status, 422, password);
  }
});

testSite("the link to set up works once, and only while nothing is set up", async (site) => {
  const { setUpLink } = await import("#access/set-up.ts");
  const link = await setUpLink(site.parts);
  const token = link?.split("#")[1] ?? "";
  const organization = { name: "Fern", entity: "both", timeZone: "UTC" };
  const body = { token, organization, securityOfficial: { name: "A", email: "a@fern.example" }, privacyOfficial: null };
  assert.equal((await site.fetch("/v1/setup", consoleWrite({ ...body, token: "x".repeat(43) }))).status, 404);
  const answer = await site.fetch("/v1/setup", consoleWrite(body));
  assert.equal(answer.status, 200, await answer.clone().text());
  assert.equal((await site.fetch("/v1/setup", consoleWrite(body))).status, 409);
  assert.equal(await setUpLink(site.parts), null);
  assert.equal(cookieOf(answer), "");
});

// SPDX-License-Identifier: Apache-2.0
// Mail over real SMTP, calendars over real HTTP, the pipeline's question; and that none of them ever carries a name or PHI.
import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from "#base/clock.ts";
import { Secret } from "#base/settings.ts";
import type { Parts } from "#gate/parts.ts";
import { sendMail } from "#program/notification/send-mail.ts";
import { writeDigests } from "#program/notification/write-digests.ts";
import { atWork, codeOf } from "./support/person.ts";
import { addPerson, setUpSite, testSite, type TestSite } from "./support/site.ts";
import { ZONE } from "./support/day.ts";

const MARK = "Zebediah Quillfeather";

/** A mail server that keeps what it took; it refuses while `isDown`. */
async function mailServer(): Promise<{ url: string; mails: string[]; down(isDown: boolean): void; close(): Promise<void> }> {
  const mails: string[] = [];
  let isDown = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onMailFrom: (_address, _session, done) => done(isDown ? new Error("not now") : undefined),
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        mails.push(Buffer.concat(parts).toString("utf8"));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo; // Listening on a port.
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    down: (value) => (isDown = value),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const withMail = (parts: Parts, url: string): Parts => ({
  ...parts,
  config: { ...parts.config, PART164_SMTP_URL: new Secret(url), PART164_MAIL_FROM: "Part164 <program@fernhollow.example>" },
});

/** To nine in the morning where the organization is. */
function toMorning({ clock }: TestSite): void {
  const now = Temporal.Instant.fromEpochMilliseconds(clock.now().getTime()).toZonedDateTimeISO(ZONE);
  const next = now.with({ hour: 9, minute: 0, second: 0, millisecond: 0 }).add({ days: 1 });
  clock.pass(next.epochMilliseconds - now.epochMilliseconds);
}

testSite("what is due goes out once a day, over SMTP, without a name; refused mail goes out later, once", async (site) => {
  const who = await setUpSite(site);
  const official = atWork(site, who);
  await addPerson(site, "sam@fernhollow.example", []);
  const joiner = {
    name: MARK,
    email: null,
    kind: "employee",
    position: "Engineer",
    supervisor: null,
    seesPhi: true,
    joinedOn: "2026-01-05",
    termOn: null,
    roles: null,
  };
  await official.write("/v1/members", joiner);
  await official.file("technology-request", { name: MARK, provider: MARK, purpose: MARK, phi: "yes" });
  const mail = await mailServer();
  try {
    const parts = withMail(site.parts, mail.url);
    toMorning(site);
    const written = await writeDigests(parts);
    assert.ok(written >= 1);
    assert.equal(await writeDigests(parts), 0, "once a day");
    assert.equal(await sendMail(site.parts), 0, "without a mail server it waits in the outbox");
    mail.down(true);
    assert.equal(await sendMail(parts), 0);
    mail.down(false);
    assert.equal(await sendMail(parts), 0, "it waits before it tries again");
    site.clock.pass(2 * MS_PER_MINUTE);
    assert.equal(await sendMail(parts), written);
    assert.equal(await sendMail(parts), 0, "sent is sent");
    assert.equal(mail.mails.length, written);
    assert.ok(mail.mails.every((text) => !text.includes("Zebediah") && !text.includes("Quillfeather") && /Part164/.test(text)));
    site.clock.pass(30 * MS_PER_DAY);
    const later = await writeDigests(parts);
    assert.ok(later >= 1 && later <= 2, `after a month without a run: one mail a person, not thirty (${later})`);
  } finally {
    await mail.close();
  }
});

testSite("nobody is woken: no digest before eight in the organization's morning", async (site) => {
  const official = atWork(site, await setUpSite(site));
  await official.file("technology-request", { name: "Tool", provider: "Example", purpose: "Notes", phi: "yes" });
  toMorning(site);
  site.clock.pass(MS_PER_DAY - 2 * MS_PER_HOUR);
  assert.equal(await writeDigests(site.parts), 0, "it is seven");
  site.clock.pass(MS_PER_HOUR);
  assert.equal(await writeDigests(site.parts), 1);
});

testSite("a calendar's token opens that person's calendar and nothing else, until it is made anew", async (site) => {
  const official = atWork(site, await setUpSite(site));
  await official.file("technology-request", { name: MARK, provider: MARK, purpose: MARK, phi: "yes" });
  const made = await official.write<{ url: string; user: string; password: string }>("/v1/calendar", {});
  const basic = (user: string, password: string) => ({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` });
  const own = basic(made.user, made.password);
  const answer = await site.fetch("/v1/calendar.ics", { headers: own });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-type") ?? "", /^text\/calendar/);
  const text = (await answer.text()).replaceAll("\r\n ", "");
  assert.match(text, /^BEGIN:VCALENDAR\r\n/);
  assert.match(text, /SUMMARY:Review a request for a new technology/);
  assert.match(text, /DTSTART;VALUE=DATE:2026/);
  assert.ok(!text.includes("Zebediah"));
  for (const path of ["/v1/tasks", "/v1/submissions", "/v1/users", "/v1/session", "/v1/ledger/entries", "/fhir/R4/Patient/x"])
    assert.ok([401, 403, 404, 400].includes((await site.fetch(path, { headers: own })).status), path);
  for (const wrong of [
    basic(made.user, "x".repeat(43)),
    basic("x", made.password),
    basic(site.parts.makeId(), made.password),
    { authorization: "Basic !!!" },
  ])
    assert.equal((await site.fetch("/v1/calendar.ics", { headers: wrong })).status, 401);
  await official.write("/v1/calendar", {});
  assert.equal((await site.fetch("/v1/calendar.ics", { headers: own })).status, 401, "the one before stops working");
});

testSite("164.308(a)(8): a pipeline is told whether a change may reach production", async (site) => {
  const author = atWork(site, await addPersonAfterSetUp(site));
  const official = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["security-official"]));
  const may = async (reference: string) =>
    (await official.get<{ mayDeploy: boolean }>(`/v1/changes/check?reference=${encodeURIComponent(reference)}`)).mayDeploy;
  assert.equal(await may("release-7"), false);
  const answers = {
    what: "New queue",
    kind: "controlled",
    reference: "release-7",
    systems: "Queue",
    phi: "none",
    risk: "Lost messages; retried",
    tried: "Staging",
    undo: "Deploy release-6",
  };
  const draft = await author.file("change-request", answers);
  assert.equal(await may("release-7"), false, "a draft is no approval");
  assert.equal(await codeOf(await author.tryMove(draft, "go-ahead")), "not_yours_to_do", "only an emergency goes ahead");
  const submitted = await author.move(draft, "submit");
  assert.equal(await codeOf(await author.tryMove(submitted, "approve")), "not_yours_to_do");
  assert.equal(await may("release-7"), false);
  await official.move(submitted, "approve");
  assert.equal(await may("release-7"), true);
  assert.equal(await may("release-8"), false);
});

async function addPersonAfterSetUp(site: TestSite) {
  await setUpSite(site);
  return addPerson(site, "dev@fernhollow.example", []);
}

testSite("the outbox shows everybody that mail went out, and its words to whom it is for and to officials", async (site) => {
  const official = atWork(site, await setUpSite(site));
  await official.file("complaint", { receivedOn: "2026-11-01", cameFrom: "anonymous", about: ["access"], says: "A record was not given." });
  site.clock.pass(14 * MS_PER_DAY);
  toMorning(site);
  await writeDigests(site.parts);
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  const auditor = atWork(site, await addPerson(site, "otto@fernhollow.example", ["auditor"]));
  const bodies = async (who: typeof official): Promise<string[]> =>
    (await who.get<{ items: { body: string }[] }>("/v1/notifications")).items.map(({ body }) => body);
  assert.ok((await bodies(ruth)).some((body) => body.includes("Answer a complaint")));
  assert.deepEqual(await bodies(auditor), [""], "a complaint is for officials alone, also as a task in a mail");
});

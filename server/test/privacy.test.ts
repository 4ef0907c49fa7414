// SPDX-License-Identifier: Apache-2.0
// Requests of individuals as cases: the clock is the server's, the extension is one, what must be granted is, and nobody is named.
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { runCheck } from "#safeguard/run.ts";
import { privacyCaseSafeguards } from "#safeguard/safeguard/privacy-cases.ts";
import { atWork, type AtWork, codeOf, type Filed } from "./support/person.ts";
import { addPerson, setUpSite, signIn, testSite, type TestSite } from "./support/site.ts";
import { sql } from "#store/sql.ts";
import { dayHere } from "./support/day.ts";

/** As a covered entity, whose own requests these are. Tests begin on 2026-11-29 or near it. */
async function covered(site: TestSite): Promise<{ maya: AtWork; ruth: AtWork; later: () => Promise<AtWork> }> {
  const person = await setUpSite(site);
  const maya = atWork(site, person);
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  await beEntity(site, "covered-entity");
  const later = async (): Promise<AtWork> => atWork(site, { ...person, cookie: await signIn(site, person) }); // Time passed: they were logged off.
  return { maya, ruth, later };
}

const beEntity = ({ parts }: TestSite, entity: string) =>
  parts.db.in({ role: "part164_app", tenant: parts.installation }).run(sql`update part164.installation set entity = ${entity}`);

const dayOf = (site: TestSite, back = 0): string => dayHere(site, -back);

const plus = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

const COMMON = { whose: "ours", cameBy: "writing", askedBy: "individual" };
const access = (receivedOn: string) => ({ ...COMMON, receivedOn, wants: "electronic", to: "individual" });

async function fieldsOf(answer: Response): Promise<string> {
  const text = await answer.text();
  return text;
}

testSite("164.524(b)(2): the server counts 30 days and 30 more; nobody types the day, and the extension is one, in time", async (site) => {
  const { maya, later } = await covered(site);
  const received = dayOf(site, 10);
  const typed = await maya.file("individual-access", { ...access(received), dueOn: "2027-12-31", code: "Linnea Ashgrove" });
  assert.equal(typed.dueOn, plus(received, 30), "a day that somebody types is not taken");
  assert.match(typed.title, /^ACC-/, "nor a name in place of the code");
  assert.equal(
    await codeOf(await maya.send("/v1/submissions", { form: "individual-access", answers: access(plus(dayOf(site), 1)) })),
    "invalid_answers",
  );
  const filed = await maya.file("individual-access", access(received));
  assert.equal(filed.dueOn, plus(received, 30));
  assert.match(filed.title, /^ACC-[2-9A-Z]{4}-[2-9A-Z]{4}$/, "the title is a code, and tells nobody's name");
  const extension = { answers: { delayedBy: ["much"], statementSentOn: dayOf(site) } };
  assert.equal(
    (await maya.tryMove(filed, "extend", { answers: { ...extension.answers, statementSentOn: plus(dayOf(site), 1) } })).status,
    422,
  );
  const extended = await maya.move(filed, "extend", extension);
  assert.equal(extended.dueOn, plus(received, 60), "the due day moves by itself");
  assert.equal(await codeOf(await maya.tryMove(extended, "extend", extension)), "move_not_possible", "only once");
  const late = await maya.file("individual-access", access(received));
  site.clock.pass(21 * MS_PER_DAY);
  const refused = await (await later()).tryMove(late, "extend", { answers: { delayedBy: ["much"], statementSentOn: received } });
  assert.match(await fieldsOf(refused), /after it there is no extension/);
});

testSite(
  "164.514(h)(1), 164.524(c)(3)(ii): nothing is given before it is known who asks, nor to another without a signed writing",
  async (site) => {
    const { maya } = await covered(site);
    const to = { ...access(dayOf(site)), to: "third-party", inSignedWriting: "no" };
    const filed = await maya.file("individual-access", to);
    const given = { answers: { given: "as-asked", sentOn: dayOf(site) } };
    assert.match(await fieldsOf(await maya.tryMove(filed, "grant", given)), /Make sure first who asks/);
    const verified = await maya.move(filed, "verify", { answers: { verifiedBy: "photo-identification" } });
    assert.match(await fieldsOf(await maya.tryMove(verified, "grant", given)), /signed writing/);
    const amended = await maya.write<Filed>(
      `/v1/submissions/${filed.id}`,
      { answers: { ...to, inSignedWriting: "yes", verifiedBy: "photo-identification" } },
      { method: "PUT", version: verified.version },
    );
    assert.equal((await maya.move(amended, "grant", given)).state, "granted");
  },
);

testSite("164.524(a)(2)-(4): an unreviewable denial has no review; a reviewable one is another professional's to review", async (site) => {
  const { maya, ruth } = await covered(site);
  const { items } = await maya.get<{ items: { id: string; name: string }[] }>("/v1/members");
  const idOf = (name: string): string => items.find((one) => one.name.startsWith(name))?.id ?? "";
  const plain = await maya.file("individual-access", access(dayOf(site)));
  const denied = await maya.move(plain, "deny", { answers: { grounds: ["legal-action"], sentOn: dayOf(site) } });
  assert.match(await fieldsOf(await maya.tryMove(denied, "review")), /without a review/);
  const other = await maya.file("individual-access", access(dayOf(site)));
  const danger = { grounds: ["endangers-life"], sentOn: dayOf(site) };
  assert.equal((await maya.tryMove(other, "deny", { answers: danger })).status, 422, "a licensed professional determined it");
  const reviewable = await maya.move(other, "deny", { answers: { ...danger, professional: idOf("ruth") } });
  const asked = await maya.move(reviewable, "review");
  const by = (reviewer: string) => ({ answers: { reviewer, isLicensed: "yes", reviewedOn: dayOf(site) } });
  assert.match(await fieldsOf(await ruth.tryMove(asked, "uphold", by(idOf("ruth")))), /another professional/, "who determined it first");
  assert.match(await fieldsOf(await ruth.tryMove(asked, "uphold", by(idOf("Maya")))), /another professional/, "who denied it");
  assert.match(await fieldsOf(await ruth.tryMove(asked, "uphold", by(crypto.randomUUID()))), /invalid_answers/);
  const lee = await maya.write<{ member: string }>("/v1/members", {
    name: "Lee",
    email: null,
    kind: "employee",
    position: "Physician",
    supervisor: null,
    seesPhi: false,
    joinedOn: "2026-01-05",
    termOn: null,
    roles: null,
  });
  const layman = { answers: { ...by(lee.member).answers, isLicensed: "no" } };
  assert.match(await fieldsOf(await ruth.tryMove(asked, "overturn", layman)), /Only a licensed professional/);
  assert.equal((await ruth.move(asked, "overturn", by(lee.member))).state, "granted");
});

testSite(
  "164.522(a)(1)(vi): what was paid in full is not refused, nor ended by telling; 164.522(b): a plan may ask for danger, a provider not why",
  async (site) => {
    const { maya } = await covered(site);
    const common = { ...COMMON, receivedOn: dayOf(site) };
    const paid = { ...common, restricts: "plan", paidInFull: "yes", requiredByLaw: "no", forTreatment: "no" };
    const must = await maya.file("individual-restriction", paid);
    assert.match(await fieldsOf(await maya.tryMove(must, "refuse", { answers: { sentOn: dayOf(site) } })), /164\.522\(a\)\(1\)\(vi\)/);
    const agreed = await maya.move(must, "agree", { answers: { setInRecord: "yes", sentOn: dayOf(site) } });
    assert.match(await fieldsOf(await maya.tryMove(agreed, "terminate", { answers: { endedBy: "told" } })), /\(a\)\(2\)\(iii\)\(A\)/);
    assert.equal((await maya.move(agreed, "terminate", { answers: { endedBy: "asked-in-writing" } })).state, "ended");
    const may = await maya.file("individual-restriction", { ...paid, paidInFull: "no" });
    assert.equal((await maya.move(may, "refuse", { answers: { sentOn: dayOf(site) } })).state, "refused");
    const way = await maya.file("individual-communication", { ...common, way: ["address"], as: "provider" });
    const why = { answers: { notReasonable: "plan-without-danger", sentOn: dayOf(site) } };
    assert.match(await fieldsOf(await maya.tryMove(way, "refuse", why)), /may not ask why/);
    assert.equal((await maya.move(way, "accommodate", { answers: { setEverywhere: "yes", sentOn: dayOf(site) } })).state, "in force");
  },
);

testSite(
  "164.526(c)-(d), 164.528(a)(2), (c)(2): a correction is linked before it is accepted; an accounting is suspended for 30 days on a word",
  async (site) => {
    const { maya, later } = await covered(site);
    const received = dayOf(site);
    const wrong = await maya.file("individual-amendment", { ...COMMON, receivedOn: received, reasonGiven: "yes" });
    assert.equal(wrong.dueOn, plus(received, 60));
    assert.equal((await maya.tryMove(wrong, "accept", { answers: { amended: ["linked"], sentOn: received } })).status, 422);
    const accepted = await maya.move(wrong, "accept", { answers: { amended: ["linked", "asked-whom"], sentOn: received } });
    assert.equal(accepted.state, "accepted");
    const { items } = await maya.get<{ items: { title: string }[] }>("/v1/tasks");
    assert.ok(
      items.some(({ title }) => title.startsWith("Tell those who rely")),
      "164.526(c)(3): others have to know",
    );
    assert.equal((await maya.move(accepted, "tell", { answers: { told: ["named"], toldOn: received } })).state, "accepted, others told");
    const list = await maya.file("individual-accounting", { ...COMMON, receivedOn: received, isFirst: "yes" });
    const early = { ...COMMON, receivedOn: received, isFirst: "no", since: "2019-01-01" };
    assert.match(
      await fieldsOf(await maya.send("/v1/submissions", { form: "individual-accounting", answers: early })),
      /reaches back to 2020/,
    );
    const known = await maya.move(list, "verify", { answers: { verifiedBy: "known" } });
    const word = {
      agency: "law-enforcement",
      agencyName: "A county sheriff",
      isWritten: "no",
      statedOn: received,
      suspendUntil: plus(received, 200),
    };
    const suspended = await maya.move(known, "suspend", { answers: word });
    assert.equal(suspended.answers["suspendedUntil"], plus(received, 30));
    const free = { answers: { feeToldBefore: "none", sentOn: received } };
    assert.match(await fieldsOf(await maya.tryMove(suspended, "give", free)), /Suspended for an agency/);
    const part = await maya.move(suspended, "give-part", { answers: { sentOn: received } });
    assert.equal(part.dueOn, plus(received, 60));
    site.clock.pass(31 * MS_PER_DAY);
    const again = await later();
    const fee = { answers: { feeToldBefore: "told-before", sentOn: dayOf(site) } };
    assert.match(await fieldsOf(await again.tryMove(part, "give", fee)), /first in twelve months is free/);
    assert.equal((await again.move(part, "give", { answers: { ...free.answers, sentOn: dayOf(site) } })).state, "given");
  },
);

testSite(
  "164.504(e)(2)(ii): a business associate passes a request on, in the contract's days, and answers nobody in its own right",
  async (site) => {
    const maya = atWork(site, await setUpSite(site));
    const received = dayOf(site);
    assert.match(
      await fieldsOf(await maya.send("/v1/submissions", { form: "individual-access", answers: access(received) })),
      /business associate/,
    );
    const filed = await maya.file("individual-access", { ...access(received), whose: "customers", contractDays: 1 });
    assert.equal(filed.dueOn, plus(received, 1));
    const given = { answers: { given: "as-asked", sentOn: received } };
    const verified = await maya.move(filed, "verify", { answers: { verifiedBy: "known" } });
    assert.match(await fieldsOf(await maya.tryMove(verified, "grant", given)), /covered entity's record: pass it on/);
    assert.equal((await maya.move(verified, "pass", { answers: { passedOn: received } })).state, "passed on");
    const { letters } = await maya.get<{ letters: { kind: string }[] }>(`/v1/privacy/cases/${filed.id}`);
    assert.deepEqual(
      letters.map(({ kind }) => kind),
      ["passed-on"],
    );
  },
);

testSite("overdue requests fail their check and no other; what was answered passes again", async (site) => {
  const { maya, later } = await covered(site);
  const checkOf = (form: string) => {
    const check = privacyCaseSafeguards.find(({ name }) => name === form)?.checks[0];
    assert.ok(check);
    return runCheck(site.parts, check);
  };
  assert.equal((await checkOf("individual-access")).status, "not-applicable", "nobody has asked");
  const filed = await maya.file("individual-access", access(dayOf(site)));
  assert.equal((await checkOf("individual-access")).status, "pass");
  site.clock.pass(31 * MS_PER_DAY);
  assert.equal((await checkOf("individual-access")).status, "fail");
  assert.equal((await checkOf("individual-amendment")).status, "not-applicable");
  const again = await later();
  const { items } = await again.get<{ items: { daysLeft: number; code: string }[] }>("/v1/privacy/cases");
  assert.equal(items[0]?.daysLeft, -1);
  await again.move(filed, "deny", { answers: { grounds: ["legal-action"], sentOn: dayOf(site) } });
  assert.equal((await checkOf("individual-access")).status, "pass");
});

testSite("nobody but officials sees cases, neither in lists, nor as tasks, nor by their address", async (site) => {
  const { maya } = await covered(site);
  const filed = await maya.file("individual-access", access(dayOf(site)));
  const others = await Promise.all(
    ["manager", "auditor", "executive"].map(
      async (role) => [role, atWork(site, await addPerson(site, `${role}@fernhollow.example`, [role]))] as const,
    ),
  );
  for (const [role, who] of others) {
    assert.deepEqual((await who.get<{ items: unknown[] }>("/v1/privacy/cases")).items, [], role);
    await who.get(`/v1/privacy/cases/${filed.id}`, 404);
    await who.get(`/v1/privacy/cases/${filed.id}/letters/denial`, 404);
    assert.deepEqual((await who.get<{ items: unknown[] }>("/v1/submissions?form=individual-access")).items, [], role);
    const { items } = await who.get<{ items: { title: string }[] }>("/v1/tasks?whose=all&limit=200");
    assert.ok(!items.some(({ title }) => title.includes("request for records")), role);
  }
  const member = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  await member.get("/v1/privacy/cases", 403);
  assert.equal((await member.send("/v1/submissions", { form: "individual-access", answers: access(dayOf(site)) })).status, 404);
});

testSite("each kind of case fails its own check once it is overdue, and none before", async (site) => {
  const { maya } = await covered(site);
  const common = { ...COMMON, receivedOn: dayOf(site) };
  const complaint = await maya.file("complaint", {
    receivedOn: dayOf(site),
    cameFrom: "anonymous",
    about: ["access"],
    says: "Nobody answers.",
  });
  await maya.file("individual-access", access(dayOf(site)));
  await maya.file("individual-amendment", { ...common, reasonGiven: "no" });
  await maya.file("individual-accounting", { ...common, isFirst: "yes" });
  await maya.file("individual-restriction", { ...common, restricts: "family" });
  await maya.file("individual-communication", { ...common, way: ["telephone"], as: "provider" });
  await maya.file("mitigation", { knownOn: dayOf(site), by: "us", harm: ["exposed"], facts: "A letter.", complaint: complaint.id });
  const statuses = async (): Promise<string[]> => {
    const checks = privacyCaseSafeguards.flatMap((one) => one.checks);
    return Promise.all(checks.map(async (check) => (await check.look(site.parts)).status));
  };
  assert.deepEqual([...new Set(await statuses())], ["pass"]);
  site.clock.pass(62 * MS_PER_DAY);
  assert.deepEqual([...new Set(await statuses())], ["fail"]);
});

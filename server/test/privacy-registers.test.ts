// SPDX-License-Identifier: Apache-2.0
// Complaints, mitigation, authorizations and sanctions: what each refuses, what it keeps, and who sees it.
import assert from "node:assert/strict";
import { MS_PER_DAY } from "#base/clock.ts";
import { keepRecurring } from "#program/form/recurring.ts";
import { endAuthorizations } from "#program/privacy/end-authorizations.ts";
import { runCheck } from "#safeguard/run.ts";
import { formSafeguards } from "#safeguard/safeguard/forms.ts";
import { privacyCaseSafeguards } from "#safeguard/safeguard/privacy-cases.ts";
import { authorizations } from "#safeguard/safeguard/privacy-notice.ts";
import type { Safeguard } from "#safeguard/safeguard.ts";
import { atWork, type AtWork, codeOf, type Filed } from "./support/person.ts";
import { addPerson, setUpSite, signIn, testSite, type Person, type TestSite } from "./support/site.ts";
import { dayHere } from "./support/day.ts";

type Cast = { readonly maya: AtWork; readonly ruth: AtWork; readonly person: Person; idOf(name: string): string };

async function cast(site: TestSite): Promise<Cast> {
  const person = await setUpSite(site);
  const maya = atWork(site, person);
  const ruth = atWork(site, await addPerson(site, "ruth@fernhollow.example", ["privacy-official"]));
  await addPerson(site, "sam@fernhollow.example", []);
  const { items } = await maya.get<{ items: { id: string; name: string }[] }>("/v1/members");
  return { maya, ruth, person, idOf: (name) => items.find((one) => one.name.startsWith(name))?.id ?? "" };
}

const statusOf = async (site: TestSite, safeguards: readonly Safeguard[], name: string): Promise<string> => {
  const check = safeguards.find((one) => one.name === name)?.checks[0];
  assert.ok(check, name);
  return (await runCheck(site.parts, check)).status;
};

const said = (answer: Response): Promise<string> => answer.text();

testSite(
  "164.530(d)(2), (g): a complaint is looked into by another than whom it concerns, answered in time, and nobody suffers for it",
  async (site) => {
    const { maya, ruth, person, idOf } = await cast(site);
    const status = () => statusOf(site, privacyCaseSafeguards, "complaint");
    assert.equal(await status(), "not-applicable");
    const about = { receivedOn: dayHere(site), about: ["disclosure"], says: "Somebody talked in the lift." };
    const filed = await maya.file("complaint", { ...about, cameFrom: "individual", concerns: idOf("ruth") });
    assert.match(filed.title, /^CPL-/);
    assert.equal(filed.dueOn, dayHere(site, 15), "our policy's days");
    const by = (name: string) => ({ answers: { lookedIntoBy: idOf(name) } });
    assert.equal(await codeOf(await ruth.tryMove(filed, "assign", by("Maya"))), "not_yours_to_do", "it is about her");
    assert.match(await said(await maya.tryMove(filed, "assign", by("ruth"))), /It concerns them/);
    assert.equal((await maya.tryMove(filed, "assign", { answers: { lookedIntoBy: crypto.randomUUID() } })).status, 422);
    const assigned = await maya.move(filed, "assign", by("sam"));
    const outcome = { found: "founded", disposition: "The lift has a sign now.", nobodySuffers: "yes", answeredOn: dayHere(site) };
    assert.equal(await codeOf(await ruth.tryMove(assigned, "dispose", { answers: outcome })), "not_yours_to_do");
    assert.match(await said(await maya.tryMove(assigned, "dispose", { answers: { ...outcome, nobodySuffers: "no" } })), /retaliation/);
    const { answeredOn: _, ...unanswered } = outcome;
    assert.match(await said(await maya.tryMove(assigned, "dispose", { answers: unanswered })), /Answer whoever complained/);
    assert.equal(await status(), "pass");
    site.clock.pass(16 * MS_PER_DAY);
    assert.equal(await status(), "fail");
    const again = atWork(site, { ...person, cookie: await signIn(site, person) });
    assert.equal((await again.move(assigned, "dispose", { answers: { ...outcome, answeredOn: dayHere(site) } })).state, "disposed of");
    assert.equal(await status(), "pass");
    const nameless = await again.file("complaint", { ...about, cameFrom: "anonymous", receivedOn: dayHere(site) });
    const looked = await again.move(nameless, "assign", by("sam"));
    assert.equal((await again.move(looked, "dispose", { answers: unanswered })).state, "disposed of", "nobody can be answered");
  },
);

testSite("164.530(f): mitigation names where the harm is known from, and says how it was done", async (site) => {
  const { maya } = await cast(site);
  const harm = { knownOn: dayHere(site), by: "us", harm: ["exposed"], facts: "A letter went to another address." };
  assert.match(await said(await maya.send("/v1/submissions", { form: "mitigation", answers: harm })), /Name the incident/);
  const complaint = await maya.file("complaint", {
    receivedOn: dayHere(site),
    cameFrom: "anonymous",
    about: ["disclosure"],
    says: "A letter.",
  });
  const filed = await maya.file("mitigation", { ...harm, complaint: complaint.id });
  assert.equal((await maya.tryMove(filed, "finish", { answers: { done: [], howDone: "Nothing" } })).status, 422);
  assert.equal((await maya.move(filed, "finish", { answers: { done: ["returned"], howDone: "It came back unopened." } })).state, "done");
});

const VALID = {
  purpose: "to-person",
  elements: ["information", "from", "to", "purpose", "end", "signature"],
  isByRepresentative: "no",
  statements: ["revoke", "condition", "redisclosure", "plain"],
  combined: "no",
  conditioned: "no",
  knownFalse: "no",
  ends: "day",
  copyGiven: "not-ours",
};

/** The signed paper, under seal. */
async function paper(site: TestSite, cookie: string): Promise<string> {
  const answer = await site.fetch("/v1/documents?kind=confidential&mediaType=text/plain", {
    method: "POST",
    headers: {
      cookie,
      "part164-console": "1",
      "content-type": "application/octet-stream",
      "idempotency-key": crypto.randomUUID(),
      "document-name": "signed.txt",
    },
    body: "signed",
  });
  assert.equal(answer.status, 201, await answer.clone().text());
  return ((await answer.json()) as { id: string }).id;
}

testSite(
  "164.508(b)(2), (c): a defective authorization is refused with what it lacks; it ends by itself, and by a revocation",
  async (site) => {
    const { maya, ruth, person } = await cast(site);
    const status = () => statusOf(site, [authorizations], "authorizations");
    const document = await paper(site, person.cookie);
    const whole = { ...VALID, signedOn: dayHere(site), document, endDay: dayHere(site, 10) };
    const lacks = async (answers: Readonly<Record<string, unknown>>): Promise<string> =>
      said(await ruth.tryMove(await maya.file("authorization", { ...whole, ...answers }), "accept"));
    for (const element of VALID.elements)
      assert.match(await lacks({ elements: VALID.elements.filter((one) => one !== element) }), /Is missing: .*164\.508\(c\)\(1\)/, element);
    for (const statement of VALID.statements)
      assert.match(await lacks({ statements: VALID.statements.filter((one) => one !== statement) }), /164\.508\(c\)\((2|3)\)/, statement);
    assert.match(await lacks({ isByRepresentative: "yes" }), /authority to act/);
    assert.match(await lacks({ purpose: "sale" }), /164\.508\(a\)\(4\)\(ii\)/);
    assert.match(await lacks({ purpose: "marketing", isPaid: "yes" }), /164\.508\(a\)\(3\)\(ii\)/);
    assert.match(await lacks({ combined: "other" }), /164\.508\(b\)\(3\)/);
    assert.match(await lacks({ conditioned: "other" }), /164\.508\(b\)\(4\)/);
    assert.match(await lacks({ knownFalse: "yes" }), /164\.508\(b\)\(2\)\(v\)/);
    assert.match(await lacks({ signedOn: dayHere(site, -9), endDay: dayHere(site, -1) }), /164\.508\(b\)\(2\)\(i\)/);
    assert.match(await lacks({ ends: "research-end", endDay: undefined }), /164\.508\(c\)\(1\)\(v\)/);
    assert.equal(await status(), "not-applicable");
    const kept = await ruth.move(await maya.file("authorization", whole), "accept");
    const other = await ruth.move(await maya.file("authorization", { ...whole, endDay: dayHere(site, 90) }), "accept");
    assert.equal(await status(), "pass");
    assert.equal(await endAuthorizations(site.parts), 0, "its last day is not over");
    const revoke = { answers: { revokedOn: dayHere(site), reliedOn: "no" } };
    assert.equal((await maya.move(other, "revoke", revoke)).state, "revoked");
    site.clock.pass(11 * MS_PER_DAY);
    assert.equal(await status(), "fail", "nobody has looked yet");
    assert.equal(await endAuthorizations(site.parts), 1);
    assert.equal(await endAuthorizations(site.parts), 0, "once");
    const again = atWork(site, { ...person, cookie: await signIn(site, person) });
    const read = await again.get<Filed>(`/v1/submissions/${kept.id}`);
    assert.equal(read.state, "expired");
    assert.equal(read.answers["endedOn"], kept.answers["endDay"]);
    const entries = await site.parts.ledger.reader.find(site.parts.installation, {}, 5);
    assert.ok(entries.some(({ entry }) => entry.kind === "program.submission.move" && JSON.stringify(entry.detail).includes("expire")));
  },
);

const LONG = "What happened, in words that are long enough for everybody to follow.";

testSite(
  "164.530(e), 164.308(a)(1)(ii)(C): sanctions are decided by another official, counted by level for a year, and nobody else sees a trace",
  async (site) => {
    const { maya, ruth, idOf } = await cast(site);
    const act = {
      member: idOf("sam"),
      happened: LONG,
      policy: "access-control",
      protectedAct: "no",
      heard: LONG,
      level: "2",
      action: LONG,
    };
    const report = await maya.file("sanction", { ...act, protectedAct: "yes" });
    assert.match(await said(await maya.tryMove(report, "submit")), /164\.530\(e\)\(1\)/);
    assert.equal((await maya.send("/v1/submissions", { form: "sanction", answers: { ...act, policy: "whatever" } })).status, 422);
    const submitted = await maya.move(await maya.file("sanction", act), "submit");
    assert.equal(await codeOf(await maya.tryMove(submitted, "decide")), "not_yours_to_do", "who submitted it does not decide");
    const year = Number(dayHere(site).slice(0, 4));
    const early = await maya.file("sanction-summary", { year, levelsHold: "yes" });
    assert.equal(early.answers["total"], 0, "also where there were none");
    const decided = await ruth.move(submitted, "decide");
    assert.equal(await codeOf(await ruth.tryMove(early, "sign")), "move_not_possible", "another was decided meanwhile");
    const counted = await maya.write<Filed>(
      `/v1/submissions/${early.id}`,
      { answers: { year, levelsHold: "yes" } },
      { method: "PUT", version: early.version },
    );
    assert.deepEqual([counted.answers["total"], counted.answers["level1"], counted.answers["level2"]], [1, 0, 1]);
    const forged = await maya.file("sanction-summary", { year: year - 1, levelsHold: "yes", total: 7 });
    assert.equal(forged.answers["total"], 0, "nobody types a count");
    assert.equal(await statusOf(site, formSafeguards, "form-sanction-summary"), "fail");
    assert.equal((await ruth.move(counted, "sign")).state, "signed");
    assert.equal(await statusOf(site, formSafeguards, "form-sanction-summary"), "pass");
    await keepRecurring(site.parts);
    await ruth.move(decided, "appeal");
    const people = await Promise.all(
      ["auditor", "manager", "executive"].map(
        async (role) => [role, atWork(site, await addPerson(site, `${role}@fernhollow.example`, [role]))] as const,
      ),
    );
    for (const [role, who] of people) await seesNothing(who, role, [decided.id, counted.id]);
  },
);

testSite("164.530(e): the person themselves reaches no sanction about them by any address", async (site) => {
  const { maya, idOf } = await cast(site);
  const person = await addPerson(site, "lee@fernhollow.example", []);
  const { items } = await maya.get<{ items: { id: string; name: string }[] }>("/v1/members");
  const member = items.find(({ name }) => name === "lee")?.id ?? idOf("sam");
  const act = { member, happened: LONG, policy: "access-control", protectedAct: "no", heard: LONG, level: "1", action: LONG };
  const filed = await maya.move(await maya.file("sanction", act), "submit");
  await seesNothing(atWork(site, person), "the person", [filed.id]);
});

async function seesNothing(who: AtWork, role: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await who.get(`/v1/submissions/${id}`, 404);
  const { items: forms } = await who.get<{ items: { name: string }[] }>("/v1/forms");
  assert.ok(!forms.some(({ name }) => name.startsWith("sanction")), `${role} sees no such form, nor how many there are`);
  for (const form of ["sanction", "sanction-summary"])
    assert.deepEqual((await who.get<{ items: unknown[] }>(`/v1/submissions?form=${form}`)).items, [], role);
  const { items: all } = await who.get<{ items: { id: string }[] }>("/v1/submissions?limit=200");
  assert.ok(!all.some(({ id }) => ids.includes(id)), role);
  const { items: tasks } = await who.get<{ items: { title: string }[] }>("/v1/tasks?whose=all&limit=200");
  assert.ok(!tasks.some(({ title }) => /sanction/i.test(title)), `${role} has no task that tells of one`);
}

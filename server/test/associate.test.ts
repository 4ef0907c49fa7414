// SPDX-License-Identifier: Apache-2.0
// Contracts up and down the chain: none in force without every provision and a second official, none that outlives its days, no tenant
// bound without one, and PHI back at the end.
import assert from "node:assert/strict";
import { present } from "#base/assert.ts";
import { MS_PER_DAY } from "#base/clock.ts";
import { promisesTo } from "#program/associate/promises.ts";
import { REQUIRED } from "#program/associate/provisions.ts";
import { sql } from "#store/sql.ts";
import { contractWith, paper, plantContract, plantCustomer, reviewOf, said } from "./support/associate.ts";
import { tasks, two } from "./support/incident.ts";
import { atWork, type AtWork, codeOf, type Filed } from "./support/person.ts";
import { addPerson, signIn, testSite, type Person, type TestSite } from "./support/site.ts";
import { dayHere } from "./support/day.ts";

type Associate = {
  id: string;
  passes: boolean;
  contract: { is: string; contract: string | null; days: number | null };
  missing: string[];
  noticeHours: number | null;
  review: { is: string; dueOn: string | null };
  next: { says: string; isUrgent: boolean } | null;
};
type Listed = { items: Associate[]; tenants: { id: string; party: string | null }[]; entity: string };
type Faulty = { fields: { at: string; says: string }[] };

const listed = (who: AtWork): Promise<Listed> => who.get<Listed>("/v1/associates");
const standing = async (who: AtWork, id: string): Promise<Associate> =>
  present(
    (await listed(who)).items.find((one) => one.id === id),
    "listed",
  );
const faultsOf = async (answer: Response): Promise<string[]> => ((await answer.json()) as Faulty).fields.map(({ at }) => at);
const vendor = (who: AtWork, more: object = {}): Promise<Filed> =>
  who.file("party", { name: "Cloud", role: "vendor", service: "Runs our service", phi: "yes", ...more });
const later = async (site: TestSite, days: number, person: Person): Promise<AtWork> => {
  site.clock.pass(days * MS_PER_DAY);
  return atWork(site, { ...person, cookie: await signIn(site, person) });
};

testSite(
  "164.504(e)(2), 164.314(a)(2)(i): a contract that lacks a provision is never put in force, and nobody does it alone",
  async (site) => {
    const { maya, ruth } = await two(site);
    const party = await vendor(maya);
    const document = await paper(maya);
    for (const { name, cite } of REQUIRED) {
      const provisions = { ...said(REQUIRED), [name]: { is: "no", note: "They refuse." } };
      const submitted = await maya.move(await maya.file("associate-contract", contractWith(party.id, document, { provisions })), "submit");
      const refused = await ruth.tryMove(submitted, "put-in-force");
      assert.equal(refused.status, 409, name);
      assert.match(await refused.text(), new RegExp(cite.replaceAll(/[()]/g, "\\$&")));
    }
    const none = { ...said(REQUIRED), safeguards: { is: "none", note: "Nothing here." } };
    const without = await maya.move(
      await maya.file("associate-contract", contractWith(party.id, document, { provisions: none })),
      "submit",
    );
    assert.equal((await ruth.tryMove(without, "put-in-force")).status, 409, "safeguards are never nothing");
    assert.equal((await standing(maya, party.id)).contract.is, "being-made");

    const delegated = { ...said(REQUIRED), delegated: { is: "none", note: "Nothing is done in its place." } };
    const whole = await maya.move(
      await maya.file("associate-contract", contractWith(party.id, document, { provisions: delegated })),
      "submit",
    );
    assert.equal((await maya.tryMove(whole, "put-in-force")).status, 409, "nobody puts in force what they handed in");
    assert.equal((await ruth.move(whole, "put-in-force")).state, "in force");
    assert.deepEqual((await standing(maya, party.id)).contract, { is: "in-force", contract: whole.id, endsOn: null, days: null });
  },
);

testSite("164.504(e)(5), 164.314(a)(2)(iii): a subcontractor's contract passes on what binds us", async (site) => {
  const { maya, ruth } = await two(site);
  const main = await vendor(maya);
  const party = await vendor(maya, { name: "Its mail service", parent: main.id });
  const answers = contractWith(party.id, await paper(maya), { kind: "subcontractor" });
  const bare = await maya.file("associate-contract", { ...answers, passedOn: undefined });
  assert.deepEqual(await faultsOf(await maya.tryMove(bare, "submit")), ["/answers/passedOn"]);
  const passedOn = { "same-chain": { is: "yes", note: "7" }, "same-security": { is: "no", note: "Asked for" } };
  const lacking = await maya.move(await maya.file("associate-contract", { ...answers, passedOn }), "submit");
  assert.equal((await ruth.tryMove(lacking, "put-in-force")).status, 409);
  await plantContract(maya, ruth, party.id, { kind: "subcontractor" });
  const { subcontractors } = await maya.get<{ subcontractors: { id: string }[] }>(`/v1/associates/${main.id}`);
  assert.deepEqual(
    subcontractors.map(({ id }) => id),
    [party.id],
  );
});

testSite("164.502(e)(2): a contract has its file, days in order, and takes effect on its day", async (site) => {
  const { maya, ruth } = await two(site);
  const party = await vendor(maya);
  const document = await paper(maya);
  const tries: readonly [object, string][] = [
    [{ signedOn: "2199-01-01" }, "/answers/signedOn"],
    [{ endsOn: "2026-01-01" }, "/answers/endsOn"],
    [{ noticeHours: 0 }, "/answers/noticeHours"],
    [{ document: crypto.randomUUID() }, "/answers/document"],
    [{ provisions: { uses: { is: "perhaps" } } }, "/answers/provisions/uses/is"],
  ];
  for (const [more, at] of tries) {
    const answer = await maya.send("/v1/submissions", {
      form: "associate-contract",
      answers: contractWith(party.id, document, { ...more }),
    });
    assert.ok(answer.status === 422 || answer.status === 400, `${at} ${answer.status}`);
    assert.deepEqual(await faultsOf(answer), [at]);
  }
  const bare = await maya.file("associate-contract", { ...contractWith(party.id, document), document: undefined });
  assert.deepEqual(await faultsOf(await maya.tryMove(bare, "submit")), ["/answers/document"]);
  const early = await maya.file("associate-contract", contractWith(party.id, document, { startsOn: dayHere(site, 3) }));
  const submitted = await maya.move(early, "submit");
  const refused = await ruth.tryMove(submitted, "put-in-force");
  assert.equal(await codeOf(refused), "not_yours_to_do");
  assert.equal((await standing(maya, party.id)).contract.is, "being-made");
});

testSite("164.308(b)(3): a contract ends by its day, whoever looks; its task is there once, and the next takes its place", async (site) => {
  const { maya, ruth, person } = await two(site);
  const party = await vendor(maya);
  const first = await plantContract(maya, ruth, party.id, { endsOn: dayHere(site, 100) });
  const renewals = async (who: AtWork) => (await tasks(who)).filter(({ key }) => key.endsWith(":renew"));
  assert.equal((await standing(maya, party.id)).contract.is, "in-force");
  assert.deepEqual(
    (await renewals(maya)).map(({ dueOn }) => dueOn),
    [dayHere(site, 70)],
  );
  const byHand = await maya.tryMove(first, "supersede", { reason: "Done with it" });
  assert.equal(await codeOf(byHand), "not_yours_to_do", "only the next takes its place; PHI would not be asked back");
  let again = await later(site, 10, person);
  assert.deepEqual((await standing(again, party.id)).contract, { is: "ending", contract: first.id, endsOn: dayHere(site, 90), days: 90 });
  again = await later(site, 90, person);
  assert.equal((await standing(again, party.id)).contract.is, "ending", "its last day is a day of it");
  again = await later(site, 1, person);
  const over = await standing(again, party.id);
  assert.equal(over.contract.is, "expired");
  assert.equal(over.next?.isUrgent, true);
  assert.equal((await renewals(again)).length, 1, "after an outage one is late, not three");

  const other = atWork(site, await addPerson(site, "ada@fernhollow.example", ["privacy-official"]));
  const next = await plantContract(again, other, party.id, { endsOn: dayHere(site, 30), renewal: "automatic" });
  assert.equal((await standing(again, party.id)).contract.contract, next.id);
  assert.equal((await again.get<Filed>(`/v1/submissions/${first.id}`)).state, "superseded");
  assert.equal((await renewals(again)).length, 0);
  again = await later(site, 60, person);
  assert.equal((await standing(again, party.id)).contract.is, "in-force", "it goes on by itself");
});

testSite(
  "164.504(e)(2)(ii)(J), (iii): a contract that ended asks for PHI by the policy's day, and closes with proof or why not",
  async (site) => {
    const { maya, ruth, person } = await two(site);
    const party = await vendor(maya);
    const held = await plantContract(maya, ruth, party.id);
    const ending = { reason: "They sold PHI.", answers: { endedBecause: "violation", endedOn: dayHere(site) } };
    assert.equal((await maya.tryMove(held, "terminate", { answers: ending.answers })).status, 422, "it says why");
    const future = { ...ending, answers: { ...ending.answers, endedOn: dayHere(site, 2) } };
    assert.deepEqual(await faultsOf(await maya.tryMove(held, "terminate", future)), ["/answers/endedOn"]);
    const ended = await maya.move(held, "terminate", ending);
    assert.equal(ended.answers["returnBy"], dayHere(site, 30));
    assert.deepEqual(
      (await tasks(maya)).filter(({ key }) => key.startsWith("contract:")).map(({ key, dueOn }) => [key.split(":")[2], dueOn]),
      [["return", dayHere(site, 30)]],
    );
    assert.equal((await standing(maya, party.id)).contract.is, "return-open");
    const again = await later(site, 31, person);
    assert.equal((await standing(again, party.id)).contract.is, "return-late");
    assert.deepEqual(await faultsOf(await again.tryMove(ended, "close", { answers: { returned: "destroyed" } })), [
      "/answers/returnedOn",
      "/answers/returnedHow",
      "/answers/returnedDocument",
    ]);
    assert.deepEqual(await faultsOf(await again.tryMove(ended, "close", { answers: { returned: "infeasible" } })), [
      "/answers/infeasibleWhy",
      "/answers/extended",
    ]);
    const proof = {
      returned: "destroyed",
      returnedOn: dayHere(site),
      returnedHow: "Wiped; backups aged out after a month.",
      returnedDocument: await paper(again),
    };
    assert.equal((await again.move(ended, "close", { answers: proof })).state, "closed");
    assert.equal((await tasks(again)).filter(({ key }) => key.startsWith("contract:")).length, 0);
  },
);

testSite("164.410, 164.404(a)(2): what was promised is what the contract in force says", async (site) => {
  const { maya, ruth } = await two(site);
  const customer = await plantCustomer(maya, ruth, "Clinic", { noticeHours: 48, agent: "yes" });
  const silent = await maya.file("party", { name: "Other", role: "customer", service: "x", phi: "no" });
  const promised = await promisesTo(site.parts, [customer.id, silent.id, crypto.randomUUID()]);
  assert.deepEqual(
    [...promised],
    [
      [customer.id, { hours: 48, agent: "yes" }],
      [silent.id, { hours: null, agent: "unknown" }],
    ],
  );
  await plantContract(maya, ruth, customer.id, { noticeHours: 24 });
  assert.deepEqual((await promisesTo(site.parts, [customer.id])).get(customer.id), { hours: 24, agent: "no" });
});

testSite(
  "164.502(e)(1), 164.308(b)(1): a tenant is bound to a customer under contract, or not at all, and gets no application after its end",
  async (site) => {
    const { maya, ruth } = await two(site);
    await maya.write("/v1/clients", { name: "Booking", tenant: "Stonebridge" });
    const [tenant] = (await listed(maya)).tenants;
    assert.ok(tenant !== undefined);
    const path = `/v1/tenants/${tenant.id}/party`;
    const customer = await maya.file("party", { name: "Stonebridge", role: "customer", service: "Care", phi: "no" });
    const cloud = await vendor(maya);
    for (const party of [null, customer.id, cloud.id, crypto.randomUUID()]) {
      const answer = await maya.send(path, { was: null, party });
      assert.equal(answer.status, 400, String(party));
      assert.deepEqual(await faultsOf(answer), ["/party"]);
    }
    assert.equal(
      (await maya.send(`/v1/tenants/${crypto.randomUUID()}/party`, { was: null, party: customer.id })).status,
      400,
      "an id of ours",
    );
    assert.equal((await maya.send(`/v1/tenants/${site.parts.makeId()}/party`, { was: null, party: customer.id })).status, 404);
    const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
    assert.equal((await sam.send(path, { was: null, party: customer.id })).status, 403);
    await plantContract(maya, ruth, customer.id, { kind: "data-use", provisions: undefined, allowed: undefined, dataUse: DATA_USE });
    assert.equal((await maya.send(path, { was: null, party: customer.id })).status, 400, "a limited data set is not all of it");
    const held = await plantContract(maya, ruth, customer.id);
    await maya.write(path, { was: null, party: customer.id });
    assert.equal((await listed(maya)).tenants[0]?.party, customer.id);
    assert.equal((await ruth.send(path, { was: null, party: customer.id })).status, 412, "somebody was quicker");
    await maya.write("/v1/clients", { name: "Reminders", tenant: "Stonebridge" });

    const ending = { reason: "Notice", answers: { endedBecause: "by-notice", endedOn: dayHere(site) } };
    await maya.move(held, "terminate", ending);
    const refused = await maya.send("/v1/clients", { name: "Third", tenant: "Stonebridge" });
    assert.equal(refused.status, 400);
    assert.deepEqual(await faultsOf(refused), ["/tenant"]);
    assert.equal((await maya.send("/v1/clients", { name: "Own", tenant: "Elsewhere" })).status, 201, "others are not touched");
    await site.parts.db.in({ role: "part164_app" }).run(sql`update part164.installation set entity = 'covered-entity'`);
    await maya.write(path, { was: customer.id, party: null });
  },
);

const DATA_USE = Object.fromEntries(
  ["uses", "who", "no-other", "safeguards", "report", "agents", "identity"].map((name) => [`set-${name}`, { is: "yes", note: "1" }]),
);

testSite("164.308(b)(1): an associate is looked at again by its tier, and what was found is a task of its owner", async (site) => {
  const { maya, ruth, mayaId, person } = await two(site);
  const party = await vendor(maya);
  await plantContract(maya, ruth, party.id);
  assert.equal((await standing(maya, party.id)).review.is, "none");
  const day = dayHere(site);
  const file = (more: object) =>
    maya.send("/v1/submissions", { form: "associate-due-diligence", answers: reviewOf(party.id, day, { ...more }) });
  assert.deepEqual(await faultsOf(await file({ lookedOn: "2199-01-01" })), ["/answers/lookedOn"]);
  assert.deepEqual(await faultsOf(await file({ soc2To: "2024-01-01" })), ["/answers/soc2To"]);
  const months = (n: number): string => Temporal.PlainDate.from(day).add({ months: n }).toString();
  const seldom = await maya.file("associate-due-diligence", reviewOf(party.id, day, { tier: "3" }));
  assert.equal(seldom.dueOn, months(24));
  const findings = [
    { what: "No second factor for support", owner: mayaId, dueOn: dayHere(site, 10) },
    { what: "Old report", owner: mayaId, dueOn: dayHere(site, 20), doneOn: day },
  ];
  const draft = await maya.file("associate-due-diligence", reviewOf(party.id, day, { findings }));
  assert.equal(draft.dueOn, months(12));
  const submitted = await maya.move(draft, "submit");
  assert.equal((await maya.tryMove(submitted, "approve")).status, 409);
  const approved = await ruth.move(submitted, "approve");
  const found = async (who: AtWork) => (await tasks(who)).filter(({ key }) => key.startsWith("associate-finding:"));
  assert.deepEqual(
    (await found(maya)).map(({ dueOn }) => dueOn),
    [dayHere(site, 10)],
  );
  const amend = (answers: object) => maya.send(`/v1/submissions/${approved.id}`, { answers }, { method: "PUT", version: approved.version });
  assert.deepEqual(await faultsOf(await amend({ ...approved.answers, decision: "Anything goes." })), ["/answers/decision"]);
  assert.equal((await amend({ ...approved.answers, findings: findings.map((one) => ({ ...one, doneOn: day })) })).status, 200);
  assert.equal((await found(maya)).length, 0);
  assert.deepEqual((await standing(maya, party.id)).review, { is: "fresh", id: approved.id, dueOn: months(12) });
  const again = await later(site, 366, person);
  assert.equal((await standing(again, party.id)).review.is, "overdue");
});

testSite("the chain is for who reads the program, and an associate's file for them too", async (site) => {
  const { maya, ruth } = await two(site);
  const customer = await plantCustomer(maya, ruth, "Clinic");
  const sam = atWork(site, await addPerson(site, "sam@fernhollow.example", []));
  const otto = atWork(site, await addPerson(site, "otto@fernhollow.example", ["auditor"]));
  await sam.get("/v1/associates", 404);
  await sam.get(`/v1/associates/${customer.id}`, 404);
  assert.equal((await listed(otto)).items.length, 1);
  const file = await otto.get<{ contracts: Filed[]; assessments: number }>(`/v1/associates/${customer.id}`);
  assert.equal(file.contracts[0]?.state, "in force");
  await maya.get(`/v1/associates/${file.contracts[0]?.id}`, 404);
  await maya.get(`/v1/associates/${site.parts.makeId()}`, 404);
});

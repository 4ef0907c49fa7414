// SPDX-License-Identifier: Apache-2.0
// A draft can be put down at any moment: what is only missing is asked for when it is handed in, by its field; what is wrong is refused at once.
import assert from "node:assert/strict";
import { contractWith, paper, plantCustomer } from "./support/associate.ts";
import { dayHere } from "./support/day.ts";
import { breachOf, FACTOR, FACTORS, inDoubt, two } from "./support/incident.ts";
import { type AtWork, type Filed } from "./support/person.ts";
import { testSite } from "./support/site.ts";
import { allForms } from "#program/form/registry.ts";

const amend = (who: AtWork, { id, version }: Filed, answers: object): Promise<Response> =>
  who.send(`/v1/submissions/${id}`, { answers }, { method: "PUT", version });
const amended = async (who: AtWork, of: Filed, answers: object): Promise<Filed> => {
  const answer = await amend(who, of, answers);
  assert.equal(answer.status, 200, await answer.clone().text());
  return (await answer.json()) as Filed;
};
const named = async (answer: Response): Promise<string[]> => {
  assert.equal(answer.status, 422, await answer.clone().text());
  return ((await answer.json()) as { fields: { at: string }[] }).fields.map(({ at }) => at);
};

testSite(
  "164.504(e)(2): a contract is put down before anything is known, and handed in once the end of its first term is",
  async (site) => {
    const { maya } = await two(site);
    const party = await maya.file("party", { name: "Cloud", role: "vendor", service: "Runs our service", phi: "yes" });
    const begun = await maya.file("associate-contract", { renewal: "automatic" });
    const whole = contractWith(party.id, await paper(maya), { renewal: "automatic" });
    const draft = await amended(maya, begun, whole);
    assert.deepEqual(
      await named(await amend(maya, draft, { ...whole, endsOn: "2026-01-01" })),
      ["/answers/endsOn"],
      "wrong is wrong at once",
    );
    assert.deepEqual(await named(await maya.tryMove(draft, "submit")), ["/answers/endsOn"]);
    const other = await maya.file("party", { name: "Mail", role: "vendor", service: "Sends mail", phi: "yes" });
    assert.deepEqual(await named(await amend(maya, draft, { ...whole, party: other.id })), ["/answers/party"], "once said, it stays");
    const finished = await amended(maya, draft, { ...whole, endsOn: dayHere(site, 300) });
    assert.equal((await maya.move(finished, "submit")).state, "submitted");
  },
);

testSite("164.308(a)(7)(ii)(D): a test that did not hold is put down before anybody knows what changes", async (site) => {
  const { maya, mayaId } = await two(site);
  const now = site.clock.now().getTime();
  const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();
  const answers = {
    scenario: "ransomware",
    kind: "tabletop",
    plans: ["emergency-mode"],
    startedAt: at(-3),
    endedAt: at(-1),
    people: [{ person: mayaId, part: "Lead" }],
    objectives: "Who calls whom.",
    gaps: "The envelope was not where the plan says.",
    result: "held-in-part",
  };
  const draft = await maya.file("contingency-test", answers);
  assert.deepEqual(await named(await maya.tryMove(draft, "submit")), ["/answers/actions"]);
  const actions = [{ what: "Seal the envelope anew", owner: mayaId, dueOn: dayHere(site, 10) }];
  assert.equal((await maya.move(await amended(maya, draft, { ...answers, actions }), "submit")).state, "submitted");
});

testSite("164.402(2): an assessment is put down with its conclusion first; what contradicts it is refused at once", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const found = await inDoubt(maya, mayaId);
  const { assessment } = await breachOf(ruth, found.id);
  const { id: party } = await plantCustomer(maya, ruth, "Lakeside Clinic");
  const facts = { ...assessment.answers, whose: "customers", customers: [{ party }] };
  let draft = await amended(ruth, assessment, { ...facts, conclusion: "low-probability" });
  assert.ok((await named(await ruth.tryMove(draft, "submit"))).includes("/answers/permitted"));
  for (const answers of [
    { permitted: "yes", conclusion: "low-probability" },
    { permitted: "no", unsecured: "yes", exclusion: "none", conclusion: "excluded" },
    { ...FACTORS, conclusion: "low-probability" },
  ])
    assert.deepEqual(await named(await amend(ruth, draft, { ...facts, ...answers })), ["/answers/conclusion"], JSON.stringify(answers));
  const shown = { ...facts, ...FACTORS, natureIs: "lower", conclusion: "low-probability", overall: FACTOR };
  draft = await amended(ruth, draft, { ...shown, who: "An old friend of" });
  assert.deepEqual(
    await named(await ruth.tryMove(draft, "submit")),
    ["/answers/who"],
    "a sentence that is only begun is kept, and not enough",
  );
  draft = await amended(ruth, draft, shown);
  assert.equal((await ruth.move(draft, "submit")).state, "submitted");
});

testSite("164.316(b)(1): of every form a draft with nothing in it can be put down, and goes nowhere but away", async (site) => {
  const { maya, ruth } = await two(site);
  let seen = 0;
  for (const { name, draftIn = [], workflow } of (await allForms()).values()) {
    if (!draftIn.includes(workflow.start)) continue;
    const answer = await maya.send("/v1/submissions", { form: name, answers: {} });
    if (answer.status === 409) continue; // Not for everybody to open, whatever is in it.
    assert.equal(answer.status, 201, `${name}: ${await answer.clone().text()}`);
    const draft = (await answer.json()) as Filed;
    for (const [move, to] of Object.entries(workflow.moves[workflow.start] ?? {})) {
      if (draftIn.includes(to)) continue;
      for (const who of [maya, ruth])
        assert.match(String((await who.tryMove(draft, move, { reason: "Now." })).status), /^4(09|22)$/, `${name} ${move}`);
    }
    seen++;
  }
  assert.ok(seen >= 12);
});

// SPDX-License-Identifier: Apache-2.0
// Once a breach is confirmed by two, one official alone makes no notice due later: neither by counting fewer, nor by leaving somebody out.
import assert from "node:assert/strict";
import { sql } from "#store/sql.ts";
import { plantCustomer } from "./support/associate.ts";
import { dayHere } from "./support/day.ts";
import { breachOf, FACTORS, inDoubt, two } from "./support/incident.ts";
import type { AtWork, Filed } from "./support/person.ts";
import { testSite } from "./support/site.ts";

/** Confirmed by two; answers how one of them amends it. */
async function confirmed(maya: AtWork, ruth: AtWork, lead: string, facts: Readonly<Record<string, unknown>>) {
  const { id } = await inDoubt(maya, lead);
  const { assessment } = await breachOf(ruth, id);
  const path = `/v1/submissions/${id}`;
  const answers = { ...assessment.answers, ...FACTORS, ...facts, conclusion: "breach" };
  const written = await ruth.write<Filed>(path, { answers }, { method: "PUT", version: assessment.version });
  await maya.move(await ruth.move(written, "submit"), "confirm-breach");
  return {
    id,
    amend: async (more: Readonly<Record<string, unknown>>): Promise<string> => {
      const now = (await breachOf(ruth, id)).assessment;
      const answer = await ruth.send(path, { answers: { ...now.answers, ...more } }, { method: "PUT", version: now.version });
      return answer.ok ? "written" : await answer.text();
    },
  };
}

testSite("164.408(b), 164.406(a): fewer individuals or residents after the confirmation are another assessment", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const db = site.parts.db.in({ role: "part164_app", tenant: site.parts.installation });
  await db.run(sql`update part164.installation set entity = 'covered-entity'`);
  const residents = [{ state: "TX", count: 700 }];
  const { id, amend } = await confirmed(maya, ruth, mayaId, { whose: "ours", individuals: 900, residents });
  assert.match(
    await amend({ individuals: 499, residents: [{ state: "TX", count: 499 }] }),
    /\/answers\/(individuals|residents).*assess again/,
  );
  assert.match(await amend({ residents: [{ state: "TX", count: 20 }] }), /\/answers\/residents.*notice to media/);
  assert.equal(await amend({ individuals: 1200, protect: "Look at your statements." }), "written", "more may be said");
  const written = { delay: "written", delayBy: "An agent of the FBI", delayOn: dayHere(site), delayUntil: dayHere(site, 90) };
  assert.match(await amend(written), /delayLetter.*statement in writing/);
  assert.equal(await amend({ ...written, delay: "oral", delayUntil: undefined }), "written", "an oral one is 30 days at most");
  const again = (await breachOf(ruth, id)).assessment;
  assert.equal((await ruth.move(again, "reopen", { reason: "Only 499 are affected." })).state, "presumed");
  assert.equal(await amend({ individuals: 499, residents: [{ state: "TX", count: 499 }] }), "written", "then another confirms it");
});

testSite("164.410(a)(1): a customer that was named stays named; one that nobody knew may be said", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const [clinic, ward] = [await plantCustomer(maya, ruth, "Clinic", { noticeHours: 48 }), await plantCustomer(maya, ruth, "Ward", {})];
  const named = (...parties: readonly Filed[]) => parties.map(({ id }) => ({ party: id, individuals: 3 }));
  const { amend } = await confirmed(maya, ruth, mayaId, { whose: "customers", individuals: 6, customers: named(clinic) });
  assert.match(await amend({ customers: named(ward) }), /\/answers\/customers.*notice to a customer/);
  assert.equal(await amend({ customers: named(clinic, ward) }), "written");
});

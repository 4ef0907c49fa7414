// SPDX-License-Identifier: Apache-2.0
// Two people who decide at the same moment about the same thing: one decision is in force after, and the other gave way.
import assert from "node:assert/strict";
import { contractWith, paper, reviewOf } from "./support/associate.ts";
import { two } from "./support/incident.ts";
import type { Filed } from "./support/person.ts";
import { testSite } from "./support/site.ts";

const TIMES = 6;

testSite("164.504(e): of two contracts or reviews that are decided at the same moment one is in force", async (site) => {
  const { maya, ruth } = await two(site);
  for (let n = 0; n < TIMES; n++) {
    const party = await maya.file("party", { name: `Cloud ${n}`, role: "vendor", service: "Hosting", phi: "yes" });
    const handedIn = async (form: string, answers: Record<string, unknown>): Promise<Filed> =>
      maya.move(await maya.file(form, answers), "submit");
    const decided = async (form: string, move: string, state: string, answers: Record<string, unknown>): Promise<number> => {
      const [one, other] = [await handedIn(form, answers), await handedIn(form, answers)];
      const answered = await Promise.all([ruth.tryMove(one, move), ruth.tryMove(other, move)]);
      assert.ok(answered.every(({ status }) => status < 500));
      const { items } = await maya.get<{ items: Filed[] }>(`/v1/submissions?form=${form}&about=${party.id}`);
      return items.filter((item) => item.state === state).length;
    };
    const contract = contractWith(party.id, await paper(maya));
    assert.equal(await decided("associate-contract", "put-in-force", "in force", contract), 1);
    assert.equal(await decided("associate-due-diligence", "approve", "approved", reviewOf(party.id, "2026-11-01")), 1);
  }
});

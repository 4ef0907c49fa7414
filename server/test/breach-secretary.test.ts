// SPDX-License-Identifier: Apache-2.0
// What the Secretary is told: the Department's form asks more than the rule names, and the small breaches of a year go there together.
import assert from "node:assert/strict";
import { dayInWords } from "#program/privacy/letter/letter-parts.ts";
import { sql } from "#store/sql.ts";
import { FACTORS, inDoubt, breachOf, two } from "./support/incident.ts";
import { dayHere } from "./support/day.ts";
import type { AtWork, Filed } from "./support/person.ts";
import { testSite, type TestSite } from "./support/site.ts";

const FACTS = {
  whose: "ours",
  individuals: 12,
  residents: [{ state: "TX", count: 12 }],
  kinds: ["name", "treatment"],
  happenedFrom: "2026-10-30",
  how: ["theft"],
  where: ["laptop", "paper"],
  before: ["physical"],
  doing: "Laptops are encrypted now, without exception.",
  protect: "Look at the statements of your plan.",
  contact: "+1 800 555 0100",
};

type Two = { readonly maya: AtWork; readonly ruth: AtWork };

async function send(site: TestSite, { maya, ruth }: Two, breach: string, [clock, method]: readonly [string, string]): Promise<void> {
  const draft = await ruth.write<Filed>(`/v1/breaches/${breach}/notices`, { clock }, { status: 201 });
  const approved = await maya.move(await ruth.move(draft, "submit"), "approve");
  const sentAt = site.clock.now().toISOString();
  const posted = method === "substitute" ? { posted: "2027-04-01" } : {};
  await ruth.move(approved, "send", { answers: { sentAt, method, count: 12, proof: "The mailing's number.", ...posted } });
}

type Listed = { id: string; yearlyList: number | null; department: Record<string, unknown> };

testSite("164.408(c): a small breach stands in the list of its year, with what the Department's form asks", async (site) => {
  const { maya, ruth, mayaId } = await two(site);
  const db = site.parts.db.in({ role: "part164_app", tenant: site.parts.installation });
  await db.run(sql`update part164.installation set entity = 'covered-entity'`);
  const vendor = await maya.file("party", { name: "Fern Couriers", role: "vendor", service: "Carries paper", phi: "yes" });
  const found = await inDoubt(maya, mayaId);
  const { assessment } = await breachOf(ruth, found.id);
  const answers = { ...assessment.answers, ...FACTS, ...FACTORS, associate: vendor.id, conclusion: "breach" };
  const path = `/v1/submissions/${found.id}`;
  const written = await ruth.write<Filed>(path, { answers }, { method: "PUT", version: assessment.version });
  const listed = async (): Promise<Listed | undefined> =>
    (await maya.get<{ items: Listed[] }>("/v1/breaches")).items.find(({ id }) => id === found.id);
  assert.equal((await listed())?.yearlyList, null, "not before it is confirmed");
  await maya.move(await ruth.move(written, "submit"), "confirm-breach");
  const told = { from: null, to: null, isSubstitute: false, media: [] };
  const department = {
    happenedFrom: "2026-10-30",
    happenedTo: "2026-10-30",
    isAtAssociate: true,
    how: ["Theft"],
    where: ["Laptop", "Paper or films"],
    before: ["Physical safeguards of the Security Rule: access to places, security of devices"],
    doing: FACTS.doing,
  };
  assert.deepEqual({ year: (await listed())?.yearlyList, ...(await listed())?.department }, { year: 2026, ...department, told });

  const early = await ruth.write<Filed>(`/v1/breaches/${found.id}/notices`, { clock: "notify-secretary" }, { status: 201 });
  const text = String(early.answers["text"]);
  assert.match(text, /business associate Fern Couriers/);
  assert.match(text, /How it came about:\n\n- Theft\n\nWhere the PHI was:\n\n- Laptop\n- Paper or films/);
  assert.match(text, /Before:\n\n- Physical/);
  assert.match(text, /## Notices\n\n\(To be written/, "nobody was told yet");
  await ruth.move(early, "discard");

  await send(site, { maya, ruth }, found.id, ["notify-individuals", "mail"]);
  await send(site, { maya, ruth }, found.id, ["notify-individuals", "substitute"]);
  const day = dayHere(site);
  assert.deepEqual((await listed())?.department["told"], { from: day, to: day, isSubstitute: true, media: [] });
  const draft = await ruth.write<Filed>(`/v1/breaches/${found.id}/notices`, { clock: "notify-secretary" }, { status: 201 });
  assert.match(String(draft.answers["text"]), new RegExp(`Individuals were told on ${dayInWords(day)}. Some could not be reached`));
  assert.doesNotMatch(String(draft.answers["text"]), /To be written/, "nothing is left to be written");
});

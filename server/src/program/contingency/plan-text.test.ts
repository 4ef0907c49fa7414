// SPDX-License-Identifier: Apache-2.0
// The printed plan holds what was put into it, whatever people wrote, and every text is complete.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { htmlMain } from "../document/render/html.ts";
import { packFooter, packHash, packText } from "./plan-text.ts";
import type { Plan } from "./plans.ts";
import { backupTexts } from "./template/backup.ts";
import { recoveryTexts } from "./template/disaster-recovery.ts";
import { emergencyTexts } from "./template/emergency-mode.ts";
import type { TemplateFacts } from "./template/template-facts.ts";
import { PROCEDURES } from "./plan-fields.ts";
import { PLAN_KINDS, type PlanKind } from "./words.ts";

const FACTS: TemplateFacts = {
  organization: "Fernhollow Health",
  lead: "security official",
  privacyOfficial: "privacy official",
  executive: "executive",
  reportLine: "+1 503 555 0100",
  cloud: "the cloud",
  identityProvider: "our sign-in",
  isRemoteOnly: false,
  keeping: [],
  sites: ["Office", "Store"],
  rpoHours: 24,
  keepDays: 35,
  restoreTestMonths: 3,
};
const TEXTS: Readonly<Record<PlanKind, Readonly<Record<string, string>>>> = {
  backup: backupTexts(FACTS),
  "disaster-recovery": recoveryTexts(FACTS),
  "emergency-mode": emergencyTexts(FACTS),
};
const planOf = (kind: PlanKind, more: object = {}): Plan => ({
  id: kind,
  kind,
  state: "approved",
  version: 4,
  approvedOn: "2026-11-02",
  answers: { kind, ...TEXTS[kind], ...more },
});
const names = new Map([["m", "Maya Okafor"]]);

for (const kind of PLAN_KINDS)
  test(`the ${kind} plan has a text for each of its procedures, 600 words and more, and no blank`, () => {
    const asked = PROCEDURES.filter(({ when }) => when?.is.includes(kind) === true).map(({ name }) => name);
    assert.deepEqual(Object.keys(TEXTS[kind]).sort(), asked.sort());
    const text = Object.values(TEXTS[kind]).join(" ");
    const words = text.split(/\s+/).length;
    assert.ok(words >= 600 && words <= 1100, `${words} words`);
    assert.doesNotMatch(text, /undefined|null|\{|\}|\[\w*official/);
  });

test("all plans make one document: recovery before emergency mode before backup, each number once", () => {
  const people = [{ role: "Lead", person: "m", telephone: "+1 503 555 0110" }];
  const text = packText({ organization: "Fernhollow Health", plans: PLAN_KINDS.map((kind) => planOf(kind, { people })), names });
  const at = (says: string): number => text.indexOf(`## ${says}`);
  assert.ok(at("Call first") < at("Disaster recovery plan"));
  assert.ok(at("Disaster recovery plan") < at("Emergency mode operation plan"));
  assert.ok(at("Emergency mode operation plan") < at("Data backup plan"));
  assert.ok(at("Data backup plan") < at("Log of the incident"));
  assert.equal(text.split("503 555 0110").length, 2);
});

test("whatever somebody wrote into a row stays within its row, and runs nowhere", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), (wild) => {
      const contacts = [{ kind: "customer", name: `${wild}|<script>alert(1)</script>\n# X`, telephone: wild, noticeHours: 72 }];
      const text = packText({ organization: wild, plans: [planOf("backup", { contacts })], names });
      const body = htmlMain(text, "Plan");
      assert.doesNotMatch(body, /<script/);
      const rows = body.split("<tr>").filter((row) => row.includes("by contract"));
      assert.equal(rows.length, 1);
      assert.equal(rows[0]?.split("</td>").length, 5, "four cells");
    }),
    { numRuns: 60 },
  );
});

test("the foot says the day of printing, the versions and the hash of the text", () => {
  const plans = [planOf("backup")];
  const text = packText({ organization: "Fernhollow Health", plans, names });
  assert.deepEqual(packFooter(text, plans, "2026-11-05"), [
    "For the day the screens are dark. Printed on 2026-11-05.",
    "backup version 4 of 2026-11-02",
    `SHA-256 ${packHash(text)}`,
  ]);
  assert.notEqual(packHash(text), packHash(packText({ organization: "Other", plans, names })));
});

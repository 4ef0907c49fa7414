// SPDX-License-Identifier: Apache-2.0
// Completeness and fidelity: the true counts of the rule, and nothing vacated among the duties.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { generateRule, REGULATION } from "../../../scripts/generate-rule.ts";
import { isCite } from "./cite.ts";
import { definition, definitions } from "./definition.ts";
import { appendixA, deadline, fact, facts, ruleMeta } from "./fact.ts";
import { paragraph, paragraphsOf, sections } from "./paragraph.ts";
import { protocolFor, protocolRows } from "./protocol.ts";
import {
  appliesTo,
  children,
  duty,
  inSubpart,
  nearestRequirement,
  parent,
  requirement,
  requirements,
  vacatedRequirements,
  type Requirement,
} from "./rule.ts";

const VACATED_WORDS = /164\.509|\(a\)\(5\)\(iii\)|[Rr]eproductive|164\.535/;

test("vacated text is in no duty", () => {
  assert.deepEqual(
    vacatedRequirements().map(({ cite }) => cite),
    ["164.509(a)", "164.509(b)", "164.509(c)"],
  );
  for (const { cite, text } of vacatedRequirements()) {
    assert.equal(duty(cite), undefined);
    assert.deepEqual(children(cite), []);
    assert.equal(requirement(cite)?.status, "vacated-still-codified");
    assert.ok(text.length > 0);
  }
  for (const each of requirements()) {
    assert.notEqual(each.status, "vacated-still-codified");
    assert.doesNotMatch(each.fullText, VACATED_WORDS, each.cite);
    assert.doesNotMatch(each.text, VACATED_WORDS, each.cite);
  }
  for (const list of [inSubpart("E"), appliesTo("both"), appliesTo("covered-entity"), appliesTo("business-associate")])
    assert.ok(!list.some(({ section }) => section === "164.509"));
  for (const { quotes, id } of facts())
    if (id !== "vacated.2024-rule") for (const { text } of quotes) assert.doesNotMatch(text, VACATED_WORDS, id);
});

test("what was revised in 2024 reads as before", () => {
  const [use, minor, abuse, enforcement, notice] = ["164.502(a)", "164.502(g)(5)", "164.512(c)", "164.512(f)", "164.520(b)"].map((cite) =>
    duty(cite),
  );
  assert.ok(use && minor && abuse && enforcement && notice);
  assert.match(
    use.fullText,
    /\n\(a\)\(1\)\(vi\) As permitted by and in compliance with this section, § 164\.512, § 164\.514\(e\), \(f\), or \(g\)\.\n/,
  );
  assert.doesNotMatch(use.fullText, /\(a\)\(1\)\(vi\)\(A\)|\(a\)\(5\)\(iii\)/);
  assert.match(use.fullText, /\n\(a\)\(5\)\(ii\)/);
  assert.match(minor.text, /personal representative of an individual if:$/);
  assert.equal(minor.fullText.split("\n").length, 5);
  assert.doesNotMatch(abuse.fullText, /\(c\)\(3\)/);
  assert.match(abuse.text, /abuse, neglect or domestic violence$/);
  assert.match(enforcement.fullText, /\(f\)\(1\)\(ii\)\(C\) An administrative request, including an administrative subpoena/);
  assert.doesNotMatch(notice.fullText, /\(b\)\(1\)\(ii\)\([FGH]\)/);
  assert.match(notice.fullText, /\(b\)\(1\)\(ii\)\(E\)/);
});

function tally(list: readonly Requirement[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, designation } of list) for (const name of [kind, designation]) if (name) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

test("the counts are the rule's", () => {
  assert.equal(requirements().length + vacatedRequirements().length, 204);
  assert.deepEqual(tally(inSubpart("C")), {
    standard: 22,
    "implementation-specification": 43,
    provision: 6,
    required: 21,
    addressable: 22,
  });
  assert.deepEqual(tally(inSubpart("D")), { standard: 4, "implementation-specification": 9, provision: 5 });
  assert.deepEqual(tally([...inSubpart("E"), ...vacatedRequirements()]), { standard: 57, "implementation-specification": 58 });
  assert.equal(definitions().length, 93);
  assert.equal(facts().length, 51);
  assert.equal(
    sections().reduce((sum, { section }) => sum + paragraphsOf(section).length, 0),
    1145,
  );
  assert.deepEqual(
    Object.fromEntries(Object.entries(Object.groupBy(protocolRows(), ({ rule }) => rule)).map(([rule, rows]) => [rule, rows.length])),
    { privacy: 89, security: 72, breach: 19 },
  );
});

test("every requirement has its cite, title, text and parent", () => {
  for (const each of [...requirements(), ...vacatedRequirements()]) {
    assert.ok(isCite(each.cite) && each.title.length > 0 && each.text.length > 0, each.cite);
    assert.ok(each.fullText.startsWith(`${each.cite.slice(7)} ${each.text}`.trimStart()), each.cite);
    assert.equal(each.kind === "implementation-specification", each.parent !== null && each.kind !== "provision", each.cite);
    assert.ok(each.designation === null || (each.subpart === "C" && each.kind === "implementation-specification"), each.cite);
    assert.equal(requirement(each.cite), each);
    if (each.parent === null) continue;
    assert.equal(parent(each.cite)?.kind, "standard", each.cite);
    if (duty(each.cite)) assert.ok(children(each.parent).includes(each), each.cite);
  }
  assert.equal(duty("164.312(a)(2)(iii)")?.designation, "addressable");
  assert.equal(duty("164.312(a)(2)"), undefined);
  assert.equal(parent("164.312(a)(2)(iii)")?.cite, "164.312(a)(1)");
  assert.equal(parent("164.312(a)(1)"), undefined);
  assert.deepEqual(
    children("164.312(a)(1)").map(({ title }) => title),
    ["Unique user identification", "Emergency access procedure", "Automatic logoff", "Encryption and decryption"],
  );
});

test("no paragraph and no word of a requirement is served twice", () => {
  const lines = requirements().flatMap(({ section, fullText }) => fullText.split("\n").map((line) => `${section} ${line}`));
  assert.equal(new Set(lines).size, lines.length);
});

test("Appendix A agrees with the text on every designation", () => {
  assert.equal(appendixA().length, 42);
  assert.equal(appendixA().filter(({ designation }) => designation === "required").length, 20);
  const specifications = appendixA().filter(({ specification }) => specification !== null);
  assert.equal(specifications.length, 36);
  for (const { requirement: cite, designation } of specifications) assert.equal(duty(cite)?.designation, designation, cite);
  for (const { requirement: cite, specification } of appendixA())
    if (specification === null) assert.deepEqual([duty(cite)?.kind, children(cite)], ["standard", []]);
});

test("every row of the audit protocol leads to requirements that bind", () => {
  for (const { id, requirements: cites, inquiry } of protocolRows()) {
    assert.ok(cites.length > 0 && inquiry.length > 0, id);
    for (const cite of cites) assert.ok(duty(cite) && protocolFor(cite).some((row) => row.id === id), id);
  }
  assert.deepEqual(
    protocolFor("164.312(a)(2)(iii)").map(({ id }) => id.slice(0, 1)),
    ["S"],
  );
  assert.ok(protocolFor("164.308(a)(7)(ii)(E)").some(({ activity }) => activity.includes("Criticality")));
  assert.deepEqual(protocolFor("164.999"), []);
  // Every specification of the Security Rule that the protocol of 2016 could ask about is asked about.
  const silent = inSubpart("C").filter(({ kind, cite }) => kind === "implementation-specification" && protocolFor(cite).length === 0);
  assert.deepEqual(
    silent.map(({ cite }) => cite),
    [],
  );
});

test("whom a requirement binds", () => {
  const [covered, associate, both] = (["covered-entity", "business-associate", "both"] as const).map(
    (entity) => new Set(appliesTo(entity).map(({ cite }) => cite)),
  );
  assert.ok(covered && associate && both);
  assert.deepEqual(
    [...both],
    requirements().map(({ cite }) => cite),
  );
  assert.ok(covered.has("164.404(a)") && !associate.has("164.404(a)"));
  assert.ok(associate.has("164.410(a)") && !covered.has("164.410(a)"));
  assert.ok(associate.has("164.312(a)(2)(iii)") && covered.has("164.312(a)(2)(iii)"));
  assert.ok(
    associate.has("164.308(a)(4)(ii)(A)"),
    "a clearinghouse may be an associate: it is for the organization to say that it is none",
  );
});

test("the nearest requirement of a paragraph", () => {
  assert.equal(nearestRequirement("164.404(c)(1)(A)")?.cite, "164.404(c)");
  assert.equal(nearestRequirement("164.312(a)(2)(iii)")?.cite, "164.312(a)(2)(iii)");
  assert.equal(nearestRequirement("164.302"), undefined);
});

test("definitions, facts and deadlines", () => {
  assert.match(definition("breach")?.text ?? "", /^Breach means/);
  assert.equal(definition("Designated record set")?.cite, "164.501");
  assert.equal(definition("control"), undefined);
  for (const { term, text } of definitions()) assert.ok(text.length > term.length, term);
  assert.equal(deadline("breach.individual-notice.deadline").days, 60);
  assert.deepEqual([deadline("access.deadline").days, deadline("access.deadline").extensionDays], [30, 30]);
  assert.equal(fact("retention.security").period?.years, 6);
  assert.equal(fact("deid.zip3.census-2000").official, false);
  assert.equal(fact("access.deadline").official, true);
  assert.throws(() => fact("no.such"), { name: "BrokenInvariant" });
  assert.throws(() => deadline("sanctions"), { name: "BrokenInvariant" });
});

test("the quotes of the official facts stand in the rule word for word", () => {
  const words = (text: string): string => text.replaceAll(/\s+/g, " ");
  for (const { id, quotes, official } of facts()) {
    if (!official) continue;
    for (const { cite, text } of quotes) {
      const found = paragraph(cite);
      if (found?.text) assert.ok(words(found.text).includes(words(text)) || words(text).includes(words(found.text)), `${id} ${cite}`);
    }
  }
});

test("no cite carries 45 CFR", () => {
  const cites = [
    ...definitions().map(({ cite }) => cite),
    ...facts().flatMap((each) => [...each.cites, ...each.quotes.map(({ cite }) => cite)]),
    ...protocolRows().flatMap((row) => row.cites),
  ];
  for (const cite of cites) assert.doesNotMatch(cite, /45 CFR 16/);
  for (const { cite } of definitions()) assert.ok(isCite(cite), cite);
});

test(
  "the data is what its sources give",
  { skip: existsSync(REGULATION) ? false : "the gathered regulation is not beside the checkout" },
  () => {
    for (const [path, text] of generateRule(fileURLToPath(REGULATION)))
      assert.equal(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8"), text, path);
  },
);

test("it says as of when the text stands", () => assert.equal(ruleMeta().textAsOf, "2026-07-01"));

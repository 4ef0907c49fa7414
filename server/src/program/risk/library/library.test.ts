// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { isInRule } from "../../document/cite-in-text.ts";
import { system } from "../../organization/definition/system.ts";
import { threatsTo } from "../asset.ts";
import { prefilled } from "../prefill.ts";
import { THREATS, threatNamed } from "./library.ts";
import { CONCERNS, SYSTEM_KINDS, THREAT_CLASSES } from "./threat.ts";

test("the library asks about enough, each thing once", () => {
  assert.ok(THREATS.length >= 40);
  assert.equal(new Set(THREATS.map(({ slug }) => slug)).size, THREATS.length);
  assert.equal(new Set(THREATS.map(({ says }) => says)).size, THREATS.length);
  for (const which of THREAT_CLASSES) assert.ok(THREATS.filter((threat) => threat.class === which).length >= 5, which);
});

test("every threat is a sentence, concerns something, has vulnerabilities, and cites what answers it", () => {
  for (const { slug, says, concerns, vulnerabilities, cites } of THREATS) {
    assert.match(slug, /^[a-z]+(-[a-z]+)*$/);
    for (const sentence of [says, ...vulnerabilities]) assert.match(sentence, /^[A-Z][^.]{8,140}\.$/, slug);
    assert.ok(concerns.length > 0 && new Set(concerns).size === concerns.length, slug);
    assert.ok(vulnerabilities.length >= 2 && new Set(vulnerabilities).size === vulnerabilities.length, slug);
    assert.ok(cites.length > 0, slug);
    for (const cite of cites) assert.ok(isInRule(cite), `${slug} cites ${cite}`);
    assert.equal(threatNamed(slug)?.says, says);
  }
  assert.equal(threatNamed("no-such-threat"), undefined);
});

test("every kind of system that the inventory has, and whatever is no system, is asked about", () => {
  const kinds = system.fields.flatMap((field) => (field.name === "kind" && field.type === "choice" ? field.options : []));
  assert.deepEqual(kinds.map(({ value }) => value).toSorted(), [...SYSTEM_KINDS].toSorted(), "as the form has them");
  for (const concern of CONCERNS) assert.ok(THREATS.filter(({ concerns }) => concerns.includes(concern)).length >= 5, concern);
  assert.ok(threatsTo({ kind: "party", is: "vendor" }).length >= 5);
  assert.deepEqual(threatsTo({ kind: "party", is: "customer" }), [], "theirs to analyse");
  assert.ok(threatsTo({ kind: "system", is: "a kind that came later" }).length > 0, "nothing is left out silently");
});

test("an entry is filled in beforehand within the limits of its form", () => {
  for (const threat of THREATS) {
    const { name } = prefilled({ id: "x", kind: "system", name: "N".repeat(200) }, threat);
    assert.ok(typeof name === "string" && name.length <= 200);
  }
  const [first] = THREATS;
  assert.ok(first);
  assert.equal(prefilled({ id: "workforce", kind: "workforce", name: "The workforce" }, first)["workforce"], undefined);
});
